#include <fmt/format.h>

#include "devices/barcode/symbology.hpp"
#include "devices/image/image.hpp"
#include "devices/image/quality.hpp"
#include "devices/manager/observed.hpp"
#include "devices/printer/driver.hpp"
#include "devices/receipt/document.hpp"
#include "devices/wipe.hpp"
#include "kiosk/terminal/device_check_parts.hpp"

namespace yitang::terminal {
namespace {

using devices::DeviceKind;
using std::chrono::milliseconds;

constexpr milliseconds kReaderPatience{8000};
constexpr milliseconds kCodePoll{50};
constexpr milliseconds kPrinterPoll{20};

const char* kind_key(devices::CardKind kind) {
  switch (kind) {
    case devices::CardKind::Resident: return "check.card.resident";
    case devices::CardKind::HongKongMacauTaiwan: return "check.card.residence_permit";
    case devices::CardKind::ForeignPermanent2017:
    case devices::CardKind::ForeignPermanent2023: return "check.card.foreign";
  }
  return "check.card.resident";
}

class ReaderCheck {
 public:
  explicit ReaderCheck(Hardware& hardware, devices::Clock& clock)
      : hardware_(hardware), clock_(clock), reader_(hardware.open_reader(), clock) {}

  // The next event that says something, or Nothing when the time is over. A card's content is wiped.
  devices::ReaderEventKind next(milliseconds patience) {
    const devices::TimePoint end = clock_.now() + patience;
    while (clock_.now() < end) {
      devices::ReaderEvent event = reader_.poll();
      devices::note(hardware_.board(), event, reader_.sam_id());
      if (event.card) {
        card_ = event.card->kind;
        devices::wipe(*event.card);
      }
      if (event.kind != devices::ReaderEventKind::Nothing) return event.kind;
      clock_.sleep_for(std::max(event.next, milliseconds(1)));
    }
    return devices::ReaderEventKind::Nothing;
  }
  const std::string& sam_id() const { return reader_.sam_id(); }
  devices::CardKind card() const { return card_; }

