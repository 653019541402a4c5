#include "devices/printer/driver.hpp"

#include <algorithm>

namespace yitang::devices {
namespace {

constexpr std::uint8_t dle = 0x10;
constexpr std::uint8_t gs = 0x1D;
constexpr std::array<std::uint8_t, 3> automatic_status_on{gs, 0x61, 0xFF};
constexpr std::array<std::uint8_t, 3> sensor_request{gs, 0x72, 0x01};
constexpr std::array<std::uint8_t, 3> clear_after_error{dle, 0x05, 0x02};
constexpr std::array<std::uint8_t, 2> initialise{0x1B, 0x40};
constexpr int most_old_packets = 128;
constexpr std::size_t most_heard_ids = 32;
constexpr int eject_feed_dots = 64;

}  // namespace

std::string_view name_of(JobState state) {
  static constexpr std::array<std::string_view, 7> names{
      "idle", "sending", "waiting for paper", "waiting for confirmation", "printed", "failed", "unknown"};
  return names.at(static_cast<std::size_t>(state));
}

std::string_view name_of(JobFailure failure) {
  static constexpr std::array<std::string_view, 8> names{
      "none",          "disconnected",    "expired",         "cutter jam",
      "printer error", "transport fault", "no confirmation", "cancelled"};
  return names.at(static_cast<std::size_t>(failure));
}

Printer::Printer(std::unique_ptr<Transport> transport, Clock& clock, PrinterSettings settings)
    : transport_(std::move(transport)),
      clock_(clock),
      settings_(settings),
      confirmation_(settings.confirmation) {
  // Not from 0: the printer may still hold, and answer, the request of a program that ended.
  const auto since_boot = std::chrono::duration_cast<milliseconds>(clock.now().time_since_epoch()).count();
  id_counter_ = static_cast<PrintId>(since_boot);
}

Result<std::unique_ptr<Printer>> Printer::open(std::unique_ptr<Transport> transport, Clock& clock,
                                               PrinterSettings settings) {
  if (!transport || settings.piece_bytes == 0)
    return fail(ErrorCode::BadArgument, "no transport for the printer");
  if (transport->description().count(Direction::In) == 0 ||
      transport->description().count(Direction::Out) == 0) {
    return fail(ErrorCode::NotSupported, "a printer that cannot answer cannot confirm");
  }
  std::unique_ptr<Printer> printer(new Printer(std::move(transport), clock, settings));
  // Answers to an earlier program: among them may be the confirmation of a slip that it began. A printer that
  // never falls silent shows in the status questions.
  for (int i = 0; i < most_old_packets && printer->receive(milliseconds{20}); ++i) continue;
  printer->in_stream_.reset();
  if (settings.automatic_status) printer->send(automatic_status_on);
  const auto status = printer->query_status();
  if (!printer->connected_)
    return fail(ErrorCode::Disconnected, "the printer was unplugged while it was opened");
  // Silence is a state of the printer (off, stuck), not a reason to have no driver for it: status().known is
  // false.
  if (!status && status.error().code != ErrorCode::Timeout) return tl::unexpected(status.error());
  if (printer->status_.ready()) printer->detect_confirmation();
  return printer;
}

void Printer::lost() {
  connected_ = false;
  status_ = {};
  unsent_.clear();
  asked_.clear();
}

PrintId Printer::next_id() {
  if (job_ && job_->next_id) return (*job_->next_id)++;
  return kFirstOwnPrintId + id_counter_++ % (kPrintIdCount - kFirstOwnPrintId);
}

bool Printer::heard(PrintId first_id) const {
  return std::any_of(heard_.begin(), heard_.end(),
                     [&](PrintId id) { return id >= first_id && id - first_id < kPrintIdsAJob; });
}

bool Printer::receive(milliseconds wait) {
  const auto bytes = transport_->read(Channel::First, 512, wait);
  if (bytes) {
    for (const PrinterReply& reply : in_stream_.push(*bytes)) handle(reply);
    return true;
  }
  switch (bytes.error().code) {
    case ErrorCode::Timeout: return false;
    case ErrorCode::Disconnected: lost(); return false;
    case ErrorCode::Stall: {
      in_stream_.reset();
      if (auto cleared = transport_->clear_halt(Direction::In, Channel::First);
          !cleared && cleared.error().code == ErrorCode::Disconnected) {
        lost();
      }
      return false;
    }
    // Something was lost on the way in: the bytes that follow begin anywhere.
    default: in_stream_.reset(); return false;
  }
}

void Printer::handle(const PrinterReply& reply) {
  if (const auto* automatic = std::get_if<AutomaticStatusReply>(&reply)) {
    if (apply_automatic_status(status_, automatic->bytes, settings_.quirks)) {
      automatic_status_seen_ = automatic_answered_ = true;
      new_roll_ = roll_.see(status_) || new_roll_;
    }
  } else if (const auto* real_time = std::get_if<RealTimeReply>(&reply)) {
    if (asked_.empty()) return;
    apply_real_time_status(status_, asked_.front(), real_time->byte, settings_.quirks);
    asked_.pop_front();
  } else if (const auto* id = std::get_if<ProcessIdReply>(&reply)) {
    note_process_id(*id);
  } else if (const auto* sensor = std::get_if<PaperSensorReply>(&reply)) {
    note_fence(*sensor);
  } else if (std::holds_alternative<ClearedReply>(reply)) {
    cleared_ = true;
  }
}

void Printer::note_process_id(const ProcessIdReply& reply) {
  const auto answered = print_id_of(reply.id);
  if (!answered) return;
  if (probe_ == *answered) {
    probe_.reset();
    return;
  }
  const auto holds = [&](const std::vector<PrintId>& ids) {
    return std::find(ids.begin(), ids.end(), *answered) != ids.end();
  };
  if (job_ && holds(job_->ids)) {
    finish(JobState::Printed, JobFailure::None, Confirmation::ProcessId);
  } else if (!job_ && last_.state == JobState::Unknown && holds(last_ids_)) {
    // It comes late, but it settles the question.
    last_.state = JobState::Printed;
    last_.failure = JobFailure::None;
    last_.confirmed_by = Confirmation::ProcessId;
    last_.data_left_in_printer = false;
  } else {
    if (heard_.size() >= most_heard_ids) heard_.erase(heard_.begin());
    heard_.push_back(*answered);
  }
}

void Printer::note_fence(const PaperSensorReply& reply) {
  apply_paper_sensor(status_, reply.byte, settings_.quirks);
  sensor_answered_ = true;
  if (job_ && all_sent() && job_->confirmed_by == Confirmation::Fence && !job_->fence_answered) {
    job_->fence_answered = clock_.now();
    job_->last_news = clock_.now();
  }
}

bool Printer::flush_unsent() {
  if (unsent_.empty()) return connected_;
  const auto written = transport_->write(Channel::First, unsent_, settings_.write_timeout);
  if (written) {
    unsent_.clear();
    return true;
  }
  const std::size_t taken = std::min(written.error().transferred, unsent_.size());
  unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(taken));
  if (written.error().code == ErrorCode::Disconnected) lost();
  if (written.error().code == ErrorCode::Stall) {
    const auto cleared = transport_->clear_halt(Direction::Out, Channel::First);
    if (!cleared && cleared.error().code == ErrorCode::Disconnected) lost();
  }
  return false;
}

