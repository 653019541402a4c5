// Which places are on offer and when one may report: days, holidays, make-up days, midnight.
#include "kiosk/cases/slots.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

using catalog::SlotDays;
using catalog::SlotPlan;

SlotPlan plan_of(int first_day, int last_day) {
  SlotPlan plan;
  plan.id = "p";
  plan.times = {{8 * 60 + 30, 10 * 60 + 30}, {14 * 60, 15 * 60}};
  plan.minutes = 60;
  plan.capacity = 2;
  plan.first_day = first_day;
  plan.last_day = last_day;
  return plan;
}

UnixMillis at(Date day, int hour, int minute = 0) {
  return start_of(day) + (hour * 60 + minute) * UnixMillis{60'000};
}

std::vector<std::string> days_of(const SlotPlan& plan, UnixMillis now) {
  std::vector<std::string> days;
  for (const SlotDay& day : slots_on_offer(plan, test::sample().calendar(), {}, now))
    days.push_back(day.day.iso());
  return days;
}

const Date kMonday{2026, 11, 23};

TEST(Slots, OnlyWorkingDaysAndAllTheirTimesInOrder) {
  const auto offer = slots_on_offer(plan_of(1, 7), test::sample().calendar(), {}, at(kMonday, 9));
  ASSERT_EQ(offer.size(), 5U) << "tomorrow to Friday, and Monday";
  EXPECT_EQ(offer[0].day, kMonday.plus_days(1));
  EXPECT_EQ(offer[4].day, kMonday.plus_days(7));
  ASSERT_EQ(offer[0].times.size(), 3U);
  EXPECT_EQ(range_text(offer[0].times[0].slot), "08:30-09:30");
  EXPECT_EQ(range_text(offer[0].times[2].slot), "14:00-15:00");
  EXPECT_EQ(offer[0].left(), 6);
}

// 2026-10-01 to 07 are holidays; Saturday 10 October makes up for it (as the State Council announced).
TEST(Slots, HolidaysHaveNoneAndMakeUpDaysHave) {
  const SlotPlan plan = plan_of(1, 14);
  const auto& calendar = test::sample().calendar();
  ASSERT_FALSE(calendar.is_workday(Date{2026, 10, 1}));
  const auto days = days_of(plan, at(Date{2026, 9, 29}, 9));
  for (const std::string& day : days) EXPECT_TRUE(calendar.is_workday(*Date::parse(day))) << day;
  ASSERT_TRUE(calendar.is_workday(Date{2026, 10, 10})) << "a Saturday";
  EXPECT_NE(std::find(days.begin(), days.end(), "2026-10-10"), days.end());
  SlotPlan thursdays = plan;
  thursdays.weekdays = {4};
  EXPECT_EQ(days_of(thursdays, at(Date{2026, 9, 29}, 9)), (std::vector<std::string>{"2026-10-08"}))
      << "1 October is a Thursday and a holiday";
  SlotPlan every = plan;
  every.days = SlotDays::All;
  EXPECT_EQ(days_of(every, at(Date{2026, 9, 29}, 9)).size(), 14U);
  every.weekdays = {7};
  EXPECT_EQ(days_of(every, at(Date{2026, 9, 29}, 9)), (std::vector<std::string>{"2026-10-04", "2026-10-11"}));
}

TEST(Slots, WhatIsGivenAwayIsLessAndFullOnesAreStillNamed) {
  const Date tuesday = kMonday.plus_days(1);
  const std::vector<PlacesTaken> taken{{tuesday, 510, 1}, {tuesday, 570, 2}, {tuesday, 840, 5}};
  const auto offer = slots_on_offer(plan_of(1, 1), test::sample().calendar(), taken, at(kMonday, 9));
  ASSERT_EQ(offer.size(), 1U);
  EXPECT_EQ(offer[0].times[0].left, 1);
  EXPECT_EQ(offer[0].times[1].left, 0);
  EXPECT_EQ(offer[0].times[2].left, 0) << "never less than none, also when the capacity was lowered";
  EXPECT_EQ(offer[0].left(), 1);
}

TEST(Slots, NoticeIsKeptToTheMinuteAndADayWithNothingLeftInTimeGoes) {
  SlotPlan plan = plan_of(0, 0);
  plan.notice_minutes = 60;
  const auto times = [&](UnixMillis now) {
    const auto offer = slots_on_offer(plan, test::sample().calendar(), {}, now);
    return offer.empty() ? std::size_t{0} : offer.front().times.size();
  };
  EXPECT_EQ(times(at(kMonday, 7, 30)), 3U);
  EXPECT_EQ(times(at(kMonday, 7, 31)), 2U);
  EXPECT_EQ(times(at(kMonday, 13, 0)), 1U);
  EXPECT_EQ(times(at(kMonday, 13, 1)), 0U);
}

TEST(Slots, MidnightMovesTheFirstDayAndTheLast) {
  const SlotPlan plan = plan_of(1, 3);
  const Slot tuesday{kMonday.plus_days(1), 510, 570};
  const auto& calendar = test::sample().calendar();
  EXPECT_TRUE(may_be_booked(plan, calendar, tuesday, at(kMonday, 23, 59)));
  EXPECT_FALSE(may_be_booked(plan, calendar, tuesday, at(kMonday.plus_days(1), 0))) << "that is today";
  const Slot friday{kMonday.plus_days(4), 510, 570};
  EXPECT_FALSE(may_be_booked(plan, calendar, friday, at(kMonday, 23, 59)));
  EXPECT_TRUE(may_be_booked(plan, calendar, friday, at(kMonday.plus_days(1), 0)));
  EXPECT_FALSE(may_be_booked(plan, calendar, {tuesday.day, 511, 571}, at(kMonday, 9)))
      << "no slot of the plan";
  EXPECT_FALSE(may_be_booked(plan, calendar, {tuesday.day, 510, 600}, at(kMonday, 9)));
  EXPECT_FALSE(may_be_booked(plan_of(1, 7), calendar, {Date{2026, 11, 28}, 510, 570}, at(kMonday, 9)))
      << "a Saturday";
}

TEST(Slots, ThePlaceGoesIntoTheFormAndOutOfIt) {
  const auto& mediation = test::item("gov.mediation-request");
  FormValues values;
  EXPECT_FALSE(slot_of(mediation, values));
  const Slot slot{Date{2026, 11, 25}, 14 * 60, 15 * 60};
  put_slot(mediation, slot, values);
  EXPECT_EQ(cases::text_of(values, "slot"), "2026-11-25");
  EXPECT_EQ(cases::text_of(values, "slot_half"), "pm");
  EXPECT_EQ(cases::text_of(values, "slot_time"), "14:00-15:00");
  EXPECT_EQ(slot_of(mediation, values), slot);
  values["slot_time"] = std::string("14:00-1x:00");
  EXPECT_FALSE(slot_of(mediation, values));
  put_slot(mediation, {slot.day, 510, 570}, values);
  EXPECT_EQ(cases::text_of(values, "slot_half"), "am");
  forget_slot(mediation, values);
  EXPECT_TRUE(values.empty());
  const auto& visit = test::item("gov.visit-reception");
  put_slot(visit, slot, values);
  EXPECT_EQ(values.size(), 1U) << "only what the form has fields for";
  EXPECT_FALSE(slot_of(visit, values)) << "a day alone is a wish";
  EXPECT_EQ(wished_day(visit, values)->day, slot.day);
  EXPECT_EQ(wished_day(mediation, {{"slot", "2026-11-25"}, {"slot_half", "pm"}})->half.zh, "下午");
  put_slot(mediation, slot, values);
  EXPECT_FALSE(wished_day(mediation, values)) << "a place is no wish";
}

TEST(Slots, TheTimeOfDayIsNeverAskedAndWithAPlanNothingOfIt) {
  const auto& mediation = test::item("gov.mediation-request");
  const auto asked = [&](SlotQuestions questions) {
    std::vector<std::string> keys;
    for (const FormPage& page : form_pages(mediation, {}, std::nullopt, {}, questions)) {
      for (const auto* field : page.fields) {
        if (field->validation.slot) keys.push_back(field->key);
      }
    }
    return keys;
  };
  EXPECT_EQ(asked(SlotQuestions::Asked), (std::vector<std::string>{"slot", "slot_half"}));
  EXPECT_TRUE(asked(SlotQuestions::Planned).empty());
}

TEST(Slots, OneMayReportFromBeforeUntilAfterOnThatDayOnly) {
  const SlotPlan plan = plan_of(1, 7);
  Appointment one{"u", "p", {kMonday, 10 * 60, 11 * 60}, AppointmentState::Booked, ""};
  const auto when = [&](UnixMillis now) { return check_in_time(plan, one, now); };
  EXPECT_EQ(when(at(kMonday.plus_days(-1), 23, 59)), CheckInTime::OtherDay);
  EXPECT_EQ(when(at(kMonday, 9, 29)), CheckInTime::TooEarly);
  EXPECT_EQ(when(at(kMonday, 9, 30)), CheckInTime::Now);
  EXPECT_EQ(when(at(kMonday, 10, 15)), CheckInTime::Now);
  EXPECT_EQ(when(at(kMonday, 10, 16)), CheckInTime::TooLate);
  EXPECT_EQ(when(at(kMonday, 23, 59)), CheckInTime::TooLate);
  EXPECT_EQ(when(at(kMonday.plus_days(1), 0)), CheckInTime::Over);
  one.state = AppointmentState::Cancelled;
  EXPECT_EQ(when(at(kMonday, 10)), CheckInTime::Over);
  EXPECT_EQ(opens_at(plan, {kMonday, 10, 40}), start_of(kMonday)) << "not on the day before";
}

TEST(Slots, OfSeveralTheOneThatMattersNowComesFirst) {
  const std::vector<SlotPlan> plans{plan_of(1, 7)};
  const auto one = [](int from, AppointmentState state, Date day = kMonday) {
    return Appointment{std::to_string(from), "p", {day, from, from + 60}, state, ""};
  };
  using State = AppointmentState;
  const std::vector<Appointment> all{one(8 * 60, State::Booked), one(9 * 60, State::Cancelled),
                                     one(14 * 60, State::Booked), one(15 * 60, State::CheckedIn),
                                     one(9 * 60, State::Booked, kMonday.plus_days(1))};
  const auto nearest = [&](UnixMillis now) { return nearest_of(all, plans, now)->case_uid; };
  EXPECT_EQ(nearest(at(kMonday, 13, 50)), std::to_string(14 * 60)) << "now";
  EXPECT_EQ(nearest(at(kMonday, 9, 0)), std::to_string(15 * 60)) << "has its number";
  const std::span<const Appointment> three(all.data(), 3);
  EXPECT_EQ(nearest_of(three, plans, at(kMonday, 9, 0))->case_uid, std::to_string(14 * 60)) << "later today";
  EXPECT_EQ(nearest_of(three.first(2), plans, at(kMonday, 9, 0))->case_uid, std::to_string(8 * 60)) << "late";
  EXPECT_EQ(nearest_of({}, plans, at(kMonday, 9)), nullptr);
  const std::vector<SlotPlan> none;
  EXPECT_EQ(nearest_of(all, none, at(kMonday, 9)), nullptr) << "its plan has left the catalogue";
}

}  // namespace
}  // namespace yitang::cases
