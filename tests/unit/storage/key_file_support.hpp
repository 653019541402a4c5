#pragma once

#include <string>

#include "storage/key_file.hpp"
#include "storage_support.hpp"

namespace yitang::storage::testing {

// A machine whose host key lies below `directory`.
HostBinding host_in(const TemporaryDirectory& directory, const std::string& machine = "machine-1");

SecretBytes secret_text(std::string_view text);
bool same(const SecretBytes& left, const SecretBytes& right);
bool same(const StoreKeys& left, const StoreKeys& right);

// A TPM in memory: one register, and a chip number that a sealed object belongs to.
class PlayedTpm final : public Sealer {
 public:
  Result<Bytes> seal(const SecretBytes& secret, std::uint32_t pcrs) override;
  Result<SecretBytes> unseal(ByteView sealed, std::uint32_t pcrs) override;

  std::uint8_t measured = 1;
  std::uint8_t chip = 1;
  bool present = true;
};

// A key file as version 1 wrote it, with keys that are easy to tell apart.
struct Version1 {
  Bytes payload;  // database key 32, salt 16, blind-index key 32, seed 32
  ByteView database_key() const { return ByteView(payload).first(32); }
  ByteView signing_seed() const { return ByteView(payload).last(32); }
};
Version1 write_version_1(const std::filesystem::path& path, const HostBinding& host);

}  // namespace yitang::storage::testing
