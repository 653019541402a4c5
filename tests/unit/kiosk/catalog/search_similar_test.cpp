// Mistakes that the search forgives, and that it prefers what has none.
#include "kiosk/catalog/search_similar.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk/base/text.hpp"
#include "kiosk/catalog/pinyin.hpp"
#include "kiosk/catalog/search_text.hpp"
#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

bool similar_finds(const std::string& query, const std::string& id, std::size_t limit = 5) {
  const auto hits = sample().search(query, limit);
  return std::any_of(hits.begin(), hits.end(), [&](const SearchHit& hit) { return hit.id() == id; });
}

TEST(SearchSounds, SouthernPairsAreAlikeAndOthersAreNot) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"zhang", "zang"}, {"chi", "ci"},     {"she", "se"},    {"nan", "lan"},   {"nv", "lv"},
           {"yan", "yang"},   {"shen", "sheng"}, {"sen", "sheng"}, {"lin", "ling"},  {"ying", "yin"},
           {"fei", "hui"},    {"fang", "huang"}, {"fu", "hu"},     {"feng", "hong"}, {"fen", "hun"},
           {"guan", "guang"}, {"fen", "feng"},   {"en", "eng"},    {"an", "ang"},    {"ni", "li"},
           {"min", "ming"}}) {
    EXPECT_TRUE(sounds_alike(a, b)) << a << " " << b;
    EXPECT_TRUE(sounds_alike(b, a)) << b << " " << a;
  }
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"dong", "don"},
                                                                             {"bao", "pao"},
                                                                             {"zhi", "chi"},
                                                                             {"ren", "len"},
                                                                             {"e", "en"},
                                                                             {"wo", "fo"},
                                                                             {"n", "l"}})
    EXPECT_FALSE(sounds_alike(a, b)) << a << " " << b;
}

TEST(SearchSounds, OneLetterApart) {
  for (const char* other : {"bo", "ba", "bai", "baoo", "abo", "bbao", "pao", "boa", "ao"})
    EXPECT_TRUE(one_letter_apart("bao", other)) << other;
  for (const char* other : {"b", "pai", "oab", "baooo", ""})
    EXPECT_FALSE(one_letter_apart("bao", other)) << other;
}

TEST(SearchSimilar, SoundsThatAreTakenForEachOther) {
  for (const char* query : {"yanlaobaoxian", "yanglaobaoxiang", "yangnaobaoxian", "yannaobaoxiang"})
    EXPECT_TRUE(similar_finds(query, "ss.pension-claim")) << query;
  EXPECT_TRUE(similar_finds("sebaoka", "ss.social-security-card"));
  EXPECT_TRUE(similar_finds("senfenzen", "hk.id-card-renew"));
  EXPECT_TRUE(similar_finds("zhanzuzhen", "hk.residence-permit"));
  EXPECT_TRUE(similar_finds("huangzi", "agr.homestead-building"));  // fang zi
}

TEST(SearchSimilar, AWrongSyllable) {
  EXPECT_TRUE(similar_finds("yanglaobaoxin", "ss.pension-claim"));
  EXPECT_TRUE(similar_finds("yonglaobaoxian", "ss.pension-claim"));
  EXPECT_TRUE(similar_finds("yanglaomaoxian", "ss.pension-enrol"));
  EXPECT_TRUE(similar_finds("shwbaoka", "ss.social-security-card"));  // a slip of the finger
  EXPECT_TRUE(similar_finds("dibso", "civ.minimum-allowance"));
}

// The places from which a query can still come to its end must not lose those of the written characters.
TEST(SearchSimilar, CharactersAndLettersInOneQuery) {
  for (const char* query : {"养lao保先", "yang老保显", "养老baoxin", "yanglao宝险", "养laobao险"})
    EXPECT_TRUE(similar_finds(query, "ss.pension-claim", 10)) << query;
}

TEST(SearchSimilar, AWrongMissingOrExtraCharacter) {
  EXPECT_TRUE(similar_finds("社宝卡", "ss.social-security-card"));  // of the same sound
  EXPECT_TRUE(similar_finds("抵保", "civ.minimum-allowance"));
  EXPECT_TRUE(similar_finds("居注证", "hk.residence-permit"));
  EXPECT_TRUE(similar_finds("居任证", "hk.residence-permit"));        // of another sound
  EXPECT_TRUE(similar_finds("社会保卡", "ss.social-security-card"));  // missing
  EXPECT_TRUE(similar_finds("社会保保障卡", "ss.social-security-card"));
  EXPECT_TRUE(similar_finds("残痴证", "dpf.disability-certificate"));
}

