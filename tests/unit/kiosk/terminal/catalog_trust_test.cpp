#include "kiosk/terminal/catalog_trust.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "storage/signing.hpp"

namespace yitang::terminal {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const storage::Bytes kSeed(32, 1);
const storage::Bytes kOtherSeed(32, 2);

fs::path sample_folder() { return fs::path(YITANG_SOURCE_DIR) / "kiosk/catalog/sample"; }

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class CatalogTrustTest : public testing::Test {
 protected:
  CatalogTrustTest() {
    std::string pattern = (fs::temp_directory_path() / "yitang-trust-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    config_.catalog = folder_ / "county.yitang-catalog";
    config_.catalog_key = storage::to_hex(storage::public_key_of(kSeed));
  }
  ~CatalogTrustTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// The sample as a published file with this serial number. `township` changes something else in it.
  static std::string body(int serial, const std::string& township = "示例镇") {
    catalog::Files files;
    for (const auto& entry : fs::directory_iterator(sample_folder()))
      files.emplace(entry.path().filename().string(), read_text(entry.path()));
    json county = json::parse(files["catalogue.json"]);
    if (serial > 0) {
      county["serial"] = serial;
    } else {
      county.erase("serial");
    }
    county["township"]["zh"] = township;
    files["catalogue.json"] = county.dump();
    return catalog::pack(files).value_or("");
  }

  void place(const std::string& bytes) const { std::ofstream(config_.catalog, std::ios::binary) << bytes; }
  Result<OpenedCatalog> open() const { return open_catalog(config_, sample_folder(), folder_ / "data"); }
  std::string refusal() const {
    const auto opened = open();
    return opened ? "none" : describe(opened.error());
  }
  /// Serial number of the one in use, and the last warning.
  std::pair<int, std::string> in_use() const {
    const auto opened = open();
    if (!opened) return {0, describe(opened.error())};
    return {opened->catalog->county().serial, opened->warnings.empty() ? "" : opened->warnings.back()};
  }

  fs::path folder_;
  Config config_;
};

TEST_F(CatalogTrustTest, TakesWhatTheCountySigned) {
  place(sign_catalog(body(3), kSeed));
  EXPECT_EQ(in_use(), std::pair(3, std::string()));
  EXPECT_TRUE(fs::exists(last_good_catalog(folder_ / "data")));
  EXPECT_EQ(in_use(), std::pair(3, std::string())) << "and again";
}

TEST_F(CatalogTrustTest, RefusesWhatTheCountyDidNotSign) {
  place(body(3));
  EXPECT_THAT(refusal(), HasSubstr("nobody signed it"));
  place(sign_catalog(body(3), kOtherSeed));
  EXPECT_THAT(refusal(), HasSubstr("another key"));
  place(catalog::with_signature(body(3), storage::public_key_of(kSeed), {}));
  EXPECT_THAT(refusal(), HasSubstr("its signature is wrong"));
  place(sign_catalog(body(0), kSeed));
  EXPECT_THAT(refusal(), HasSubstr("no serial number"));
  fs::remove(config_.catalog);
  EXPECT_FALSE(open());
  EXPECT_FALSE(fs::exists(last_good_catalog(folder_ / "data")));
}

TEST_F(CatalogTrustTest, AnyChangedByteOfTheSignatureIsNoticed) {
  const std::string whole = sign_catalog(body(3), kSeed);
  for (std::size_t i = whole.size() - 96; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    const auto file = catalog::unpack(changed, "f");
    ASSERT_TRUE(file);
    EXPECT_NE(judge(*file, storage::public_key_of(kSeed)), CatalogTrust::Trusted) << i;
  }
}

TEST_F(CatalogTrustTest, ChangedBytesOfTheContentAreNoticed) {
  const std::string whole = sign_catalog(body(3), kSeed);
  for (std::size_t i = 0; i + 96 < whole.size(); i += 4099) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x01);
    const auto file = catalog::unpack(changed, "f");
    EXPECT_TRUE(!file || judge(*file, storage::public_key_of(kSeed)) == CatalogTrust::WrongSignature) << i;
  }
}

