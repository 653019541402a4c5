// What a receipt printer says about itself: pure decoding of its status bytes. Sources: Epson TM programming
// guides and the clone manuals that repeat them; USB Printing Devices 1.1 for the port status.
#pragma once

#include <array>
#include <cstdint>

namespace yitang::devices {

enum class PaperState : std::uint8_t { Unknown, Ok, NearEnd, Out };

struct PrinterStatus {
  bool known = false;  // false: the printer has not said anything yet
  bool online = false;
  bool cover_open = false;
  PaperState paper = PaperState::Unknown;
  bool feed_button = false;          // somebody is feeding paper by hand
  bool cutter_error = false;         // jam; needs a hand, then a fresh start of the slip
  bool mechanical_error = false;     // recoverable like the cutter
  bool unrecoverable_error = false;  // needs service
  bool cooling = false;              // ends by itself: print head too hot

  // Would a slip that is sent now come out?
  [[nodiscard]] bool ready() const;
  friend bool operator==(const PrinterStatus&, const PrinterStatus&) = default;
};

// Which question a DLE EOT answer belongs to; the answer itself does not say.
enum class StatusQuestion : std::uint8_t { Printer = 1, OfflineCause = 2, ErrorCause = 3, Paper = 4 };

// Makers' tables disagree on a few bits: set after a test with the real unit.
struct StatusQuirks {
  bool near_end_inverted = false;
};

// Updates what the answer speaks about, leaves the rest. False (and no change) if the byte is no DLE EOT
// answer.
bool apply_real_time_status(PrinterStatus& status, StatusQuestion question, std::uint8_t answer,
                            StatusQuirks quirks = {});

// The four bytes of automatic status back.
bool apply_automatic_status(PrinterStatus& status, const std::array<std::uint8_t, 4>& answer,
                            StatusQuirks quirks = {});

// GS r 1.
bool apply_paper_sensor(PrinterStatus& status, std::uint8_t answer, StatusQuirks quirks = {});

// USB class request GET_PORT_STATUS: paper empty, selected, no error. Coarse, but it works while OUT is
// stuck.
void apply_port_status(PrinterStatus& status, std::uint8_t answer);

}  // namespace yitang::devices
