// Receipt printer driver: status, and jobs that are "printed" only when the printer said so. One thread owns
// it. The states and what ends a job are described in README.md.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>

#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/printer/in_stream.hpp"
#include "devices/printer/status.hpp"
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
  StatusQuirks quirks;
  std::size_t piece_bytes = 4096;           // one transfer
  milliseconds write_timeout{500};          // one transfer
  milliseconds read_wait{10};               // one look for answers in poll()
  milliseconds answer_timeout{500};         // for a status answer
  milliseconds detect_timeout{1000};        // for the question how it confirms
  milliseconds job_limit{180'000};          // whole job, waiting for paper included
  milliseconds confirmation_limit{30'000};  // without news while it should be printing
  milliseconds fence_settle{1000};
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
  // sent then. BadArgument: no bytes. Disconnected.
  Result<void> start(Bytes job);

  // One bounded step (one transfer and one look for answers); call it until ended(). Without a job it keeps
  // status() current. The report of an ended job stays until the next start().
  JobReport poll();

  // Ends the job as Failed or Unknown after trying to clear what the printer holds.
  JobReport cancel();

 private:
  Printer(std::unique_ptr<Transport> transport, Clock& clock, PrinterSettings settings);

  struct Job {
    Bytes stream;  // slip and confirmation request
    std::size_t slip_bytes = 0;
    std::size_t sent = 0;
    std::array<char, 4> process_id{};
    TimePoint started;
    TimePoint last_news;
    std::optional<TimePoint> fence_answered;
    int stalls = 0;
    bool waiting_for_person = false;
  };

  void receive(milliseconds wait);
  void handle(const PrinterReply& reply);
  void note_process_id(const ProcessIdReply& reply);
  void note_fence(const PaperSensorReply& reply);
  bool send_all(ByteView bytes);
  bool ask(StatusQuestion question);
  void ask_port_status();
  void detect_confirmation();
  bool probe(ByteView request, bool& answered);
  void recover();

  void step();
  void send_piece();
  void handle_write_error(const Error& error);
  void watch_troubles();
  void watch_deadlines();
  void watch_fence();
  void printed(Confirmation by);
  void give_up(JobFailure failure);
  void cleanup();
  void lost();
  [[nodiscard]] bool running() const { return job_.has_value(); }
  [[nodiscard]] JobReport report() const;

  std::unique_ptr<Transport> transport_;
  Clock& clock_;
  PrinterSettings settings_;
  PrinterInStream in_stream_;
  PrinterStatus status_;
  Confirmation confirmation_ = Confirmation::Undetected;
  bool connected_ = true;
  bool needs_recovery_ = false;  // an error stopped the last job: clear before the next
  bool cleared_ = false;
  bool probe_process_id_ = false;
  bool probe_fence_ = false;
  std::deque<StatusQuestion> asked_;
  std::uint32_t next_id_ = 1;
  std::optional<Job> job_;
  JobReport last_;
};

}  // namespace yitang::devices
