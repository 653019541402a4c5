#include "storage_support.hpp"

#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace yitang::storage::testing {

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "yitang-storage-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestKey::TestKey(std::uint64_t seed) {
  SeededRandom random(seed);
  key = random.bytes(32);
  salt = random.bytes(16);
}

Result<Database> open_database(const std::filesystem::path& path, const TestKey& key, OpenMode mode) {
  return Database::open({path, key.view(), mode});
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void overwrite(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
}

std::vector<std::string> files_containing(const std::filesystem::path& directory, const std::string& marker) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    if (contents(entry.path()).find(marker) != std::string::npos)
      found.push_back(entry.path().filename().string());
  }
  return found;
}

}  // namespace yitang::storage::testing
