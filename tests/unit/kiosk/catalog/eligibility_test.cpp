#include "kiosk/catalog/eligibility.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

constexpr Date kToday{2026, 11, 23};

Eligibility ask(const std::string& item, const Facts& facts, const std::set<std::string>& accepted = {},
                bool wait_for_card = false) {
  return sample().evaluate(sample_item(item), facts, accepted, wait_for_card);
}

std::string asked(const Eligibility& result) {
  const auto* next = std::get_if<AskNext>(&result);
  return next ? next->fact->name : "";
}

bool eligible(const Eligibility& result) { return std::holds_alternative<Eligible>(result); }

Facts born(Date birth) {
  CardFacts card;
  card.birth = birth;
  card.valid_for_life = true;
  return facts_of_card(sample().facts(), card, kToday);
}

TEST(PensionClaim, AgeComesFromTheCard) {
  Facts facts = born({1966, 11, 23});  // 60 today
  const Eligibility next = ask("ss.pension-claim", facts);
  ASSERT_EQ(asked(next), "pension.paid_years");
  EXPECT_EQ(std::get<AskNext>(next).check, 1);
  EXPECT_EQ(std::get<AskNext>(next).at_most, 2);
  EXPECT_EQ(std::get<AskNext>(next).answered, 1);
  facts["pension.paid_years"] = 15.0;
  EXPECT_TRUE(eligible(ask("ss.pension-claim", facts)));
}

TEST(PensionClaim, TooYoungEndsAtOnce) {
  const Eligibility result = ask("ss.pension-claim", born({1966, 11, 24}));
  const auto* no = std::get_if<NotEligible>(&result);
  ASSERT_NE(no, nullptr);
  EXPECT_EQ(no->check, 0);
  EXPECT_EQ(no->fact, "age");
  EXPECT_EQ(no->why.zh, "要年满60周岁");
  EXPECT_FALSE(no->advice.zh.empty() || no->advice.en.empty());
  EXPECT_FALSE(no->offer);
}

TEST(PensionClaim, TooFewYearsOffersATopUp) {
  Facts facts = born({1960, 1, 1});
  facts["pension.paid_years"] = 12.0;
  const Eligibility result = ask("ss.pension-claim", facts);
  const auto* no = std::get_if<NotEligible>(&result);
  ASSERT_NE(no, nullptr);
  EXPECT_EQ(no->outcome, "offer_top_up");
  EXPECT_TRUE(no->offer);
  EXPECT_FALSE(no->why.en.empty() || no->advice.en.empty());
  const Eligibility accepted = ask("ss.pension-claim", facts, {"offer_top_up"});
  ASSERT_TRUE(eligible(accepted));
  ASSERT_EQ(std::get<Eligible>(accepted).remarks.size(), 1U);
  EXPECT_EQ(std::get<Eligible>(accepted).remarks[0]->key, "offer_top_up");
}

TEST(PensionClaim, BeforeTheCardTheAgeMayWait) {
  EXPECT_EQ(asked(ask("ss.pension-claim", {})), "age");
  const Eligibility next = ask("ss.pension-claim", {}, {}, true);
  EXPECT_EQ(asked(next), "pension.paid_years");
  EXPECT_EQ(std::get<AskNext>(next).at_most, 1);
  const Eligibility result = ask("ss.pension-claim", {{"pension.paid_years", 20.0}}, {}, true);
  ASSERT_TRUE(eligible(result));
  ASSERT_EQ(std::get<Eligible>(result).waiting.size(), 1U);
  EXPECT_EQ(std::get<Eligible>(result).waiting[0]->name, "age");
}

TEST(SpecialHardship, OneOfThreeIsEnough) {
  EXPECT_TRUE(eligible(ask("civ.special-hardship", {{"age", 61.0}})));
  EXPECT_TRUE(eligible(ask("civ.special-hardship", {{"age", 12.0}})));
  EXPECT_EQ(asked(ask("civ.special-hardship", {{"age", 40.0}})), "disability.grade");
  EXPECT_TRUE(eligible(ask("civ.special-hardship", {{"age", 40.0}, {"disability.grade", 2.0}})));
  const Eligibility result = ask("civ.special-hardship", {{"age", 40.0}, {"disability.grade", 3.0}});
  ASSERT_TRUE(std::holds_alternative<NotEligible>(result));
  EXPECT_EQ(std::get<NotEligible>(result).outcome, "support_groups_only");
  EXPECT_EQ(std::get<Eligible>(ask("civ.special-hardship", {}, {}, true)).waiting.size(), 1U);
}

TEST(Checks, RemarksDoNotStop) {
  const Eligibility young = ask("mass.volunteer-registration", {{"age", 16.0}});
  ASSERT_TRUE(eligible(young));
  EXPECT_EQ(std::get<Eligible>(young).remarks.at(0)->key, "need_guardian");
  EXPECT_TRUE(std::get<Eligible>(ask("mass.volunteer-registration", {{"age", 30.0}})).remarks.empty());
  const Eligibility rich = ask("civ.minimum-allowance", {{"household.income_per_head", 900.0}});
  ASSERT_TRUE(eligible(rich));
  EXPECT_EQ(std::get<Eligible>(rich).remarks.at(0)->key, "warn_only");
  EXPECT_TRUE(std::get<Eligible>(ask("civ.minimum-allowance", {{"household.income_per_head", 699.0}}))
                  .remarks.empty());
}

