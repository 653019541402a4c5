// The printer's thread of the print service: one slip after the other, from the wish to its end in the
// journal. Not for use outside print_service.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/slips.hpp"

namespace yitang::terminal {

class PrintQueue : public std::enable_shared_from_this<PrintQueue> {
 public:
  using Parts = PrintService::Parts;
  PrintQueue(Parts parts, PrintSettings settings);

  /// Any thread: later, on the printer's.
  void on_printer_thread(std::function<void(PrintQueue&)> work, std::chrono::milliseconds delay = {});
  /// Any thread.
  void load_journal();
  void person_left() { ++generation_; }
  int generation() const { return generation_.load(); }

  // --- on the printer's thread
  void ask();
  void take(resident::PrintRequest request, int generation);
  void tend();
  PrinterStation& station() { return station_; }
  StoreService& store() { return parts_.store; }

 private:
  struct Wish {
    resident::PrintRequest request;
    int generation = 0;
  };
  struct Running {
    cases::PrintKind kind = cases::PrintKind::Receipt;
    std::int64_t journal = 0;
    int generation = 0;
    int ticket = 0;
    std::int64_t paper_um = 0;  // of the whole slip
  };

  bool stale(int generation) const { return generation != generation_.load(); }
  bool busy() const { return building_ || current_.has_value(); }
  void next();
  void refuse(const Wish& wish);
  void build(Wish wish);
  void begin(Running slip, const devices::ReceiptDocument& document);
  void step();
  void finish(const devices::JobReport& report);
  void end(const Running& slip, resident::PrintFate fate, const cases::PrintEnd& how);
  void tell(cases::PrintKind kind, resident::PrintFate fate, int ticket);

  // print_recovery.cpp: what is left over from slips that did not end well
  void take_journal(const std::vector<cases::PrinterRecord>& records,
                    const std::vector<cases::PrintJob>& open);
  void tend_in(std::chrono::milliseconds delay);
  void settle_late(const devices::JobReport& report);
  void settle_earlier();
  void keep_clean();
  bool listening() const { return parts_.clock.steady() < listen_until_; }

  Parts parts_;
  PrintSettings settings_;
  PrinterStation station_;
  std::atomic<int> generation_{0};  // a new one when a person leaves

  bool loaded_ = false;
  bool building_ = false;
  bool tending_ = false;
  std::deque<Wish> queue_;
  std::optional<Running> current_;
  resident::PrintFate last_fate_ = resident::PrintFate::Printing;
  std::optional<Running> late_;           // ended as Unknown: its confirmation may still come
  std::vector<cases::PrintJob> earlier_;  // interrupted by a restart: theirs may come, too
  SteadyMillis listen_until_ = 0;
};

}  // namespace yitang::terminal
