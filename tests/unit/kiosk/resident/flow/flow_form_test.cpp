// Questions, papers, delivery, signature.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

void open_contact_page(FlowBench& b) {
  b.to_form();
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.state().form.pages[b.state().form.page].group, cases::PageGroup::Contact);
}

TEST(FlowForm, TheCardFillsTheFirstPage) {
  FlowBench b;
  b.to_form();
  EXPECT_EQ(std::get<std::string>(b.state().draft.values.at("applicant.name")), elder().name);
  EXPECT_EQ(std::get<std::string>(b.state().draft.values.at("applicant.id_number")), elder().number);
  EXPECT_EQ(b.ports.saved.back().page, b.state().draft.page);
}

TEST(FlowForm, AFieldIsCheckedWhenItIsLeftNotWhileItIsTyped) {
  FlowBench b;
  open_contact_page(b);
  b.tap(IntentKind::FocusField, "applicant.phone");
  b.tap(IntentKind::TypeField, "applicant.phone", "1380");
  EXPECT_TRUE(b.state().form.problems.empty());
  b.tap(IntentKind::LeaveField, "applicant.phone");
  ASSERT_TRUE(b.state().form.problems.contains("applicant.phone"));
  EXPECT_EQ(b.state().form.problems.at("applicant.phone").kind, cases::FieldProblemKind::BadPhone);
  b.tap(IntentKind::TypeField, "applicant.phone", "138 0000 0000");
  EXPECT_TRUE(b.state().form.problems.empty());
  b.tap(IntentKind::LeaveField, "applicant.phone");
  EXPECT_EQ(std::get<std::string>(b.state().draft.values.at("applicant.phone")), "13800000000");
}

TEST(FlowForm, NextStaysUntilThePageIsRight) {
  FlowBench b;
  open_contact_page(b);
  const std::size_t here = b.state().form.page;
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.state().form.page, here);
  EXPECT_EQ(b.state().form.problems.at("applicant.phone").kind, cases::FieldProblemKind::Required);
  b.tap(IntentKind::TypeField, "applicant.phone", "13800000000");
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.state().form.page, here + 1);
}

TEST(FlowForm, BackPutsTheKeyboardAwayFirstAndKeepsWhatWasTyped) {
  FlowBench b;
  open_contact_page(b);
  const std::size_t here = b.state().form.page;
  b.tap(IntentKind::FocusField, "applicant.phone");
  b.tap(IntentKind::TypeField, "applicant.phone", "138");
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.state().form.page, here);
  EXPECT_EQ(b.state().form.focused, "");
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.state().form.page, here - 1);
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(std::get<std::string>(b.state().draft.values.at("applicant.phone")), "138");
}

TEST(FlowForm, WhatIsTypedIsSavedWithinTwoSecondsAndNotAtEveryKey) {
  FlowBench b;
  open_contact_page(b);
  const std::size_t before = b.ports.saved.size();
  b.tap(IntentKind::TypeField, "applicant.phone", "1");
  b.tap(IntentKind::TypeField, "applicant.phone", "13");
  EXPECT_EQ(b.ports.saved.size(), before);
  b.seconds(2);
  ASSERT_EQ(b.ports.saved.size(), before + 1);
  EXPECT_EQ(std::get<std::string>(b.ports.saved.back().values.at("applicant.phone")), "13");
}

TEST(FlowForm, KeysOfAPageThatIsGoneChangeNothing) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::TypeField, "applicant.phone", "13911111111");
  b.tap(IntentKind::FocusField, "applicant.phone");
  b.tap(IntentKind::TypeField, "no.such.field", "x");
  EXPECT_EQ(std::get<std::string>(b.state().draft.values.at("applicant.phone")), "13800000000");
}

TEST(FlowForm, AFailedSaveIsSaidUntilOneSucceeds) {
  FlowBench b;
  b.to_form();
  b.flow.on(Event{DraftNotSaved{ErrorKind::StoreFull}});
  EXPECT_EQ(b.state().draft_problem, ErrorKind::StoreFull);
  EXPECT_EQ(b.page(), Page::Form);
  b.flow.on(Event{DraftSaved{}});
  EXPECT_FALSE(b.state().draft_problem);
}

