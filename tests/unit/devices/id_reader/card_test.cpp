#include "devices/id_reader/card.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devices/id_reader/card_fields.hpp"
#include "devices/id_reader/synthetic_card.hpp"

namespace yitang::devices {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Date date(int y, unsigned m, unsigned d) { return Date{year{y}, month{m}, day{d}}; }

Card parsed(const SyntheticCard& card) {
  auto text = encode_card_text(card);
  EXPECT_TRUE(text) << card.label;
  auto result = parse_card_text(*text);
  EXPECT_TRUE(result) << card.label;
  return result ? *result : Card{};
}

TEST(CardText, ResidentCard) {
  const Card card = parsed(*sample_card("elder"));
  EXPECT_EQ(card.kind, CardKind::Resident);
  EXPECT_EQ(card.name, "李桂兰");
  EXPECT_EQ(card.sex, Sex::Female);
  EXPECT_EQ(card.nation_code, "01");
  EXPECT_EQ(card.nation, "汉");
  EXPECT_EQ(card.birth, date(1958, 3, 7));
  EXPECT_EQ(card.address, "示例省青河市云溪县石桥镇柳湾村3组12号");
  EXPECT_EQ(card.number.substr(0, 17), "99010119580307042");
  EXPECT_EQ(card.authority, "云溪县公安局");
  EXPECT_EQ(card.valid_from, date(2018, 6, 12));
  EXPECT_TRUE(card.long_term);
  EXPECT_FALSE(card.valid_to);
  EXPECT_THAT(card.warnings, IsEmpty());
}

TEST(CardText, HongKongMacauTaiwanCard) {
  const Card card = parsed(*sample_card("hong-kong"));
  EXPECT_EQ(card.kind, CardKind::HongKongMacauTaiwan);
  EXPECT_EQ(card.number, "810000199408230021");
  EXPECT_EQ(card.permit_number, "H00000000");
  EXPECT_EQ(card.issue_count, "01");
  EXPECT_TRUE(card.nation_code.empty());
  EXPECT_THAT(card.warnings, IsEmpty());
}

TEST(CardText, ForeignCardOf2017) {
  const Card card = parsed(*sample_card("foreign-2017"));
  EXPECT_EQ(card.kind, CardKind::ForeignPermanent2017);
  EXPECT_EQ(card.name, "样安娜");
  EXPECT_EQ(card.latin_name, "SPECIMEN, ANNA MARIA");
  EXPECT_EQ(card.number, "UTO990180061520");
  EXPECT_EQ(card.nation_code, "UTO");
  EXPECT_EQ(card.birth, date(1980, 6, 15));
  EXPECT_EQ(card.card_version, "01");
  EXPECT_EQ(card.authority, "9901");
  EXPECT_THAT(card.warnings, IsEmpty());
}

TEST(CardText, ForeignCardOf2023) {
  const Card card = parsed(*sample_card("foreign-2023"));
  EXPECT_EQ(card.kind, CardKind::ForeignPermanent2023);
  EXPECT_EQ(card.name, "样扬");
  // Longer than the first of its two fields: joined without an extra space.
  EXPECT_EQ(card.latin_name, "SPECIMEN, JAN MAXIMILIAN VON DER SAMPLE");
  EXPECT_EQ(card.nation_code, "UTO");
  EXPECT_EQ(card.birth, date(1985, 11, 20));
  EXPECT_EQ(card.valid_to, date(2034, 1, 10));
  EXPECT_THAT(card.warnings, IsEmpty());
}

TEST(CardText, LatinNameStandsInForAMissingChineseName) {
  SyntheticCard card = *sample_card("foreign-2017");
  card.name.clear();
  EXPECT_EQ(parsed(card).name, "SPECIMEN, ANNA MARIA");
}

TEST(CardText, KeepsSpaceAtTheSeamOfTheLatinName) {
  SyntheticCard card = *sample_card("foreign-2023");
  card.latin_name = std::string(34, 'A') + " BC";
  EXPECT_EQ(parsed(card).latin_name, card.latin_name);
}

TEST(CardText, RareCharactersSurvive) {
  EXPECT_EQ(parsed(*sample_card("rare-name")).name, "张𠮷");
  EXPECT_EQ(parsed(*sample_card("private-use-name")).name, "赵\uE863平");
  EXPECT_EQ(parsed(*sample_card("minority")).name, "阿依古丽·买买提");
}

TEST(CardText, AllSampleCardsAreConsistent) {
  for (const SyntheticCard& card : sample_cards()) {
    EXPECT_THAT(parsed(card).warnings, IsEmpty()) << card.label;
  }
}

TEST(CardText, LoneSurrogatesAreRejectedWithTheirPlace) {
  Bytes text = *encode_card_text(*sample_card("elder"));
  text[3] = 0xD8;  // high surrogate followed by a Chinese character
  auto result = parse_card_text(text);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Protocol);
  EXPECT_EQ(result.error().offset, 2U);
  text[3] = 0xDC;
  EXPECT_FALSE(parse_card_text(text));
}

