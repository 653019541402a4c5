// Visits that play themselves: a card and answers for every item of the sample catalogue, an accepted value
// for every field, and how long a person takes.
#include <gtest/gtest.h>

#include "kiosk/terminal/visit/auto_answers.hpp"
#include "kiosk/terminal/visit/pace.hpp"

namespace yitang::terminal {
namespace {

using catalog::FieldType;

constexpr Date kToday{2026, 11, 23};

const catalog::Catalog& sample() {
  static const catalog::CatalogPtr loaded =
      catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample").value();
  return *loaded;
}

bool is_typed(const catalog::FormField& field) {
  switch (field.type) {
    case FieldType::Text:
    case FieldType::Address:
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Money:
    case FieldType::Phone:
    case FieldType::IdNumber:
    case FieldType::BankCard:
    case FieldType::Uscc: return true;
    default: return false;
  }
}

TEST(AutoAnswers, SomebodyMayApplyForEveryItem) {
  for (const catalog::ServiceItem* item : sample().items()) {
    const AutoPlan plan = plan_for(sample(), {item}, kToday);
    EXPECT_TRUE(plan.stops.empty()) << item->id;
    EXPECT_FALSE(plan.card.empty()) << item->id;
  }
}

TEST(AutoAnswers, OnePersonMayApplyForAllOfABundle) {
  for (const catalog::Bundle& bundle : sample().bundles())
    EXPECT_TRUE(plan_for(sample(), sample().items_of(bundle), kToday).stops.empty()) << bundle.id;
}

TEST(AutoAnswers, WhatIsTypedIsAccepted) {
  for (const catalog::ServiceItem* item : sample().items()) {
    for (const catalog::FormField& field : item->form) {
      if (!is_typed(field)) continue;
      const cases::FormValues values{{field.key, plain(typed_for(field, true))}};
      const auto problem = cases::check_field(field, values, {start_of(kToday), {}, {}, {}});
      EXPECT_FALSE(problem) << item->id << " " << field.key << " problem "
                            << (problem ? static_cast<int>(problem->kind) : 0);
    }
  }
}

TEST(AutoAnswers, DaysLieWithinTheirLimitsAndInTheirOrder) {
  for (const catalog::ServiceItem* item : sample().items()) {
    cases::FormValues values;
    for (const catalog::FormField& field : item->form) {
      if (field.type != FieldType::Date) continue;
      const Date birth{1958, 3, 7};
      const Date day = day_for(*item, field, values, birth, kToday);
      values[field.key] = field.validation.by_month ? Date{day.year, day.month, 1}.iso() : day.iso();
      const auto problem = cases::check_field(field, values, {start_of(kToday), birth, {}, {}});
      EXPECT_FALSE(problem) << item->id << " " << field.key << " " << day.iso();
    }
  }
}

ui::Semantics page_with(const std::string& label) {
  ui::Semantics page;
  ui::Node node;
  node.label = label;
  node.rect = node.visible = {0, 0, 100, 20};
  page.add(node);
  return page;
}

TEST(HumanPace, ReadsEverythingOnce) {
  Reader reader({1000, 500, 200, 50});
  EXPECT_EQ(reader.read(page_with("姓名 ID")).count(), 2 * 200 + 2 * 50);
  EXPECT_EQ(reader.read(page_with("姓名 ID")).count(), 0);
  EXPECT_EQ(reader.read(page_with("年")).count(), 200);
}

TEST(HumanPace, DoesNotReadKeysAndWhatCannotBeSeen) {
  Reader reader({1000, 500, 200, 50});
  ui::Semantics page;
  ui::Node node;
  node.label = "年";
  page.add(node);  // scrolled away
  node.visible = {0, 0, 10, 10};
  node.role = ui::Role::Key;
  page.add(node);
  EXPECT_EQ(reader.read(page).count(), 0);
}

TEST(FormTimer, KeysBelongToTheFieldThatWasTapped) {
  using std::chrono::milliseconds;
  FormTimer timer;
  timer.note("field.bank.card_no", milliseconds(1400));
  timer.note("key.6", milliseconds(1000));
  timer.note("key.done", milliseconds(1000));
  timer.note("option.bank.name.rural", milliseconds(1400));
  timer.note("row.members.add", milliseconds(1400));
  timer.note("key.3", milliseconds(100));
  timer.note("row.keep", milliseconds(200));
  timer.note("form.next", milliseconds(1400));
  EXPECT_EQ(timer.millis_by_field().at("bank.card_no"), 3400);
  EXPECT_EQ(timer.millis_by_field().at("bank.name"), 1400);
  EXPECT_EQ(timer.millis_by_field().at("members"), 1700);
  EXPECT_EQ(timer.millis_by_field().at(""), 1400);
  EXPECT_DOUBLE_EQ(timer.seconds(), 7.9);
}

TEST(HumanPace, IsNamed) {
  EXPECT_EQ(pace_named("none")->tap, 0);
  EXPECT_GT(pace_named("elder")->key, pace_named("adult")->key);
  EXPECT_FALSE(pace_named("hasty"));
}

}  // namespace
}  // namespace yitang::terminal
