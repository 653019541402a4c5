#include "key_file_support.hpp"

#include <sodium.h>

#include <numeric>

#include "storage/file_system.hpp"
#include "storage/host_key.hpp"
#include "storage/key_file_format.hpp"

namespace yitang::storage::testing {

HostBinding host_in(const TemporaryDirectory& directory, const std::string& machine) {
  return {directory / "etc/host.key",
          [machine]() -> Result<Bytes> { return Bytes(machine.begin(), machine.end()); }};
}

SecretBytes secret_text(std::string_view text) { return SecretBytes::copy_of(bytes_of(text)); }

bool same(const SecretBytes& left, const SecretBytes& right) {
  return equal_in_constant_time(left.view(), right.view());
}

bool same(const StoreKeys& left, const StoreKeys& right) {
  return same(left.database_key, right.database_key) && same(left.database_salt, right.database_salt) &&
         same(left.blind_index_key, right.blind_index_key) && same(left.signing_seed, right.signing_seed);
}

Result<Bytes> PlayedTpm::seal(const SecretBytes& secret, std::uint32_t) {
  if (!present) return tl::unexpected(Error{ErrorCode::TpmAbsent, "played", {}, 0});
  Bytes sealed{chip, measured};
  for (const std::uint8_t byte : secret.view()) sealed.push_back(byte ^ 0x5a);
  return sealed;
}

Result<SecretBytes> PlayedTpm::unseal(ByteView sealed, std::uint32_t) {
  if (!present) return tl::unexpected(Error{ErrorCode::TpmAbsent, "played", {}, 0});
  if (sealed.size() != 34) return tl::unexpected(Error{ErrorCode::TpmFailed, "played", {}, 0});
  if (sealed[0] != chip) return tl::unexpected(Error{ErrorCode::TpmForeign, "played", {}, 0});
  if (sealed[1] != measured) return tl::unexpected(Error{ErrorCode::TpmChanged, "played", {}, 0});
  SecretBytes secret(32);
  for (std::size_t i = 0; i < 32; ++i) secret.span()[i] = sealed[2 + i] ^ 0x5a;
  return secret;
}

Version1 write_version_1(const std::filesystem::path& path, const HostBinding& host) {
  const std::string label = "yitang key file 1, host slot";
  SeededRandom random(99);
  must(ensure_host_key(host.host_key_path, random));
  const Bytes hardware = must(host.hardware_id());
  const Bytes host_key = must(read_file(host.host_key_path, 100));
  Bytes key(32);
  crypto_generichash_state state;
  crypto_generichash_init(&state, host_key.data(), host_key.size(), key.size());
  crypto_generichash_update(&state, bytes_of(label).data(), label.size());
  crypto_generichash_update(&state, hardware.data(), hardware.size());
  crypto_generichash_final(&state, key.data(), key.size());

  Version1 old{Bytes(112)};
  std::iota(old.payload.begin(), old.payload.end(), std::uint8_t{1});
  Bytes body = random.bytes(24);
  body.resize(24 + 112 + 16);
  crypto_aead_xchacha20poly1305_ietf_encrypt(body.data() + 24, nullptr, old.payload.data(), 112,
                                             bytes_of(label).data(), label.size(), nullptr, body.data(),
                                             key.data());
  const std::string head("YITANGKF\x01\x00\x01\x00\x01\x00\x98\x00", 16);  // version, slots, kind, length
  Bytes file(head.begin(), head.end());
  file.insert(file.end(), body.begin(), body.end());
  must(write_file_durably(path, with_key_file_checksum(std::move(file))));
  return old;
}

}  // namespace yitang::storage::testing
