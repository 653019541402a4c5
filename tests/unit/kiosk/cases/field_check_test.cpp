#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

using catalog::FieldType;
using catalog::FormField;
using Kind = FieldProblemKind;

FormContext context() {
  FormContext context;
  context.now = test::kFriday;
  context.birth = Date{1966, 3, 15};
  return context;
}

FormField field(FieldType type, bool required = true) {
  FormField made;
  made.key = "it";
  made.type = type;
  made.required = required;
  return made;
}

std::optional<FieldProblem> check(const FormField& made, FieldValue value) {
  return check_field(made, {{made.key, normalised(made, std::move(value))}}, context());
}

std::optional<Kind> kind(const FormField& made, FieldValue value) {
  const auto found = check(made, std::move(value));
  return found ? std::optional<Kind>(found->kind) : std::nullopt;
}

constexpr std::nullopt_t kRight = std::nullopt;

TEST(FieldCheck, RequiredAndOptional) {
  EXPECT_EQ(kind(field(FieldType::Text), "  "), Kind::Required);
  EXPECT_EQ(kind(field(FieldType::Text, false), ""), kRight);
  EXPECT_EQ(check_field(field(FieldType::Date), {}, context())->kind, Kind::Required);
}

TEST(FieldCheck, TextLengthCountsCharacters) {
  auto name = field(FieldType::Text);
  name.validation.min_length = 2;
  name.validation.max_length = 4;
  EXPECT_EQ(kind(name, "张"), Kind::TooShort);
  EXPECT_EQ(check(name, "张")->limit, 2U);
  EXPECT_EQ(kind(name, "𠮷田"), kRight);
  EXPECT_EQ(kind(name, "赵\uE863平"), kRight);
  EXPECT_EQ(kind(name, "一二三四五"), Kind::TooLong);
}

TEST(FieldCheck, ForbiddenCharacters) {
  const auto text = field(FieldType::Text);
  for (const char* bad :
       {"a\x01", "a\u202Eb", "a\u200Bb", "\uFEFFa", "a\u2066b", "\uFFFEa", "\xC3(", "\xED\xA0\x80"}) {
    EXPECT_EQ(kind(text, std::string(bad)), Kind::HasForbiddenCharacters) << testing::PrintToString(bad);
  }
  EXPECT_EQ(kind(text, std::string("a\0b", 3)), Kind::HasForbiddenCharacters);
  EXPECT_EQ(kind(text, std::string(100000, 'x')), Kind::TooLong);
  EXPECT_EQ(kind(text, std::string(100000, '\xFF')), Kind::TooLong);
}

TEST(FieldCheck, Pattern) {
  auto code = field(FieldType::Text);
  code.validation.pattern = *catalog::Pattern::compile("^[A-Z]{2}\\d{3}$");
  EXPECT_EQ(kind(code, "AB123"), kRight);
  EXPECT_EQ(kind(code, "AB12"), Kind::PatternMismatch);
}

TEST(FieldCheck, Numbers) {
  auto years = field(FieldType::Integer);
  years.validation.min = 1;
  years.validation.max = 15;
  EXPECT_EQ(kind(years, "1２"), kRight);
  EXPECT_EQ(kind(years, "0"), Kind::BelowMinimum);
  EXPECT_EQ(check(years, "16")->number, 15);
  EXPECT_EQ(kind(years, "1.5"), Kind::TooPrecise);
  for (const char* bad : {"x", "1e3", "0x10", "--1", ".", "1.", ".5", "nan", "inf", "１２a"}) {
    EXPECT_EQ(kind(years, bad), Kind::NotANumber) << bad;
  }
  auto money = field(FieldType::Money);
  EXPECT_EQ(normalised(money, "￥ 012,345.60"), FieldValue("12345.60"));
  EXPECT_EQ(kind(money, "12,345.60"), kRight);
  EXPECT_EQ(check(money, "1.234")->limit, 2U);
  EXPECT_EQ(kind(money, std::string(40, '9')), Kind::TooLong);
  auto area = field(FieldType::Decimal);
  area.validation.scale = 1;
  EXPECT_EQ(kind(area, "-0.5"), kRight);
  EXPECT_EQ(kind(area, "0.55"), Kind::TooPrecise);
}

TEST(FieldCheck, Dates) {
  auto date = field(FieldType::Date);
  for (const char* good :
       {"2026-11-20", "20261120", "2026/11/20", "2026年11月20日", "２０２６．１１．２０", "2026.11.20"}) {
    EXPECT_EQ(normalised(date, good), FieldValue("2026-11-20")) << good;
    EXPECT_EQ(kind(date, good), kRight) << good;
  }
  EXPECT_EQ(normalised(date, "2026年9月"), FieldValue("2026-09-01"));
  for (const char* bad :
       {"2026-02-30", "tomorrow", "2026-13-01", "11-20", "20261", "0001-01-01", "2026-11-20-01"}) {
    EXPECT_EQ(kind(date, bad), Kind::NotADate) << bad;
  }
}

