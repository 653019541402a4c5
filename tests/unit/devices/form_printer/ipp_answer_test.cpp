#include "devices/form_printer/ipp_answer.hpp"

#include <cups/ipp.h>
#include <gtest/gtest.h>
#include <algorithm>

namespace yitang::devices {
namespace {

using Printer = FormPrinterState;
using Job = FormJobState;

constexpr int idle = 3;
constexpr int processing = 4;
constexpr int stopped = 5;

IppAnswer printer(int state, std::vector<std::string> reasons) {
  IppAnswer answer;
  answer.printer_state = state;
  answer.printer_state_reasons = std::move(reasons);
  return answer;
}

IppAnswer job(int state, std::vector<std::string> reasons = {"none"}) {
  IppAnswer answer;
  answer.job_state = state;
  answer.job_state_reasons = std::move(reasons);
  return answer;
}

// "printer-state: 5 (stopped); printer-state-reasons: media-empty-error, toner-low-report" byte by byte (RFC
// 8010).
Bytes written_by_hand() {
  Bytes bytes{2, 0, 0, 0, 0, 0, 0, 7, 0x01};
  const auto add = [&bytes](std::uint8_t tag, std::string_view name, std::string_view value) {
    bytes.push_back(tag);
    for (const std::string_view text : {name, value}) {
      bytes.push_back(0);
      bytes.push_back(static_cast<std::uint8_t>(text.size()));
      bytes.insert(bytes.end(), text.begin(), text.end());
    }
  };
  add(0x47, "attributes-charset", "utf-8");
  add(0x48, "attributes-natural-language", "en");
  bytes.push_back(0x04);
  add(0x23, "printer-state", std::string_view("\0\0\0\5", 4));
  add(0x44, "printer-state-reasons", "media-empty-error");
  add(0x44, "", "toner-low-report");
  add(0x22, "printer-is-accepting-jobs", std::string_view("\1", 1));
  add(0x49, "document-format-supported", "image/jpeg");
  add(0x49, "", "application/pdf");
  bytes.push_back(0x03);
  return bytes;
}

TEST(IppAnswer, ReadsTheBytes) {
  const auto answer = parse_ipp_answer(written_by_hand());
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 0);
  EXPECT_EQ(answer->request_id, 7);
  EXPECT_EQ(answer->printer_state, stopped);
  EXPECT_EQ(answer->printer_state_reasons,
            (std::vector<std::string>{"media-empty-error", "toner-low-report"}));
  EXPECT_EQ(answer->accepting_jobs, true);
  EXPECT_EQ(answer->document_formats, (std::vector<std::string>{"image/jpeg", "application/pdf"}));
  EXPECT_EQ(printer_state_of(*answer), Printer::NoPaper);
}

TEST(IppAnswer, EveryPartOfItIsNoAnswer) {
  const Bytes whole = written_by_hand();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = parse_ipp_answer(ByteView(whole).first(size));
    EXPECT_FALSE(cut) << size;
  }
  EXPECT_FALSE(parse_ipp_answer(Bytes(max_ipp_answer + 1)));
}

TEST(IppAnswer, WrongTypesAreAsIfNotThere) {
  Bytes bytes = written_by_hand();
  for (std::size_t i = 0; i + 13 < bytes.size(); ++i) {
    if (std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                   bytes.begin() + static_cast<std::ptrdiff_t>(i) + 13, "printer-state")) {
      bytes[i - 3] = 0x21;  // integer instead of enum
      break;
    }
  }
  const auto answer = parse_ipp_answer(bytes);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->printer_state, 0);
  EXPECT_EQ(printer_state_of(*answer), Printer::Unsuitable);
}

TEST(IppAnswer, ListsAreCutOff) {
  ipp_t* message = ippNew();
  ippSetStatusCode(message, IPP_STATUS_OK);
  ippSetRequestId(message, 1);
  std::vector<const char*> many(1000, "media-empty-warning");
  ippAddStrings(message, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", 1000, nullptr,
                many.data());
  Bytes bytes;
  ippWriteIO(
      &bytes,
      [](void* context, ipp_uchar_t* from, std::size_t count) -> ssize_t {
        auto& out = *static_cast<Bytes*>(context);
        out.insert(out.end(), from, from + count);
        return static_cast<ssize_t>(count);
      },
      1, nullptr, message);
  ippDelete(message);
  const auto answer = parse_ipp_answer(bytes);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->printer_state_reasons.size(), max_ipp_values);
}

TEST(FormPrinterState, ByTheReasonsOfThePrinter) {
  const std::vector<std::pair<std::string, Printer>> cases{{"media-empty", Printer::NoPaper},
                                                           {"media-needed-error", Printer::NoPaper},
                                                           {"cover-open", Printer::CoverOpen},
                                                           {"door-open-error", Printer::CoverOpen},
                                                           {"input-tray-missing", Printer::CoverOpen},
                                                           {"media-jam-error", Printer::Jammed},
                                                           {"toner-empty-error", Printer::TonerOut},
                                                           {"marker-supply-empty", Printer::TonerOut},
                                                           {"paused", Printer::Stopped},
                                                           {"output-area-full", Printer::Stopped},
                                                           {"shutdown", Printer::Absent},
                                                           {"offline-report", Printer::Absent},
                                                           {"other-error", Printer::Stopped},
                                                           {"x-maker-trouble", Printer::Stopped}};
  for (const auto& [reason, expected] : cases)
    EXPECT_EQ(printer_state_of(printer(stopped, {reason})), expected) << reason;
  EXPECT_EQ(printer_state_of(printer(stopped, {"none"})), Printer::Stopped);
  EXPECT_EQ(printer_state_of(printer(stopped, {"media-empty-error", "media-jam-error"})), Printer::Jammed);
}