 private:
  Hardware& hardware_;
  devices::Clock& clock_;
  devices::IdReader reader_;
  devices::CardKind card_ = devices::CardKind::Resident;
};

bool check_reader(const CheckContext& c) {
  using Kind = devices::ReaderEventKind;
  ReaderCheck reader(c.hardware, c.clock);
  if (reader.next(kReaderPatience) != Kind::ReaderReady) {
    say_state(DeviceKind::Reader, c);
    return false;
  }
  c.say(c.words.tr("check.sam_id", {{"id", reader.sam_id()}}));
  c.say(c.words.tr("check.lay_card"));
  const devices::TimePoint end = c.clock.now() + c.patience;
  while (c.clock.now() < end) {
    switch (reader.next(std::chrono::duration_cast<milliseconds>(end - c.clock.now()))) {
      case Kind::CardPresent: c.say(c.words.tr(kind_key(reader.card()))); return true;
      case Kind::NotAnIdCard: c.say(c.words.tr("check.card.other")); break;
      case Kind::Unreadable: c.say(c.words.tr("check.card.unreadable")); break;
      case Kind::NoReader:
      case Kind::Fault: say_state(DeviceKind::Reader, c); return false;
      default: break;
    }
  }
  c.say(c.words.tr("check.no_card"));
  return false;
}

bool check_scanner(const CheckContext& c) {
  devices::CodeSource* scanner = c.hardware.scanner();
  bool asked = false;
  const devices::TimePoint end = c.clock.now() + c.patience;
  if (scanner != nullptr) scanner->discard();
  while (scanner != nullptr && c.clock.now() < end) {
    auto code = scanner->poll();
    if (!code && code.error().code == devices::ErrorCode::Disconnected) break;
    if (!asked) c.say(c.words.tr("check.hold_code"));
    asked = true;
    if (code && *code) {
      c.say(c.words.tr("check.code", {{"symbology", std::string(devices::name_of((*code)->symbology))},
                                      {"bytes", std::to_string((*code)->bytes.size())}}));
      devices::wipe((*code)->bytes);
      devices::wipe((*code)->text);
      return true;
    }
    if (!code) c.say(c.words.tr("check.code_refused"));
    c.clock.sleep_for(kCodePoll);
  }
  if (asked && c.clock.now() >= end) {
    c.say(c.words.tr("check.no_code"));
  } else {
    say_state(DeviceKind::Scanner, c);
  }
  return false;
}

const char* status_key(const devices::PrinterStatus& status) {
  if (status.cover_open) return "printer.cover_open";
  if (status.paper == devices::PaperState::Out) return "printer.no_paper";
  if (!status.ready()) return "printer.fault";
  return status.paper == devices::PaperState::NearEnd ? "printer.paper_low" : "printer.ready";
}

struct OpenedPrinter {
  devices::ModelProfile model;
  std::unique_ptr<devices::Printer> printer;
};

// Opened, with its profile, and asked how it is; the list learns what goes wrong.
devices::Result<OpenedPrinter> open_printer(Hardware& hardware, devices::Clock& clock) {
  auto transport = hardware.open_printer()();
  if (!transport) return tl::unexpected(transport.error());
  OpenedPrinter opened;
  if (hardware.choose_profile()) opened.model = hardware.choose_profile()(**transport);
  const auto faulty = [&hardware](const devices::Error& error) {
    hardware.board().faulty(DeviceKind::Printer, error.code, error.message);
    return tl::unexpected(error);
  };
  auto printer = devices::Printer::open(std::move(*transport), clock, opened.model.driver);
  if (!printer) return faulty(printer.error());
  opened.printer = std::move(*printer);
  // Some cannot be asked: their profile says so.
  if (auto status = opened.printer->query_status(); !status && opened.model.driver.status_needed)
    return faulty(status.error());
  return opened;
}

devices::ReceiptDocument test_slip(const ui::Strings& words) {
  return devices::ReceiptBuilder()
      .title(words.tr("check.slip.title"))
      .separator()
      .text(words.tr("check.slip.text"))
      .text("0123456789 ABCDEFGHIJ")
      .qr("YITANG TEST SLIP", words.tr("check.slip.qr"))
      .cut()
      .build();
}

const char* fate_key(devices::JobState state) {
  if (state == devices::JobState::Printed) return "check.printed";
  return state == devices::JobState::Unknown ? "check.print_unknown" : "check.not_printed";
}

bool check_printer(const CheckContext& c) {
  auto opened = open_printer(c.hardware, c.clock);
  if (!opened) {
    say_state(DeviceKind::Printer, c);
    return false;
  }
  const auto& printer = opened->printer;
  c.say(c.words.tr(status_key(printer->status())));
  if (opened->model.driver.status_needed && !printer->status().ready()) return false;
  auto glyphs = c.glyphs();
  auto slip = glyphs ? devices::render_escpos(test_slip(c.words), opened->model.page, **glyphs)
                     : devices::Result<devices::RenderedReceipt>(
                           devices::fail(devices::ErrorCode::NotFound, glyphs.error().reason));
  const auto started = slip ? printer->start(std::move(slip->bytes)) : tl::unexpected(slip.error());
  if (!started) {
    c.say(c.words.tr("check.not_printed") + ": " + started.error().message);
    return false;
  }
  devices::JobReport report = printer->poll();
  bool waiting_said = false;
  while (!report.ended()) {
    const bool waiting = report.state == devices::JobState::WaitingForPaper;
    if (waiting && !waiting_said) c.say(c.words.tr(status_key(printer->status())));
    waiting_said = waiting;
    c.clock.sleep_for(kPrinterPoll);
    report = printer->poll();
  }
  c.say(c.words.tr(fate_key(report.state)));
  return report.state == devices::JobState::Printed;
}

bool check_camera(const CheckContext& c) {
  devices::Camera* camera = c.hardware.camera();
  auto picture = camera == nullptr ? devices::Result<devices::Image>(devices::fail(
                                         devices::ErrorCode::NotFound, "no camera is configured"))
                                   : camera->capture();
  if (!picture) {
    say_state(DeviceKind::Camera, c);
    return false;
  }
  const devices::ImageQuality quality = devices::measure_quality(*picture);
  c.say(c.words.tr("check.picture", {{"width", std::to_string(picture->width)},
                                     {"height", std::to_string(picture->height)},
                                     {"sharpness", fmt::format("{:.0f}", quality.sharpness)},
                                     {"brightness", fmt::format("{:.0f}", quality.mean)}}));
  devices::wipe(picture->pixels);
  return true;
}

}  // namespace

void say_state(DeviceKind kind, const CheckContext& c) {
  const devices::DeviceRecord record = c.hardware.board().record(kind);
  c.say(c.words.tr("devices.state." + std::string(devices::name_of(record.state))));
  if (!record.last_error.empty()) c.say(c.words.tr("devices.last_error") + ": " + record.last_error);
}

void try_all(Hardware& hardware, devices::Clock& clock) {
  hardware.look();
  const auto worth_trying = [&hardware](DeviceKind kind) {
    const auto state = hardware.board().record(kind).state;
    return state != devices::DeviceState::NotUsed && state != devices::DeviceState::Refused &&
           state != devices::DeviceState::Absent;
  };
  if (worth_trying(DeviceKind::Reader)) ReaderCheck(hardware, clock).next(kReaderPatience);
  if (worth_trying(DeviceKind::Scanner) && hardware.scanner() != nullptr) (void)hardware.scanner()->poll();
  if (worth_trying(DeviceKind::Camera) && hardware.camera() != nullptr) (void)hardware.camera()->state();
  // The list has what they say.
  if (worth_trying(DeviceKind::Printer)) (void)open_printer(hardware, clock);
  if (hardware.form_printer()) (void)hardware.form_printer()->ask();
}

bool check_device(DeviceKind kind, const CheckContext& context) {
  const auto state = context.hardware.board().record(kind).state;
  if (state == devices::DeviceState::NotUsed || state == devices::DeviceState::Refused) {
    say_state(kind, context);
    return false;
  }
  switch (kind) {
    case DeviceKind::Reader: return check_reader(context);
    case DeviceKind::Scanner: return check_scanner(context);
    case DeviceKind::Printer: return check_printer(context);
    case DeviceKind::Camera: return check_camera(context);
    case DeviceKind::FormPrinter: return check_form_printer(context);
    case DeviceKind::PhotoDecoder: return check_photo_decoder(context);
  }
  return false;
}

}  // namespace yitang::terminal
