#include "devices/form_printer/simulated_form_printer.hpp"

#include <utility>

namespace yitang::devices {
namespace {

// A demonstration may run for days: no more than the newest are kept.
constexpr std::size_t most_documents = 16;

tl::unexpected<Error> nobody_answers() {
  return fail(ErrorCode::Disconnected, "the simulated printer is off");
}

bool is_well(FormPrinterState state) {
  return state == FormPrinterState::Ready || state == FormPrinterState::Busy;
}

bool has_ended(FormJobState state) {
  return state != FormJobState::Pending && state != FormJobState::Printing && state != FormJobState::Waiting;
}

}  // namespace

void SimulatedFormPrinter::set_state(FormPrinterState state) {
  const std::lock_guard lock(mutex_);
  state_ = state;
}

void SimulatedFormPrinter::set_warning(FormPrinterState warning) {
  const std::lock_guard lock(mutex_);
  warning_ = warning;
}

void SimulatedFormPrinter::end_with(FormJobState state) {
  const std::lock_guard lock(mutex_);
  end_ = state;
}

FormPrinterState SimulatedFormPrinter::ask() {
  const std::lock_guard lock(mutex_);
  return state_;
}

Result<int> SimulatedFormPrinter::print(ByteView pdf, std::string_view title) {
  const std::lock_guard lock(mutex_);
  if (state_ == FormPrinterState::Absent) return nobody_answers();
  const int number = jobs_.empty() ? 1 : jobs_.rbegin()->first + 1;
  jobs_[number] = FormJobState::Pending;
  if (jobs_.size() > most_documents) jobs_.erase(jobs_.begin());
  held_[number].assign(pdf.begin(), pdf.end());
  if (held_.size() > most_documents) held_.erase(held_.begin());
  documents_.emplace_back(pdf.begin(), pdf.end());
  titles_.emplace_back(title);
  if (documents_.size() > most_documents) {
    documents_.erase(documents_.begin());
    titles_.erase(titles_.begin());
  }
  return number;
}

Result<FormJobReport> SimulatedFormPrinter::poll(int job) {
  const std::lock_guard lock(mutex_);
  if (state_ == FormPrinterState::Absent) return nobody_answers();
  const auto found = jobs_.find(job);
  if (found == jobs_.end()) return FormJobReport{FormJobState::Unknown, FormPrinterState::Ready};
  FormJobState& state = found->second;
  if (has_ended(state)) return FormJobReport{state, FormPrinterState::Ready};
  if (!is_well(state_)) {
    state = FormJobState::Waiting;
    return FormJobReport{state, state_};
  }
  if (warning_ != FormPrinterState::Ready) {
    state = FormJobState::Printing;
    return FormJobReport{state, warning_};
  }
  state = state == FormJobState::Printing ? end_ : FormJobState::Printing;
  if (state == FormJobState::Printed) {
    ++printed_;
    newest_printed_ = std::move(held_[job]);
  }
  if (has_ended(state)) held_.erase(job);
  return FormJobReport{state, FormPrinterState::Ready};
}

Result<void> SimulatedFormPrinter::cancel(int job) {
  const std::lock_guard lock(mutex_);
  if (state_ == FormPrinterState::Absent) return nobody_answers();
  const auto found = jobs_.find(job);
  if (found == jobs_.end() || has_ended(found->second)) return fail(ErrorCode::NotFound, "no such job");
  found->second = FormJobState::Cancelled;
  held_.erase(job);
  return {};
}

std::vector<std::vector<std::uint8_t>> SimulatedFormPrinter::documents() const {
  const std::lock_guard lock(mutex_);
  return documents_;
}

int SimulatedFormPrinter::printed() const {
  const std::lock_guard lock(mutex_);
  return printed_;
}

std::vector<std::uint8_t> SimulatedFormPrinter::newest_printed() const {
  const std::lock_guard lock(mutex_);
  return newest_printed_;
}

std::vector<std::string> SimulatedFormPrinter::titles() const {
  const std::lock_guard lock(mutex_);
  return titles_;
}

std::optional<FormJobState> SimulatedFormPrinter::newest_job() const {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty()) return std::nullopt;
  return jobs_.rbegin()->second;
}

}  // namespace yitang::devices