bool Printer::send(ByteView bytes) {
  if (!flush_unsent()) return false;
  unsent_.assign(bytes.begin(), bytes.end());
  if (flush_unsent()) return true;
  // Untouched, it is simply not asked; half taken, the rest must follow before anything else.
  if (unsent_.size() == bytes.size()) unsent_.clear();
  return false;
}

bool Printer::await(milliseconds limit, const std::function<bool()>& done) {
  const TimePoint deadline = clock_.now() + limit;
  while (connected_ && !done()) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - clock_.now());
    if (left <= milliseconds{0}) break;
    const TimePoint before = clock_.now();
    receive(std::min(left, milliseconds{50}));
    // A fault that answers at once (overflow, I/O error) must not become a busy loop.
    if (clock_.now() == before) clock_.sleep_for(milliseconds{1});
  }
  return connected_ && done();
}

bool Printer::ask(StatusQuestion question) {
  asked_.push_back(question);
  const std::array<std::uint8_t, 3> request{dle, 0x04, static_cast<std::uint8_t>(question)};
  const bool answered = send(request) && await(settings_.answer_timeout, [this] { return asked_.empty(); });
  if (!answered && connected_) {
    // The answer may still come; it must not be taken for the next one.
    asked_.clear();
    (void)transport_->drain(Channel::First, milliseconds{50});
    in_stream_.reset();
  }
  return answered;
}