TEST(FieldCheck, DateBounds) {
  using Bound = catalog::DateBound;
  auto date = field(FieldType::Date);
  date.validation.latest = Bound{Bound::Base::Today, 0, 0};
  EXPECT_EQ(kind(date, "2026-11-20"), kRight);
  EXPECT_EQ(check(date, "2026-11-21")->date, (Date{2026, 11, 20}));
  EXPECT_EQ(kind(date, "2026-11-21"), Kind::DateTooLate);
  date.validation.latest.reset();
  date.validation.earliest = Bound{Bound::Base::Birth, 0, 60};
  EXPECT_EQ(kind(date, "2026-03-14"), Kind::DateTooEarly);
  EXPECT_EQ(check(date, "2026-03-14")->date, (Date{2026, 3, 15}));
  EXPECT_EQ(kind(date, "2026-03-15"), kRight);
}

TEST(FieldCheck, AMonthIsItsFirstDayAndTheMonthOfTheLimitIsAllowed) {
  using Bound = catalog::DateBound;
  auto month = field(FieldType::Date);
  month.validation.by_month = true;
  month.validation.earliest = Bound{Bound::Base::Birth, 0, 60};  // 2026-03-15
  EXPECT_FALSE(check(month, "2026-03-01"));
  EXPECT_EQ(kind(month, "2026-02-01"), Kind::DateTooEarly);
  EXPECT_EQ(check(month, "2026-02-01")->date, (Date{2026, 3, 1}));
  EXPECT_EQ(std::get<std::string>(normalised(month, std::string("2026年12月"))), "2026-12-01");
  EXPECT_EQ(std::get<std::string>(normalised(month, std::string("2026-12-24"))), "2026-12-01");
  EXPECT_EQ(std::get<std::string>(normalised(month, std::string("soon"))), "soon");
}

TEST(FieldCheck, DateAfterAnotherField) {
  auto until = field(FieldType::Date);
  until.validation.after = "from";
  const FormValues before{{"from", "2026-11-10"}, {"it", "2026-11-10"}};
  EXPECT_EQ(check_field(until, before, context())->kind, Kind::NotAfterField);
  EXPECT_EQ(check_field(until, before, context())->other_key, "from");
  EXPECT_FALSE(check_field(until, {{"from", "2026-11-10"}, {"it", "2026-11-11"}}, context()));
  EXPECT_FALSE(check_field(until, {{"it", "2026-11-11"}}, context()));
}

TEST(FieldCheck, Times) {
  auto moment = field(FieldType::DateTime);
  moment.validation.latest = catalog::DateBound{catalog::DateBound::Base::Now, 0, 0};
  EXPECT_EQ(kind(moment, "2026-11-20 8:59"), kRight);
  EXPECT_EQ(kind(moment, "2026-11-20T09:00"), kRight);
  EXPECT_EQ(kind(moment, "2026-11-20 09:01"), Kind::DateTooLate);
  EXPECT_EQ(kind(moment, "2026-11-20 24:00"), Kind::NotATime);
  EXPECT_EQ(kind(moment, "2026-11-20"), Kind::NotATime);
  EXPECT_EQ(kind(moment, "yesterday"), Kind::NotADate);
  // A T that parts nothing: what is canonical is not changed a second time.
  const FieldValue canonical = normalised(moment, "T陈HH");
  EXPECT_EQ(normalised(moment, canonical), canonical);
  const auto range = field(FieldType::TimeRange);
  EXPECT_EQ(normalised(range, "9:00至11:30"), FieldValue("09:00-11:30"));
  EXPECT_EQ(kind(range, "9:00 ~ 11:30"), kRight);
  EXPECT_EQ(kind(range, "11:30-09:00"), Kind::NotATime);
  EXPECT_EQ(kind(range, "9-11"), Kind::NotATime);
}

TEST(FieldCheck, Phones) {
  auto mobile = field(FieldType::Phone);
  mobile.validation.pattern = *catalog::Pattern::compile("^1[3-9]\\d{9}$");
  EXPECT_EQ(kind(mobile, "138 0000-0000"), kRight);
  EXPECT_EQ(kind(mobile, "+86 13800000000"), kRight);
  EXPECT_EQ(kind(mobile, "１３８００００００００"), kRight);
  EXPECT_EQ(kind(mobile, "12800000000"), Kind::BadPhone);
  EXPECT_EQ(kind(mobile, "1380000000"), Kind::BadPhone);
  EXPECT_EQ(kind(field(FieldType::Phone), "010-12345678"), kRight);
  EXPECT_EQ(kind(field(FieldType::Phone), "call me"), Kind::BadPhone);
}

