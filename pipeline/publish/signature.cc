#include "pipeline/publish/signature.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view signature_kind = "kancelli-signature-1 ";
constexpr std::size_t signature_bytes = 64, key_bytes = 32;

struct Free {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

[[noreturn]] void no_crypto() {
  ERR_clear_error();
  throw Error(tr("OpenSSL cannot make or use Ed25519 keys on this machine"));
}

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// OpenSSL would ask on the terminal for a key's password, and wait.
int no_password(char*, int, int, void*) {
  return -1;
}

// Null for a text that is no Ed25519 key of this sort.
Key read_key(std::string_view pem, decltype(&PEM_read_bio_PUBKEY) read) {
  if (pem.empty()) return nullptr;
  const Bio text(BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<std::size_t>(pem.size(), 1 << 16))));
  if (!text) no_crypto();
  Key key(read(text.get(), nullptr, no_password, nullptr));
  ERR_clear_error();  // a text that is no key is the caller's matter, not the next OpenSSL call's
  return key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519 ? std::move(key) : nullptr;
}

std::string name_of(EVP_PKEY* key) {
  std::string raw(key_bytes, '\0');
  std::size_t size = raw.size();
  if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(raw.data()), &size) != 1 ||
      size != key_bytes)
    no_crypto();
  return sha256(raw).substr(0, 16);
}

template <typename Write>
std::string pem_of(Write write) {
  const Bio out(BIO_new(BIO_s_mem()));
  if (!out || write(out.get()) != 1) no_crypto();
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

bool is_signed_by(EVP_PKEY* key, std::string_view bytes, std::string_view signature) {
  const Context context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) != 1) no_crypto();
  const bool good =
      EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return good;
}

struct Signature {
  std::string_view key_name;
  std::string bytes;
};

std::string written(std::string_view key_name, std::string_view bytes) {
  return std::string(signature_kind) + std::string(key_name) + "\n" + base64(bytes) + "\n";
}

// Nothing for a text that sign() does not write.
std::optional<Signature> read_signature(std::string_view text) {
  const auto lines = split(text, '\n');
  if (lines.size() != 3 || !lines[0].starts_with(signature_kind)) return std::nullopt;
  try {
    const Signature signature{lines[0].substr(signature_kind.size()), from_base64(lines[1])};
    // Base64 can be written in several ways.
    if (signature.bytes.size() == signature_bytes && written(signature.key_name, signature.bytes) == text)
      return signature;
  } catch (const Error&) {  // no base64
  }
  return std::nullopt;
}

}  // namespace

KeyPair new_key() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) no_crypto();
  return {pem_of([&](BIO* out) {
            return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          }),
          pem_of([&](BIO* out) { return PEM_write_bio_PUBKEY(out, key.get()); })};
}

std::string key_name(std::string_view open_key) {
  const Key key = read_key(open_key, PEM_read_bio_PUBKEY);
  if (!key)
    throw Error(tr("this is no open Ed25519 key"),
                tr("it begins with -----BEGIN PUBLIC KEY-----, as `openssl pkey -pubout` writes it"));
  return name_of(key.get());
}

std::string sign(std::string_view bytes, std::string_view secret_key) {
  const Key key = read_key(secret_key, PEM_read_bio_PrivateKey);
  if (!key)
    throw Error(tr("this is no secret Ed25519 key, or it has a password"),
                tr("it begins with -----BEGIN PRIVATE KEY-----, as `openssl genpkey -algorithm ed25519` "
                   "writes it"));
  const Context context(EVP_MD_CTX_new());
  std::string signature(signature_bytes, '\0');
  std::size_t size = signature.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, octets(bytes),
                     bytes.size()) != 1 ||
      size != signature_bytes)
    no_crypto();
  return written(name_of(key.get()), signature);
}

std::string signer(std::string_view bytes, std::string_view signature,
                   const std::vector<std::string>& trusted) {
  const auto read = read_signature(signature);
  std::string found;
  for (std::size_t i = 0; i < trusted.size(); ++i) {
    // All are read, also those not needed: a mistake in the list is not left for a worse day.
    const Key key = read_key(trusted[i], PEM_read_bio_PUBKEY);
    if (!key)
      throw Error(tr("the trusted key number {0} is no open Ed25519 key", {std::to_string(i + 1)}),
                  tr("it begins with -----BEGIN PUBLIC KEY-----, as `openssl pkey -pubout` writes it"));
    const std::string name = name_of(key.get());
    if (read && name == read->key_name && is_signed_by(key.get(), bytes, read->bytes)) found = name;
  }
  return found;
}

}  // namespace kancelli
