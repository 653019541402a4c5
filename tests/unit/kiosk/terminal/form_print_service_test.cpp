// Forms over a simulated printer and a real store: what is said is what the printer said, and nothing comes
// out for the next person.
#include "kiosk/terminal/form_print_service.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "services_support.hpp"
#include "tests/unit/kiosk/cases/result_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using devices::FormJobState;
using devices::FormPrinterState;
using resident::FormFate;
using resident::FormPrinterAnswered;
using resident::FormPrinterReadiness;
using resident::FormPrintProgressed;

class FormPrintServiceTest : public testing::Test {
 protected:
  void SetUp() override {
    service_.emplace(
        FormPrintService::Parts{b.queue,
                                *b.service,
                                *b.catalog,
                                b.disk.clock,
                                *b.disk.random,
                                std::shared_ptr<devices::FormPrinter>(std::shared_ptr<void>(), &printer()),
                                [](Language, std::string_view key) { return std::string(key); },
                                {"示例镇", "Sample Town"},
                                "12345",
                                b.post()});
    b.service->submit(cases::test::pension_draft(*b.disk.random));
    b.pass(0ms);
    uid_ = b.last<resident::CaseSubmitted>()->result.uid;
  }
  devices::SimulatedFormPrinter& printer() { return b.world.form_printer; }
  void print(int ticket = 1) { service_->print({uid_, ticket}); }
  std::optional<FormFate> fate() {
    const auto last = b.last<FormPrintProgressed>();
    return last ? std::optional(last->fate) : std::nullopt;
  }

  ServiceBench b;
  std::optional<FormPrintService> service_;
  std::string uid_;
};

TEST_F(FormPrintServiceTest, PrintedWhenThePrinterSaysSo) {
  print();
  b.pass(0ms);
  EXPECT_EQ(b.last<FormPrinterAnswered>()->readiness, FormPrinterReadiness::Ready);
  EXPECT_EQ(fate(), FormFate::Printing);
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::Printed);
  EXPECT_EQ(b.last<FormPrintProgressed>()->ticket, 1);
  ASSERT_EQ(printer().documents().size(), 1U);
  const auto pdf = printer().documents()[0];
  EXPECT_EQ(std::string(pdf.begin(), pdf.begin() + 5), "%PDF-");
  for (const std::string& title : printer().titles()) {
    EXPECT_EQ(title.find(uid_), std::string::npos);
    EXPECT_EQ(title.rfind("yitang ", 0), 0U);
  }
}

TEST_F(FormPrintServiceTest, NothingIsSentToAPrinterThatIsNotWell) {
  const std::pair<FormPrinterState, FormPrinterReadiness> states[] = {
      {FormPrinterState::NoPaper, FormPrinterReadiness::NoPaper},
      {FormPrinterState::CoverOpen, FormPrinterReadiness::CoverOpen},
      {FormPrinterState::Jammed, FormPrinterReadiness::Jammed},
      {FormPrinterState::TonerOut, FormPrinterReadiness::TonerOut},
      {FormPrinterState::Unsuitable, FormPrinterReadiness::Stopped},
      {FormPrinterState::Absent, FormPrinterReadiness::Absent}};
  for (const auto& [state, readiness] : states) {
    printer().set_state(state);
    print();
    b.pass(10s);
    EXPECT_EQ(b.last<FormPrinterAnswered>()->readiness, readiness);
    printer().set_state(FormPrinterState::Ready);
    b.pass(10s);
  }
  EXPECT_TRUE(printer().documents().empty());
}

TEST_F(FormPrintServiceTest, WaitsForPaperAndGoesOn) {
  print();
  b.pass(0ms);
  printer().set_state(FormPrinterState::NoPaper);
  b.pass(30s);
  EXPECT_EQ(fate(), FormFate::Waiting);
  EXPECT_EQ(b.last<FormPrintProgressed>()->printer, FormPrinterReadiness::NoPaper);
  printer().set_state(FormPrinterState::Ready);
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::Printed);
}

TEST_F(FormPrintServiceTest, AWarningIsBelievedWhenItLasts) {
  print();
  printer().set_warning(FormPrinterState::NoPaper);
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::Printing) << "it may be about another tray";
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::Waiting);
  EXPECT_EQ(b.last<FormPrintProgressed>()->printer, FormPrinterReadiness::NoPaper);
  printer().set_warning(FormPrinterState::Ready);
  b.pass(5s);
  EXPECT_EQ(fate(), FormFate::Printed);
}

TEST_F(FormPrintServiceTest, NothingComesOutForTheNextPerson) {
  print();
  b.pass(0ms);
  printer().set_state(FormPrinterState::NoPaper);
  b.pass(5s);
  service_->forget();
  b.pass(0ms);
  EXPECT_EQ(printer().newest_job(), FormJobState::Cancelled);
  printer().set_state(FormPrinterState::Ready);
  b.pass(60s);
  EXPECT_EQ(printer().newest_job(), FormJobState::Cancelled);
}

