#include "devices/form_printer/ipp_printer.hpp"

#include <cups/ipp.h>

#include <array>
#include <string>

namespace yitang::devices {
namespace {

constexpr const char* our_name = "yitang";  // "requesting-user-name": all jobs of the terminal are one user's

constexpr std::size_t most_titles = 32;

ssize_t append_bytes(void* context, ipp_uchar_t* bytes, std::size_t count) {
  auto& out = *static_cast<std::vector<std::uint8_t>*>(context);
  out.insert(out.end(), bytes, bytes + count);
  return static_cast<ssize_t>(count);
}

template <std::size_t N>
void add_wishes(ipp_t* message, const std::array<const char*, N>& names) {
  ippAddStrings(message, IPP_TAG_OPERATION, IPP_CONST_TAG(IPP_TAG_KEYWORD), "requested-attributes",
                static_cast<int>(N), nullptr, names.data());
}

}  // namespace

class IppFormPrinter::Question {
 public:
  Question(ipp_op_t operation, int number, const FormPrinterAddress& address)
      : message_(ippNew()), number_(number) {
    ippSetOperation(message_, operation);
    ippSetVersion(message_, 2, 0);
    ippSetRequestId(message_, number);
    ippAddString(message_, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", nullptr, "utf-8");
    ippAddString(message_, IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", nullptr, "en");
    ippAddString(message_, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                 address.printer_uri.c_str());
  }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  ~Question() { ippDelete(message_); }

  void about_job(int job) { ippAddInteger(message_, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job); }
  void by_us() {
    ippAddString(message_, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, our_name);
  }
  [[nodiscard]] ipp_t* message() const { return message_; }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] std::vector<std::uint8_t> bytes() const {
    std::vector<std::uint8_t> out;
    ippSetState(message_, IPP_STATE_IDLE);
    ippWriteIO(&out, append_bytes, 1, nullptr, message_);
    return out;
  }

 private:
  ipp_t* message_;
  int number_;
};

Result<IppAnswer> IppFormPrinter::exchange(Question& question, ByteView document) {
  const std::vector<std::uint8_t> bytes = question.bytes();
  auto answer = exchange_ipp(address_, bytes, document, limits_);
  if (!answer) return answer;
  if (answer->request_id != question.number())
    return fail(ErrorCode::Protocol, "the printer answered another question");
  if (!succeeded(*answer)) return tl::unexpected(error_of(*answer));
  return answer;
}

Result<IppAnswer> IppFormPrinter::printer_attributes() {
  Question question(IPP_OP_GET_PRINTER_ATTRIBUTES, next_request_++, address_);
  question.by_us();
  add_wishes(question.message(), std::array{"printer-state", "printer-state-reasons",
                                            "printer-is-accepting-jobs", "document-format-supported"});
  return exchange(question);
}

FormPrinterState IppFormPrinter::ask() {
  const auto answer = printer_attributes();
  if (answer) return printer_state_of(*answer);
  switch (answer.error().code) {
    case ErrorCode::Disconnected:
    case ErrorCode::Timeout:
    case ErrorCode::Io: return FormPrinterState::Absent;
    case ErrorCode::Busy: return FormPrinterState::Busy;
    default: return FormPrinterState::Unsuitable;
  }
}

Result<int> IppFormPrinter::print(ByteView pdf, std::string_view title) {
  Question create(IPP_OP_CREATE_JOB, next_request_++, address_);
  create.by_us();
  ipp_t* const message = create.message();
  const std::string name(title);
  ippAddString(message, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.c_str());
  ippAddInteger(message, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
  ippAddString(message, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, "iso_a4_210x297mm");
  ippAddString(message, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
  auto created = exchange(create);
  // Without its document a job prints nothing, also if the answer was lost.
  if (!created) return tl::unexpected(created.error());
  const int job = created->job_id;
  if (job <= 0) return fail(ErrorCode::Protocol, "the printer gave the job no number");
  titles_[job] = name;
  if (titles_.size() > most_titles) titles_.erase(titles_.begin());

  Question send(IPP_OP_SEND_DOCUMENT, next_request_++, address_);
  send.about_job(job);
  send.by_us();
  ippAddString(send.message(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
               "application/pdf");
  ippAddBoolean(send.message(), IPP_TAG_OPERATION, "last-document", 1);
  auto sent = exchange(send, pdf);
  if (sent) return job;
  // It may have arrived all the same. What is surely cancelled is an error; of anything else only poll() can
  // tell.
  if (cancel(job)) return tl::unexpected(sent.error());
  return job;
}

Result<FormJobReport> IppFormPrinter::poll(int job) {
  Question question(IPP_OP_GET_JOB_ATTRIBUTES, next_request_++, address_);
  question.about_job(job);
  question.by_us();
  add_wishes(question.message(), std::array{"job-state", "job-state-reasons", "job-name"});
  auto answer = exchange(question);
  if (!answer && answer.error().code == ErrorCode::NotFound) return FormJobReport{FormJobState::Unknown, {}};
  if (!answer) return tl::unexpected(answer.error());
  const auto ours = titles_.find(job);
  const bool named = ours != titles_.end() && !answer->job_name.empty();
  if (named && answer->job_name != ours->second) return FormJobReport{FormJobState::Unknown, {}};
  // A print server's job goes on "processing" while its printer has no paper: the printer says why.
  const bool ended = answer->job_state >= IPP_JSTATE_CANCELED;
  const auto printer = ended ? Result<IppAnswer>(IppAnswer{}) : printer_attributes();
  return job_report_of(*answer, !ended && printer ? &*printer : nullptr);
}

Result<void> IppFormPrinter::cancel(int job) {
  Question question(IPP_OP_CANCEL_JOB, next_request_++, address_);
  question.about_job(job);
  question.by_us();
  auto answer = exchange(question);
  if (!answer) return tl::unexpected(answer.error());
  return {};
}

}  // namespace yitang::devices
