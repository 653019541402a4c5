// Driver of an ID-card reader with a SAM module: finds, reads and watches cards, and heals the reader.
// Runs over any Transport. README.md in this folder has the states and the recovery ladder.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "devices/clock.hpp"
#include "devices/id_reader/card.hpp"
#include "devices/id_reader/packet.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct IdReaderSettings {
  milliseconds find_interval{300};  // makers ask for 300 ms or more
  milliseconds presence_interval{300};
  milliseconds command_timeout{1000};
  milliseconds read_timeout{4000};
  int removal_negatives = 2;  // consecutive negative presence tests that mean "removed"
  int read_attempts = 2;      // failed reads of a card lying there before it is reported
  milliseconds out_of_service_interval{5000};
  bool deliver_photo = false;  // CardPresent brings the photo block; otherwise it never leaves the answer
};

// Everything that can happen, in the order of a visit.
enum class ReaderEventKind : std::uint8_t {
  Nothing,
  ReaderReady,  // a reader was opened, or recovered after Fault
  NoReader,     // there is none: never plugged in, or unplugged. Said once
  CardPresent,  // `card` is set; whole, checked, never partial
  Unreadable,   // something was there that could not be read: lift and place again
  NotAnIdCard,  // a card of another kind (bank, bus)
  Removed,      // ends CardPresent, Unreadable, NotAnIdCard, unless Fault, NoReader or another card does
  Fault,        // `fault` is set. Said once; whatever lay there is forgotten. Healing goes on by itself
};

enum class ReaderFault : std::uint8_t {
  Unresponsive,  // no or garbled answers; being healed
  OutOfService,  // self-test failed or not authorised: a technician is needed
  NoPermission,  // the operating system refuses access
  InUse,         // another program holds the reader
};

struct ReaderEvent {
  ReaderEventKind kind = ReaderEventKind::Nothing;
  std::optional<Card> card;
  SecretBytes photo = {};  // CardPresent with deliver_photo: kPhotoSize bytes in a closed format, or none
  ReaderFault fault = ReaderFault::Unresponsive;
  milliseconds next{0};  // call poll() again after this time (0: at once)
};

// Opens the reader that is plugged in now. NotFound: none. Called on the polling thread; may take some 100
// ms.
using OpenTransport = std::function<Result<std::unique_ptr<Transport>>()>;

// One thread calls poll(); device_arrived() and read_again() may come from any thread.
class IdReader {
 public:
  IdReader(OpenTransport open, Clock& clock, IdReaderSettings settings = {});
  ~IdReader();
  IdReader(const IdReader&) = delete;
  IdReader& operator=(const IdReader&) = delete;

  // One protocol step, at most one command: bounded by the time-out of that command.
  [[nodiscard]] ReaderEvent poll();

  // A reader may have been plugged in: the next poll() tries at once instead of after the back-off.
  void device_arrived() { arrived_ = true; }

  // Forget the card that lies there and read it anew, as if just placed (a second person, same card allowed).
  void read_again() { read_again_ = true; }

  // Drops whatever was read or is half read, now: nobody is asked for a card any more. On the polling thread.
  void forget();

  [[nodiscard]] bool has_reader() const { return transport_ != nullptr; }
  // Printed SAM id: the reader's serial number. Empty until ReaderReady.
  [[nodiscard]] const std::string& sam_id() const { return sam_id_; }

 private:
  // In the order of a visit: a step counts as better than the one that failed if it comes later.
  enum class State : std::uint8_t {
    Closed,
    Reset,
    CheckStatus,
    AskId,
    Find,
    Select,
    Read,
    ReadExtra,
    Watch,
    OutOfService
  };
  enum class Lying : std::uint8_t { Nothing, Card, Unreadable, Other };

  ReaderEvent step_open();
  ReaderEvent step_reset();
  ReaderEvent step_status();
  ReaderEvent step_id();
  ReaderEvent step_find();
  ReaderEvent step_select();
  ReaderEvent step_read();
  ReaderEvent step_extra();
  ReaderEvent step_watch();

  // driver_exchange.cpp: one request and its answer.
  Result<SamAnswer> exchange(SamCommand command, milliseconds timeout);
  Result<SamAnswer> receive(SamCommand command, TimePoint deadline);
  Result<void> send(ByteView frame);
  [[nodiscard]] bool has_four_pipes() const;

  // driver_recovery.cpp: what to do when a step fails.
  ReaderEvent on_error(const Error& error);
  ReaderEvent on_module_error(SamResult result);
  ReaderEvent climb();
  ReaderEvent report_fault(ReaderFault fault, milliseconds next);
  ReaderEvent report_no_reader();
  ReaderEvent close_for_a_while(ReaderFault fault);
  ReaderEvent on_open_error(const Error& error);
  Result<void> settle();
  void clear_halts();
  void close();
  void forget_card();
  void forget_pending();
  void succeeded();

  ReaderEvent read_failed();
  ReaderEvent other_card();
  ReaderEvent nothing_found();
  ReaderEvent deliver_card();
  ReaderEvent missed_presence();
  static ReaderEvent event(ReaderEventKind kind, milliseconds next);
  ReaderEvent go(State state, milliseconds next = milliseconds{0});

  OpenTransport open_;
  Clock& clock_;
  IdReaderSettings settings_;
  std::unique_ptr<Transport> transport_;
  AnswerParser parser_;
  std::atomic<bool> arrived_{true};
  std::atomic<bool> read_again_{false};

  State state_ = State::Closed;
  Lying lying_ = Lying::Nothing;
  std::optional<Card> card_;  // read, waiting for its newest address
  SecretBytes photo_;         // its photo block, if it is to be delivered
  std::string sam_id_;
  int failures_ = 0;  // consecutive failed steps: the rung of the ladder. Opening anew does not reset it
  State failed_state_ = State::Closed;
  int failed_reads_ = 0;
  int negatives_ = 0;
  bool presence_by_extra_ = true;
  bool woken_ = false;  // without presence_by_extra_: the module was reset, the card answers
  bool ready_reported_ = false;
  bool absence_reported_ = false;
  std::optional<ReaderFault> reported_fault_;
  TimePoint open_after_{};
};

[[nodiscard]] std::string_view name_of(ReaderEventKind kind);
[[nodiscard]] std::string_view name_of(ReaderFault fault);

}  // namespace yitang::devices