TEST_F(FormPrintServiceTest, AskedForAndLeftAtOnceIsNeverSent) {
  print();
  service_->forget();
  b.pass(10s);
  EXPECT_TRUE(printer().documents().empty());
}

// It was out of reach when its person left: it is cancelled as soon as it is heard of.
TEST_F(FormPrintServiceTest, CancelledWhenThePrinterComesBack) {
  print();
  b.pass(0ms);
  printer().set_state(FormPrinterState::Absent);
  b.pass(2s);
  service_->forget();
  b.pass(2s);
  printer().set_state(FormPrinterState::NoPaper);
  b.pass(2s);
  EXPECT_EQ(printer().newest_job(), FormJobState::Cancelled);
}

TEST_F(FormPrintServiceTest, WhatIsBeingPrintedComesOut) {
  print();
  b.pass(1s);
  ASSERT_EQ(printer().newest_job(), FormJobState::Printing);
  service_->forget();
  b.pass(10s);
  EXPECT_EQ(printer().newest_job(), FormJobState::Printed);
}

TEST_F(FormPrintServiceTest, NotHeardOfAnyMoreIsUnknown) {
  print();
  b.pass(0ms);
  printer().set_state(FormPrinterState::Absent);
  b.pass(60s);
  EXPECT_EQ(fate(), FormFate::Unknown);
}

TEST_F(FormPrintServiceTest, FailuresAreSaidAsTheyAre) {
  printer().end_with(FormJobState::Failed);
  print();
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::NotPrinted);
  printer().end_with(FormJobState::Unknown);
  print(2);
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::Unknown);
  service_->print({"0123456789abcdef0123456789abcdef", 3});
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::NotPrinted) << "no such case";
  EXPECT_EQ(b.last<FormPrintProgressed>()->ticket, 3);
}

TEST_F(FormPrintServiceTest, AJobThatNobodySeesToGoesAfterAWhile) {
  print();
  b.pass(0ms);
  printer().set_state(FormPrinterState::Jammed);
  b.pass(11min);
  EXPECT_EQ(printer().newest_job(), FormJobState::Cancelled);
  EXPECT_EQ(fate(), FormFate::NotPrinted);
}

// --- the result's sheet

class ResultPrintTest : public FormPrintServiceTest {
 protected:
  void conclude() {
    cases::StatusUpdate update;
    update.uid = uid_;
    update.revision = 1;
    update.state = cases::CaseState::Concluded;
    update.outcome = cases::Outcome::Approved;
    update.at = b.disk.clock.now();
    update.details.result = cases::test::sample_result();
    ASSERT_TRUE(b.store->apply_status(update));
  }
  void print_result(int ticket = 1) { service_->print({uid_, ticket, resident::FormKind::Result, "张**"}); }
  int counted() { return *b.store->result_prints(uid_); }
};

TEST_F(ResultPrintTest, WithoutASheetNothingComesOut) {
  print_result();
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::NotPrinted);
  EXPECT_TRUE(printer().documents().empty());
  EXPECT_EQ(counted(), 0);
}

TEST_F(ResultPrintTest, ThreeTimesAndNoMore) {
  conclude();
  for (int ticket = 1; ticket <= 4; ++ticket) {
    print_result(ticket);
    b.pass(10s);
    EXPECT_EQ(b.last<FormPrintProgressed>()->ticket, ticket);
    EXPECT_EQ(fate(), ticket < 4 ? FormFate::Printed : FormFate::NotPrinted);
    EXPECT_EQ(counted(), std::min(ticket, 3));
  }
  EXPECT_EQ(printer().documents().size(), 3U);
}

// No paper, a jam, a printer that is away: said as it is, and not one of the three.
TEST_F(ResultPrintTest, WhatDidNotComeOutIsNotCounted) {
  conclude();
  for (const FormPrinterState state :
       {FormPrinterState::NoPaper, FormPrinterState::Jammed, FormPrinterState::Absent}) {
    printer().set_state(state);
    print_result();
    b.pass(10s);
    EXPECT_NE(b.last<FormPrinterAnswered>()->readiness, FormPrinterReadiness::Ready);
    EXPECT_EQ(counted(), 0);
  }
  printer().set_state(FormPrinterState::Ready);
  b.pass(10s);
  printer().end_with(FormJobState::Failed);
  print_result();
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::NotPrinted);
  EXPECT_EQ(counted(), 0);
  printer().end_with(FormJobState::Unknown);
  print_result();
  b.pass(10s);
  EXPECT_EQ(fate(), FormFate::Unknown);
  EXPECT_EQ(counted(), 1) << "it may have come out";
}

TEST_F(ResultPrintTest, TheJournalIsWrittenBeforeThePersonIsTold) {
  conclude();
  print_result();
  b.pass(0ms);
  EXPECT_EQ(counted(), 1) << "until it is known: a power cut must not give one away";
  service_->forget();  // left: what has not begun is cancelled
  printer().set_state(FormPrinterState::NoPaper);
  b.pass(10s);
  EXPECT_EQ(printer().newest_job(), FormJobState::Cancelled);
  EXPECT_EQ(counted(), 0);
}

}  // namespace
}  // namespace yitang::terminal::test