bool Printer::ask_real_time() {
  if (!settings_.real_time_status) return false;
  const bool answered = ask(StatusQuestion::Printer) && ask(StatusQuestion::OfflineCause) &&
                        ask(StatusQuestion::ErrorCause) && ask(StatusQuestion::Paper);
  // Only the four answers together are a state of the printer; between them old and new are mixed.
  if (answered) new_roll_ = roll_.see(status_) || new_roll_;
  return answered;
}

// Switching it on again is answered with the status of now.
bool Printer::ask_automatic() {
  if (!settings_.automatic_status) return false;
  automatic_answered_ = false;
  return send(automatic_status_on) && await(settings_.answer_timeout, [this] { return automatic_answered_; });
}

bool Printer::ask_all() { return settings_.real_time_status ? ask_real_time() : ask_automatic(); }

bool Printer::look_again() { return ask_all() || (connected_ && ask_port_status()); }

bool Printer::ask_port_status() {
  if (!settings_.port_status) return false;
  const ControlSetup setup{0xA1, 0x01, 0, transport_->description().interface_number};
  const auto answer = transport_->control_in(setup, 1, settings_.answer_timeout);
  if (answer && answer->size() == 1) {
    apply_port_status(status_, answer->front());
    return true;
  }
  if (!answer && answer.error().code == ErrorCode::Disconnected) lost();
  return false;
}

Result<PrinterStatus> Printer::query_status() {
  if (!connected_) return fail(ErrorCode::Disconnected, "the printer is unplugged");
  if (job_) {
    receive(settings_.read_wait);
  } else if (!look_again() && connected_) {
    // What was known is old by now.
    if (!automatic_status_seen_) status_.known = false;
    return fail(ErrorCode::Timeout, "the printer answers no status question");
  }
  if (!connected_) return fail(ErrorCode::Disconnected, "the printer is unplugged");
  return status_;
}

void Printer::detect_confirmation() {
  if (confirmation_ != Confirmation::Undetected) return;
  probe_ = next_id();
  if (send(process_id_request(bytes_of(*probe_))) &&
      await(settings_.detect_timeout, [this] { return !probe_; })) {
    confirmation_ = Confirmation::ProcessId;
    return;
  }
  probe_.reset();
  // Printers without the command may keep its last bytes as text: out of the line buffer with them.
  sensor_answered_ = false;
  if (send(initialise) && settings_.paper_sensor && send(sensor_request) &&
      await(settings_.detect_timeout, [this] { return sensor_answered_; })) {
    confirmation_ = Confirmation::Fence;
  } else if (connected_) {
    confirmation_ = Confirmation::None;
  }
}

void Printer::recover() {
  if (settings_.recover_errors) send(clear_after_error);
  send(initialise);
}

bool Printer::drop_held() { return !job_ && connected_ && clear_printer(WayOut::Keep); }

Result<PrinterStatus> Printer::recover_from_error() {
  if (job_) return fail(ErrorCode::Busy, "a job is running");
  if (connected_) recover();
  auto status = query_status();
  if (status) needs_recovery_ = status->cutter_error || status->mechanical_error;
  return status;
}

Result<void> Printer::eject() {
  if (job_) return fail(ErrorCode::Busy, "a job is running");
  if (!connected_) return fail(ErrorCode::Disconnected, "the printer is unplugged");
  (void)clear_printer(WayOut::Keep);
  recover();
  needs_recovery_ = false;
  EscPosWriter writer;
  writer.line_feed();
  writer.feed_dots(eject_feed_dots);
  writer.cut(settings_.cutter, 0);
  if (connected_ && send(writer.bytes())) return {};
  return fail(connected_ ? ErrorCode::Timeout : ErrorCode::Disconnected, "the printer takes no data");
}

}  // namespace yitang::devices
