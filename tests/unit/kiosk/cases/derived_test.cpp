// Nothing asked twice: what one answer tells about another.
#include "kiosk/cases/derived.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/address.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

const Date kToday{2026, 11, 20};
constexpr const char* kRuralCard = "6217000010001234569";
constexpr const char* kFarmCard = "6228480010001234565";
constexpr const char* kNobodysCard = "6999990010001234564";

void fill(const catalog::ServiceItem& item, const char* key, FormValues& values) {
  fill_from(test::sample(), item, key, kToday, values);
}

TEST(Derived, TheCardNumberTellsTheBank) {
  const auto& claim = test::item("ss.pension-claim");
  FormValues values{{"bank.card_no", kRuralCard}};
  fill(claim, "bank.card_no", values);
  EXPECT_EQ(text_of(values, "bank.name"), "sample_rural");
  forget_from(test::sample(), claim, "bank.card_no", values);
  values["bank.card_no"] = kFarmCard;
  fill(claim, "bank.card_no", values);
  EXPECT_EQ(text_of(values, "bank.name"), "sample_farm");
}

TEST(Derived, ABankThatWasChosenStays) {
  const auto& claim = test::item("ss.pension-claim");
  FormValues values{{"bank.card_no", kRuralCard}, {"bank.name", "sample_post"}};
  fill(claim, "bank.card_no", values);
  EXPECT_EQ(text_of(values, "bank.name"), "sample_post");
  forget_from(test::sample(), claim, "bank.card_no", values);
  EXPECT_EQ(text_of(values, "bank.name"), "sample_post");
}

TEST(Derived, AnUnknownOrWrongNumberTellsNothingAndIsNotRefused) {
  const auto& claim = test::item("ss.pension-claim");
  for (const char* number : {kNobodysCard, "6217000010001234568", "6217", ""}) {
    FormValues values{{"bank.card_no", number}};
    fill(claim, "bank.card_no", values);
    EXPECT_FALSE(values.contains("bank.name")) << number;
  }
  const FormValues values{{"bank.card_no", kNobodysCard}};
  EXPECT_FALSE(check_field(*claim.field("bank.card_no"), values, FormContext{test::kFriday, {}, {}, {}}));
}

TEST(Derived, TheHouseholdIsCountedFromItsRows) {
  const auto& allowance = test::item("civ.minimum-allowance");
  ASSERT_TRUE(is_counted(*allowance.field("household.size")));
  FormValues values;
  count_rows(allowance, values);
  EXPECT_EQ(text_of(values, "household.size"), "1");
  values["members"] = Table{{"林样例", "990101198801020034", "child", "2400"}, {"陈范例", "", "", ""}};
  fill(allowance, "members", values);
  EXPECT_EQ(text_of(values, "household.size"), "3");
  EXPECT_FALSE(is_counted(*test::item("agr.homestead-building").field("household.size")));
}

TEST(Derived, CountedFieldsStandOnNoPageAndAreSent) {
  const auto& allowance = test::item("civ.minimum-allowance");
  const FormContext context{test::kFriday, {}, {}, {}};
  FormValues values;
  count_rows(allowance, values);
  for (const auto& page : form_pages(allowance, values, std::nullopt, context)) {
    for (const auto* field : page.fields) EXPECT_NE(field->key, "household.size");
  }
  EXPECT_TRUE(shown_values(allowance, values, context).contains("household.size"));
}

TEST(Derived, BirthAndSexFromATypedNumber) {
  catalog::ServiceItem item;
  const auto add = [&](const char* key, catalog::FieldType type) {
    catalog::FormField field;
    field.key = key;
    field.type = type;
    if (type == catalog::FieldType::Enum) field.validation.options = {{"male", {}}, {"female", {}}};
    item.form.push_back(field);
  };
  add("child.id_number", catalog::FieldType::IdNumber);
  add("child.birth", catalog::FieldType::Date);
  add("child.gender", catalog::FieldType::Enum);
  FormValues values{{"child.id_number", "990101198801020034"}};
  fill(item, "child.id_number", values);
  EXPECT_EQ(text_of(values, "child.birth"), "1988-01-02");
  EXPECT_EQ(text_of(values, "child.gender"), "male");
  FormValues wrong{{"child.id_number", "990101198801020035"}};
  fill(item, "child.id_number", wrong);
  EXPECT_EQ(wrong.size(), 1U);
}

TEST(Derived, BirthAndSexWithinRows) {
  catalog::ServiceItem item;
  catalog::FormField field;
  field.key = "children";
  field.type = catalog::FieldType::Table;
  field.validation.columns = {{"name", catalog::FieldType::Text, {}, {}, true},
                              {"id_number", catalog::FieldType::IdNumber, {}, {}, false},
                              {"birth", catalog::FieldType::Date, {}, {}, false},
                              {"sex", catalog::FieldType::Enum, {}, {{"male", {}}, {"female", {}}}, false}};
  item.form.push_back(field);
  FormValues values{{"children", Table{{"甲", "990101198801020034"}, {"乙", "1", "", ""}}}};
  fill(item, "children", values);
  const auto& rows = std::get<Table>(values.at("children"));
  EXPECT_EQ(rows[0], (TableRow{"甲", "990101198801020034", "1988-01-02", "male"}));
  EXPECT_EQ(rows[1], (TableRow{"乙", "1", "", ""}));
}

TEST(Derived, AnAddressIsComposedAsTheOfficeReadsIt) {
  const Text county{"示例县", "Sample County"};
  const Text town{"示例镇", "Sample Town"};
  EXPECT_EQ(composed_address(county, town, {"示例一村", "3", "12"}), "示例县示例镇示例一村3组12号");
  EXPECT_EQ(composed_address(county, town, {"示例一村", "", ""}), "示例县示例镇示例一村");
  EXPECT_EQ(composed_address(county, town, {"示例镇中心社区", "", "5"}), "示例县示例镇中心社区5号");
}

TEST(Derived, EveryVillageMakesAnAddressThatTheFormTakes) {
  const auto& county = test::sample().county();
  const auto* field = test::item("ss.pension-claim").field("applicant.address");
  for (const auto& village : *test::sample().dictionary("village")) {
    const FormValues values{
        {field->key, composed_address(county.county, county.township, {village.label.zh, "", ""})}};
    EXPECT_FALSE(check_field(*field, values, FormContext{test::kFriday, {}, {}, {}})) << village.code;
  }
}

}  // namespace
}  // namespace yitang::cases
