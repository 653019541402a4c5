// The states of a job. Every way out goes through finish(); every way out that is not "printed" through
// give_up(), which cleans up first.
#include <algorithm>

#include "devices/printer/driver.hpp"
#include "devices/receipt/escpos_command.hpp"
#include "devices/receipt/escpos_writer.hpp"

namespace yitang::devices {
namespace {

constexpr int max_stalls = 3;  // in a row
constexpr std::array<std::uint8_t, 3> sensor_request{0x1D, 0x72, 0x01};
// DLE DC4 8: forget receive and print buffer; newer models answer 37 25 00.
constexpr std::array<std::uint8_t, 10> clear_buffers{0x10, 0x14, 0x08, 0x01, 0x03,
                                                     0x14, 0x01, 0x06, 0x02, 0x08};

}  // namespace

Result<void> Printer::start(Bytes job, std::optional<PrintId> first_id) {
  if (job_) return fail(ErrorCode::Busy, "a job is running");
  if (job.empty()) return fail(ErrorCode::BadArgument, "nothing to print");
  if (needs_recovery_ && connected_) recover();
  const auto status = query_status();
  const bool silent = !status && status.error().code == ErrorCode::Timeout && !settings_.status_needed;
  if (!status && !silent) return tl::unexpected(status.error());
  needs_recovery_ = status_.cutter_error || status_.mechanical_error;
  if (!silent && !status_.ready()) return fail(ErrorCode::Busy, "the printer is not ready");
  // Whatever answers no status confirms nothing either, and might print the question.
  if (!silent) detect_confirmation();
  if (!connected_) return fail(ErrorCode::Disconnected, "the printer is unplugged");

  Job next;
  next.slip_bytes = job.size();
  next.stream = std::move(job);
  next.confirmed_by = silent ? Confirmation::None : confirmation_;
  next.next_id = first_id;
  if (next.confirmed_by == Confirmation::ProcessId) {
    next.ids.push_back(next.next_id ? (*next.next_id)++ : next_id());
    const Bytes request = process_id_request(bytes_of(next.ids.back()));
    next.stream.insert(next.stream.end(), request.begin(), request.end());
  } else if (next.confirmed_by == Confirmation::Fence) {
    next.stream.insert(next.stream.end(), sensor_request.begin(), sensor_request.end());
  }
  next.started = next.last_news = next.last_asked = clock_.now();
  job_ = std::move(next);
  last_ = {};
  return {};
}

JobReport Printer::report() const {
  if (!job_) return last_;
  JobReport report;
  report.sent_bytes = job_->sent;
  report.confirmation_asked = job_->confirmed_by != Confirmation::None;
  report.total_bytes = job_->stream.size();
  report.state = job_->waiting_for_person ? JobState::WaitingForPaper
                 : all_sent()             ? JobState::WaitingForConfirmation
                                          : JobState::Sending;
  return report;
}

JobReport Printer::poll() {
  if (job_) {
    step();
  } else if (connected_) {
    receive(settings_.read_wait);
  }
  return report();
}

JobReport Printer::cancel() {
  if (job_) give_up(JobFailure::Cancelled);
  return report();
}

void Printer::step() {
  receive(all_sent() ? settings_.read_wait : milliseconds{1});
  // Each of these may end the job.
  if (job_ && !connected_) give_up(JobFailure::Disconnected);
  if (job_) watch_troubles();
  // Tried even while somebody has to see to the paper: a full printer just does not take anything, and the
  // news that it is fixed may have been lost.
  if (job_ && !all_sent()) send_piece();
  if (job_) watch_fence();
  if (job_) watch_deadlines();
}

void Printer::send_piece() {
  // The rest of a question that was half taken before the job.
  if (!flush_unsent()) {
    if (!connected_) give_up(JobFailure::Disconnected);
    return;
  }
  const std::size_t count = std::min(settings_.piece_bytes, job_->stream.size() - job_->sent);
  const auto written = transport_->write(Channel::First, ByteView(job_->stream).subspan(job_->sent, count),
                                         settings_.write_timeout);
  if (written) {
    job_->sent += count;
    job_->stalls = 0;
    job_->last_news = job_->last_asked = clock_.now();
  } else {
    handle_write_error(written.error());
  }
}

void Printer::handle_write_error(const Error& error) {
  const std::size_t taken = std::min(error.transferred, job_->stream.size() - job_->sent);
  job_->sent += taken;
  if (taken > 0) job_->last_news = clock_.now();
  switch (error.code) {
    case ErrorCode::Timeout:
      // Automatic status tells more; without it the port says at least whether there is paper.
      if (!automatic_status_seen_ && !ask_port_status() && !connected_) give_up(JobFailure::Disconnected);
      return;
    case ErrorCode::Stall: {
      const auto cleared = transport_->clear_halt(Direction::Out, Channel::First);
      if (!cleared || ++job_->stalls > max_stalls) {
        if (!cleared && cleared.error().code == ErrorCode::Disconnected) lost();
        give_up(connected_ ? JobFailure::TransportFault : JobFailure::Disconnected);
      }
      return;
    }
    case ErrorCode::Disconnected:
      lost();
      give_up(JobFailure::Disconnected);
      return;
    // How much arrived is not sure: going on could lose or double a part.
    default: give_up(JobFailure::TransportFault); return;
  }
}

void Printer::watch_troubles() {
  if (status_.unrecoverable_error) return give_up(JobFailure::PrinterError);
  if (status_.cutter_error || status_.mechanical_error) {
    needs_recovery_ = true;
    return give_up(JobFailure::CutterJam);
  }
  const bool waiting = status_.known && (status_.paper == PaperState::Out || status_.cover_open);
  if (job_->waiting_for_person && !waiting) job_->last_news = job_->last_asked = clock_.now();
  job_->waiting_for_person = waiting;
}

// The fence says "processed", which may be a line ahead of the paper. Only a quiet second after it, and a
// fresh answer that all is well, is a confirmation.
void Printer::watch_fence() {
  if (!job_->fence_answered || clock_.now() - *job_->fence_answered < settings_.fence_settle) return;
  if (job_->waiting_for_person) {
    job_->fence_answered = clock_.now();  // the quiet second begins again
    return;
  }
  const bool answered = ask_all();
  if (!connected_) return give_up(JobFailure::Disconnected);
  if (answered && status_.ready()) return finish(JobState::Printed, JobFailure::None, Confirmation::Fence);
  job_->fence_answered = clock_.now();
  watch_troubles();
}

void Printer::watch_deadlines() {
  const TimePoint now = clock_.now();
  if (now - job_->started >= settings_.job_limit) return give_up(JobFailure::Expired);
  if (!all_sent() || job_->waiting_for_person) return;
  const milliseconds limit =
      job_->confirmed_by == Confirmation::None ? settings_.fence_settle : settings_.confirmation_limit;
  if (now - job_->last_news >= limit) {
    // Nothing was to be expected: clearing the printer could only spoil the slip that it is still printing.
    if (job_->confirmed_by == Confirmation::None)
      return finish(JobState::Unknown, JobFailure::NoConfirmation, Confirmation::None);
    return give_up(JobFailure::NoConfirmation);
  }
  if (now - job_->last_asked >= settings_.ask_again) ask_again();
}

// The answer to a later request covers everything before it as well.
void Printer::ask_again() {
  job_->last_asked = clock_.now();
  bool sent = true;
  if (job_->confirmed_by == Confirmation::ProcessId) {
    if (job_->ids.size() >= kPrintIdsAJob) return;
    job_->ids.push_back(next_id());
    sent = send(process_id_request(bytes_of(job_->ids.back())));
  } else if (job_->confirmed_by == Confirmation::Fence && !job_->fence_answered) {
    sent = send(sensor_request);
  }
  if (!sent && !connected_) give_up(JobFailure::Disconnected);
}

void Printer::finish(JobState state, JobFailure failure, Confirmation by) {
  last_ = report();
  last_.state = state;
  last_.failure = failure;
  last_.confirmed_by = by;
  last_ids_ = std::move(job_->ids);
  job_.reset();
}

void Printer::give_up(JobFailure failure) {
  // With its last byte taken, cut included, the slip may have come out whole. A jam stops before the cut.
  const bool may_be_whole = job_->sent >= job_->slip_bytes && failure != JobFailure::CutterJam;
  const Bytes rest = rest_of_command();
  finish(may_be_whole ? JobState::Unknown : JobState::Failed, failure, Confirmation::None);
  last_.data_left_in_printer = true;
  if (!connected_) return;
  // A half-sent command would take whatever comes next for its data.
  if (!rest.empty()) send(rest);
  // Whatever the printer still held was not printed; but how far it had come is not known, so the state
  // stays.
  if (clear_printer(WayOut::Abandon) && last_.state != JobState::Printed) last_.data_left_in_printer = false;
}

Bytes Printer::rest_of_command() const {
  const ByteView stream = job_->stream;
  std::size_t at = 0;
  while (at < job_->sent) {
    const CommandSlice slice = next_command(stream, at);
    at += std::max<std::size_t>(slice.length, 1);
  }
  const std::size_t end = std::min(at, stream.size());
  return {stream.begin() + static_cast<std::ptrdiff_t>(job_->sent),
          stream.begin() + static_cast<std::ptrdiff_t>(end)};
}

// Serial lines and networks have no request beside the data. What still waits on this side is thrown away, so
// that it does not follow the slip later; what the printer has, it has.
bool Printer::clear_the_way() {
  const auto reset = transport_->reset();
  if (!reset && (reset.error().code == ErrorCode::Disconnected || reset.error().code == ErrorCode::NotFound))
    lost();
  unsent_.clear();
  return false;
}

bool Printer::clear_printer(WayOut way) {
  const auto ask_to_clear = [this] {
    cleared_ = false;
    return send(clear_buffers) && await(settings_.answer_timeout, [this] { return cleared_; });
  };
  if (settings_.clear_buffers && ask_to_clear()) return true;
  if (!connected_) return false;
  needs_recovery_ = true;
  // SOFT_RESET of the printer class works while OUT is stuck, but answers nothing about what it dropped: ask
  // once more.
  const ControlSetup soft_reset{0x21, 0x02, 0, transport_->description().interface_number};
  const auto reset = transport_->control_out(soft_reset, {}, settings_.answer_timeout);
  if (!reset && reset.error().code == ErrorCode::NotSupported)
    return way == WayOut::Abandon ? clear_the_way() : false;
  if (!reset) {
    if (reset.error().code == ErrorCode::Disconnected) lost();
    return false;
  }
  unsent_.clear();
  return settings_.clear_buffers && ask_to_clear();
}

}  // namespace yitang::devices
