// The office printer that puts filled forms on A4. An interface, so that nothing above needs a printer or a
// print server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "devices/error.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

enum class FormPrinterState : std::uint8_t {
  Ready,
  Busy,       // prints something else; a job is taken and waits
  Absent,     // does not answer, or its own server says that it is off
  NoPaper,    // or no A4 in it
  CoverOpen,  // or a door, or a tray that is out
  Jammed,
  TonerOut,    // or ink, or anything else that is used up
  Stopped,     // paused, out of order, takes no jobs
  Unsuitable,  // works, but takes no PDF, or not from us
};

enum class FormJobState : std::uint8_t {
  Pending,  // taken, not begun
  Printing,
  Waiting,    // begun or not, cannot go on: see FormJobReport::printer
  Printed,    // the printer itself said that the job is completed
  Failed,     // the printer gave up; some sheets may have come out
  Cancelled,  // ended by us or by somebody at the printer; some sheets may have come out
  Unknown,    // the printer knows nothing of this job any more, or says "completed with errors"
};

struct FormJobReport {
  FormJobState state = FormJobState::Unknown;
  // What keeps a waiting job from going on. Of a printing one: what the printer warns of, Ready if nothing. A
  // warning may be about another tray, or be all that a printer ever says while it stands still: time tells.
  FormPrinterState printer = FormPrinterState::Ready;
};

// Thread: one caller at a time, never the screen's: each call may wait for the network until its limit.
class FormPrinter {
 public:
  virtual ~FormPrinter() = default;
  FormPrinter() = default;
  FormPrinter(const FormPrinter&) = delete;
  FormPrinter& operator=(const FormPrinter&) = delete;

  [[nodiscard]] virtual FormPrinterState ask() = 0;
  // One copy of a PDF on A4, on one side. `title` is seen in the printer's list of jobs: it must not name a
  // person, and no two jobs have the same. The number that comes back means that the job may print: only
  // poll() tells what became of it. An error means that nothing of it will come out.
  [[nodiscard]] virtual Result<int> print(ByteView pdf, std::string_view title) = 0;
  // An error says nothing about the job: ask again.
  [[nodiscard]] virtual Result<FormJobReport> poll(int job) = 0;
  // Nothing more of the job comes out. NotFound: it had ended already, or is not known.
  [[nodiscard]] virtual Result<void> cancel(int job) = 0;
};

// Stable lower-case names, for logs and test messages.
[[nodiscard]] std::string_view name_of(FormPrinterState state);
[[nodiscard]] std::string_view name_of(FormJobState state);

}  // namespace yitang::devices