TEST(FlowMaterials, PagesAreKeptRetakenAndRemoved) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  ASSERT_EQ(b.page(), Page::Capture);
  b.tap(IntentKind::CapturePage);
  b.tap(IntentKind::CapturePage);  // the second tap while the camera works
  EXPECT_EQ(b.ports.captures, std::vector<std::string>{"bank_card/1"});
  PageCaptured blurred = b.captured(1);
  blurred.doubt = CaptureProblem::Blurred;
  b.flow.on(Event{blurred});
  EXPECT_EQ(b.state().capture.view, CaptureView::Preview);
  EXPECT_EQ(b.state().capture.problem, CaptureProblem::Blurred);
  b.tap(IntentKind::RetakePage);
  b.tap(IntentKind::RetakePage);
  EXPECT_EQ(b.ports.discarded, std::vector<std::string>{blurred.page.digest});
  EXPECT_EQ(b.ports.captures.size(), 2U);
  b.flow.on(Event{b.captured(2)});
  b.tap(IntentKind::KeepPage);
  b.tap(IntentKind::KeepPage);
  ASSERT_EQ(b.state().draft.materials.size(), 1U);
  EXPECT_EQ(b.state().draft.materials[0].pages.size(), 1U);
  EXPECT_EQ(b.ports.saved.back().materials[0].pages[0].digest, b.captured(2).page.digest);
  b.tap(IntentKind::CapturePage);
  EXPECT_EQ(b.ports.captures.back(), "bank_card/2");
  b.flow.on(Event{b.captured(3)});
  b.tap(IntentKind::KeepPage);
  b.tap(IntentKind::RemovePage, {}, {}, 7);
  b.tap(IntentKind::RemovePage, {}, {}, 0);
  ASSERT_EQ(b.state().draft.materials[0].pages.size(), 1U);
  EXPECT_EQ(b.state().draft.materials[0].pages[0].digest, b.captured(3).page.digest);
  EXPECT_EQ(b.ports.discarded.back(), b.captured(2).page.digest);
  EXPECT_EQ(b.ports.saved.back().materials[0].pages.size(), 1U);
}

TEST(FlowMaterials, AFailedPictureSaysWhyAndCanBeTriedAgain) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  b.flow.on(Event{CaptureFailed{CaptureProblem::NoCamera}});
  EXPECT_EQ(b.state().capture.view, CaptureView::Failed);
  EXPECT_EQ(b.state().capture.problem, CaptureProblem::NoCamera);
  b.tap(IntentKind::RetakePage);
  EXPECT_EQ(b.state().capture.view, CaptureView::Working);
  EXPECT_EQ(b.ports.captures.size(), 2U);
}

TEST(FlowMaterials, ThePageSaysWhetherThereIsACamera) {
  FlowBench b;
  b.to_materials();
  EXPECT_FALSE(b.ports.camera_wanted);
  b.flow.on(Event{CameraGone{}});
  b.tap(IntentKind::OpenMaterial, "bank_card");
  EXPECT_TRUE(b.ports.camera_wanted);
  EXPECT_EQ(b.state().capture.view, CaptureView::Ready);
  b.flow.on(Event{CameraGone{}});
  EXPECT_EQ(b.state().capture.view, CaptureView::Failed);
  EXPECT_EQ(b.state().capture.problem, CaptureProblem::NoCamera);
  b.flow.on(Event{CameraBack{}});
  EXPECT_EQ(b.state().capture.view, CaptureView::Ready);
  EXPECT_FALSE(b.state().capture.problem);
  b.tap(IntentKind::CapturePage);
  b.flow.on(Event{CameraGone{}});
  EXPECT_EQ(b.state().capture.view, CaptureView::Working)
      << "the picture that is being made says itself how it ended";
  b.flow.on(Event{CaptureFailed{CaptureProblem::Failed}});
  b.flow.on(Event{CameraBack{}});
  EXPECT_EQ(b.state().capture.problem, CaptureProblem::Failed) << "another trouble stays";
  b.tap(IntentKind::GoBack);
  EXPECT_FALSE(b.ports.camera_wanted);
}

