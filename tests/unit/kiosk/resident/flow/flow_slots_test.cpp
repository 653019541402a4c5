// Choosing a place for an appointment. The clock stands at Friday 2026-11-20, 09:00.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident {
namespace {

using test::FlowBench;

FlowSettings at_point(const char* point) {
  FlowSettings settings;
  settings.point = point;
  return settings;
}

const Date kNextMonday{2026, 11, 23};

struct PlaceBench : FlowBench {
  explicit PlaceBench(const char* point = "sample-town-01") : FlowBench(5, at_point(point)) {}

  void fill_form() {
    const std::map<std::string, std::string> answers{{"applicant.phone", "13800000000"},
                                                     {"applicant.address", "示例县示例镇示例一村3组12号"},
                                                     {"other_party.name", "王浩"},
                                                     {"facts", "邻居占用道路要求恢复原样"},
                                                     {"slot", "2026-11-26"}};
    for (int i = 0; i < 20 && page() == Page::Form; ++i) {
      for (const catalog::FormField* field : state().form.pages[state().form.page].fields) {
        const auto answer = answers.find(field->key);
        if (answer != answers.end()) tap(IntentKind::TypeField, field->key, answer->second);
        if (answer == answers.end() && !field->validation.options.empty())
          tap(IntentKind::TypeField, field->key, field->validation.options.front().code);
      }
      tap(IntentKind::NextStep);
    }
  }
  void to_mediation_form() {
    to_guide("gov.mediation-request");
    tap(IntentKind::StartApply);
    tap(IntentKind::AnswerCheck, "dispute.litigated", "no");
    tap(IntentKind::ChooseWho, "self");
    flow.on(Event{CardRead{test::elder()}});
    tap(IntentKind::UseCard);
    answer_person();
    ASSERT_EQ(page(), Page::Form);
  }
  void to_days() {
    to_mediation_form();
    fill_form();
    ASSERT_EQ(page(), Page::SlotDays);
  }
  void answer(std::vector<cases::PlacesTaken> taken = {}, std::optional<cases::Appointment> own = {}) {
    flow.on(Event{SlotsKnown{ports.last_lookup, std::move(taken), std::nullopt, std::move(own)}});
  }
  void choose(const char* day, int from) {
    tap(IntentKind::ChooseSlotDay, day);
    tap(IntentKind::ChooseSlot, {}, {}, from);
  }
  void to_review_from_materials() {
    for (int i = 0; i < 5 && page() != Page::Review; ++i) {
      if (page() == Page::Signature) {
        sign();
      } else {
        tap(IntentKind::NextStep);
      }
    }
    ASSERT_EQ(page(), Page::Review);
  }
  void hand_in() {
    tap(IntentKind::Submit);
    flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  }
  std::string value(const char* key) const { return std::string(cases::text_of(state().draft.values, key)); }
};

TEST(FlowSlots, TheDayThenTheTimeAndTheFormHasThem) {
  PlaceBench b;
  b.to_days();
  EXPECT_EQ(b.state().slots.view, SlotView::Looking);
  EXPECT_EQ(b.ports.looked_up.back(), "mediation " + test::elder().number);
  b.answer({{kNextMonday, 510, 2}, {kNextMonday, 570, 1}});
  ASSERT_EQ(b.state().slots.view, SlotView::Choosing);
  EXPECT_EQ(b.state().slots.days.front().day, kNextMonday) << "tomorrow is a Saturday";
  EXPECT_EQ(b.state().slots.days.front().times[0].left, 0);
  EXPECT_EQ(b.state().slots.days.front().times[1].left, 1);
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::SlotDays) << "nothing is chosen yet";
  b.tap(IntentKind::ChooseSlotDay, "2026-11-22");
  EXPECT_EQ(b.page(), Page::SlotDays) << "a Sunday";
  b.tap(IntentKind::ChooseSlotDay, "2026-11-23");
  ASSERT_EQ(b.page(), Page::SlotTimes);
  b.tap(IntentKind::ChooseSlot, {}, {}, 510);
  EXPECT_EQ(b.page(), Page::SlotTimes) << "full";
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::SlotDays);
  b.choose("2026-11-23", 570);
  EXPECT_NE(b.page(), Page::SlotTimes);
  EXPECT_EQ(b.value("slot"), "2026-11-23");
  EXPECT_EQ(b.value("slot_half"), "am");
  EXPECT_EQ(b.value("slot_time"), "09:30-10:30");
  EXPECT_EQ(cases::text_of(b.ports.saved.back().values, "slot_time"), "09:30-10:30");
}

