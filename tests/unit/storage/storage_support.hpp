#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "storage/database.hpp"
#include "storage/key_file.hpp"
#include "storage/random.hpp"

namespace yitang::storage::testing {

// A directory of this test alone, removed with everything in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

struct TestKey {
  explicit TestKey(std::uint64_t seed = 1);
  Bytes key;
  Bytes salt;
  DatabaseKey view() const { return {key, salt}; }
};

// The value of a Result that must hold; throws (which fails the test) with the error's description otherwise.
template <class T>
T must(Result<T>&& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// The code of a Result that must have failed; throws when it holds.
template <class T>
ErrorCode code_of(const Result<T>& result) {
  if (result) throw std::runtime_error("expected an error, got a value");
  return result.error().code;
}

Result<Database> open_database(const std::filesystem::path& path, const TestKey& key = TestKey(),
                               OpenMode mode = OpenMode::CreateIfMissing);

// Whole file as text, without going through the code under test.
std::string contents(const std::filesystem::path& path);
void overwrite(const std::filesystem::path& path, const std::string& bytes);

// Names of the files below `directory` that contain `marker`.
std::vector<std::string> files_containing(const std::filesystem::path& directory, const std::string& marker);

}  // namespace yitang::storage::testing
