// The files of a recovery key: a line of text for the public half, bytes for the private one.
#include <sodium.h>

#include <algorithm>
#include <array>

#include "storage/file_system.hpp"
#include "storage/key_wrap.hpp"
#include "storage/little_endian.hpp"
#include "storage/recovery_key.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kPublicWord = "yitang-recovery-public-1:";
constexpr std::size_t kPublicChecksumSize = 4;
constexpr std::string_view kPrivateMagic = "YITANGRP";
constexpr std::uint16_t kPrivateVersion = 1;
constexpr std::size_t kPrivateChecksumSize = 16;

enum class Protection : std::uint16_t { None = 0, Passphrase = 1 };

struct PrivateParts {
  Protection protection = Protection::None;
  RecoveryPublicKey public_key{};
  ByteView context;  // what the wrapping authenticates: all bytes before `wrapped`
  PassphraseCost cost;
  ByteView salt;
  ByteView wrapped;  // the bare private key, or the wrapped one
};

tl::unexpected<Error> no_recovery_key(const char* why) {
  return tl::unexpected(Error{ErrorCode::BadKeyFile, why, {}, 0});
}

Bytes checksum_over(ByteView bytes, std::size_t size) {
  require_sodium();
  std::array<std::uint8_t, kPrivateChecksumSize> sum{};
  crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
  return {sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(size)};
}

Bytes private_head(const RecoveryPublicKey& key, Protection protection) {
  Bytes head;
  append_bytes(head, bytes_of(kPrivateMagic));
  append_number(head, kPrivateVersion);
  append_number(head, static_cast<std::uint16_t>(protection));
  append_bytes(head, key);
  return head;
}

// Head, secret and checksum in wiped memory: without a passphrase the middle is the key itself.
SecretBytes finish_private(ByteView head, ByteView secret) {
  SecretBytes file(head.size() + secret.size() + kPrivateChecksumSize);
  auto out = std::copy(head.begin(), head.end(), file.span().begin());
  out = std::copy(secret.begin(), secret.end(), out);
  const Bytes sum = checksum_over(file.view().first(head.size() + secret.size()), kPrivateChecksumSize);
  std::copy(sum.begin(), sum.end(), out);
  return file;
}

Result<PrivateParts> split_private(ByteView file) {
  if (file.size() > kMaxRecoveryKeyFileSize || file.size() < kPrivateMagic.size() + kPrivateChecksumSize) {
    return no_recovery_key("not a private recovery key");
  }
  const ByteView body = file.first(file.size() - kPrivateChecksumSize);
  ByteReader reader(body);
  const ByteView magic = *reader.bytes(kPrivateMagic.size());
  if (!std::equal(magic.begin(), magic.end(), bytes_of(kPrivateMagic).begin())) {
    return no_recovery_key("not a private recovery key");
  }
  if (reader.number<std::uint16_t>() != kPrivateVersion) {
    return no_recovery_key("private recovery key of another version");
  }
  const Bytes sum = checksum_over(body, kPrivateChecksumSize);
  if (!std::equal(sum.begin(), sum.end(), file.end() - kPrivateChecksumSize)) {
    return no_recovery_key("the private recovery key is damaged");
  }
  PrivateParts parts;
  const auto protection = reader.number<std::uint16_t>();
  const auto public_key = reader.bytes(kRecoveryKeySize);
  if (!protection || !public_key || *protection > 1) return no_recovery_key("malformed private recovery key");
  parts.protection = static_cast<Protection>(*protection);
  std::copy(public_key->begin(), public_key->end(), parts.public_key.begin());
  std::size_t expected = kRecoveryKeySize;
  if (parts.protection == Protection::Passphrase) {
    const auto passes = reader.number<std::uint32_t>();
    const auto memory = reader.number<std::uint32_t>();
    const auto salt = reader.bytes(kPassphraseSaltSize);
    if (!passes || !memory || !salt) return no_recovery_key("malformed private recovery key");
    parts.cost = {*passes, *memory};
    if (!is_acceptable(parts.cost)) return no_recovery_key("impossible cost in a private recovery key");
    parts.salt = *salt;
    expected += kWrapOverhead;
  }
  if (reader.left() != expected) return no_recovery_key("malformed private recovery key");
  parts.context = body.first(body.size() - expected);
  parts.wrapped = body.last(expected);
  return parts;
}

}  // namespace

