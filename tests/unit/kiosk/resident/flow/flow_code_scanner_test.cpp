// What a scanner does that nobody asked for: it reads a code twice, it comes and goes.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident::test {
namespace {

using catalog::IdentityMethod;

FlowSettings taking_codes() {
  FlowSettings settings;
  settings.codes.methods = {IdentityMethod::MedicalCode};
  return settings;
}

class FlowCodeScanner : public testing::Test {
 protected:
  FlowBench b{5, taking_codes()};

  void scan() {
    ++fresh_;
    scan_same();
  }
  void scan_same() { b.flow.on(Event{IdentityCodeScanned{IdentityMethod::MedicalCode, {'4', '2', fresh_}}}); }
  void answer_elder() {
    cases::Person person = elder();
    person.source = cases::PersonSource::Code;
    person.proof = cases::IdentityProof{IdentityMethod::MedicalCode, "r1"};
    b.flow.on(Event{IdentityAnswered{b.ports.wishes_of_identity.back().request, person}});
  }
  std::size_t asked() const { return b.ports.wishes_of_identity.size(); }

 private:
  unsigned char fresh_ = '3';
};

TEST_F(FlowCodeScanner, AScannerThatIsGoneIsListenedForUntilItIsBack) {
  b.to_guide("med.cross-region-filing");
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::AnswerCheck, b.state().question->fact->name, "yes");
  b.tap(IntentKind::ChooseWho, "self");
  ASSERT_EQ(b.state().code.ways.size(), 1U);
  b.flow.on(Event{ScannerGone{}});
  EXPECT_TRUE(b.state().code.ways.empty());
  EXPECT_TRUE(b.ports.scan_wanted) << "nobody else would hear that it is back";
  b.tap(IntentKind::GoBack);
  EXPECT_FALSE(b.ports.scan_wanted);
  b.tap(IntentKind::ChooseWho, "self");
  EXPECT_TRUE(b.state().code.ways.empty());
  EXPECT_TRUE(b.ports.scan_wanted);
  b.flow.on(Event{ScannerBack{}});
  EXPECT_EQ(b.state().code.ways.size(), 1U);
}

// The scanner's thread may have read it once more before it was told to stop.
TEST_F(FlowCodeScanner, ACodeReadTwiceOnTheProgressPageIsAskedAboutOnceAndAnswered) {
  b.to_query();
  scan();
  scan_same();
  EXPECT_EQ(b.state().query.view, QueryView::Asking);
  b.flow.on(Event{UnknownCodeScanned{}});
  EXPECT_EQ(b.state().query.view, QueryView::Asking);
  EXPECT_EQ(asked(), 1U);
  answer_elder();
  EXPECT_EQ(b.state().query.view, QueryView::Looking) << "the answer still counts";
  scan_same();
  EXPECT_EQ(b.state().query.view, QueryView::Looking);
  EXPECT_EQ(b.ports.people, std::vector{elder().number});
}

TEST_F(FlowCodeScanner, ACodeThatStaysBeforeTheCameraIsNotAskedAboutAgain) {
  b.to_query();
  scan();
  answer_elder();
  b.answer_person();
  ASSERT_EQ(b.state().query.view, QueryView::NothingFound);
  scan_same();
  EXPECT_EQ(asked(), 1U);
  EXPECT_EQ(b.state().query.view, QueryView::NothingFound) << "what was found stays to be read";
  scan();
  EXPECT_EQ(asked(), 2U);
}

TEST_F(FlowCodeScanner, WhereTheStoreFailsCodesAreListenedForAgain) {
  b.to_query();
  scan();
  answer_elder();
  b.flow.on(Event{PersonLookupFailed{ErrorKind::Internal}});
  ASSERT_EQ(b.state().query.view, QueryView::Failed);
  EXPECT_TRUE(b.ports.card_wanted);
  EXPECT_TRUE(b.ports.scan_wanted);
}

}  // namespace
}  // namespace yitang::resident::test
