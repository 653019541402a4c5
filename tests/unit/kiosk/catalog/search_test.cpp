#include "kiosk/catalog/search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk/catalog/pinyin.hpp"
#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

std::vector<std::string> found(const std::string& query, std::size_t limit = 40) {
  std::vector<std::string> ids;
  for (const SearchHit& hit : sample().search(query, limit)) ids.push_back(hit.id());
  return ids;
}

std::string first(const std::string& query) {
  const auto ids = found(query, 1);
  return ids.empty() ? "" : ids.front();
}

using testing::Contains;

TEST(Pinyin, Readings) {
  EXPECT_EQ(pinyin_of(U'养').front(), "yang");
  EXPECT_THAT(pinyin_of(U'重'), testing::UnorderedElementsAre("zhong", "chong"));
  EXPECT_EQ(pinyin_of(U'女').front(), "nv");
  EXPECT_TRUE(pinyin_of(U'a').empty());
  EXPECT_TRUE(pinyin_of(0x20000).empty());
}

// What an item gives, in everyday words: found by it, below what is called so.
TEST(Search, PlainWords) {
  EXPECT_EQ(first("每月领养老金"), "ss.pension-claim");
  EXPECT_EQ(first("拿票来报"), "med.manual-reimbursement");
  EXPECT_EQ(first("free lawyer"), "gov.legal-aid");
  const auto hits = sample().search("孩子出生", 1);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits.front().id(), "hk.birth-registration");
}

TEST(Search, ChineseWords) {
  const auto ids = found("养老");
  for (const char* id : {"ss.pension-enrol", "ss.pension-claim", "ss.pension-eligibility"})
    EXPECT_THAT(ids, Contains(id));
  EXPECT_EQ(first("社会保障卡"), "ss.social-security-card");
  EXPECT_EQ(first("居住证"), "hk.residence-permit");
}

TEST(Search, PinyinInFullAndByInitials) {
  for (const char* query :
       {"yanglao", "yl", "ylbx", "yang lao", "yanglaobaoxian", "YANGLAO", "养lao", "养l"}) {
    EXPECT_THAT(found(query), Contains("ss.pension-claim")) << query;
    EXPECT_THAT(found(query), Contains("ss.pension-enrol")) << query;
  }
  EXPECT_EQ(first("shbzk"), "ss.social-security-card");
  EXPECT_EQ(first("shehuibaozhangka"), "ss.social-security-card");
  EXPECT_EQ(first("canjirenzheng"), "dpf.disability-certificate");  // 参 of 参保 has another reading
}

TEST(Search, NarrowsAsOneTypes) {
  std::size_t last = found("j").size();
  for (const char* query : {"ju", "juz", "juzh", "juzhu", "juzhuz", "juzhuzh", "juzhuzheng"}) {
    const auto ids = found(query);
    EXPECT_THAT(ids, Contains("hk.residence-permit")) << query;
    EXPECT_LE(ids.size(), last) << query;
    last = ids.size();
  }
  EXPECT_EQ(first("juzhuzheng"), "hk.residence-permit");
}

TEST(Search, EverydayWordsFindTheirItem) {
  EXPECT_EQ(first("低保"), "civ.minimum-allowance");
  EXPECT_EQ(first("五保户"), "civ.special-hardship");
  EXPECT_EQ(first("结婚"), "civ.marriage-appointment");
  EXPECT_EQ(first("jiehun"), "civ.marriage-appointment");
  EXPECT_EQ(first("上户口"), "hk.birth-registration");
  EXPECT_EQ(first("砍树"), "agr.tree-felling");
  EXPECT_EQ(first("退休金"), "ss.pension-claim");
  EXPECT_EQ(first("营业执照"), "mkt.individual-business-setup");
  const auto hits = sample().search("低保", 1);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].matched, "低保");
}

TEST(Search, AnItemNamedSoComesBeforeOneThatIsOnlyInTheSameBundle) {
  const auto ids = found("养老");
  const auto place = [&ids](const char* id) { return std::find(ids.begin(), ids.end(), id) - ids.begin(); };
  for (const char* named : {"ss.pension-claim", "ss.pension-eligibility", "ss.pension-enrol"}) {
    for (const char* other : {"ss.social-security-card", "med.resident-enrol", "hk.residence-permit"})
      EXPECT_LT(place(named), place(other)) << named << " " << other;
  }
  EXPECT_EQ(first("shebao"), "ss.social-security-card");
}