TEST(FieldCheck, IdNumbers) {
  const auto number = field(FieldType::IdNumber);
  const auto fault = [&](const std::string& value) {
    const auto found = check(number, value);
    return found ? std::optional<IdNumberFault>(found->id_fault) : std::nullopt;
  };
  EXPECT_EQ(kind(number, "11010519491231002x"), kRight);   // the standard's own example
  EXPECT_EQ(kind(number, "440524 188001010014"), kRight);  // the other one
  EXPECT_EQ(kind(number, test::citizen_number("19660315", "101")), kRight);
  EXPECT_EQ(fault("110105194912310021"), IdNumberFault::CheckDigit);
  EXPECT_EQ(fault("11010519491231002"), IdNumberFault::Length);
  EXPECT_EQ(fault("11010519491231A02X"), IdNumberFault::Characters);
  EXPECT_EQ(fault(test::citizen_number("19491331", "002")), IdNumberFault::Date);
  EXPECT_EQ(fault(test::citizen_number("20261121", "002")), IdNumberFault::Date);  // born tomorrow
  auto by_card = context();
  by_card.card_number = "GBR110090080101";
  EXPECT_FALSE(check_field(number, {{"it", "GBR110090080101"}}, by_card));
}

TEST(FieldCheck, BankCardsAndCreditCodes) {
  auto card = field(FieldType::BankCard);
  card.validation.min_length = 16;
  card.validation.max_length = 19;
  card.validation.checksum = catalog::Checksum::Luhn;
  EXPECT_EQ(kind(card, "6222 0200 0000 0000 000"), kRight);
  EXPECT_EQ(kind(card, "6222020000000000001"), Kind::BadBankCard);
  EXPECT_EQ(kind(card, "622202"), Kind::TooShort);
  EXPECT_EQ(kind(card, "6222O20000000000000"), Kind::NotANumber);
  EXPECT_EQ(kind(field(FieldType::Uscc), "12441500196720244t"), kRight);
  EXPECT_EQ(kind(field(FieldType::Uscc), "124415001967202443"), Kind::BadUscc);
  EXPECT_EQ(kind(field(FieldType::Uscc), "1244150019672024"), Kind::BadUscc);
}

TEST(FieldCheck, Choices) {
  auto one = field(FieldType::Enum);
  one.validation.options = {{"yes", {}}, {"no", {}}};
  EXPECT_EQ(kind(one, "yes"), kRight);
  EXPECT_EQ(kind(one, "maybe"), Kind::NotInList);
  EXPECT_EQ(kind(one, std::vector<std::string>{"yes"}), Kind::NotInList);
  auto some = one;
  some.validation.multiple = true;
  some.validation.min_items = 1;
  some.validation.max_items = 1;
  EXPECT_EQ(kind(some, std::vector<std::string>{"no"}), kRight);
  EXPECT_EQ(kind(some, std::vector<std::string>{"no", "yes"}), Kind::TooManyEntries);
  EXPECT_EQ(kind(some, std::vector<std::string>{"no", "no"}), kRight);  // normalised to one
  EXPECT_EQ(kind(some, "no"), Kind::NotInList);
  EXPECT_EQ(kind(some, std::vector<std::string>{}), Kind::Required);
  EXPECT_EQ(normalised(some, std::vector<std::string>{"no", "yes"}),
            FieldValue(std::vector<std::string>{"yes", "no"}));
}

TEST(FieldCheck, Tables) {
  auto family = field(FieldType::Table);
  family.validation.columns = {{"name", FieldType::Text, {}, {}}, {"id_number", FieldType::IdNumber, {}, {}}};
  family.validation.max_rows = 2;
  const TableRow good{"李四", test::citizen_number("19900101", "012")};
  EXPECT_EQ(kind(family, Table{good, {"", " "}}), kRight);  // an empty row is no row
  EXPECT_EQ(kind(family, Table{good, good, good}), Kind::TooManyEntries);
  const auto found = check(family, Table{good, {"王五", "1"}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, Kind::BadIdNumber);
  EXPECT_EQ(found->row, 1);
  EXPECT_EQ(found->column, 1);
  EXPECT_EQ(check(family, Table{{"李四"}})->kind, Kind::Required);
  EXPECT_EQ(kind(family, Table{{good[0], good[1], "extra"}}), Kind::TooManyEntries);
  EXPECT_EQ(kind(family, Table{}), Kind::Required);
}

TEST(FieldCheck, Consent) {
  auto consent = field(FieldType::Consent, false);
  consent.validation.must_be_true = true;
  EXPECT_EQ(kind(consent, ""), Kind::MustBeConfirmed);
  EXPECT_EQ(kind(consent, "false"), Kind::MustBeConfirmed);
  EXPECT_EQ(kind(consent, "true"), kRight);
}

TEST(FieldCheck, AnyBytesAreSafeForEveryType) {
  const auto random = seeded_random(3);
  for (int round = 0; round < 3000; ++round) {
    const auto type = static_cast<FieldType>(random->number() % 18);
    std::string bytes(random->number() % 24, '\0');
    random->fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
    auto any = field(type);
    any.validation.columns = {{"a", static_cast<FieldType>(random->number() % 18), {}, {}}};
    (void)kind(any, bytes);
    (void)kind(any, std::vector<std::string>{bytes, bytes});
    (void)kind(any, Table{{bytes}, {}});
  }
}

}  // namespace
}  // namespace yitang::cases
