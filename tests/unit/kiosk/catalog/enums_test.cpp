#include "kiosk/catalog/enums.hpp"

#include <gtest/gtest.h>

#include "kiosk/catalog/labels.hpp"

namespace yitang::catalog {
namespace {

// Members are numbered from 0 without a gap: walks until the code is unknown.
template <class E>
int count_members() {
  int count = 0;
  while (code_of(static_cast<E>(count)) != "?") {
    const E value = static_cast<E>(count);
    EXPECT_EQ(enum_from<E>(code_of(value)), value);
    ++count;
  }
  EXPECT_EQ(enum_from<E>("no such code"), std::nullopt);
  EXPECT_EQ(enum_from<E>(""), std::nullopt);
  return count;
}

TEST(Enums, EveryMemberHasACodeThatReadsBack) {
  EXPECT_EQ(count_members<ItemStatus>(), 2);
  EXPECT_EQ(count_members<ItemType>(), 5);
  EXPECT_EQ(count_members<Audience>(), 3);
  EXPECT_EQ(count_members<Level>(), 5);
  EXPECT_EQ(count_members<Scope>(), 3);
  EXPECT_EQ(count_members<CaseType>(), 2);
  EXPECT_EQ(count_members<FourDo>(), 4);
  EXPECT_EQ(count_members<KioskMode>(), 3);
  EXPECT_EQ(count_members<DayUnit>(), 2);
  EXPECT_EQ(count_members<AgentKind>(), 2);
  EXPECT_EQ(count_members<DocForm>(), 4);
  EXPECT_EQ(count_members<Necessity>(), 3);
  EXPECT_EQ(count_members<MaterialSource>(), 5);
  EXPECT_EQ(count_members<FieldType>(), 18);
  EXPECT_EQ(count_members<Prefill>(), 8);
  EXPECT_EQ(count_members<Checksum>(), 3);
  EXPECT_EQ(count_members<Unit>(), 6);
  EXPECT_EQ(count_members<StepKind>(), 7);
  EXPECT_EQ(count_members<ResultKind>(), 7);
  EXPECT_EQ(count_members<Delivery>(), 6);
  EXPECT_EQ(count_members<PrivacyBasis>(), 2);
  EXPECT_EQ(count_members<IdentityMethod>(), 4);
  EXPECT_EQ(count_members<Comparison>(), 7);
}

template <class E>
void expect_labels() {
  for (int i = 0; code_of(static_cast<E>(i)) != "?"; ++i) {
    const Text label = label_of(static_cast<E>(i));
    EXPECT_FALSE(label.zh.empty()) << code_of(static_cast<E>(i));
    EXPECT_FALSE(label.en.empty()) << code_of(static_cast<E>(i));
    EXPECT_NE(label.zh, label.en);
  }
}

TEST(Labels, BothLanguagesForEveryMember) {
  expect_labels<ItemType>();
  expect_labels<IdentityMethod>();
  expect_labels<Audience>();
  expect_labels<Level>();
  expect_labels<Scope>();
  expect_labels<CaseType>();
  expect_labels<FourDo>();
  expect_labels<KioskMode>();
  expect_labels<AgentKind>();
  expect_labels<DocForm>();
  expect_labels<Necessity>();
  expect_labels<MaterialSource>();
  expect_labels<Unit>();
  expect_labels<StepKind>();
  expect_labels<ResultKind>();
  expect_labels<Delivery>();
  for (const FourDo value : {FourDo::AtOnce, FourDo::Online, FourDo::Nearby, FourDo::OneGo})
    EXPECT_FALSE(hint_of(value).zh.empty() || hint_of(value).en.empty());
}

TEST(Labels, DaysAndTrips) {
  EXPECT_EQ(days_text(0, DayUnit::WorkingDay), (Text{"当场", "on the spot"}));
  EXPECT_EQ(days_text(1, DayUnit::WorkingDay), (Text{"1个工作日", "1 working day"}));
  EXPECT_EQ(days_text(30, DayUnit::CalendarDay), (Text{"30个自然日", "30 calendar days"}));
  EXPECT_EQ(visits_badge(0).zh, "一趟不用跑");
  EXPECT_EQ(visits_badge(1).zh, "最多跑一趟");
  EXPECT_EQ(visits_badge(2), (Text{"需跑2趟", "2 trips"}));
}

TEST(TextTest, FallsBackToChinese) {
  const Text both{"申请", "Apply"};
  const Text chinese{"申请", ""};
  EXPECT_EQ(both.of(Language::English), "Apply");
  EXPECT_EQ(both.of(Language::Chinese), "申请");
  EXPECT_EQ(chinese.of(Language::English), "申请");
  EXPECT_FALSE(chinese.translated(Language::English));
  EXPECT_TRUE(chinese.translated(Language::Chinese));
}

}  // namespace
}  // namespace yitang::catalog
