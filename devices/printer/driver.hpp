// Receipt printer driver: status, and jobs that are "printed" only when the printer said so. One thread owns
// it. The states and what ends a job are described in README.md.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/printer/in_stream.hpp"
#include "devices/printer/print_id.hpp"
#include "devices/printer/roll_watch.hpp"
#include "devices/printer/status.hpp"
#include "devices/receipt/escpos_writer.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// How this printer can be asked whether a slip came out.
enum class Confirmation : std::uint8_t {
  Undetected,  // it was not on-line yet; found out at the next start()
  ProcessId,   // GS ( H: answered after the data before has been printed
  Fence,       // GS r: answered after the data before was processed; then a quiet second without trouble
  None,        // answers nothing: jobs end as Unknown at best
};

struct PrinterSettings {
  Confirmation confirmation = Confirmation::Undetected;  // fixed here, or found out by asking
  StatusQuirks quirks{};
  // Which kinds of status this model has; what it lacks is not asked, since some print the question as text.
  bool automatic_status = true;  // GS a
  bool real_time_status = true;  // DLE EOT
  bool paper_sensor = true;      // GS r
  bool port_status = true;       // USB class request
  // false: prints also when nothing answers (a network print server without a way back). Such a slip ends as
  // Unknown.
  bool status_needed = true;
  bool clear_buffers = true;   // DLE DC4 8; false: the model prints it as text
  bool recover_errors = true;  // DLE ENQ 2
  Cutter cutter = Cutter::Partial;
  std::size_t piece_bytes = 4096;           // one transfer
  milliseconds write_timeout{500};          // one transfer
  milliseconds read_wait{10};               // one look for answers in poll()
  milliseconds answer_timeout{500};         // for a status answer
  milliseconds detect_timeout{1000};        // for the question how it confirms
  milliseconds job_limit{180'000};          // whole job, waiting for paper included
  milliseconds confirmation_limit{30'000};  // without news while it should be printing
  milliseconds fence_settle{1000};
  milliseconds ask_again{5000};  // an answer may have been lost
};

enum class JobState : std::uint8_t {
  Idle,
  Sending,
  WaitingForPaper,  // paper out or cover open: the printer goes on by itself when a person has seen to it
  WaitingForConfirmation,  // everything is sent
  Printed,                 // the printer confirmed
  Failed,                  // the slip is certainly not complete
  Unknown,                 // it may or may not have come out whole: ask a person
};

enum class JobFailure : std::uint8_t {
  None,
  Disconnected,
  Expired,
  CutterJam,
  PrinterError,
  TransportFault,
  NoConfirmation,
  Cancelled
};

struct JobReport {
  JobState state = JobState::Idle;
  JobFailure failure = JobFailure::None;
  Confirmation confirmed_by = Confirmation::None;  // set when Printed
  std::size_t sent_bytes = 0;                      // taken by the printer
  std::size_t total_bytes = 0;
  // The job ended without being printed and the printer still holds part of it, which may come out later.
  bool data_left_in_printer = false;
  bool confirmation_asked = false;  // this printer can confirm, and was asked to

  [[nodiscard]] bool ended() const {
    return state == JobState::Printed || state == JobState::Failed || state == JobState::Unknown;
  }
};

[[nodiscard]] std::string_view name_of(JobState state);
[[nodiscard]] std::string_view name_of(JobFailure failure);

class Printer {
 public:
  // Switches status reports on and asks for the status once. A printer that is off-line can be opened.
  // Disconnected, Access, Io, and NotSupported if it has no IN pipe (nothing could ever be confirmed).
  [[nodiscard]] static Result<std::unique_ptr<Printer>> open(std::unique_ptr<Transport> transport,
                                                             Clock& clock, PrinterSettings settings = {});

  // Asks the printer; at most about 2 s. During a job it answers what is known, since questions cannot
  // overtake data.
  Result<PrinterStatus> query_status();
  [[nodiscard]] const PrinterStatus& status() const { return status_; }
  [[nodiscard]] Confirmation confirmation() const { return confirmation_; }
  [[nodiscard]] bool connected() const { return connected_; }

  // Takes a rendered slip. Busy: a job is running, or the printer is not ready (see status()); nothing was
  // sent then. BadArgument: no bytes. Disconnected. `first_id`: the confirmation is asked for with this id
  // and the kPrintIdsAJob - 1 after it, so that an answer is known again after a restart; without it by ids
  // of this run.
  Result<void> start(Bytes job, std::optional<PrintId> first_id = {});

  // One bounded step (one transfer and one look for answers); call it until ended(). Without a job it keeps
  // status() current. The report of an ended job stays until the next start().
  JobReport poll();

  // Ends the job as Failed or Unknown after trying to clear what the printer holds.
  JobReport cancel();

  // After a slip that did not come out whole, on this or an earlier connection: clears the printer, feeds and
  // cuts off what is half printed. Busy during a job.
  Result<void> eject();

  // Drops what the printer holds, without feeding. True: it said that it did. Busy (false) during a job.
  bool drop_held();

  // After a jam or a mechanical error whose cause a person has removed: takes the printer back to work (what
  // it held is dropped) and answers the status then. Without effect while the cause is there. Busy during a
  // job.
  Result<PrinterStatus> recover_from_error();

  // A confirmation with one of the ids of this job of an earlier connection has been heard on this one.
  [[nodiscard]] bool heard(PrintId first_id) const;

  // Once after each new roll: the paper had run out, the cover was opened, and there is paper again.
  [[nodiscard]] bool take_new_roll() { return std::exchange(new_roll_, false); }

 private:
  struct Job {
    Bytes stream;  // slip and confirmation request
    std::size_t slip_bytes = 0;
    std::size_t sent = 0;
    Confirmation confirmed_by = Confirmation::None;
    std::optional<PrintId> next_id;  // given by the caller
    std::vector<PrintId> ids;        // asked for after the slip: any of them confirms it
    TimePoint started;
    TimePoint last_news;   // progress, or a trouble that ended
    TimePoint last_asked;  // for confirmation
    std::optional<TimePoint> fence_answered;
    int stalls = 0;
    bool waiting_for_person = false;
  };

  Printer(std::unique_ptr<Transport> transport, Clock& clock, PrinterSettings settings);

  // driver.cpp: talking and status
  bool receive(milliseconds wait);  // true: bytes came
  void handle(const PrinterReply& reply);
  void note_process_id(const ProcessIdReply& reply);
  void note_fence(const PaperSensorReply& reply);
  bool send(ByteView bytes);  // small commands; what a time-out left over goes first the next time
  bool flush_unsent();
  bool await(milliseconds limit, const std::function<bool()>& done);
  bool ask(StatusQuestion question);
  bool ask_all();
  bool ask_real_time();
  bool ask_automatic();
  bool look_again();  // any kind of status that this model has
  bool ask_port_status();
  void detect_confirmation();
  void recover();
  void lost();
  PrintId next_id();

  // job.cpp: the states of a job
  void step();
  void send_piece();
  void handle_write_error(const Error& error);
  void watch_troubles();
  void watch_fence();
  void watch_deadlines();
  void ask_again();
  void finish(JobState state, JobFailure failure, Confirmation by);
  void give_up(JobFailure failure);
  // What else to do when the printer does not say that it is clear: Abandon also throws away what still waits
  // on this side, which may end the connection.
  enum class WayOut : std::uint8_t { Keep, Abandon };
  bool clear_printer(WayOut way);  // true: the printer said that it holds nothing any more
  bool clear_the_way();
  [[nodiscard]] Bytes rest_of_command() const;
  [[nodiscard]] bool all_sent() const { return job_ && job_->sent == job_->stream.size(); }
  [[nodiscard]] JobReport report() const;

  std::unique_ptr<Transport> transport_;
  Clock& clock_;
  PrinterSettings settings_;
  PrinterInStream in_stream_;
  PrinterStatus status_;
  Confirmation confirmation_ = Confirmation::Undetected;
  bool connected_ = true;
  bool automatic_status_seen_ = false;
  bool automatic_answered_ = false;
  bool needs_recovery_ = false;  // an error stopped the last job: clear before the next
  bool cleared_ = false;
  bool sensor_answered_ = false;
  std::optional<PrintId> probe_;  // cleared by its answer
  std::deque<StatusQuestion> asked_;
  Bytes unsent_;
  std::uint32_t id_counter_ = 0;
  std::vector<PrintId> last_ids_;  // of the job that ended: an answer may still come
  std::vector<PrintId> heard_;     // of no job of this connection; newest last
  RollWatch roll_;
  bool new_roll_ = false;
  std::optional<Job> job_;
  JobReport last_;
};

}  // namespace yitang::devices