TEST(FlowSlots, ThePlaceIsHandedInWithTheCaseAndCanBeChangedFromTheReview) {
  PlaceBench b;
  b.to_days();
  b.answer();
  b.choose("2026-11-24", 840);
  b.to_review_from_materials();
  b.tap(IntentKind::EditStep, "slots");
  ASSERT_EQ(b.page(), Page::SlotDays);
  b.answer();
  ASSERT_NE(chosen_offer(b.state()), nullptr);
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review) << "kept as it was";
  b.tap(IntentKind::EditStep, "slots");
  b.answer();
  b.choose("2026-11-25", 510);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.page(), Page::Signature) << "another day was signed";
  b.sign();
  b.hand_in();
  ASSERT_EQ(b.ports.places.size(), 1U);
  EXPECT_EQ(b.ports.places[0], "mediation");
  EXPECT_EQ(cases::text_of(b.ports.submitted.back().values, "slot"), "2026-11-25");
  b.flow.on(Event{b.receipt()});
  EXPECT_EQ(b.page(), Page::Receipt);
}

TEST(FlowSlots, TheLastPlaceTakenMeanwhileIsToldAndNothingElseIsLost) {
  PlaceBench b;
  b.to_days();
  b.answer();
  b.choose("2026-11-24", 840);
  b.to_review_from_materials();
  b.hand_in();
  b.flow.on(Event{SubmitFailed{ErrorKind::Taken}});
  ASSERT_EQ(b.page(), Page::SlotDays);
  EXPECT_TRUE(b.state().slots.taken);
  EXPECT_EQ(b.value("facts"), "邻居占用道路要求恢复原样");
  b.answer({{Date{2026, 11, 24}, 840, 2}});
  EXPECT_EQ(chosen_offer(b.state()), nullptr) << "it is full now";
  b.choose("2026-11-24", 900);
  EXPECT_FALSE(b.state().slots.taken);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.page(), Page::Signature);
  b.sign();
  b.hand_in();
  b.flow.on(Event{b.receipt()});
  EXPECT_EQ(b.page(), Page::Receipt);
}

TEST(FlowSlots, AtMidnightAChosenTomorrowIsTodayAndIsChosenAnew) {
  PlaceBench b;
  b.to_days();
  b.answer();
  b.choose("2026-11-23", 510);
  b.to_review_from_materials();
  b.clock.set_wall(start_of(kNextMonday) + 1000);
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.page(), Page::SlotDays);
  EXPECT_TRUE(b.state().slots.taken);
  EXPECT_TRUE(b.ports.submitted.empty());
}

TEST(FlowSlots, WhoHasAnAppointmentIsShownItAndMayHandInWithoutATime) {
  PlaceBench b;
  b.to_days();
  const cases::Appointment own{
      std::string(32, 'c'), "mediation", {kNextMonday, 510, 570}, cases::AppointmentState::Booked, ""};
  b.answer({}, own);
  ASSERT_EQ(b.state().slots.view, SlotView::HasOne);
  EXPECT_EQ(b.state().slots.existing, own);
  b.tap(IntentKind::ChooseSlotDay, "2026-11-24");
  b.tap(IntentKind::WishForDay);
  ASSERT_EQ(b.page(), Page::Form);
  b.fill_form();
  EXPECT_EQ(b.value("slot"), "2026-11-26");
  EXPECT_EQ(b.value("slot_time"), "");
  b.to_review_from_materials();
  b.hand_in();
  EXPECT_TRUE(b.ports.places.empty()) << "a wish holds no place";
  ASSERT_EQ(b.ports.submitted.size(), 1U);
}

