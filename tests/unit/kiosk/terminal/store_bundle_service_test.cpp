// A bundle behind the store's service, and the one slip of it.
#include <gtest/gtest.h>

#include "kiosk/terminal/slips.hpp"
#include "services_support.hpp"
#include "tests/unit/kiosk/cases/bundle_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;

std::string words_on(const devices::ReceiptDocument& slip) {
  std::string all = slip.copy_mark + "\n";
  for (const auto& block : slip.blocks) {
    if (const auto* text = std::get_if<devices::TextBlock>(&block)) all += text->text + "\n";
    if (const auto* code = std::get_if<devices::QrBlock>(&block))
      all += "qr:" + std::string(code->payload.begin(), code->payload.end()) + "\n";
    if (const auto* columns = std::get_if<devices::ColumnsBlock>(&block)) {
      for (const auto& column : columns->columns) all += column.text + "|";
      all += "\n";
    }
  }
  return all;
}

struct BundleDesk : ServiceBench {
  cases::MergedItem merged = cases::test::merged("one_matter.veteran_return");
  cases::Draft draft = cases::test::bundle_draft(merged, *disk.random);

  resident::CaseSubmitted hand_in() {
    service->submit(draft);
    pass(0ms);
    return last<resident::CaseSubmitted>().value_or(resident::CaseSubmitted{});
  }
};

TEST(StoreServiceBundle, AllCasesComeBackWithOneToken) {
  BundleDesk b;
  const auto done = b.hand_in();
  ASSERT_EQ(done.all.size(), 2U);
  EXPECT_EQ(done.result.uid, b.draft.uid);
  EXPECT_NE(done.all[0].receipt_no, done.all[1].receipt_no);
  EXPECT_EQ(b.handed_in, 1) << "delivery is woken once";
  b.service->find_cases_by_token(done.result.qr_token);
  b.pass(0ms);
  ASSERT_EQ(b.last<resident::CasesFound>()->cases.size(), 2U);
  EXPECT_EQ(b.last<resident::CasesFound>()->cases[1].uid, done.all[1].uid);
  b.service->find_cases_by_token(done.all[1].qr_token);
  b.pass(0ms);
  EXPECT_EQ(b.last<resident::CasesFound>()->cases.size(), 1U) << "its own code shows it alone";
}

TEST(StoreServiceBundle, AnUnknownItemHandsInNothing) {
  BundleDesk b;
  b.draft.bundle->members.back().item_id = "no.such";
  b.hand_in();
  EXPECT_EQ(b.count<resident::CaseSubmitted>(), 0);
  EXPECT_EQ(b.last<resident::SubmitFailed>()->kind, ErrorKind::NotFound);
  EXPECT_EQ(b.store->counts()->cases, 0);
}

TEST(StoreServiceBundle, OneSlipNamesEveryCaseAndCountsAsTheReceiptOfEach) {
  BundleDesk b;
  const auto done = b.hand_in();
  const std::function<std::string(Language, std::string_view)> words = [](Language, std::string_view key) {
    return std::string(key) + " {number} {item} {date} {count}";
  };
  const Text place{"示例镇便民服务中心", "Sample Town"};
  const std::string hotline = "12345";
  const SlipContext context{*b.store, *b.catalog, b.disk.clock, words, place, hotline};
  resident::PrintRequest request;
  request.kind = resident::PrintKind::Receipt;
  request.case_uid = done.result.uid;
  const auto slip = build_slip(context, request);
  ASSERT_TRUE(slip) << describe(slip.error());
  const std::string text = words_on(slip->document);
  for (const cases::SubmittedCase& one : done.all) EXPECT_NE(text.find(one.receipt_no), std::string::npos);
  EXPECT_NE(text.find("qr:" + done.result.qr_token), std::string::npos) << text;
  EXPECT_EQ(text.find(b.draft.applicant->number), std::string::npos) << "masked";
  b.service->open_case(done.all[1].uid);
  b.pass(0ms);
  EXPECT_FALSE(b.last<resident::CaseDetail>()->receipt_printed);
  ASSERT_TRUE(b.store->print_ended(slip->journal, {cases::PrintResult::Printed, false, 0}));
  b.service->open_case(done.all[1].uid);
  b.pass(0ms);
  EXPECT_TRUE(b.last<resident::CaseDetail>()->receipt_printed);
  const auto copy = build_slip(context, request);
  ASSERT_TRUE(copy);
  EXPECT_FALSE(copy->document.copy_mark.empty());
}

}  // namespace
}  // namespace yitang::terminal::test
