// The printer that is plugged in now: its connection, profile and readiness, and what the store keeps about
// it: whether it may still hold part of a void slip, and how much of the roll is used. On the printer's
// thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "devices/printer/driver.hpp"
#include "devices/printer/profile.hpp"
#include "kiosk/base/clock.hpp"
#include "kiosk/cases/store_records.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/terminal/printer_access.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// For a technician.
struct PrinterReport {
  std::string out_of_order;  ///< why the configured profile is refused; else ""
  std::string name;          ///< "" while it was never reached
  std::string profile;
  resident::PrinterReadiness readiness = resident::PrinterReadiness::Absent;
  bool unclean = false;
  std::int64_t left_mm = 0;  ///< of the roll, estimated
  bool sensor = false;       ///< the printer's own sensor says when the roll is nearly used up
};

class PrinterStation {
 public:
  struct Parts {
    StoreService& store;
    const Clock& clock;
    devices::Clock& device_clock;
    OpenPrinter open;
    ChooseProfile choose;      ///< null: the usual 80 mm printer
    std::string out_of_order;  ///< not "": the printer is not used, for this reason
    std::int64_t roll_mm = 65'000;
  };
  explicit PrinterStation(Parts parts) : parts_(std::move(parts)) {}

  /// False: nothing is there. A connection that is still good is kept.
  bool connect();
  /// Asks the printer. A jam whose cause is gone is ended on the way.
  resident::PrinterReadiness readiness();
  /// Hears what the printer says meanwhile; keeps the record of the roll.
  devices::JobReport listen();
  /// Only after connect().
  devices::Printer& printer() { return *printer_; }
  const devices::ModelProfile& model() const { return model_; }
  const std::string& name() const { return name_; }

  /// As the store has them, at the start.
  void take_records(const std::vector<cases::PrinterRecord>& records);
  /// May hold part of a void slip, or have half of one under the cutter: the printer that is there, or, while
  /// none is, any.
  bool unclean() const;
  /// Clears it, feeds and cuts, if it is unclean. False: it takes no data.
  bool clean();
  /// It cannot be cleaned now (no paper): what it holds is dropped at least, as far as it listens.
  void drop_held();

  /// What the journal notes about this printer, here as well.
  void begun() { record().unclean = true; }
  void ended(const cases::PrintEnd& end);
  /// A technician put a new roll in.
  void new_roll();
  PrinterReport report();

 private:
  cases::PrinterRecord& record();
  void keep();
  std::int64_t left_mm();
  bool nearly_used_up();
  void count_paper(std::int64_t micrometres);

  Parts parts_;
  std::unique_ptr<devices::Printer> printer_;
  devices::ModelProfile model_;
  std::string name_;
  std::map<std::string, cases::PrinterRecord, std::less<>> records_;
  bool low_told_ = false;
  bool dropped_ = false;
};

}  // namespace yitang::terminal