TEST(FlowSlots, WhereEverythingIsGivenAwayTheDayIsAskedAfterAll) {
  PlaceBench b;
  b.to_days();
  b.flow.on(Event{SlotsKnown{b.ports.last_lookup, {}, Date{2026, 12, 31}, {}}});
  EXPECT_EQ(b.state().slots.view, SlotView::NothingLeft) << "a copy that cannot know";
  b.tap(IntentKind::LookAgain);
  std::vector<cases::PlacesTaken> all;
  for (int day = 0; day < 20; ++day) {
    for (int from = 510; from < 1020; from += 30) all.push_back({kNextMonday.plus_days(day), from, 2});
  }
  b.answer(all);
  EXPECT_EQ(b.state().slots.view, SlotView::NothingLeft);
  b.tap(IntentKind::WishForDay);
  EXPECT_EQ(b.page(), Page::Form);
}

TEST(FlowSlots, AStoreThatCannotAnswerIsAskedAgain) {
  PlaceBench b;
  b.to_days();
  b.flow.on(Event{SlotsFailed{b.ports.last_lookup - 1}});
  EXPECT_EQ(b.state().slots.view, SlotView::Looking) << "an older question";
  b.flow.on(Event{SlotsFailed{b.ports.last_lookup}});
  ASSERT_EQ(b.state().slots.view, SlotView::Failed);
  b.tap(IntentKind::LookAgain);
  EXPECT_EQ(b.state().slots.view, SlotView::Looking);
  b.answer();
  EXPECT_EQ(b.state().slots.view, SlotView::Choosing);
}

TEST(FlowSlots, WithoutAPlanHereOrATrustedClockTheDayIsAWish) {
  PlaceBench village("sample-village-01");
  village.to_mediation_form();
  village.fill_form();
  EXPECT_NE(village.page(), Page::SlotDays);
  EXPECT_EQ(village.value("slot"), "2026-11-26");
  EXPECT_TRUE(village.ports.looked_up.empty());
  PlaceBench unsure;
  unsure.clock.set_judgement(ClockJudgement::Jumped);
  unsure.to_mediation_form();
  unsure.fill_form();
  EXPECT_NE(unsure.page(), Page::SlotDays);
}

// Such a number can be made up: it would tell of somebody else's appointment, and take places without end.
TEST(FlowSlots, ANumberThatWasOnlyTypedTakesNoPlace) {
  PlaceBench b;
  b.to_guide("gov.mediation-request");
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::AnswerCheck, "dispute.litigated", "no");
  ASSERT_TRUE(b.state().child_offered);
  b.tap(IntentKind::ChooseWho, "child");
  b.flow.on(Event{CardRead{test::younger()}});
  b.tap(IntentKind::UseCard);
  b.tap(IntentKind::ChooseRelation, "mother");
  b.tap(IntentKind::AgreeAsGuardian);
  b.tap(IntentKind::TypeField, "typed.name", "李小满");
  b.tap(IntentKind::TypeField, "typed.kind", "id_number");
  b.tap(IntentKind::TypeField, "typed.number", test::child().number);
  b.tap(IntentKind::NextStep);
  b.answer_person();
  ASSERT_EQ(b.page(), Page::Form);
  b.tap(IntentKind::TypeField, "applicant.address", "示例县示例镇光明村一组");
  b.fill_form();
  EXPECT_NE(b.page(), Page::Form) << "all of it is filled in";
  EXPECT_NE(b.page(), Page::SlotDays);
  EXPECT_TRUE(b.ports.looked_up.empty());
  EXPECT_EQ(b.value("slot"), "2026-11-26") << "as a wish";
}

TEST(FlowSlots, BackLeadsToTheFormAndForthAgain) {
  PlaceBench b;
  b.to_days();
  b.answer();
  b.tap(IntentKind::GoBack);
  ASSERT_EQ(b.page(), Page::Form);
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::SlotDays);
  b.answer();
  b.choose("2026-11-24", 840);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::SlotDays);
}

}  // namespace
}  // namespace yitang::resident
