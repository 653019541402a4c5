// The sheet as it comes out here: never mistaken for the original.
#include "kiosk/cases/result_copy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "result_support.hpp"
#include "slips_support.hpp"

namespace yitang::cases {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

CaseRow row_of_result() {
  CaseRow row;
  row.receipt_no = "YT01-261123-0001-7";
  row.qr_token = "YT1.AbCdEfGhIjKlMnOpQrStUvWx";
  return row;
}

std::string words_on(const devices::FormDocument& form) {
  std::string words;
  for (const devices::FormBlock& block : form.blocks) {
    if (const auto* pairs = std::get_if<devices::FormPairs>(&block)) {
      for (const auto& [label, value] : pairs->rows) words += label + "=" + value + "\n";
    }
    if (const auto* paragraph = std::get_if<devices::FormParagraph>(&block)) words += paragraph->text + "\n";
  }
  return words;
}

TEST(ResultCopies, A4SaysWhoPrintedItWhereAndWhenAndHowToCheckIt) {
  const CaseRow row = row_of_result();
  const ResultDocument document = test::sample_result();
  const auto form = result_form(test::slip_settings(), {row, document, "YT01", "张**"});
  EXPECT_EQ(form.title, "参保登记回执");
  EXPECT_THAT(form.watermark, ElementsAre(HasSubstr("副本"), HasSubstr("张**"), HasSubstr("YT01"),
                                          HasSubstr(row.receipt_no)));
  EXPECT_THAT(form.watermark[1], HasSubstr("2026年"));
  EXPECT_EQ(std::string(form.qr.begin(), form.qr.end()), row.qr_token);
  EXPECT_EQ(form.footer, row.receipt_no);
  const std::string words = words_on(form);
  for (const char* expected : {"示社参〔2026〕12号", "示例县人力资源和社会保障局", "2026年11月23日",
                               "2027年11月22日", "姓名=张建国", "准予登记", "没有盖章", "12345"})
    EXPECT_THAT(words, HasSubstr(expected));
}

TEST(ResultCopies, ASlipHasTheSameAndAMarkAtItsHead) {
  const CaseRow row = row_of_result();
  const ResultDocument document = test::sample_result();
  const auto slip = result_slip(test::slip_settings(), {row, document, "YT01", "张**"});
  EXPECT_THAT(slip.copy_mark, HasSubstr("副本"));
  std::string words;
  for (const auto& block : slip.blocks) {
    if (const auto* text = std::get_if<devices::TextBlock>(&block)) words += text->text + "\n";
    if (const auto* columns = std::get_if<devices::ColumnsBlock>(&block)) {
      for (const auto& column : columns->columns) words += column.text + "\n";
    }
  }
  for (const char* expected : {"参保登记回执", "张**", "YT01", "张建国", "准予登记", "没有盖章"})
    EXPECT_THAT(words, HasSubstr(expected));
}

TEST(ResultCopies, AClockThatNobodyBelievesIsSaidOnTheMark) {
  auto settings = test::slip_settings();
  settings.clock_trusted = false;
  const CaseRow row = row_of_result();
  const ResultDocument document = test::sample_result();
  const auto form = result_form(settings, {row, document, "YT01", "张**"});
  EXPECT_THAT(form.watermark[1], HasSubstr("未核准"));
}

class ResultPrints : public testing::Test {
 protected:
  ResultPrints() { uid_ = store_.submit(test::pension_envelope(*bench_.random))->uid; }
  void end(const Result<PrintJob>& job, PrintResult result) {
    ASSERT_TRUE(job) << describe(job.error());
    ASSERT_TRUE(store_.print_ended(job->id, {result}));
  }
  test::StoreBench bench_;
  CaseStore store_ = bench_.open();
  std::string uid_;
};

// What did not come out costs nobody a sheet; what may have come out does.
TEST_F(ResultPrints, OnlyWhatCameOutOrMayHaveCounts) {
  end(store_.result_print_started(uid_, 3), PrintResult::Failed);
  end(store_.result_print_started(uid_, 3), PrintResult::Torn);
  EXPECT_EQ(store_.result_prints(uid_), 0);
  end(store_.result_print_started(uid_, 3), PrintResult::Printed);
  end(store_.result_print_started(uid_, 3), PrintResult::Unknown);
  EXPECT_EQ(store_.result_prints(uid_), 2);
  end(store_.result_print_started(uid_, 3), PrintResult::Printed);
  const auto fourth = store_.result_print_started(uid_, 3);
  ASSERT_FALSE(fourth);
  EXPECT_EQ(fourth.error().kind, ErrorKind::Refused);
  end(store_.print_started(uid_, PrintKind::ProgressSlip), PrintResult::Printed);
  EXPECT_EQ(store_.result_prints(uid_), 3) << "other slips are other paper";
}

TEST_F(ResultPrints, OneThatIsOutIsCountedAlsoAfterAPowerCut) {
  ASSERT_TRUE(store_.result_print_started(uid_, 3));
  EXPECT_EQ(store_.result_prints(uid_), 1) << "until it is known that it did not come out";
}

// In the log once, with no more than the case and the count.
TEST_F(ResultPrints, IsInTheAuditLogOnce) {
  const auto job = store_.result_print_started(uid_, 3);
  end(job, PrintResult::Unknown);
  end(job, PrintResult::Printed);  // the answer came late
  end(job, PrintResult::Printed);
  std::string log;
  ASSERT_TRUE(store_.export_audit([&log](std::string_view line) {
    log += line;
    return Result<void>();
  }));
  const auto first = log.find("result.printed");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(log.find("result.printed", first + 1), std::string::npos);
  EXPECT_THAT(log.substr(first > 300 ? first - 300 : 0, 700), HasSubstr(uid_));
}

// The sheet is sealed with the case's key, and gone with it.
TEST_F(ResultPrints, TheSheetGoesWithTheCase) {
  StatusUpdate update;
  update.uid = uid_;
  update.revision = 1;
  update.state = CaseState::Concluded;
  update.outcome = Outcome::Approved;
  update.at = test::kFriday + 1000;
  update.details.result = test::sample_result();
  ASSERT_TRUE(store_.apply_status(update));
  const auto notices = store_.notices_of(uid_);
  ASSERT_TRUE(notices) << describe(notices.error());
  ASSERT_NE(newest_result(*notices), nullptr);
  EXPECT_EQ(*newest_result(*notices), test::sample_result());
  const auto entry = store_.outbox().claim_next(bench_.clock.now());
  ASSERT_TRUE(entry && *entry);
  ASSERT_TRUE(store_.outbox().mark_delivered((*entry)->id, "{}"));
  ASSERT_TRUE(store_.erase_case(uid_, EraseReason::OnDemand));
  EXPECT_EQ(newest_result(*store_.notices_of(uid_)), nullptr);
}

}  // namespace
}  // namespace yitang::cases