TEST(Checks, BetweenNamesTheLimitThatWasMissed) {
  EXPECT_TRUE(eligible(ask("ss.unemployment-register", {{"age", 16.0}})));
  EXPECT_TRUE(eligible(ask("ss.unemployment-register", {{"age", 63.0}})));
  EXPECT_EQ(std::get<NotEligible>(ask("ss.unemployment-register", {{"age", 15.0}})).why.zh, "要年满16周岁");
  EXPECT_EQ(std::get<NotEligible>(ask("ss.unemployment-register", {{"age", 64.0}})).why.en,
            "The applicant must not be over 63");
}

TEST(Checks, EmergencyStops) {
  const Eligibility result = ask("gov.grid-event-report", {{"event.emergency", true}});
  const auto* no = std::get_if<NotEligible>(&result);
  ASSERT_NE(no, nullptr);
  EXPECT_EQ(no->outcome, "show_emergency_numbers");
  EXPECT_FALSE(no->offer);
}

TEST(Checks, ChoicesByText) {
  EXPECT_TRUE(eligible(ask("ss.social-security-card", {{"card.status", std::string("lost")}})));
  EXPECT_FALSE(eligible(ask("ss.social-security-card", {{"card.status", std::string("fine")}})));
}

TEST(Checks, AnAnswerOfTheWrongTypeFails) {
  EXPECT_FALSE(eligible(ask("ss.social-security-card", {{"card.status", 3.0}})));
  EXPECT_FALSE(eligible(ask("ss.pension-claim", {{"age", std::string("old")}})));
  EXPECT_FALSE(eligible(ask("gov.grid-event-report", {{"event.emergency", 0.0}})));
}

TEST(FactsOfDay, EnrolmentPeriod) {
  const YearlyPeriod& period = sample().county().enrolment;
  EXPECT_EQ(std::get<bool>(facts_of_day(sample().facts(), period, kToday).at("date.in_enrol_period")), true);
  EXPECT_EQ(std::get<bool>(facts_of_day(sample().facts(), period, {2026, 8, 31}).at("date.in_enrol_period")),
            false);
  const YearlyPeriod winter{12, 1, 2, 28};
  EXPECT_TRUE(winter.contains({2026, 12, 31}));
  EXPECT_TRUE(winter.contains({2027, 2, 28}));
  EXPECT_FALSE(winter.contains({2026, 11, 30}));
}

TEST(FactsOfCard, ExpiryAndIdentity) {
  CardFacts card;
  card.valid_to = kToday.plus_days(30);
  const Facts facts = facts_of_card(sample().facts(), card, kToday);
  EXPECT_EQ(std::get<double>(facts.at("id_card.days_to_expiry")), 30.0);
  EXPECT_EQ(std::get<bool>(facts.at("identity.verified")), true);
  EXPECT_FALSE(facts.contains("age"));
  EXPECT_TRUE(eligible(ask("hk.id-card-renew", facts)));
  const Eligibility lasting = ask("hk.id-card-renew", born({1970, 1, 1}));
  EXPECT_EQ(std::get<NotEligible>(lasting).outcome, "damaged_or_lost");
}

// Whatever is answered, every item ends within as many questions as it has facts.
TEST(Eligibility, EveryItemEnds) {
  for (const ServiceItem* item : sample().items()) {
    for (const bool yes : {false, true}) {
      Facts facts;
      int questions = 0;
      Eligibility result = sample().evaluate(*item, facts, {});
      while (const auto* next = std::get_if<AskNext>(&result)) {
        const Question& question = next->fact->question;
        EXPECT_EQ(next->answered, questions) << item->id;
        EXPECT_GT(next->at_most, questions) << item->id;
        if (question.answer == AnswerKind::YesNo) facts[next->fact->name] = yes;
        if (question.answer == AnswerKind::Number)
          facts[next->fact->name] = yes ? question.max : question.min;
        if (question.answer == AnswerKind::Choice) {
          const std::string& code = (yes ? question.options.front() : question.options.back()).code;
          facts[next->fact->name] = question.numeric_options ? FactValue(std::stod(code)) : FactValue(code);
        }
        ASSERT_LT(++questions, 10) << item->id;
        result = sample().evaluate(*item, facts, {});
      }
      if (const auto* no = std::get_if<NotEligible>(&result)) {
        EXPECT_FALSE(no->why.zh.empty() || no->why.en.empty()) << item->id;
        EXPECT_FALSE(no->advice.zh.empty() || no->advice.en.empty()) << item->id;
        EXPECT_EQ(no->why.zh.find("{n}"), std::string::npos) << item->id;
      }
    }
  }
}

}  // namespace
}  // namespace yitang::catalog