TEST(SearchSimilar, EnglishSpelling) {
  EXPECT_TRUE(similar_finds("marrige", "civ.marriage-appointment"));
  EXPECT_TRUE(similar_finds("residense permit", "hk.residence-permit"));
  EXPECT_TRUE(similar_finds("pension enrolmnt", "ss.pension-enrol"));
  EXPECT_TRUE(similar_finds("social securty card", "ss.social-security-card"));
}

// Each name of an item, spelt in pinyin as far as its fifth character, with each syllable in turn said as
// something else.
TEST(SearchSimilar, EveryNameIsFoundWithAnyOneSyllableWrong) {
  for (const ServiceItem* item : sample().items()) {
    std::vector<std::string> syllables;
    for (const char32_t c : decode_utf8(item->name.zh)) {
      if (!is_ideograph(c) || syllables.size() == 5) break;
      syllables.emplace_back(pinyin_of(c).front());
    }
    if (syllables.size() < 4) continue;
    for (std::size_t wrong = 0; wrong < syllables.size(); ++wrong) {
      std::string query;
      for (std::size_t i = 0; i < syllables.size(); ++i) query += i == wrong ? "kuo" : syllables[i];
      EXPECT_TRUE(similar_finds(query, item->id, 10)) << query << " " << item->id;
    }
  }
}

TEST(SearchSimilar, EveryNameIsFoundWithAnyOneCharacterWrongOrMissing) {
  for (const ServiceItem* item : sample().items()) {
    std::u32string name;
    for (const char32_t c : decode_utf8(item->name.zh)) {
      if (!is_ideograph(c) || name.size() == 5) break;
      name += c;
    }
    for (std::size_t at = 0; at < name.size() && name.size() >= 3; ++at) {
      std::u32string wrong = name;
      wrong[at] = U'龘';
      EXPECT_TRUE(similar_finds(encode_utf8(wrong), item->id, 10)) << encode_utf8(wrong) << " " << item->id;
      if (name.size() < 5) continue;
      std::u32string missing = name;
      missing.erase(at, 1);
      EXPECT_TRUE(similar_finds(encode_utf8(missing), item->id, 10))
          << encode_utf8(missing) << " " << item->id;
    }
  }
}

TEST(SearchSimilar, NoMistakeComesBeforeAMistake) {
  for (const char* query : {"yanglao", "shebao", "dibao", "juzhuzheng", "养老", "补贴", "lan", "yl", "canji",
                            "card", "sebaoka", "社宝卡", "办社保", "yinger", "hukou", "pension"}) {
    const auto hits = sample().search(query, 60);
    for (std::size_t i = 1; i < hits.size(); ++i)
      EXPECT_TRUE(hits[i - 1].kind < hits[i].kind ||
                  (hits[i - 1].kind == hits[i].kind && hits[i - 1].score >= hits[i].score))
          << query;
  }
  for (const char* query : {"yanglao", "shebaoka", "居住证", "低保", "pension"}) {
    for (const SearchHit& hit : sample().search(query, 60)) EXPECT_NE(hit.kind, MatchKind::Similar) << query;
  }
  for (const SearchHit& hit : sample().search("yanlaobaoxian")) EXPECT_EQ(hit.kind, MatchKind::Similar);
}

TEST(SearchSimilar, ALongQueryIsNotGuessedAt) {
  std::u32string text(SimilarQuery::kLongest + 1, U'养');
  SearchTexts texts;
  const auto field = texts.add("养老保险");
  EXPECT_EQ(SimilarQuery(text, texts).match(texts.fields()[field]).worth, 0);
  EXPECT_EQ(SimilarQuery(U"", texts).match(texts.fields()[field]).worth, 0);
  EXPECT_GT(SimilarQuery(U"yanlaobaoxian", texts).match(texts.fields()[field]).worth, 0);
}

}  // namespace
}  // namespace yitang::catalog