std::string encode_recovery_public_key(const RecoveryPublicKey& key) {
  return std::string(kPublicWord) + to_hex(key) + ':' + to_hex(checksum_over(key, kPublicChecksumSize)) +
         '\n';
}

Result<RecoveryPublicKey> parse_recovery_public_key(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  text = text.substr(0, text.find_last_not_of(kSpace) + 1);
  constexpr std::size_t kKeyDigits = 2 * kRecoveryKeySize;
  constexpr std::size_t kSize = kPublicWord.size() + kKeyDigits + 1 + 2 * kPublicChecksumSize;
  if (!text.starts_with(kPublicWord)) return no_recovery_key("not a public recovery key");
  if (text.size() != kSize || text[kPublicWord.size() + kKeyDigits] != ':') {
    return no_recovery_key("the public recovery key is cut or has something added");
  }
  const auto bytes = from_hex(text.substr(kPublicWord.size(), kKeyDigits));
  const auto sum = from_hex(text.substr(kPublicWord.size() + kKeyDigits + 1));
  if (!bytes || !sum || *sum != checksum_over(*bytes, kPublicChecksumSize)) {
    return no_recovery_key("the public recovery key has a typing error");
  }
  RecoveryPublicKey key{};
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

Result<RecoveryPublicKey> read_recovery_public_key(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxRecoveryKeyFileSize);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  auto key = parse_recovery_public_key({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!key) key.error().path = path.string();
  return key;
}

SecretBytes encode_recovery_private_key(const RecoveryKeyPair& pair) {
  return finish_private(private_head(pair.public_key, Protection::None), pair.private_key.view());
}

Result<SecretBytes> encode_recovery_private_key(const RecoveryKeyPair& pair, const SecretBytes& passphrase,
                                                const PassphraseCost& cost, RandomSource& random) {
  Bytes head = private_head(pair.public_key, Protection::Passphrase);
  const Bytes salt = random.bytes(kPassphraseSaltSize);
  append_number(head, cost.passes);
  append_number(head, cost.memory_kib);
  append_bytes(head, salt);
  auto key = key_from_passphrase(passphrase, salt, cost);
  if (!key) return tl::unexpected(std::move(key.error()));
  return finish_private(head, wrap_secret(pair.private_key.view(), *key, head, random));
}

Result<bool> recovery_private_key_needs_passphrase(ByteView file) {
  auto parts = split_private(file);
  if (!parts) return tl::unexpected(std::move(parts.error()));
  return parts->protection == Protection::Passphrase;
}

Result<RecoveryKeyPair> parse_recovery_private_key(ByteView file, const SecretBytes& passphrase) {
  auto parts = split_private(file);
  if (!parts) return tl::unexpected(std::move(parts.error()));
  RecoveryKeyPair pair{parts->public_key, {}};
  if (parts->protection == Protection::None) {
    pair.private_key = SecretBytes::copy_of(parts->wrapped);
  } else {
    if (passphrase.empty()) {
      return tl::unexpected(Error{ErrorCode::WrongKey, "the recovery key needs its passphrase", {}, 0});
    }
    auto key = key_from_passphrase(passphrase, parts->salt, parts->cost);
    if (!key) return tl::unexpected(std::move(key.error()));
    auto unwrapped = unwrap_secret(parts->wrapped, *key, parts->context);
    if (!unwrapped) {
      return tl::unexpected(Error{ErrorCode::WrongKey, "wrong passphrase of the recovery key", {}, 0});
    }
    pair.private_key = std::move(*unwrapped);
  }
  RecoveryPublicKey belongs{};
  crypto_scalarmult_base(belongs.data(), pair.private_key.view().data());
  if (belongs != pair.public_key) return no_recovery_key("the two halves of the recovery key do not fit");
  return pair;
}

Result<SecretBytes> read_recovery_private_key(const std::filesystem::path& path) {
  auto bytes = read_private_file(path, kMaxRecoveryKeyFileSize);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  SecretBytes content = SecretBytes::copy_of(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  return content;
}

}  // namespace yitang::storage
