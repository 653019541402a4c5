#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "devices/document/pdf_writer.hpp"
#include "devices/manager/observed.hpp"
#include "devices/wipe.hpp"
#include "kiosk/terminal/device_check_parts.hpp"

namespace yitang::terminal {
namespace {

using devices::DeviceKind;
using devices::FormJobState;
using devices::FormPrinterState;
using std::chrono::milliseconds;

constexpr milliseconds kFormPoll{1000};
constexpr milliseconds kShortestPause{1};

const char* form_state_key(FormPrinterState state) {
  switch (state) {
    case FormPrinterState::Ready:
    case FormPrinterState::Busy: return "devices.state.ready";
    case FormPrinterState::Absent: return "devices.state.no-answer";
    case FormPrinterState::NoPaper: return "form_copy.no_paper";
    case FormPrinterState::CoverOpen: return "form_copy.cover_open";
    case FormPrinterState::Jammed: return "form_copy.jammed";
    case FormPrinterState::TonerOut: return "form_copy.toner_out";
    case FormPrinterState::Stopped: return "form_copy.stopped";
    case FormPrinterState::Unsuitable: return "check.form.unsuitable";
  }
  return "form_copy.stopped";
}

bool takes_jobs(FormPrinterState state) {
  return state == FormPrinterState::Ready || state == FormPrinterState::Busy;
}

devices::Result<std::vector<std::uint8_t>> test_page(const ui::Strings& words) {
  auto fonts = devices::FormFonts::create(devices::system_form_fonts());
  if (!fonts) return tl::unexpected(fonts.error());
  devices::FormDocument page;
  page.title = words.tr("check.form.page");
  page.blocks.emplace_back(devices::FormParagraph{words.tr("check.slip.text"), false});
  page.blocks.emplace_back(devices::FormParagraph{"0123456789 ABCDEFGHIJ", true});
  return devices::make_pdf(page, **fonts);
}

bool has_ended(FormJobState state) {
  return state != FormJobState::Pending && state != FormJobState::Printing && state != FormJobState::Waiting;
}

// Until the job has ended or nobody waits any longer; says each new reason why it waits.
FormJobState follow_page(devices::FormPrinter& printer, int job, const CheckContext& c) {
  const devices::TimePoint end = c.clock.now() + c.patience;
  FormPrinterState said = FormPrinterState::Ready;
  while (c.clock.now() < end) {
    const auto report = printer.poll(job);
    if (report && has_ended(report->state)) return report->state;
    const FormPrinterState now = report ? report->printer : FormPrinterState::Absent;
    const bool waiting = !report || report->state == FormJobState::Waiting;
    if (waiting && now != std::exchange(said, now)) c.say(c.words.tr(form_state_key(now)));
    c.clock.sleep_for(kFormPoll);
  }
  return printer.cancel(job) ? FormJobState::Cancelled : FormJobState::Unknown;
}

const char* page_fate_key(FormJobState state) {
  if (state == FormJobState::Printed) return "check.printed";
  return state == FormJobState::Unknown ? "check.print_unknown" : "check.not_printed";
}

}  // namespace

bool check_form_printer(const CheckContext& c) {
  const auto& printer = c.hardware.form_printer();
  if (!printer) {
    say_state(DeviceKind::FormPrinter, c);
    return false;
  }
  const FormPrinterState state = printer->ask();
  c.say(c.words.tr(form_state_key(state)));
  if (!takes_jobs(state)) return false;
  const auto page = test_page(c.words);
  // No two jobs have the same title.
  const auto title = fmt::format("yitang test {}", c.clock.now().time_since_epoch().count());
  const auto job = page ? printer->print(*page, title) : tl::unexpected(page.error());
  if (!job) {
    c.say(c.words.tr("check.not_printed") + ": " + job.error().message);
    return false;
  }
  c.say(c.words.tr("check.form.sent"));
  const FormJobState fate = follow_page(*printer, *job, c);
  c.say(c.words.tr(page_fate_key(fate)));
  return fate == FormJobState::Printed;
}

bool check_photo_decoder(const CheckContext& c) {
  const devices::DecodePhoto& decode = c.hardware.decode_photo();
  if (!decode) {
    say_state(DeviceKind::PhotoDecoder, c);
    return false;
  }
  devices::IdReaderSettings settings;
  settings.deliver_photo = true;
  devices::IdReader reader(c.hardware.open_reader(), c.clock, settings);
  c.say(c.words.tr("check.lay_card"));
  const devices::TimePoint end = c.clock.now() + c.patience;
  while (c.clock.now() < end) {
    devices::ReaderEvent event = reader.poll();
    devices::note(c.hardware.board(), event, reader.sam_id());
    if (event.card) devices::wipe(*event.card);
    if (event.kind == devices::ReaderEventKind::NoReader || event.kind == devices::ReaderEventKind::Fault) {
      say_state(DeviceKind::Reader, c);
      return false;
    }
    if (event.kind == devices::ReaderEventKind::CardPresent && event.photo.empty())
      c.say(c.words.tr("check.photo.none"));
    if (!event.photo.empty()) {
      auto picture = decode({event.photo.data(), event.photo.size()});
      if (!picture) {
        say_state(DeviceKind::PhotoDecoder, c);
        return false;
      }
      c.say(c.words.tr("check.photo", {{"width", std::to_string(picture->width)},
                                       {"height", std::to_string(picture->height)}}));
      devices::wipe(picture->pixels);
      return true;
    }
    c.clock.sleep_for(std::max(event.next, kShortestPause));
  }
  c.say(c.words.tr("check.no_card"));
  return false;
}

}  // namespace yitang::terminal