TEST(FlowMaterials, APageThatWouldMakeTheCaseTooLargeIsNotKept) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  PageCaptured large = b.captured(1);
  large.page.bytes = cases::kMaxPicturesBytes - 1;
  b.flow.on(Event{large});
  b.tap(IntentKind::KeepPage);
  b.tap(IntentKind::CapturePage);
  b.flow.on(Event{b.captured(2)});
  EXPECT_EQ(b.state().capture.view, CaptureView::Failed);
  EXPECT_EQ(b.state().capture.problem, CaptureProblem::TooMuch);
  EXPECT_EQ(b.ports.discarded, std::vector<std::string>{b.captured(2).page.digest});
  b.tap(IntentKind::KeepPage);
  ASSERT_EQ(b.state().draft.materials[0].pages.size(), 1U);
  b.tap(IntentKind::FinishMaterial);
  EXPECT_EQ(b.page(), Page::Materials);
  EXPECT_FALSE(b.state().pictures_too_large) << "what is there fits";
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Delivery);
}

TEST(FlowMaterials, AFullMaterialSaysSoInsteadOfDoingNothing) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  for (std::size_t i = 0; i < cases::kMaxPagesOfMaterial; ++i) {
    b.tap(IntentKind::CapturePage);
    b.flow.on(Event{b.captured(static_cast<std::uint8_t>(i))});
    b.tap(IntentKind::KeepPage);
  }
  b.tap(IntentKind::CapturePage);
  EXPECT_EQ(b.state().capture.problem, CaptureProblem::TooMuch);
  EXPECT_EQ(b.ports.captures.size(), cases::kMaxPagesOfMaterial);
}

// A draft of an earlier program, or of a camera without limits.
TEST(FlowMaterials, PicturesThatAreTooLargeTogetherAreSaidBeforeAnythingIsSent) {
  cases::Draft left;
  {
    FlowBench b(99);
    b.to_review();
    left = b.state().draft;
  }
  left.materials[0].pages[0].bytes = cases::kMaxPicturesBytes + 1;
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::UseCard);
  b.answer_person({{left}, {}, {}});
  b.tap(IntentKind::ResumeDraft);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.page(), Page::Materials);
  EXPECT_TRUE(b.state().pictures_too_large);
  EXPECT_TRUE(b.ports.submitted.empty());
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Materials) << "the page says what to do";
  b.tap(IntentKind::OpenMaterial, left.materials[0].code);
  b.tap(IntentKind::RemovePage, {}, {}, 0);
  EXPECT_FALSE(b.state().pictures_too_large);
}

TEST(FlowMaterials, APictureThatComesTooLateGoesToNoOtherMaterial) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  b.tap(IntentKind::GoBack);
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);  // the camera still works on the first one
  EXPECT_EQ(b.ports.captures.size(), 1U);
  b.flow.on(Event{b.captured(1)});
  EXPECT_EQ(b.state().capture.view, CaptureView::Working);
  EXPECT_EQ(b.ports.discarded, std::vector<std::string>{b.captured(1).page.digest});
  EXPECT_EQ(b.ports.captures.size(), 2U);
  b.flow.on(Event{b.captured(2)});
  EXPECT_EQ(b.state().capture.view, CaptureView::Preview);
  EXPECT_EQ(b.state().capture.fresh->digest, b.captured(2).page.digest);
}

TEST(FlowMaterials, APictureAfterLeavingThePageIsErased) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  b.tap(IntentKind::FinishMaterial);
  b.flow.on(Event{b.captured(1)});
  EXPECT_EQ(b.ports.discarded.size(), 1U);
  EXPECT_EQ(b.page(), Page::Materials);
  EXPECT_TRUE(b.state().draft.materials.empty());
}

TEST(FlowMaterials, EverythingThatIsMissingIsListedAtOnce) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Missing);
  ASSERT_EQ(b.state().missing.size(), 1U);
  EXPECT_EQ(b.state().missing[0].material->code, "bank_card");
  b.tap(IntentKind::PrintMissing);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].missing.size(), 1U);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Materials);
}

