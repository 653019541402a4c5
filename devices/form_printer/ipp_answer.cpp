#include "devices/form_printer/ipp_answer.hpp"

#include <cups/ipp.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

namespace yitang::devices {
namespace {

struct DeleteIpp {
  void operator()(ipp_t* message) const { ippDelete(message); }
};

struct Source {
  ByteView rest;
};

ssize_t read_bytes(void* context, ipp_uchar_t* buffer, std::size_t wanted) {
  auto& source = *static_cast<Source*>(context);
  const std::size_t count = std::min(wanted, source.rest.size());
  if (count != 0) std::memcpy(buffer, source.rest.data(), count);
  source.rest = source.rest.subspan(count);
  return static_cast<ssize_t>(count);
}

int integer_of(ipp_t* message, const char* name, ipp_tag_t tag) {
  ipp_attribute_t* found = ippFindAttribute(message, name, tag);
  return found == nullptr ? 0 : ippGetInteger(found, 0);
}

std::vector<std::string> strings_of(ipp_t* message, const char* name, ipp_tag_t tag) {
  std::vector<std::string> values;
  ipp_attribute_t* found = ippFindAttribute(message, name, tag);
  const int count = found == nullptr ? 0 : std::min(ippGetCount(found), static_cast<int>(max_ipp_values));
  for (int i = 0; i < count; ++i) {
    if (const char* text = ippGetString(found, i, nullptr)) values.emplace_back(text);
  }
  return values;
}

// A reason without "-error", "-warning" or "-report", and how grave it is (RFC 8011, 5.4.12: without an
// ending nothing is said about that).
enum class Severity { Report, Warning, Unsaid, Error };

std::pair<std::string_view, Severity> split(std::string_view reason) {
  constexpr std::array<std::pair<std::string_view, Severity>, 3> endings{
      {{"-error", Severity::Error}, {"-warning", Severity::Warning}, {"-report", Severity::Report}}};
  for (const auto& [ending, severity] : endings) {
    if (reason.size() > ending.size() && reason.substr(reason.size() - ending.size()) == ending)
      return {reason.substr(0, reason.size() - ending.size()), severity};
  }
  return {reason, Severity::Unsaid};
}

using Meaning = std::pair<std::string_view, FormPrinterState>;

// What can be cured by a person comes first: of several reasons the first one of this list is told.
constexpr std::array<Meaning, 23> meanings{{
    {"media-jam", FormPrinterState::Jammed},
    {"cover-open", FormPrinterState::CoverOpen},
    {"door-open", FormPrinterState::CoverOpen},
    {"interlock-open", FormPrinterState::CoverOpen},
    {"input-tray-missing", FormPrinterState::CoverOpen},
    {"media-empty", FormPrinterState::NoPaper},
    {"media-needed", FormPrinterState::NoPaper},
    {"toner-empty", FormPrinterState::TonerOut},
    {"marker-supply-empty", FormPrinterState::TonerOut},
    {"developer-empty", FormPrinterState::TonerOut},
    {"marker-waste-full", FormPrinterState::TonerOut},
    {"opc-life-over", FormPrinterState::TonerOut},
    {"fuser-over-temp", FormPrinterState::Stopped},
    {"fuser-under-temp", FormPrinterState::Stopped},
    {"output-area-full", FormPrinterState::Stopped},
    {"output-tray-missing", FormPrinterState::Stopped},
    {"spool-area-full", FormPrinterState::Stopped},
    {"stopped-partly", FormPrinterState::Stopped},
    {"moving-to-paused", FormPrinterState::Stopped},
    {"paused", FormPrinterState::Stopped},
    {"shutdown", FormPrinterState::Absent},
    {"timed-out", FormPrinterState::Absent},
    // CUPS says so, with "-report", of a printer that its queue cannot reach.
    {"offline", FormPrinterState::Absent},
}};

constexpr int state_processing = 4;
constexpr int state_stopped = 5;

FormPrinterState first_trouble(const IppAnswer& printer, Severity least) {
  for (const auto& [word, meaning] : meanings) {
    for (const std::string& reason : printer.printer_state_reasons) {
      const auto [bare, severity] = split(reason);
      if (bare == word && (severity >= least || word == "offline")) return meaning;
    }
  }
  return FormPrinterState::Ready;
}

bool takes_pdf(const std::vector<std::string>& formats) {
  // A list that was not sent forbids nothing; application/octet-stream is "find out yourself" and promises
  // nothing.
  return formats.empty() || std::find(formats.begin(), formats.end(), "application/pdf") != formats.end();
}

bool has(const std::vector<std::string>& reasons, std::string_view word) {
  return std::find(reasons.begin(), reasons.end(), word) != reasons.end();
}

}  // namespace

Result<IppAnswer> parse_ipp_answer(ByteView bytes) {
  if (bytes.size() > max_ipp_answer) return fail(ErrorCode::Protocol, "an IPP answer of more than 1 MiB");
  const std::unique_ptr<ipp_t, DeleteIpp> message(ippNew());
  if (!message) return fail(ErrorCode::OutOfMemory, "an IPP answer");
  Source source{bytes};
  if (ippReadIO(&source, read_bytes, 1, nullptr, message.get()) != IPP_STATE_DATA)
    return fail(ErrorCode::Protocol, "the answer is not a whole IPP message");
  ipp_t* const raw = message.get();
  IppAnswer answer;
  answer.status = static_cast<int>(ippGetStatusCode(raw));
  answer.request_id = ippGetRequestId(raw);
  answer.job_id = integer_of(raw, "job-id", IPP_TAG_INTEGER);
  answer.job_state = integer_of(raw, "job-state", IPP_TAG_ENUM);
  if (auto names = strings_of(raw, "job-name", IPP_TAG_NAME); !names.empty()) answer.job_name = names.front();
  answer.job_state_reasons = strings_of(raw, "job-state-reasons", IPP_TAG_KEYWORD);
  answer.printer_state = integer_of(raw, "printer-state", IPP_TAG_ENUM);
  answer.printer_state_reasons = strings_of(raw, "printer-state-reasons", IPP_TAG_KEYWORD);
  answer.document_formats = strings_of(raw, "document-format-supported", IPP_TAG_MIMETYPE);
  if (ipp_attribute_t* accepting = ippFindAttribute(raw, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN))
    answer.accepting_jobs = ippGetBoolean(accepting, 0) != 0;
  return answer;
}

bool succeeded(const IppAnswer& answer) { return answer.status >= 0 && answer.status <= 0xFF; }

Error error_of(const IppAnswer& answer) {
  const auto code = [&] {
    switch (answer.status) {
      case IPP_STATUS_ERROR_NOT_FOUND:
      case IPP_STATUS_ERROR_GONE:
      case IPP_STATUS_ERROR_NOT_POSSIBLE: return ErrorCode::NotFound;
      case IPP_STATUS_ERROR_FORBIDDEN:
      case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
      case IPP_STATUS_ERROR_NOT_AUTHORIZED: return ErrorCode::Access;
      case IPP_STATUS_ERROR_BUSY:
      case IPP_STATUS_ERROR_TOO_MANY_JOBS: return ErrorCode::Busy;
      case IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED:
      case IPP_STATUS_ERROR_VERSION_NOT_SUPPORTED:
      case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED: return ErrorCode::NotSupported;
      default: return ErrorCode::Io;
    }
  }();
  return Error{code, fmt::format("the printer answered IPP status {:#06x}", answer.status), 0, 0};
}

FormPrinterState obstacle_of(const IppAnswer& printer) {
  const bool stopped = printer.printer_state == state_stopped;
  const FormPrinterState found = first_trouble(printer, stopped ? Severity::Report : Severity::Unsaid);
  return found == FormPrinterState::Ready && stopped ? FormPrinterState::Stopped : found;
}

FormPrinterState warning_of(const IppAnswer& printer) { return first_trouble(printer, Severity::Warning); }

FormPrinterState printer_state_of(const IppAnswer& printer) {
  if (printer.printer_state < 3 || printer.printer_state > state_stopped) return FormPrinterState::Unsuitable;
  if (!takes_pdf(printer.document_formats)) return FormPrinterState::Unsuitable;
  if (const FormPrinterState obstacle = obstacle_of(printer); obstacle != FormPrinterState::Ready)
    return obstacle;
  if (printer.accepting_jobs == false) return FormPrinterState::Stopped;
  return printer.printer_state == state_processing ? FormPrinterState::Busy : FormPrinterState::Ready;
}

FormJobReport job_report_of(const IppAnswer& job, const IppAnswer* printer) {
  const FormPrinterState obstacle = printer != nullptr ? obstacle_of(*printer) : FormPrinterState::Ready;
  const auto going_on = [&](FormJobState state) {
    if (obstacle != FormPrinterState::Ready) return FormJobReport{FormJobState::Waiting, obstacle};
    const bool may_warn = state == FormJobState::Printing && printer != nullptr;
    return FormJobReport{state, may_warn ? warning_of(*printer) : FormPrinterState::Ready};
  };
  switch (job.job_state) {
    case IPP_JSTATE_PENDING: return going_on(FormJobState::Pending);
    case IPP_JSTATE_HELD:  // nobody asked for that: a person at the print server has to let it go
      return {FormJobState::Waiting,
              obstacle == FormPrinterState::Ready ? FormPrinterState::Stopped : obstacle};
    case IPP_JSTATE_PROCESSING: return going_on(FormJobState::Printing);
    case IPP_JSTATE_STOPPED:
      return {FormJobState::Waiting,
              obstacle == FormPrinterState::Ready ? FormPrinterState::Stopped : obstacle};
    case IPP_JSTATE_CANCELED: return {FormJobState::Cancelled, obstacle};
    case IPP_JSTATE_ABORTED: return {FormJobState::Failed, obstacle};
    case IPP_JSTATE_COMPLETED:
      // "Printed" is said of what surely is on paper, whole.
      return {has(job.job_state_reasons, "job-completed-with-errors") ? FormJobState::Unknown
                                                                      : FormJobState::Printed,
              FormPrinterState::Ready};
    default: return {FormJobState::Unknown, obstacle};
  }
}

}  // namespace yitang::devices
