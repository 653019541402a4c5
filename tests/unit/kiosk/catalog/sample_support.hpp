// The sample catalogue for tests, loaded once, and folders that go away.
#pragma once

#include <filesystem>
#include <string>

#include "kiosk/catalog/catalog.hpp"

namespace yitang::catalog {

std::filesystem::path sample_directory();
/// Ends the test program if the sample does not load.
const Catalog& sample();
const ServiceItem& sample_item(const std::string& id);
std::string read_text(const std::filesystem::path& path);

/// A copy of the sample that a test may spoil.
class SampleCopy {
 public:
  SampleCopy();
  ~SampleCopy();
  SampleCopy(const SampleCopy&) = delete;
  SampleCopy& operator=(const SampleCopy&) = delete;
  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& file, const std::string& text) const;
  /// Replaces the first `from`; the test fails if there is none.
  void replace(const std::string& file, const std::string& from, const std::string& to) const;

 private:
  std::filesystem::path path_;
};

}  // namespace yitang::catalog
