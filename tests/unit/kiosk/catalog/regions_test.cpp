#include "kiosk/catalog/regions.hpp"

#include <gtest/gtest.h>

#include <set>

#include "kiosk/catalog/list_parsers.hpp"
#include "sample_support.hpp"

namespace yitang::catalog {
namespace {

const RegionTable& table() { return sample().regions(); }

std::vector<std::string> codes(const std::vector<const Region*>& regions) {
  std::vector<std::string> all;
  for (const Region* region : regions) all.push_back(region->code);
  return all;
}

bool finds(const char* query, const char* code, Level finest = Level::County) {
  for (const Region* region : table().search(query, finest, 30)) {
    if (region->code == code) return true;
  }
  return false;
}

TEST(Regions, ProvinceThenCityThenCounty) {
  EXPECT_EQ(table().inside("", Level::County).size(), 35U);  // all of the country, and the sample's own
  EXPECT_EQ(table().inside("330000", Level::City).size(), 11U);
  EXPECT_EQ(table().inside("330000", Level::County).size(), 11U);
  EXPECT_EQ(table().inside("330100", Level::County).front()->name.zh, "上城区");
  EXPECT_TRUE(table().inside("330100", Level::City).empty());
  EXPECT_EQ(codes(table().inside("990100", Level::County)), (std::vector<std::string>{"990101", "990102"}));
}

TEST(Regions, DistrictsOfACityProvinceBelongToIt) {
  EXPECT_TRUE(table().inside("110000", Level::City).empty());
  EXPECT_EQ(table().inside("110000", Level::County).size(), 16U);
  EXPECT_EQ(table().above("110105")->code, "110000");
  EXPECT_EQ(table().above("330102")->code, "330100");
  EXPECT_EQ(table().above("330000"), nullptr);
  EXPECT_EQ(table().above("junk"), nullptr);
}

TEST(Regions, WordsThereAndBack) {
  EXPECT_EQ(table().words("330106", Language::Chinese), "浙江省杭州市西湖区");
  EXPECT_EQ(table().words("330106", Language::English), "Xihu, Hangzhou, Zhejiang");
  EXPECT_EQ(table().words("000000", Language::Chinese), "");
  std::set<std::string> seen;
  for (const Region& region : table().all()) {
    const std::string words = table().words(region.code, Language::Chinese);
    EXPECT_TRUE(seen.insert(words).second) << words;
    ASSERT_NE(table().by_words(words), nullptr) << words;
    EXPECT_EQ(table().by_words(words)->code, region.code);
  }
  EXPECT_EQ(table().by_words("浙江"), nullptr);
}

TEST(Regions, FoundByInitialsPinyinEnglishAndCharacters) {
  EXPECT_TRUE(finds("hz", "330100"));
  EXPECT_TRUE(finds("HangZhou", "330100"));
  EXPECT_TRUE(finds("cq", "500000"));  // of two readings the rarer one
  EXPECT_TRUE(finds("chongqing", "500000"));
  EXPECT_TRUE(finds("neimenggu", "150000"));
  EXPECT_TRUE(finds("inner m", "150000"));
  EXPECT_TRUE(finds("西湖", "330106"));
  EXPECT_FALSE(finds("西湖", "330106", Level::City));
  EXPECT_EQ(table().search("zj", Level::County, 30).front()->code, "330000");  // a province before its cities
}

TEST(Regions, NothingForNothingAndForNonsense) {
  EXPECT_TRUE(table().search("", Level::County, 30).empty());
  EXPECT_TRUE(table().search("   ", Level::County, 30).empty());
  EXPECT_TRUE(table().search("\xff\xfe", Level::County, 30).empty());
  EXPECT_TRUE(table().search(std::string(10'000, 'a'), Level::County, 30).empty());
  EXPECT_LE(table().search("a", Level::County, 3).size(), 3U);
}

TEST(Regions, CodesAreChecked) {
  for (const char* good : {"110000", "330100", "330106", "990101", "469000"})
    EXPECT_TRUE(is_region_code(good)) << good;
  for (const char* bad : {"", "33010", "3301000", "33010x", "000000", "330001"})
    EXPECT_FALSE(is_region_code(bad)) << bad;
}

TEST(Regions, AFileWithAFaultIsRefused) {
  const auto file = [](const std::string& entries) {
    return R"({"schema": "yitang.regions/1", "regions": [)" + entries + "]}";
  };
  EXPECT_TRUE(parse_regions(file(R"({"code": "330100", "zh": "杭州市", "en": "Hangzhou"})"), "f"));
  EXPECT_FALSE(parse_regions(file(R"({"code": "3301", "zh": "杭州市", "en": "Hangzhou"})"), "f"));
  EXPECT_FALSE(parse_regions(file(R"({"code": "330100", "zh": "杭州市"})"), "f"));
  EXPECT_FALSE(parse_regions(file(R"({"code": "330100", "zh": "甲", "en": "A"},
                                     {"code": "330100", "zh": "乙", "en": "B"})"),
                             "f"));
}

TEST(CardIssuer, TheLongestPrefixWins) {
  ASSERT_NE(sample().card_issuer("6217000010001234569"), nullptr);
  EXPECT_EQ(sample().card_issuer("6217000010001234569")->code, "sample_rural");
  EXPECT_EQ(sample().card_issuer("6999990010001234564"), nullptr);
  EXPECT_EQ(sample().card_issuer(""), nullptr);
  const auto parsed = parse_card_prefixes(R"({"schema": "yitang.bank_cards/1", "prefixes": [
      {"prefix": "621", "bank": "a"}, {"prefix": "621700", "bank": "b"}]})",
                                          "f");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->front().digits, "621700");
  EXPECT_FALSE(parse_card_prefixes(
      R"({"schema": "yitang.bank_cards/1", "prefixes": [{"prefix": "62x", "bank": "a"}]})", "f"));
  EXPECT_FALSE(parse_card_prefixes(
      R"({"schema": "yitang.bank_cards/1", "prefixes": [{"prefix": "6", "bank": "a"}]})", "f"));
}

}  // namespace
}  // namespace yitang::catalog
