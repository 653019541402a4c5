// What somebody finds who has every file of a data folder, and even the database's key: for proving that
// erasing erases.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/database.hpp"
#include "storage/key_file.hpp"

namespace yitang::cases::test {

/// Something that must not be found, with a name for the report.
using Trace = std::pair<std::string, std::string>;

class DiskTraces {
 public:
  /// `folder` holds keys.bin and one database of this name. Folder and host as the store was opened with.
  DiskTraces(std::filesystem::path folder, std::string database, storage::HostBinding host);

  /// Runs `read` on a copy of the database as it lies on the disk now, its log included, while the store goes
  /// on.
  template <class Read>
  void inspect(Read read) {
    auto copy = open_copy();
    read(copy);
  }

  /// Names of those that are in any file as it is.
  std::vector<std::string> in_files(const std::vector<Trace>& traces) const;
  /// Names of those that are in any page of database and log, old frames included, after decrypting it.
  std::vector<std::string> in_pages(const std::vector<Trace>& traces) const;
  /// The pages as they lie on the disk (encrypted) that hold any of them.
  std::set<std::string> pages_with(const std::vector<Trace>& traces) const;
  /// How many of these pages are still anywhere in any file, byte for byte.
  int surviving(const std::set<std::string>& pages) const;

  /// `value` in pieces of 24 bytes, so that one is found wherever a page ends; short values whole.
  static void add(std::vector<Trace>& traces, const std::string& name, const std::string& value);
  static void add(std::vector<Trace>& traces, const std::string& name, storage::ByteView value);
  /// Contents of all files below a folder, by path.
  static std::vector<Trace> files_below(const std::filesystem::path& folder);

 private:
  storage::Database open_copy();
  std::vector<std::string> raw_pages() const;
  std::string decrypted(const std::string& page, bool first) const;

  std::filesystem::path folder_;
  std::string database_;
  storage::HostBinding host_;
  std::filesystem::path copy_;
  storage::Bytes key_;
  storage::Bytes salt_;
};

}  // namespace yitang::cases::test
