// The panel beside the page in a demonstration: its buttons reach the simulated devices and the department.
#include "kiosk/terminal/demo_panel.hpp"

#include <gtest/gtest.h>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/visit/stage.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"
#include "ui/surface.hpp"

namespace yitang::terminal {
namespace {

using namespace std::chrono_literals;
using resident::Intent;
using resident::IntentKind;
using resident::Page;

class DemoPanelTest : public testing::Test {
 protected:
  void SetUp() override {
    VisitOptions options;
    options.share = share_directory();
    auto stage = VisitStage::create(options, cases::test::kFriday);
    ASSERT_TRUE(stage) << describe(stage.error());
    stage_ = std::move(*stage);
    open_panel();
  }

  void open_panel() {
    panel_.reset();
    camera_ = std::make_unique<ManualExecutor>(stage_->clock());
    auto panel = DemoPanel::create(stage_->terminal(), stage_->world(), *camera_, 1920);
    ASSERT_TRUE(panel) << describe(panel.error());
    panel_ = std::move(*panel);
    frame();
  }

  void frame(Language language = Language::Chinese) {
    now_ += 0.1;
    panel_->frame(surface_.view(), now_, language);
  }
  void tap(const std::string& id) {
    ASSERT_NE(panel_->ui().semantics().find_by_id(id), nullptr) << id;
    panel_->ui().activate(id);
    frame();
    frame();
    stage_->settle(0ms);  // the stores' and the office's work
    camera_->run_due();
    stage_->settle(1500ms);  // a reader polls every 300 ms
  }
  std::string label(const std::string& id) {
    const ui::Node* node = panel_->ui().semantics().find_by_id(id);
    return node == nullptr ? std::string() : node->label;
  }
  void on_page(IntentKind kind, std::string id = {}) {
    stage_->terminal().flow().on(Intent{kind, std::move(id), {}, 0, {}});
    stage_->settle(2000ms);
  }
  const resident::ResidentState& state() { return stage_->state(); }
  void deliver_case() {
    const auto random = seeded_random(3);
    stage_->terminal().with_store([&](cases::CaseStore& store) {
      ASSERT_TRUE(store.submit(cases::test::pension_envelope(*random, stage_->clock().now())));
    });
    stage_->settle(0ms);
    ASSERT_TRUE(stage_->restart());  // what waits is delivered when the terminal starts
    stage_->settle(0ms);
    open_panel();
  }
  cases::CaseRow row() {
    cases::CaseRow newest;
    stage_->terminal().with_store([&](cases::CaseStore& store) {
      if (const auto rows = store.list(1); rows && !rows->empty()) newest = rows->front();
    });
    stage_->settle(0ms);
    return newest;
  }

  std::unique_ptr<VisitStage> stage_;
  std::unique_ptr<ManualExecutor> camera_;
  std::unique_ptr<DemoPanel> panel_;
  ui::Surface surface_{kDemoPanelWidth, 1920};
  double now_ = 1;
};

TEST_F(DemoPanelTest, EveryButtonIsThereAndReadableInBothLanguages) {
  for (const Language language : {Language::Chinese, Language::English}) {
    frame(language);
    for (const ui::LayoutProblem& problem : panel_->ui().semantics().check(panel_->ui().page(), 40)) {
      ADD_FAILURE() << ui::problem_name(problem.kind) << " " << problem.id << " " << problem.other;
    }
    for (const char* id :
         {"demo.card.elder", "demo.card.bank", "demo.reader.plug", "demo.printer.paper", "demo.printer.cover",
          "demo.printer.plug", "demo.code.medical", "demo.code.social", "demo.code.again", "demo.camera.page",
          "demo.camera.blur", "demo.scan.receipt", "demo.office.approve", "demo.office.supplement"}) {
      EXPECT_FALSE(label(id).empty()) << id;
    }
  }
}

TEST_F(DemoPanelTest, ACardLiesThereUntilItIsTappedAgain) {
  on_page(IntentKind::Wake);
  on_page(IntentKind::OpenQuery);
  tap("demo.card.bank");
  EXPECT_EQ(state().card.view, resident::CardView::Problem);
  EXPECT_EQ(state().card.problem, resident::CardProblem::NotAnIdCard);
  tap("demo.card.bank");
  EXPECT_EQ(state().card.view, resident::CardView::Waiting) << "lifted";
  tap("demo.card.elder");
  EXPECT_EQ(state().query.view, resident::QueryView::NothingFound) << "read, and unknown here";
}

TEST_F(DemoPanelTest, ATelephonesCodeIsGoodOnce) {
  on_page(IntentKind::Wake);
  on_page(IntentKind::OpenQuery);
  tap("demo.code.medical");
  EXPECT_EQ(state().query.view, resident::QueryView::NothingFound) << "known, and without a case here";
  ASSERT_TRUE(state().query.person);
  EXPECT_EQ(state().query.person->source, cases::PersonSource::Code);
  on_page(IntentKind::GoBack);
  on_page(IntentKind::OpenQuery);
  tap("demo.code.again");
  EXPECT_EQ(state().query.view, resident::QueryView::IdentityCode);
  EXPECT_EQ(state().code.trouble, resident::CodeTrouble::Expired);
}

TEST_F(DemoPanelTest, PlugsPaperAndCoverReachTheDevices) {
  const std::string unplug = label("demo.reader.plug");
  tap("demo.reader.plug");
  EXPECT_FALSE(stage_->world().reader.plugged());
  EXPECT_NE(label("demo.reader.plug"), unplug) << "the button offers the opposite";
  tap("demo.reader.plug");
  EXPECT_TRUE(stage_->world().reader.plugged());
  tap("demo.printer.plug");
  EXPECT_FALSE(stage_->world().printer_plugged);
  tap("demo.printer.plug");
  EXPECT_TRUE(stage_->world().printer_plugged);

  on_page(IntentKind::Wake);
  on_page(IntentKind::OpenItem, "ss.pension-claim");
  for (const char* trouble : {"demo.printer.paper", "demo.printer.cover"}) {
    tap(trouble);
    on_page(IntentKind::PrintLeaflet);
    EXPECT_EQ(state().print.fate, resident::PrintFate::NotPrinted) << trouble;
    tap(trouble);
    on_page(IntentKind::PrintLeaflet);
    EXPECT_EQ(state().print.fate, resident::PrintFate::Printed) << trouble;
  }
}

TEST_F(DemoPanelTest, TheDepartmentApprovesTheNewestCaseAndItsReceiptIsScanned) {
  tap("demo.office.approve");  // there is no case yet: nothing happens
  deliver_case();
  ASSERT_TRUE(row().delivered);
  tap("demo.office.approve");
  EXPECT_EQ(row().outcome, cases::Outcome::Approved);
  on_page(IntentKind::Wake);
  on_page(IntentKind::OpenQuery);
  tap("demo.scan.receipt");
  EXPECT_EQ(state().page, Page::QueryCase);
}

TEST_F(DemoPanelTest, WhatWaitsForASupplementIsAcceptedBeforeItIsApproved) {
  deliver_case();
  tap("demo.office.supplement");
  EXPECT_EQ(row().state, cases::CaseState::Supplement);
  EXPECT_EQ(row().outcome, cases::Outcome::None);
  tap("demo.office.approve");
  EXPECT_EQ(row().state, cases::CaseState::Concluded);
  EXPECT_EQ(row().outcome, cases::Outcome::Approved);
}

}  // namespace
}  // namespace yitang::terminal
