#include "tests/unit/kiosk/catalog/sample_support.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>

namespace yitang::catalog {

namespace fs = std::filesystem;

fs::path sample_directory() { return fs::path(YITANG_SOURCE_DIR) / "kiosk/catalog/sample"; }

const Catalog& sample() {
  static const CatalogPtr catalog = [] {
    auto loaded = Catalog::load(sample_directory());
    if (!loaded) {
      ADD_FAILURE() << describe(loaded.error());
      abort();
    }
    return *loaded;
  }();
  return *catalog;
}

const ServiceItem& sample_item(const std::string& id) {
  const ServiceItem* item = sample().item(id);
  if (!item) {
    ADD_FAILURE() << "no item " << id;
    abort();
  }
  return *item;
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

SampleCopy::SampleCopy() {
  std::string pattern = (fs::temp_directory_path() / "yitang-catalog-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
  fs::copy(sample_directory(), path_, fs::copy_options::recursive);
}

SampleCopy::~SampleCopy() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void SampleCopy::write(const std::string& file, const std::string& text) const {
  std::ofstream(path_ / file, std::ios::binary) << text;
}

void SampleCopy::replace(const std::string& file, const std::string& from, const std::string& to) const {
  std::string text = read_text(path_ / file);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << file << " has no " << from;
  write(file, text.replace(at, from.size(), to));
}

}  // namespace yitang::catalog