TEST_F(CatalogTrustTest, GoesOnWithTheLastGoodOne) {
  place(sign_catalog(body(5), kSeed));
  ASSERT_EQ(in_use().first, 5);
  for (const std::string& bad : {body(6), sign_catalog(body(6), kOtherSeed), std::string("rubbish")}) {
    place(bad);
    const auto [serial, warning] = in_use();
    EXPECT_EQ(serial, 5);
    EXPECT_THAT(warning, HasSubstr("the last good one (serial number 5) stays in use"));
  }
  fs::remove(config_.catalog);
  EXPECT_EQ(in_use().first, 5);
}

TEST_F(CatalogTrustTest, RefusesAnOlderOne) {
  place(sign_catalog(body(5), kSeed));
  ASSERT_EQ(in_use().first, 5);
  place(sign_catalog(body(4), kSeed));
  EXPECT_EQ(in_use().first, 5);
  EXPECT_THAT(in_use().second, HasSubstr("older than the one in use: serial number 4 after 5"));
  place(sign_catalog(body(5, "别的镇"), kSeed));
  EXPECT_THAT(in_use().second, HasSubstr("and other content"));
  place(sign_catalog(body(6), kSeed));
  EXPECT_EQ(in_use(), std::pair(6, std::string()));
}

TEST_F(CatalogTrustTest, ACopyThatWasChangedCountsForNothing) {
  place(sign_catalog(body(5), kSeed));
  ASSERT_EQ(in_use().first, 5);
  std::ofstream(last_good_catalog(folder_ / "data"), std::ios::binary) << sign_catalog(body(9), kOtherSeed);
  EXPECT_EQ(in_use(), std::pair(5, std::string()));
}

TEST_F(CatalogTrustTest, WithAnotherKeyOfTheCountyTheOldOneIsForgotten) {
  place(sign_catalog(body(5), kSeed));
  ASSERT_EQ(in_use().first, 5);
  config_.catalog_key = storage::to_hex(storage::public_key_of(kOtherSeed));
  place(sign_catalog(body(2), kOtherSeed));
  EXPECT_EQ(in_use().first, 2);
}

TEST_F(CatalogTrustTest, AFolderIsForTryingThingsOut) {
  config_.catalog = sample_folder();
  EXPECT_THAT(refusal(), HasSubstr("a folder is not signed"));
  config_.catalog_key.clear();
  EXPECT_THAT(refusal(), HasSubstr("a folder is not signed"));
  config_.catalog_unsigned = true;
  EXPECT_EQ(refusal(), "none");
  config_.catalog_unsigned = false;
  config_.devices.reader = DeviceSource::Simulated;
  EXPECT_EQ(refusal(), "none");
}

TEST_F(CatalogTrustTest, WithoutACatalogueItIsTheSample) {
  config_.catalog.clear();
  EXPECT_THAT(refusal(), HasSubstr("catalog_key is set, but no catalogue"));
  config_.catalog_key.clear();
  EXPECT_THAT(in_use().second, HasSubstr("the sample of no real county"));
}

TEST_F(CatalogTrustTest, ATownshipsMistakeDoesNotTakeTheCatalogueAway) {
  place(sign_catalog(body(5), kSeed));
  config_.catalog_township = folder_ / "township.csv";
  std::ofstream(config_.catalog_township) << "id,phone\nsample-town-01,0000-7654321\n";
  auto opened = open();
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->catalog->point("sample-town-01")->phone, "0000-7654321");
  std::ofstream(config_.catalog_township) << "id,name\nsample-town-01,x\n";
  EXPECT_THAT(in_use().second, HasSubstr("township.csv:1 \"name\": a township may change"));
  EXPECT_EQ(in_use().first, 5);
}

}  // namespace
}  // namespace yitang::terminal