TEST(FlowDelivery, ACourierNeedsAddressAndPhone) {
  FlowBench b;
  b.to_delivery();
  b.tap(IntentKind::ChooseDelivery, "courier");
  b.tap(IntentKind::TypeDelivery, "address", "短");
  b.tap(IntentKind::TypeDelivery, "phone", "12");
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Delivery);
  EXPECT_EQ(b.state().delivery_problems.size(), 2U);
  b.tap(IntentKind::TypeDelivery, "address", "示例省示例县示例镇一村12号");
  b.tap(IntentKind::TypeDelivery, "phone", "13800000000");
  b.tap(IntentKind::NextStep);
  EXPECT_EQ(b.page(), Page::Signature);
}

TEST(FlowSignature, ADotIsNoSignature) {
  FlowBench b;
  b.to_signature();
  b.tap(IntentKind::ConfirmSignature);
  EXPECT_EQ(b.state().signature_problem, cases::SignatureProblem::Missing);
  b.flow.on(Intent{IntentKind::AddStroke, {}, {}, 0, {{{0.5F, 0.5F, 0}}}});
  EXPECT_FALSE(b.state().signature_problem);
  b.tap(IntentKind::ConfirmSignature);
  EXPECT_EQ(b.state().signature_problem, cases::SignatureProblem::TooLittle);
  EXPECT_EQ(b.page(), Page::Signature);
  b.tap(IntentKind::ClearStrokes);
  EXPECT_TRUE(b.state().strokes.empty());
  b.sign();
  EXPECT_EQ(b.page(), Page::Review);
  EXPECT_TRUE(b.state().strokes.empty());
  ASSERT_TRUE(b.ports.saved.back().signature);
}

TEST(FlowSignature, AChangedFormMustBeSignedAgain) {
  FlowBench b;
  b.to_review();
  std::size_t contact = 0;
  for (std::size_t i = 0; i < b.state().form.pages.size(); ++i) {
    if (b.state().form.pages[i].group == cases::PageGroup::Contact) contact = i;
  }
  b.tap(IntentKind::EditStep, "form:" + std::to_string(contact));
  ASSERT_EQ(b.page(), Page::Form);
  b.tap(IntentKind::TypeField, "applicant.phone", "13911111111");
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.page(), Page::Signature);
  EXPECT_EQ(b.state().signature_problem, cases::SignatureProblem::FormChanged);
  EXPECT_EQ(b.ports.printer_asked, 0);
  b.sign();
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.ports.printer_asked, 1);
}

TEST(FlowReview, EditingTheDeliveryNeedsNoNewSignature) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::EditStep, "delivery");
  ASSERT_EQ(b.page(), Page::Delivery);
  b.tap(IntentKind::ChooseDelivery, "electronic");
  b.tap(IntentKind::NextStep);
  ASSERT_EQ(b.page(), Page::Review);
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.ports.printer_asked, 1);
}

TEST(FlowReview, BackFromAnEditedPartReturnsToTheReview) {
  FlowBench b;
  b.to_review();
  for (const char* step : {"materials", "delivery", "form:1", "form:99", "form:x"}) {
    b.tap(IntentKind::EditStep, step);
    EXPECT_NE(b.page(), Page::Review) << step;
    b.tap(IntentKind::GoBack);
    EXPECT_EQ(b.page(), Page::Review) << step;
  }
  b.tap(IntentKind::EditStep, "no such step");
  EXPECT_EQ(b.page(), Page::Review);
}

TEST(FlowReview, BackGoesAllTheWayAndNothingIsLost) {
  FlowBench b;
  b.to_review();
  const cases::FormValues values = b.state().draft.values;
  for (int i = 0; i < 30 && b.page() != Page::Card; ++i) b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Card);
  EXPECT_EQ(b.state().draft.values, values);
  EXPECT_EQ(b.state().draft.materials.size(), 1U);
  EXPECT_TRUE(b.state().draft.signature);
}

}  // namespace
}  // namespace yitang::resident::test
