// What a page says must be true: promises about what is kept, numbers as people read them, results as one
// types.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "kiosk/resident/screens/screens.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "screens_support.hpp"
#include "ui/surface.hpp"

namespace yitang::resident {
namespace {

class Words : public testing::Test {
 protected:
  void SetUp() override {
    auto made = ui::Ui::create({});
    ASSERT_TRUE(made.has_value());
    ui_ = std::move(*made);
    pinyin_ = ui::make_character_pinyin();
    context_.place = {{"示例镇便民服务中心", "Sample Town Service Centre"}, "12345", "DEM0"};
    context_.now = face_time;
    context_.pinyin = pinyin_.get();
    context_.qr = checkerboard;
  }

  static const catalog::Catalog& sample() {
    static const catalog::CatalogPtr catalog = [] {
      auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
      if (!loaded) throw std::runtime_error(describe(loaded.error()));
      return *loaded;
    }();
    return *catalog;
  }
  static const ui::Strings& strings() {
    static const ui::Strings words = [] {
      auto loaded = ui::Strings::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/resident/strings");
      if (!loaded) throw std::runtime_error(loaded.error().message);
      return std::move(*loaded);
    }();
    return words;
  }
  static ResidentState face(const std::string& name) {
    for (Face& face : faces(sample())) {
      if (face.name == name) return face.state;
    }
    throw std::runtime_error("no face " + name);
  }

  std::vector<Intent> draw(const ResidentState& state) {
    std::vector<Intent> all;
    for (int frame = 0; frame < 2; ++frame) {
      Intents intents;
      ui_->begin_frame(now_ += 0.5);
      resident::draw(*ui_, context_, state, memory_, intents);
      ui_->end_frame(surface_.view());
      for (Intent& intent : intents.take()) all.push_back(std::move(intent));
    }
    return all;
  }
  /// Everything that the page says, one label or value a line.
  std::string said(const ResidentState& state) {
    draw(state);
    std::string all;
    for (const ui::Node& node : ui_->semantics().nodes()) all += node.label + "\n" + node.value + "\n";
    return all;
  }
  bool says(const ResidentState& state, const std::string& words) {
    return said(state).find(words) != std::string::npos;
  }
  std::vector<Intent> tap(const ResidentState& state, const std::string& id) {
    EXPECT_NE(ui_->semantics().find_by_id(id), nullptr) << id;
    ui_->activate(id);
    return draw(state);
  }