TEST(CardText, SurrogatePairCutByTheFieldIsRejected) {
  Bytes text = *encode_card_text(*sample_card("elder"));
  text[28] = 0x42;
  text[29] = 0xD8;
  EXPECT_FALSE(parse_card_text(text));
}

TEST(CardText, ControlCharactersAreRejected) {
  for (const std::uint8_t control : {0x01, 0x0A, 0x1B, 0x7F}) {
    Bytes text = *encode_card_text(*sample_card("elder"));
    text[52] = control;
    text[53] = 0;
    EXPECT_FALSE(parse_card_text(text)) << int{control};
  }
}

TEST(CardText, ZeroPaddingIsTrimmedLikeBlanks) {
  Bytes text = *encode_card_text(*sample_card("elder"));
  for (std::size_t i = 6; i < 30; ++i) text[i] = 0;
  EXPECT_EQ(parse_card_text(text)->name, "李桂兰");
}

TEST(CardText, WrongSizesAreRefused) {
  EXPECT_EQ(parse_card_text(Bytes(255)).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(parse_card_text(Bytes(257)).error().code, ErrorCode::BadArgument);
}

TEST(CardText, BlankCardWarns) {
  Bytes text(256);
  for (std::size_t i = 0; i < 256; i += 2) text[i] = ' ';
  const auto card = parse_card_text(text);
  ASSERT_TRUE(card);
  EXPECT_THAT(card->warnings, ElementsAre(CardWarning::FieldBlank));
  EXPECT_FALSE(expired(*card, date(2099, 1, 1)));
}

struct Oddity {
  const char* what;
  void (*change)(SyntheticCard&);
  CardWarning expected;
};

class CardOddity : public testing::TestWithParam<Oddity> {};

TEST_P(CardOddity, IsAWarningAndNotARefusal) {
  SyntheticCard card = *sample_card("relative");
  GetParam().change(card);
  EXPECT_THAT(parsed(card).warnings, Contains(GetParam().expected)) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    All, CardOddity,
    testing::Values(
        Oddity{"check digit", [](SyntheticCard& c) { c.number[17] = c.number[17] == '1' ? '2' : '1'; },
               CardWarning::NumberCheckDigit},
        Oddity{"short number", [](SyntheticCard& c) { c.number = "123"; }, CardWarning::NumberShape},
        Oddity{"letters", [](SyntheticCard& c) { c.number[5] = 'A'; }, CardWarning::NumberShape},
        Oddity{"birth", [](SyntheticCard& c) { c.birth = "19850917"; }, CardWarning::NumberBirth},
        Oddity{"sex", [](SyntheticCard& c) { c.sex = '2'; }, CardWarning::NumberSex},
        Oddity{"region", [](SyntheticCard& c) { c.number = "810000199408230021"; },
               CardWarning::NumberRegion},
        Oddity{"no such day", [](SyntheticCard& c) { c.valid_from = "20230231"; },
               CardWarning::DateUnreadable},
        Oddity{"no date", [](SyntheticCard& c) { c.valid_to = "soon"; }, CardWarning::DateUnreadable},
        Oddity{"ends early", [](SyntheticCard& c) { c.valid_to = "20100101"; }, CardWarning::DateOrder},
        Oddity{"term", [](SyntheticCard& c) { c.valid_to = "20280612"; }, CardWarning::ValidityTerm},
        Oddity{"too young", [](SyntheticCard& c) { c.valid_to = "长期"; }, CardWarning::ValidityTerm},
        Oddity{"sex code", [](SyntheticCard& c) { c.sex = '7'; }, CardWarning::SexUnknownCode},
        Oddity{"nation", [](SyntheticCard& c) { c.nation_code = "59"; }, CardWarning::NationUnknownCode},
        Oddity{"full name", [](SyntheticCard& c) { c.name = "一二三四五六七八九十一二三四五"; },
               CardWarning::NameMayBeCut}));

TEST(CardText, SexCodesAreNotGuessed) {
  SyntheticCard card = *sample_card("elder");
  card.sex = '0';
  EXPECT_EQ(parsed(card).sex, Sex::Unknown);
  card.sex = '9';
  EXPECT_EQ(parsed(card).sex, Sex::NotStated);
  card.sex = ' ';
  EXPECT_EQ(parsed(card).sex, Sex::Unknown);
}

TEST(Validity, LastDayStillCounts) {
  const Card card = parsed(*sample_card("expired"));
  EXPECT_FALSE(expired(card, date(2024, 8, 10)));
  EXPECT_TRUE(expired(card, date(2024, 8, 11)));
  EXPECT_TRUE(not_yet_valid(card, date(2004, 8, 9)));
  EXPECT_FALSE(not_yet_valid(card, date(2004, 8, 10)));
}

TEST(Validity, LongTermNeverExpires) {
  EXPECT_FALSE(expired(parsed(*sample_card("elder")), date(2199, 1, 1)));
}

TEST(CardText, OldForeignNumberIsComparedWithTheCard) {
  SyntheticCard card = *sample_card("foreign-2017");
  card.birth = "19800616";
  EXPECT_THAT(parsed(card).warnings, ElementsAre(CardWarning::NumberBirth));
  card = *sample_card("foreign-2017");
  card.sex = '1';
  EXPECT_THAT(parsed(card).warnings, ElementsAre(CardWarning::NumberSex));
}

TEST(CardValidity, TermsByAge) {
  Card card;
  card.birth = date(2000, 5, 10);
  const auto usual = [&card](Date from, std::optional<Date> to) {
    card.valid_from = from;
    card.valid_to = to;
    card.long_term = !to;
    return usual_validity_term(card);
  };
  EXPECT_TRUE(usual(date(2010, 1, 1), date(2015, 1, 1)));
  EXPECT_FALSE(usual(date(2010, 1, 1), date(2020, 1, 1)));
  EXPECT_TRUE(usual(date(2016, 5, 9), date(2021, 5, 9)));
  EXPECT_TRUE(usual(date(2016, 5, 10), date(2026, 5, 10)));
  EXPECT_TRUE(usual(date(2016, 6, 1), date(2021, 6, 1))) << "applied for before the birthday";
  EXPECT_TRUE(usual(date(2020, 2, 29), date(2030, 2, 28)));
  EXPECT_TRUE(usual(date(2027, 5, 11), date(2047, 5, 10)));
  EXPECT_FALSE(usual(date(2027, 5, 11), date(2047, 6, 10)));
  EXPECT_TRUE(usual(date(2047, 5, 10), std::nullopt));
  EXPECT_FALSE(usual(date(2044, 5, 10), std::nullopt));
  card.birth.reset();
  EXPECT_TRUE(usual_validity_term(card));
  card.birth = date(2000, 5, 10);
  card.kind = CardKind::HongKongMacauTaiwan;
  EXPECT_TRUE(usual_validity_term(card));
}

TEST(CitizenNumber, StandardsOwnExamples) {
  EXPECT_TRUE(citizen_number_valid("11010519491231002X"));
  EXPECT_TRUE(citizen_number_valid("440524188001010014"));
  EXPECT_FALSE(citizen_number_valid("11010519491231002x"));
  EXPECT_FALSE(citizen_number_valid("110105194912310021"));
  EXPECT_FALSE(citizen_number_valid(""));
  EXPECT_EQ(citizen_check_digit("1101051949123100"), '\0');
}

TEST(CitizenNumber, DateMustExist) {
  std::string number = "99010119990229001";
  number.push_back(citizen_check_digit(number));
  EXPECT_FALSE(citizen_number_valid(number));
}

TEST(ExtraAddress, ParsesAndRefuses) {
  auto bytes = encode_extra_address(*sample_card("relative"));
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*parse_extra_address(*bytes), "示例省青河市云溪县城关镇人民路66号2栋301室");
  (*bytes)[1] = 0xDF;
  EXPECT_FALSE(parse_extra_address(*bytes));
  EXPECT_FALSE(parse_extra_address(Bytes(68)));
}

