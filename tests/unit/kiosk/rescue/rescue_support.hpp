// A terminal with its embedded office, and a medium, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <memory>

#include "kiosk/office/office.hpp"
#include "kiosk/outbox/deliver_all.hpp"
#include "kiosk/rescue/backup.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::rescue::test {

namespace fs = std::filesystem;

/// The office without anything between. As the terminal's own link.
class DirectLink final : public outbox::Link {
 public:
  explicit DirectLink(office::Office& office) : office_(office) {}
  Result<std::string> post(const std::string& envelope, const std::string& audit_head) override {
    return office_.intake(envelope, audit_head);
  }
  Result<std::vector<outbox::News>> fetch(const std::string& terminal, std::int64_t after,
                                          int limit) override {
    auto answers = office_.answers(terminal, after, limit);
    if (!answers) return tl::unexpected(answers.error());
    std::vector<outbox::News> news;
    for (office::Answer& answer : *answers) news.push_back({answer.seq, std::move(answer.update)});
    return news;
  }
  const storage::PublicKey& office_key() const override { return office_.public_key(); }

 private:
  office::Office& office_;
};

struct Machine {
  fs::path data;
  storage::HostBinding host;
};

struct Bench {
  cases::test::TempDirectory directory;
  ManualClock clock{cases::test::kFriday};
  std::unique_ptr<Random> random = seeded_random(11);
  storage::SeededRandom bytes{5};
  catalog::CatalogPtr catalog = load();
  storage::RecoveryKeyPair county = storage::make_recovery_key(bytes);
  storage::SecretBytes passphrase = storage::SecretBytes::copy_of(storage::bytes_of("correct horse"));
  Machine first = machine("first", 1);
  Machine second = machine("second", 2);
  fs::path medium = directory.path() / "medium";

  Bench() { fs::create_directories(medium); }

  static catalog::CatalogPtr load() {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    if (!loaded) throw std::runtime_error(describe(loaded.error()));
    return *loaded;
  }
  Machine machine(const std::string& name, std::uint8_t hardware) {
    storage::HostBinding host;
    host.host_key_path = directory.path() / (name + ".host-key");
    host.hardware_id = [hardware]() -> storage::Result<storage::Bytes> {
      return storage::Bytes(16, hardware);
    };
    return {directory.path() / name, host};
  }
  cases::CaseStore store(const Machine& machine) {
    auto opened = cases::CaseStore::open({machine.data / "terminal", machine.host, "YT01"}, clock, *random);
    if (!opened) throw std::runtime_error(describe(opened.error()));
    return std::move(*opened);
  }
  office::Office office(const Machine& machine) {
    auto opened = office::Office::open({machine.data / "office", machine.host}, catalog, clock);
    if (!opened) throw std::runtime_error(describe(opened.error()));
    return std::move(*opened);
  }
  /// Receipt number of one more case.
  std::string submit(cases::CaseStore& store) {
    auto done = store.submit(cases::test::pension_envelope(*random, clock.now()));
    if (!done) throw std::runtime_error(describe(done.error()));
    return done->receipt_no;
  }
  cases::OutboxCounts deliver(const Machine& machine) {
    auto opened = store(machine);
    auto receiving = office(machine);
    DirectLink link(receiving);
    auto counts = outbox::deliver_all(opened, link, clock, *random);
    if (!counts) throw std::runtime_error(describe(counts.error()));
    return *counts;
  }
  Result<BackupMade> backup(int keep = 2) {
    BackupOptions options;
    options.data = first.data;
    options.host = first.host;
    options.terminal_code = "YT01";
    options.folder = medium;
    options.county = county.public_key;
    options.passphrase = &passphrase;
    options.cost = storage::kLeastPassphraseCost;
    options.keep = keep;
    options.same_disk = true;
    return create_backup(options, clock, bytes);
  }
  BackupKeys keys() const { return {&county, &passphrase}; }
  Result<RestoreDone> restore(const fs::path& container, const Machine& machine) {
    return restore_backup({container, keys(), machine.data, machine.host, "YT01", catalog}, clock, bytes);
  }
};

inline std::string contents(const fs::path& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}
inline void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}
/// Every file below a folder with its bytes.
inline std::map<std::string, std::string> snapshot(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".lock")
      files[fs::relative(entry.path(), folder).string()] = contents(entry.path());
  }
  return files;
}

}  // namespace yitang::rescue::test