TEST(FormPrinterState, WarningsDoNotStopAPrinterThatWorks) {
  EXPECT_EQ(printer_state_of(printer(idle, {"none"})), Printer::Ready);
  EXPECT_EQ(printer_state_of(printer(idle, {"media-empty-warning", "toner-low"})), Printer::Ready);
  EXPECT_EQ(printer_state_of(printer(idle, {"media-empty-report"})), Printer::Ready);
  EXPECT_EQ(printer_state_of(printer(idle, {"media-empty"})), Printer::NoPaper);
  EXPECT_EQ(printer_state_of(printer(processing, {"cover-open-error"})), Printer::CoverOpen);
  EXPECT_EQ(printer_state_of(printer(idle, {"offline-report"})), Printer::Absent);
  EXPECT_EQ(printer_state_of(printer(processing, {"none"})), Printer::Busy);
}

TEST(FormPrinterState, TakesNoJobsOrNoPdf) {
  IppAnswer closed = printer(idle, {"none"});
  closed.accepting_jobs = false;
  EXPECT_EQ(printer_state_of(closed), Printer::Stopped);
  IppAnswer raster = printer(idle, {"none"});
  raster.document_formats = {"image/urf", "application/octet-stream"};
  EXPECT_EQ(printer_state_of(raster), Printer::Unsuitable);
  raster.document_formats.emplace_back("application/pdf");
  EXPECT_EQ(printer_state_of(raster), Printer::Ready);
  EXPECT_EQ(printer_state_of(printer(0, {})), Printer::Unsuitable);
  EXPECT_EQ(printer_state_of(printer(77, {})), Printer::Unsuitable);
}

TEST(FormJobState, PrintedOnlyWhenCompleted) {
  const IppAnswer well = printer(processing, {"none"});
  EXPECT_EQ(job_report_of(job(3), &well).state, Job::Pending);
  EXPECT_EQ(job_report_of(job(5), &well).state, Job::Printing);
  EXPECT_EQ(job_report_of(job(5), nullptr).state, Job::Printing);
  EXPECT_EQ(job_report_of(job(7), &well).state, Job::Cancelled);
  EXPECT_EQ(job_report_of(job(8), &well).state, Job::Failed);
  EXPECT_EQ(job_report_of(job(9), &well).state, Job::Printed);
  EXPECT_EQ(job_report_of(job(9, {"job-completed-successfully"}), nullptr).state, Job::Printed);
  EXPECT_EQ(job_report_of(job(9, {"job-completed-with-errors"}), nullptr).state, Job::Unknown);
  for (const int strange : {0, 1, 2, 10, -1, 9999})
    EXPECT_EQ(job_report_of(job(strange), &well).state, Job::Unknown);
}

TEST(FormJobState, WarningsComeWithAPrintingJob) {
  const IppAnswer warned = printer(processing, {"media-empty-warning", "toner-low-report"});
  EXPECT_EQ(job_report_of(job(5), &warned).state, Job::Printing);
  EXPECT_EQ(job_report_of(job(5), &warned).printer, Printer::NoPaper);
  EXPECT_EQ(job_report_of(job(3), &warned).printer, Printer::Ready);
  const IppAnswer reported = printer(processing, {"media-empty-report"});
  EXPECT_EQ(job_report_of(job(5), &reported).printer, Printer::Ready);
}

TEST(FormJobState, WaitsAndSaysWhy) {
  const IppAnswer empty = printer(stopped, {"media-empty-error"});
  const IppAnswer well = printer(processing, {"none"});
  for (const int state : {3, 5, 6}) {
    const FormJobReport report = job_report_of(job(state), &empty);
    EXPECT_EQ(report.state, Job::Waiting) << state;
    EXPECT_EQ(report.printer, Printer::NoPaper) << state;
  }
  EXPECT_EQ(job_report_of(job(6), &well).printer, Printer::Stopped);
  EXPECT_EQ(job_report_of(job(4), &well).state, Job::Waiting);
}

TEST(IppAnswer, RefusalsAreTyped) {
  const auto code = [](int status) {
    IppAnswer answer;
    answer.status = status;
    EXPECT_FALSE(succeeded(answer));
    return error_of(answer).code;
  };
  EXPECT_EQ(code(IPP_STATUS_ERROR_NOT_FOUND), ErrorCode::NotFound);
  EXPECT_EQ(code(IPP_STATUS_ERROR_NOT_POSSIBLE), ErrorCode::NotFound);
  EXPECT_EQ(code(IPP_STATUS_ERROR_NOT_AUTHORIZED), ErrorCode::Access);
  EXPECT_EQ(code(IPP_STATUS_ERROR_BUSY), ErrorCode::Busy);
  EXPECT_EQ(code(IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED), ErrorCode::NotSupported);
  EXPECT_EQ(code(IPP_STATUS_ERROR_INTERNAL), ErrorCode::Io);
}

}  // namespace
}  // namespace yitang::devices