TEST(Masking, ShowsLittle) {
  EXPECT_EQ(mask_number("11010519491231002X"), "110***********002X");
  EXPECT_EQ(mask_number("UTO990180061520"), "UTO********1520");
  EXPECT_EQ(mask_number("12345678"), "********");
  EXPECT_EQ(mask_name("李桂兰"), "李**");
  EXPECT_EQ(mask_name("𠮷田"), "𠮷*");
  EXPECT_EQ(mask_name("SPECIMEN, ANNA"), "SPECIMEN******");
  EXPECT_EQ(mask_name("MONONYM"), "M******");
  EXPECT_EQ(mask_name(""), "");
  const Card card = masked(parsed(*sample_card("relative")));
  EXPECT_EQ(card.address, "示例省青河市***");
  EXPECT_FALSE(card.birth);
}

TEST(Nations, AllFiftySixAndTheOthers) {
  EXPECT_EQ(nation_name("05"), "维吾尔");
  EXPECT_EQ(nation_name("56"), "基诺");
  EXPECT_EQ(nation_name("97"), "其他");
  EXPECT_EQ(nation_name("57"), "");
  EXPECT_EQ(nation_name("1"), "");
  EXPECT_EQ(nation_romanised("15"), "Tujia");
}

TEST(Encoder, RefusesWhatDoesNotFit) {
  SyntheticCard card = *sample_card("elder");
  card.name = "一二三四五六七八九十一二三四五六";
  EXPECT_EQ(encode_card_text(card).error().code, ErrorCode::BadArgument);
  card.name = "\xC3\x28";
  EXPECT_EQ(encode_card_text(card).error().code, ErrorCode::BadArgument);
}

}  // namespace
}  // namespace yitang::devices
