// Signs manifests: Ed25519 (RFC 8032), by OpenSSL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// PEM texts, as `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout` write them.
struct KeyPair {
  std::string secret, open;
};
KeyPair new_key();

// The name of a key in messages and in signatures: the first 16 hexadecimal digits of the SHA-256 of its 32
// bytes. Throws Error for a text that is no Ed25519 key.
std::string key_name(std::string_view open_key);

// A text of two lines: "kancelli-signature-1 KEYNAME", and 64 bytes in base64. Throws Error for a text that
// is no secret key.
std::string sign(std::string_view bytes, std::string_view secret_key);

// The name of the trusted key that signed exactly these bytes; "" when none did, or when the signature is
// damaged.
std::string signer(std::string_view bytes, std::string_view signature,
                   const std::vector<std::string>& trusted);

}  // namespace kancelli
