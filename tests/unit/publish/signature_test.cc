#include "pipeline/publish/signature.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

// RFC 8032, 7.1, test 1; the secret key is known to all the world.
const std::string rfc_secret =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
const std::string rfc_open =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    "-----END PUBLIC KEY-----\n";
const std::string rfc_name = "21fe31dfa154a261";
const std::string rfc_signature =
    "kancelli-signature-1 21fe31dfa154a261\n"
    "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==\n";

// By the program openssl: genpkey, pkey -pubout, pkeyutl -sign -rawin.
const std::string openssl_open =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAlC+w44tL7w4PbDGrsbr/kypjTluEtA3msdMbbrj3wfs=\n"
    "-----END PUBLIC KEY-----\n";
const std::string openssl_signature =
    "kancelli-signature-1 1d99b9235a094efe\n"
    "gaJ6ib7v0K8fhgMpTCOFP1+ZNQh0xJq9fNzLdZji6tLs4mLOr3mDYRbnahYirvmLmvFtIqRfHy3s9ZdAMeTmAQ==\n";

const std::string x25519_open =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VuAyEAv2DAmgizb/kDyqcEfOPGPuq2Mvm9gJD3IHDcorMoRiE=\n"
    "-----END PUBLIC KEY-----\n";
const std::string nist_open =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMtAIKyH5yfP8P2qXCFHR96SbmAlD\n"
    "8Z+ZVnbM5hkUr7FVeVu9L8WZ8nLYIJZFIqVhj0EycrzeZEmDBTX1CTNjCQ==\n"
    "-----END PUBLIC KEY-----\n";
const std::string with_password =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjoub/hbKT+ywICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJueEdsBfOv8+MgZOhSQTrwEQPga\n"
    "1FEkEWiyMgUk9NCCswRZjWnkIlhTdLhBdFCjiSED9bchPPbZH42FFytd/4gZZK0P\n"
    "OHuzKbQbphWl1K1ANLc=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

TEST(Signatures, AreThoseOfTheStandard) {
  EXPECT_EQ(sign("", rfc_secret), rfc_signature);
  EXPECT_EQ(signer("", rfc_signature, {rfc_open}), rfc_name);
  EXPECT_EQ(key_name(rfc_open), rfc_name);
}

TEST(Signatures, AreThoseOfTheProgramOpenssl) {
  EXPECT_EQ(signer("Kommunen\n", openssl_signature, {openssl_open}), "1d99b9235a094efe");
}

TEST(Signatures, AreKnownByTheTrustedKeyThatMadeThem) {
  const KeyPair one = new_key(), two = new_key();
  EXPECT_NE(one.secret, two.secret);
  const std::string bytes("a\0b", 3), signature = sign(bytes, one.secret);
  EXPECT_EQ(signer(bytes, signature, {two.open, one.open, rfc_open}), key_name(one.open));
  EXPECT_EQ(signer(bytes, signature, {one.open, one.open}), key_name(one.open));
  EXPECT_EQ(signer(bytes, signature, {two.open, rfc_open}), "");
  EXPECT_EQ(signer(bytes, signature, {}), "");
}

TEST(Signatures, HoldForExactlyTheseBytes) {
  const KeyPair key = new_key();
  const std::string bytes = "{\"manifest\": 1}\n", signature = sign(bytes, key.secret);
  ASSERT_EQ(signer(bytes, signature, {key.open}), key_name(key.open));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string other = bytes;
    other[at] ^= 1;
    EXPECT_EQ(signer(other, signature, {key.open}), "") << at;
    EXPECT_EQ(signer(bytes.substr(0, at), signature, {key.open}), "") << at;
  }
  EXPECT_EQ(signer(bytes + "\n", signature, {key.open}), "");
  EXPECT_EQ(signer(bytes + std::string(1, '\0'), signature, {key.open}), "");
}

TEST(Signatures, AreDamagedByAnyChange) {
  for (std::size_t at = 0; at < rfc_signature.size(); ++at) {
    for (const int bit : {1, 2, 4, 8, 16, 32, 64, 128}) {
      std::string other = rfc_signature;
      other[at] = static_cast<char>(other[at] ^ bit);
      EXPECT_EQ(signer("", other, {rfc_open}), "") << at << ' ' << bit;
    }
    EXPECT_EQ(signer("", rfc_signature.substr(0, at), {rfc_open}), "") << at;
    EXPECT_EQ(signer("", std::string(rfc_signature).erase(at, 1), {rfc_open}), "") << at;
    EXPECT_EQ(signer("", std::string(rfc_signature).insert(at, "\n"), {rfc_open}), "") << at;
  }
  EXPECT_EQ(signer("", rfc_signature + "\n", {rfc_open}), "");
  EXPECT_EQ(signer("", rfc_signature + rfc_signature, {rfc_open}), "");
}

// S + L in place of S: the same equation holds, the standard (5.1.7) refuses it.
TEST(Signatures, HaveNoSecondForm) {
  EXPECT_EQ(
      signer("",
             "kancelli-signature-1 21fe31dfa154a261\n"
             "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVMjHhyqgZOBJ27MBP78pOA0lv18FlbviRlUUFDjnoQGw==\n",
             {rfc_open}),
      "");
}

TEST(Signatures, NameTheKeyThatMadeThem) {
  const KeyPair key = new_key();
  std::string signature = sign("a", key.secret);
  signature.replace(signature.find(key_name(key.open)), 16, rfc_name);
  EXPECT_EQ(signer("a", signature, {key.open, rfc_open}), "");
}

TEST(Keys, AreReadOnlyWhenTheyAreOpenEd25519Keys) {
  for (const std::string& text : {std::string(), std::string("key"), rfc_secret, x25519_open, nist_open,
                                  rfc_open.substr(0, 60), std::string(200000, '-'), rfc_open.substr(28)})
    try {
      key_name(text);
      ADD_FAILURE() << text.substr(0, 300);
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "this is no open Ed25519 key");
    }
  EXPECT_THROW(key_name({}), Error);
}

TEST(Keys, SignOnlyWhenTheyAreSecretEd25519Keys) {
  for (const std::string& text : {std::string(), std::string("key"), rfc_open, rfc_secret.substr(0, 70)})
    EXPECT_THROW(sign("a", text), Error) << text;
}

TEST(Keys, WithAPasswordAreRefusedWithoutAsking) {
  try {
    sign("a", with_password);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "this is no secret Ed25519 key, or it has a password");
  }
}

TEST(Keys, TrustedThatAreNoneAreNamedAlsoWhenAnotherSigned) {
  for (const std::string& bad : {std::string("key"), x25519_open, rfc_secret}) try {
      signer("", rfc_signature, {rfc_open, openssl_open, bad});
      ADD_FAILURE() << bad;
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "the trusted key number 3 is no open Ed25519 key");
      EXPECT_NE(error.hint, "");
    }
  EXPECT_THROW(signer("", "damaged", {""}), Error);
}

TEST(Keys, AreWrittenAsOpensslWritesThem) {
  const KeyPair key = new_key();
  EXPECT_TRUE(key.secret.starts_with("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI"));
  EXPECT_EQ(key.secret.size(), rfc_secret.size());
  EXPECT_TRUE(key.open.starts_with("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA"));
  EXPECT_EQ(key.open.size(), rfc_open.size());
  EXPECT_EQ(key_name(key.open).size(), 16u);
}

}  // namespace
}  // namespace kancelli