TEST(Search, SpacesAndScatteredWords) {
  EXPECT_EQ(first("  居住证  "), "hk.residence-permit");
  EXPECT_THAT(found("养老 登记"), Contains("ss.pension-enrol"));
  EXPECT_EQ(first("登记 养老"), "ss.pension-enrol");
  EXPECT_THAT(found("宅基地审批"), Contains("agr.homestead-building"));
  EXPECT_EQ(first("居 住 证"), "hk.residence-permit");
}

TEST(Search, EnglishNames) { EXPECT_EQ(first("marriage"), "civ.marriage-appointment"); }

TEST(Search, NothingForNothing) {
  EXPECT_TRUE(found("").empty());
  EXPECT_TRUE(found("   ").empty());
  EXPECT_TRUE(found("!?。,").empty());
  EXPECT_TRUE(found("zzzz").empty());
  EXPECT_TRUE(sample().search("养老", 0).empty());
  EXPECT_LE(found("s", 3).size(), 3U);
}

TEST(Search, HostileQueries) {
  EXPECT_TRUE(found(std::string(100000, 'q')).empty());
  static_cast<void>(found("\xff\xfe\x80"));
  static_cast<void>(found(std::string(3000, ' ') + "a"));
  std::string many;
  for (int i = 0; i < 500; ++i) many += "养 ";
  static_cast<void>(found(many));
}

TEST(Search, SignsEmojiAndControlCharactersOnlyPartWords) {
  for (const char* query :
       {"\x01\x1B低保\x7F", "低保\xF0\x9F\x98\x80", "\xE2\x80\x8F低保\xE2\x80\x8B", "“低保”？", "低\t保\r\n"})
    EXPECT_EQ(first(query), "civ.minimum-allowance") << query;
  EXPECT_EQ(first("ＳＨＥＢＡＯＫＡ"), "ss.social-security-card");
  EXPECT_EQ(first("id-card"), "hk.id-card-renew");
  EXPECT_TRUE(found("\xF0\x9F\x98\x80\xF0\x9F\x90\xB1").empty());
}

TEST(Search, WhatAScannerPastes) {
  std::string pasted;
  for (int i = 0; i < 200; ++i) pasted += static_cast<char>('0' + i % 10);
  EXPECT_TRUE(found(pasted).empty());
  pasted.clear();
  for (int i = 0; i < 200; ++i) pasted += "养老";
  static_cast<void>(found(pasted));
  for (std::size_t size = 1; size < 130; ++size) static_cast<void>(found(std::string(size, 'a')));
}

TEST(Search, WordsThatSayNothingAreLeftOut) {
  EXPECT_THAT(found("老年补贴", 3), Contains("civ.elder-allowance"));
  EXPECT_THAT(found("办社保", 3), Contains("ss.pension-enrol"));
  EXPECT_THAT(found("办社保", 8), Contains("ss.social-security-card"));
  EXPECT_THAT(found("我要办居住证怎么办理", 3), Contains("hk.residence-permit"));
  EXPECT_THAT(found("banjuzhuzheng", 3), Contains("hk.residence-permit"));
  EXPECT_THAT(found("i want to get married", 3), Contains("civ.marriage-appointment"));
  EXPECT_TRUE(found("我要申请").empty());
  EXPECT_TRUE(found("how do i apply").empty());
}

TEST(Search, ItsPartsInAnyOrder) {
  const auto hits = sample().search("津贴高龄", 3);
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(hits.front().id(), "civ.elder-allowance");
  EXPECT_EQ(hits.front().kind, MatchKind::Parts);
  EXPECT_THAT(found("老人高龄津贴怎么领", 3), Contains("civ.elder-allowance"));
}

TEST(Search, ABundleIsAHit) {
  const auto hits = sample().search("退休一件事", 5);
  ASSERT_FALSE(hits.empty());
  ASSERT_NE(hits.front().bundle(), nullptr);
  EXPECT_EQ(hits.front().item(), nullptr);
  EXPECT_EQ(hits.front().bundle()->id, "one_matter.retire");
  const SampleCopy copy;
  copy.replace("synonyms.json", "one_matter.retire", "one_matter.nothing");
  EXPECT_FALSE(Catalog::load(copy.path()));
}

TEST(Search, BetterMatchesComeFirst) {
  const auto hits = sample().search("养老保险", 40);
  ASSERT_FALSE(hits.empty());
  for (std::size_t i = 1; i < hits.size(); ++i) {
    EXPECT_LE(hits[i - 1].kind, hits[i].kind);
    if (hits[i - 1].kind == hits[i].kind) {
      EXPECT_GE(hits[i - 1].score, hits[i].score);
    }
  }
}

}  // namespace
}  // namespace yitang::catalog