  std::unique_ptr<ui::Ui> ui_;
  std::unique_ptr<ui::PinyinEngine> pinyin_;
  ScreenContext context_{.catalog = sample(), .words = strings()};
  ScreenMemory memory_;
  ui::Surface surface_{16, 16};
  double now_ = 1;
};

TEST_F(Words, TheCardPageSaysWhatIsReadAndHowLongItStays) {
  ResidentState card = face("card");
  const std::string days = std::to_string(card.item->privacy.retention_days);
  draw(card);
  const ui::Node* notice = ui_->semantics().find_by_id("card.privacy");
  ASSERT_NE(notice, nullptr);
  const std::string text = said(card);
  EXPECT_NE(text.find("本机保存 " + days + " 天"), std::string::npos) << text;
  EXPECT_NE(text.find("证件号"), std::string::npos);
  card.item = sample().item("civ.minimum-allowance");
  ASSERT_NE(std::to_string(card.item->privacy.retention_days), days) << "the test needs two different items";
  EXPECT_TRUE(says(card, "本机保存 " + std::to_string(card.item->privacy.retention_days) + " 天"));
  card.language = Language::English;
  EXPECT_TRUE(says(card, std::to_string(card.item->privacy.retention_days) + " days"));
}

TEST_F(Words, KeptFor24HoursIsSaidOnlyWhereItIsTrue) {
  const std::string kept = "24 小时";  // "24" alone is also in the date above the page
  for (const char* name : {"timeout", "leave"}) EXPECT_TRUE(says(face(name), kept)) << name;
  for (const char* name :
       {"timeout-not-saved", "timeout-anonymous", "timeout-nothing", "leave-not-saved", "leave-anonymous"}) {
    EXPECT_FALSE(says(face(name), kept)) << name;
  }
  ResidentState missing = face("missing");
  EXPECT_TRUE(says(missing, kept));
  EXPECT_NE(spoken_text(context_, missing).find(kept), std::string::npos);
  missing.draft_problem = ErrorKind::StoreFull;
  EXPECT_FALSE(says(missing, kept));
  EXPECT_EQ(spoken_text(context_, missing).find(kept), std::string::npos);
  missing.draft_problem.reset();
  missing.draft.applicant.reset();
  EXPECT_FALSE(says(missing, kept));
}

TEST_F(Words, ACaseThatTheOfficeRefusedTellsWhatHappenedWhatIsKeptAndWhatToDo) {
  ResidentState stuck = face("query-case-stuck");
  const std::string text = said(stuck);
  for (const char* part : {"部门没能收下", "都还保存在本机", "叫工作人员", "12345", "没有送成"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
  EXPECT_EQ(text.find("正等着送到部门"), std::string::npos) << "it does not wait, somebody must act";
  EXPECT_EQ(spoken_text(context_, stuck).find("没能收下"), std::string::npos) << "not for the hall";
  stuck.sound.headset = true;
  EXPECT_NE(spoken_text(context_, stuck).find("叫工作人员"), std::string::npos);
}

TEST_F(Words, ARefusalSaysWhyOrThatNobodySaidAndWhereToAsk) {
  const std::string silent = said(face("query-case-refused"));
  EXPECT_NE(silent.find("没有写明原因"), std::string::npos);
  const std::string why = said(face("query-case-refused-why"));
  EXPECT_NE(why.find("原因见下面"), std::string::npos);
  EXPECT_NE(why.find("没有申请补缴"), std::string::npos);
  for (const std::string& text : {silent, why}) {
    EXPECT_NE(text.find("申诉"), std::string::npos);
    EXPECT_NE(text.find("12345"), std::string::npos);
    EXPECT_EQ(text.find("正等着送到部门"), std::string::npos) << "the office has decided";
  }
}

TEST_F(Words, AConcludedCaseNamesTheWayInWhichTheResultComes) {
  ResidentState done = face("query-case-approved");
  EXPECT_TRUE(says(done, "邮寄到家"));
  done.query.detail->delivery.reset();
  EXPECT_TRUE(says(done, "按您选的方式"));
  done.query.detail->row.delivered = false;  // its own receipt came late; the decision is here
  EXPECT_FALSE(says(done, "正等着送到部门"));
}

TEST_F(Words, ALateCaseSaysByHowMuchAndWhomToCall) {
  const std::string text = said(face("query-case-late"));
  EXPECT_NE(text.find("超期 2 个工作日"), std::string::npos) << text;
  EXPECT_NE(text.find("12345 催办"), std::string::npos);
}

TEST_F(Words, NobodyTakesLeavingForHandingIn) {
  EXPECT_TRUE(says(face("timeout"), "先不办了"));
  EXPECT_FALSE(says(face("timeout"), "办完了"));
  EXPECT_TRUE(says(face("timeout-nothing"), "办完了"));
}

TEST_F(Words, WhereAnotherTryIsInVainTheSlipIsTheThingToDo) {
  for (const char* name : {"card-expired", "card-no-reader"}) {
    draw(face(name));
    EXPECT_EQ(ui_->semantics().main_action()->id, "card.none") << name;
    EXPECT_EQ(tap(face(name), "card.none").back().kind, IntentKind::NoCard) << name;
    EXPECT_EQ(tap(face(name), "card.retry").back().kind, IntentKind::AnotherCard) << name;
  }
  draw(face("card-unreadable"));
  EXPECT_EQ(ui_->semantics().main_action()->id, "card.retry");
}

TEST_F(Words, PartsOfTheReviewThatShareATitleAreNumbered) {
  ResidentState review = face("review");
  EXPECT_FALSE(says(review, "申请内容（"));
  auto& pages = review.form.pages;
  const auto specifics = std::find_if(pages.begin(), pages.end(), [](const cases::FormPage& page) {
    return page.group == cases::PageGroup::Specifics;
  });
  ASSERT_NE(specifics, pages.end());
  cases::FormPage second = *specifics;
  second.number = 2;
  pages.insert(specifics + 1, second);
  EXPECT_TRUE(says(review, "申请内容（1/2）"));
  EXPECT_TRUE(says(review, "申请内容（2/2）"));
}

TEST_F(Words, WithTheSlipInHandOneIsDone) {
  const ResidentState slip = face("card-slip");
  EXPECT_FALSE(says(slip, "把身份证平放"));
  EXPECT_EQ(tap(slip, "card.leave").back().kind, IntentKind::GoHome);
  EXPECT_EQ(tap(slip, "card.retry").back().kind, IntentKind::AnotherCard);
  draw(face("card-slip-failed"));
  EXPECT_EQ(tap(face("card-slip-failed"), "card.none").back().kind, IntentKind::NoCard);
}

TEST_F(Words, AResultThatHasToBeFetchedIsNoCaseWithoutATrip) {
  ResidentState receipt = face("receipt-printed");
  receipt.draft.delivery->kind = catalog::Delivery::Print;
  EXPECT_TRUE(says(receipt, "来这台机器打印一次"));
  receipt.draft.delivery->kind = catalog::Delivery::Window;
  EXPECT_TRUE(says(receipt, "来取一次结果"));
  receipt.draft.delivery->kind = catalog::Delivery::Electronic;
  EXPECT_TRUE(says(receipt, "一趟不用跑"));
  EXPECT_TRUE(says(receipt, "电子结果"));
}

// One main action: the result is what the person came for.
TEST_F(Words, TheResultIsPrintedFromTheFootOfItsCase) {
  draw(face("query-result"));
  EXPECT_EQ(tap(face("query-result"), "result_copy.print").back().kind, IntentKind::PrintResult);
  for (const char* name : {"query-result-used-up", "query-result-needs-card", "query-result-needs-a4",
                           "query-result-not-sent", "query-result-printing", "query-result-slip-waiting"})
    EXPECT_FALSE(says(face(name), "点“打印结果”")) << name;
  EXPECT_TRUE(says(face("query-result-own-card"), "申请人自己的身份证"));
  ResidentState again = face("query-result");
  again.query.detail->result_prints = 1;
  EXPECT_TRUE(says(again, "还要的，可以再打印"));
  EXPECT_FALSE(says(again, "点“打印结果”")) << "its button has another name now";
  EXPECT_TRUE(says(face("query-result-needs-a4"), "到窗口问"));
}

// Two lines that say different things of one sheet help nobody.
TEST_F(Words, OfAResultThatIsPrintedHereOneLineTells) {
  for (const char* name : {"query-result", "query-result-used-up", "query-result-needs-a4"}) {
    ResidentState printed = face(name);
    printed.query.detail->delivery = catalog::Delivery::Print;
    EXPECT_FALSE(says(printed, "领取方式")) << name;
    printed.query.detail->delivery = catalog::Delivery::Window;
    EXPECT_TRUE(says(printed, "领取方式")) << name;
  }
}

// Whoever came in vain reads when and where it is, not only that it is not now.
TEST_F(Words, WhoeverReportsAtTheWrongTimeReadsTheAppointment) {
  const auto reporting = [&](CheckInView view) {
    return face("check-in-" + std::to_string(static_cast<int>(view)));
  };
  for (const CheckInView view : {CheckInView::TooEarly, CheckInView::OtherDay, CheckInView::OtherPlace}) {
    EXPECT_TRUE(says(reporting(view), "11月25日 星期三 09:30–10:30"));
    EXPECT_TRUE(says(reporting(view), "5号接待室"));
    EXPECT_TRUE(says(reporting(view), "09:00到09:45"));
  }
  for (const CheckInView view : {CheckInView::TooLate, CheckInView::Closed}) {
    EXPECT_TRUE(says(reporting(view), "11月25日 星期三 09:30–10:30"));
    EXPECT_FALSE(says(reporting(view), "09:00到09:45")) << "that time is over";
  }
  EXPECT_FALSE(says(reporting(CheckInView::Nothing), "星期三"));
}

TEST_F(Words, AMissedAppointmentSaysWhatIsLeftToDo) {
  ResidentState missed = face("query-result");
  missed.query.detail->appointment = cases::Appointment{
      std::string(32, 'c'), "mediation", {Date{2026, 11, 25}, 570, 630}, cases::AppointmentState::Missed, ""};
  EXPECT_TRUE(says(missed, "取一个普通号"));
  missed.query.detail->appointment->state = cases::AppointmentState::CheckedIn;
  EXPECT_FALSE(says(missed, "取一个普通号"));
}

TEST_F(Words, AnItemIsListedWithWhatItGives) {
  EXPECT_TRUE(says(face("list-social"), "满60岁、交够年限，每月领养老金"));
  EXPECT_TRUE(says(face("search-hits"), "满60岁、交够年限，每月领养老金"));
}

TEST_F(Words, WhatWasTypedIsShownInFullOnlyOnRequestAndOnThisPage) {
  for (const char* name : {"review", "signature"}) {
    ResidentState page = face(name);
    memory_.clear();
    EXPECT_FALSE(says(page, "138 0000 1234")) << name;
    tap(page, "reveal");
    EXPECT_TRUE(says(page, "138 0000 1234")) << name;
    EXPECT_TRUE(says(page, "6217 0000 0000 0000 012")) << name;
    EXPECT_EQ(spoken_text(context_, page).find("1234"), std::string::npos) << "never read aloud";
    tap(page, "reveal");
    EXPECT_FALSE(says(page, "138 0000 1234")) << name;
    tap(page, "reveal");
    page.overlay = Overlay::Timeout;
    page.seconds_left = 20;
    draw(page);
    page.overlay = Overlay::None;
    EXPECT_FALSE(says(page, "138 0000 1234")) << name << ": nobody answered for a while";
    tap(page, "reveal");
    draw(face("delivery"));
    EXPECT_FALSE(says(page, "138 0000 1234")) << name << ": the page was left";
  }
}

TEST_F(Words, TheSignaturePageSaysWhoseNameToWrite) {
  ResidentState sign = face("signature-ink");
  EXPECT_TRUE(says(sign, "请代办人 陈** 在这里写自己的名字"));
  sign.draft.agent.reset();
  EXPECT_TRUE(says(sign, "请 林** 用手指在这里写名字"));
}

TEST_F(Words, SeveralDraftsAreListedAndEachIsItsOwnChoice) {
  const ResidentState several = face("resume-several");
  draw(several);
  const auto intents = tap(several, "resume.draft.1");
  ASSERT_EQ(intents.size(), 1U);
  EXPECT_EQ(intents[0].kind, IntentKind::ResumeDraft);
  EXPECT_EQ(intents[0].id, several.found_drafts[1].uid);
  EXPECT_TRUE(says(several, "残疾人两项补贴")) << said(several);
}

TEST_F(Words, ThePhoneOfTheDeliveryIsGrouped) {
  ResidentState delivery = face("delivery-courier");
  delivery.draft.delivery->phone = "13900001111";
  EXPECT_TRUE(says(delivery, "139 0000 1111"));
  EXPECT_FALSE(says(delivery, "13900001111"));
}

TEST_F(Words, AMonthIsAskedAndReadBackAsAMonth) {
  ResidentState form = application(sample(), "ss.pension-claim");
  const catalog::FormField* month = form.item->field("start_month");
  ASSERT_TRUE(month != nullptr && month->validation.by_month);
  for (std::size_t i = 0; i < form.form.pages.size(); ++i) {
    for (const catalog::FormField* field : form.form.pages[i].fields) {
      if (field == month) form.form.page = i;
    }
  }
  EXPECT_TRUE(says(form, "2026年12月"));
  EXPECT_FALSE(says(form, "2026年12月1日"));
  form.form.focused = "start_month";
  draw(form);
  EXPECT_NE(ui_->semantics().find_by_id("date.month.up"), nullptr);
  EXPECT_EQ(ui_->semantics().find_by_id("date.day.up"), nullptr) << "no day is asked";
  tap(form, "date.month.up");
  const auto intents = tap(form, "date.done");
  ASSERT_FALSE(intents.empty());
  EXPECT_EQ(intents[0].value, "2026-01-01") << "the month turns around within its year";
}

TEST_F(Words, WhatIsOneOfAFewInATableIsChosenAndNotTyped) {
  const ResidentState table = face("form-table");
  draw(table);
  tap(table, "row.members.add");
  ASSERT_NE(ui_->semantics().find_by_id("option.cell.relation.child"), nullptr);
  tap(table, "option.cell.relation.child");
  EXPECT_EQ(memory_.row.cells.at(2), "child");
  EXPECT_EQ(memory_.row.column, -1) << "no keyboard";
  const auto kept = tap(table, "row.keep");
  ASSERT_FALSE(kept.empty());
  EXPECT_EQ(kept[0].kind, IntentKind::TypeField);
  EXPECT_TRUE(kept[0].value.ends_with("\n\t\tchild\t")) << kept[0].value;
  EXPECT_TRUE(says(table, "子女")) << "shown in words, not as a code";
  EXPECT_TRUE(says(table, "2400 元"));
}

TEST_F(Words, AWrongCellIsNamedAtItsRow) {
  const ResidentState wrong = face("form-table-wrong");
  EXPECT_TRUE(says(wrong, "陈范例，身份证号：")) << said(wrong);
}

TEST_F(Words, ResultsFollowTheLettersBeforeTheyAreCharacters) {
  const ResidentState search = face("search");
  draw(search);
  std::vector<Intent> intents;
  for (const char* key : {"key.y", "key.l"}) intents = tap(search, key);
  ASSERT_FALSE(intents.empty());
  EXPECT_EQ(intents.back().kind, IntentKind::EditSearch);
  EXPECT_EQ(intents.back().value, "yl");
  EXPECT_FALSE(sample().search("yl").empty());
  intents = tap(search, "key.backspace");
  EXPECT_EQ(intents.back().value, "y");
}

}  // namespace
}  // namespace yitang::resident
