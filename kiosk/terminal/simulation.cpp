#include "kiosk/terminal/simulation.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "devices/id_reader/synthetic_card.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::terminal {
namespace {

using World = SimulatedWorld;
using Action = SimulatedAction;
using Done = Result<void>;
using devices::SamModule;
using enum ActionArgument;
using enum SimulatedDevice;

constexpr std::size_t kLongestCode = 2953;  // bytes of the largest QR code
constexpr int kBlurDots = 8;

struct Row {
  SimulatedDevice device;
  std::string_view name;
  std::string_view also;  // another name
  ActionArgument argument;
  std::int64_t least;
  std::int64_t most;
  Done (*act)(World&, const Action&);
  std::string_view does;
};

template <auto Member, auto Method, auto... Fixed>
Done call(World& world, const Action& /*action*/) {
  ((world.*Member).*Method)(Fixed...);
  return {};
}

template <auto Member, auto Method, class Number>
Done call_with(World& world, const Action& action) {
  ((world.*Member).*Method)(static_cast<Number>(action.number));
  return {};
}

template <auto Member, auto Method, auto... Fixed>
Done line(World& world, const Action& /*action*/) {
  ((*(world.*Member)).*Method)(Fixed...);
  return {};
}

template <auto Member, auto Method, class Number>
Done line_with(World& world, const Action& action) {
  ((*(world.*Member)).*Method)(static_cast<Number>(action.number));
  return {};
}

Done place_card(World& world, const Action& action) { return world.place_card(action.text); }

Done show_code(World& world, const Action& action) { return world.show_code(action.text); }

template <catalog::IdentityMethod Method>
Done show_identity(World& world, const Action& action) {
  return world.show_identity(Method, action.text);
}

Done show_again(World& world, const Action& /*action*/) { return world.show_identity_again(); }

Done show_nothing(World& world, const Action& /*action*/) {
  const auto shown = world.scanner.show(devices::Bytes{'n', 'o', ' ', 'p', 'i', 'c', 't', 'u', 'r', 'e'});
  return shown ? Done() : fail(ErrorKind::Unavailable, shown.error().message);
}

Done fail_picture(World& world, const Action& /*action*/) {
  world.camera.fail_next(devices::ErrorCode::Io);
  return {};
}

template <bool Plugged>
Done plug_printer(World& world, const Action& /*action*/) {
  if (!Plugged) world.printer.unplug();
  world.printer_plugged = Plugged;
  return {};
}

template <devices::FormPrinterState State>
Done form_printer_is(World& world, const Action& /*action*/) {
  world.form_printer.set_state(State);
  return {};
}

template <bool There>
Done set_person(World& world, const Action& /*action*/) {
  world.somebody = There;
  return {};
}

constexpr auto kReader = &World::reader;
constexpr auto kPrinter = &World::printer;
constexpr auto kCamera = &World::camera;
constexpr auto kReaderLine = &World::reader_line;
constexpr auto kPrinterLine = &World::printer_line;
constexpr auto kScannerLine = &World::scanner_line;
constexpr auto kForms = &World::form_printer;
using Sam = devices::SamSimulator;
using Paper = devices::PrinterSimulator;
using Eye = devices::SimulatedCamera;
using Line = devices::LineFaults;
using Way = catalog::IdentityMethod;
using Scan = devices::SimulatedScanner;
using Forms = devices::SimulatedFormPrinter;
using FormState = devices::FormPrinterState;
using FormFateOf = devices::FormJobState;
constexpr std::int64_t kMostBytes = 1'000'000;

constexpr Row kRows[] = {
    {Card, "place", "", CardName, 0, 0, &place_card, "puts a sample card on the reader; \"bank\" is none"},
    {Card, "remove", "", None, 0, 0, &call<kReader, &Sam::remove_card>, "lifts it"},
    {Code, "show", "", Text, 0, 0, &show_code, "holds a QR code of this text before the scanner"},

    {Code, "medical", "", CardName, 0, 0, &show_identity<Way::MedicalCode>,
     "a telephone gets a new medical insurance code of this sample card's person and shows it"},
    {Code, "social", "", CardName, 0, 0, &show_identity<Way::SocialCode>,
     "the same with an electronic social security card"},
    {Code, "licence", "", CardName, 0, 0, &show_identity<Way::LicenceCode>, "the same with an e-licence"},
    {Code, "again", "", None, 0, 0, &show_again,
     "the telephone is shown once more, with the code that it got last: each is good once, for 60 seconds"},

    {Reader, "plug", "", None, 0, 0, &call<kReader, &Sam::plug>, "puts its plug in"},
    {Reader, "unplug", "", None, 0, 0, &call<kReader, &Sam::unplug>, "pulls its plug"},
    {Reader, "mute", "", None, 0, 0, &call<kReader, &Sam::set_mute, true>,
     "takes commands and never answers"},
    {Reader, "unmute", "", None, 0, 0, &call<kReader, &Sam::set_mute, false>, "answers again"},
    {Reader, "bad-checksums", "", None, 0, 0, &call<kReader, &Sam::set_bad_checksums, true>,
     "every answer is wrong"},
    {Reader, "good-checksums", "", None, 0, 0, &call<kReader, &Sam::set_bad_checksums, false>,
     "answers are right"},
    {Reader, "broken", "", None, 0, 0, &call<kReader, &Sam::set_health, SamModule::Health::SelfTestFailed>,
     "the security module fails its self-test"},
    {Reader, "unauthorised", "", None, 0, 0,
     &call<kReader, &Sam::set_health, SamModule::Health::NotAuthorised>,
     "the security module is not authorised"},
    {Reader, "mended", "", None, 0, 0, &call<kReader, &Sam::set_health, SamModule::Health::Good>,
     "the module is well"},
    {Reader, "fail-reads", "", Number, 0, 1000, &call_with<kReader, &Sam::fail_reads, int>,
     "so many reads fail"},
    {Reader, "lift-after", "", Number, 0, kMostBytes,
     &call_with<kReader, &Sam::lift_during_read, std::size_t>,
     "the card is lifted after so many bytes of the next read"},
    {Reader, "latency", "", Number, 0, 10'000,
     &line_with<kReaderLine, &Line::set_latency, devices::milliseconds>, "milliseconds before each transfer"},
    {Reader, "packet", "", Number, 0, 4096, &line_with<kReaderLine, &Line::set_packet, std::size_t>,
     "answers come in pieces of so many bytes; 0: whole"},
    {Reader, "stall", "", Number, 1, 1000, &line_with<kReaderLine, &Line::stall, std::size_t>,
     "so many transfers stall"},
    {Reader, "nak", "", None, 0, 0, &line<kReaderLine, &Line::set_nak, true>, "nothing goes in or out"},
    {Reader, "garbage", "", Number, 1, 512, &line_with<kReaderLine, &Line::garbage, std::size_t>,
     "so many wrong bytes before the next answer"},
    {Reader, "corrupt", "", Number, 1, 1000, &line_with<kReaderLine, &Line::corrupt, std::size_t>,
     "a wrong byte in so many reads"},
    {Reader, "short-writes", "", Number, 1, 1000, &line_with<kReaderLine, &Line::short_writes, std::size_t>,
     "half of so many commands is taken"},
    {Reader, "unplug-at-byte", "", Number, 1, kMostBytes,
     &line_with<kReaderLine, &Line::disconnect_at, std::size_t>,
     "pulls its plug after so many bytes of answers"},
    {Reader, "clear", "", None, 0, 0, &line<kReaderLine, &Line::clear>, "ends the faults of its line"},

    {Printer, "plug", "", None, 0, 0, &plug_printer<true>, "puts its plug in"},
    {Printer, "unplug", "", None, 0, 0, &plug_printer<false>, "pulls its plug"},
    {Printer, "paper-out", "pull-paper", None, 0, 0, &call<kPrinter, &Paper::pull_paper>,
     "takes the paper out"},
    {Printer, "paper-in", "load-paper", None, 0, 0, &call<kPrinter, &Paper::load_paper>,
     "puts a new roll in"},
    {Printer, "paper-out-after", "", Number, 0, 100'000,
     &call_with<kPrinter, &Paper::paper_out_after_lines, int>, "the paper ends after so many lines"},
    {Printer, "near-end", "", None, 0, 0, &call<kPrinter, &Paper::set_near_end, true>,
     "the roll is nearly used up"},
    {Printer, "cover-open", "open-cover", None, 0, 0, &call<kPrinter, &Paper::set_cover_open, true>,
     "opens the cover"},
    {Printer, "cover-close", "close-cover", None, 0, 0, &call<kPrinter, &Paper::set_cover_open, false>,
     "closes the cover"},
    {Printer, "jam", "", None, 0, 0, &call<kPrinter, &Paper::jam_cutter_at_next_cut>,
     "the cutter jams at the next cut"},
    {Printer, "clear-jam", "", None, 0, 0, &call<kPrinter, &Paper::clear_jam>, "a hand frees the cutter"},
    {Printer, "broken", "", None, 0, 0, &call<kPrinter, &Paper::set_broken, true>,
     "an error that needs service"},
    {Printer, "mended", "", None, 0, 0, &call<kPrinter, &Paper::set_broken, false>, "is well again"},
    {Printer, "unplug-at-byte", "", Number, 0, kMostBytes,
     &call_with<kPrinter, &Paper::unplug_at_byte, std::size_t>,
     "loses its connection after so many bytes of a slip"},
    {Printer, "stall-at-byte", "", Number, 0, kMostBytes,
     &call_with<kPrinter, &Paper::stall_at_byte, std::size_t>, "stalls after so many bytes of a slip"},
    {Printer, "latency", "", Number, 0, 10'000,
     &line_with<kPrinterLine, &Line::set_latency, devices::milliseconds>,
     "milliseconds before each transfer"},
    {Printer, "packet", "", Number, 0, 4096, &line_with<kPrinterLine, &Line::set_packet, std::size_t>,
     "answers come in pieces of so many bytes; 0: whole"},
    {Printer, "stall", "", Number, 1, 1000, &line_with<kPrinterLine, &Line::stall, std::size_t>,
     "so many transfers stall"},
    {Printer, "nak", "", None, 0, 0, &line<kPrinterLine, &Line::set_nak, true>, "nothing goes in or out"},
    {Printer, "garbage", "", Number, 1, 512, &line_with<kPrinterLine, &Line::garbage, std::size_t>,
     "so many wrong bytes before the next answer"},
    {Printer, "short-writes", "", Number, 1, 1000, &line_with<kPrinterLine, &Line::short_writes, std::size_t>,
     "half of so many transfers is taken"},
    {Printer, "clear", "", None, 0, 0, &line<kPrinterLine, &Line::clear>, "ends the faults of its line"},

    {Scanner, "plug", "", None, 0, 0, &call<&World::scanner, &Scan::set_plugged, true>, "puts its plug in"},
    {Scanner, "unplug", "", None, 0, 0, &call<&World::scanner, &Scan::set_plugged, false>, "pulls its plug"},
    {Scanner, "garbage", "", None, 0, 0, &show_nothing, "sees something that is no picture"},
    {Scanner, "latency", "", Number, 0, 10'000,
     &line_with<kScannerLine, &Line::set_latency, devices::milliseconds>,
     "milliseconds before each transfer"},
    {Scanner, "packet", "split", Number, 0, 4096, &line_with<kScannerLine, &Line::set_packet, std::size_t>,
     "codes come in pieces of so many bytes; 0: as they come"},
    {Scanner, "short", "", Number, 1, 1000, &line_with<kScannerLine, &Line::cut, std::size_t>,
     "half of so many pieces is lost"},
    {Scanner, "noise", "", Number, 1, 512, &line_with<kScannerLine, &Line::garbage, std::size_t>,
     "so many wrong bytes before the next code"},
    {Scanner, "corrupt", "", Number, 1, 1000, &line_with<kScannerLine, &Line::corrupt, std::size_t>,
     "a wrong byte in so many pieces"},
    {Scanner, "stall", "", Number, 1, 1000, &line_with<kScannerLine, &Line::stall, std::size_t>,
     "so many transfers stall"},
    {Scanner, "nak", "", None, 0, 0, &line<kScannerLine, &Line::set_nak, true>, "nothing comes out"},
    {Scanner, "unplug-at-byte", "", Number, 1, kMostBytes,
     &line_with<kScannerLine, &Line::disconnect_at, std::size_t>,
     "pulls its plug after so many bytes of codes"},
    {Scanner, "clear", "", None, 0, 0, &line<kScannerLine, &Line::clear>, "ends the faults of its line"},

    {FormPrinter, "plug", "", None, 0, 0, &form_printer_is<FormState::Ready>, "answers again"},
    {FormPrinter, "unplug", "", None, 0, 0, &form_printer_is<FormState::Absent>, "answers nothing"},
    {FormPrinter, "paper-out", "", None, 0, 0, &form_printer_is<FormState::NoPaper>, "has no A4 paper"},
    {FormPrinter, "paper-in", "", None, 0, 0, &form_printer_is<FormState::Ready>, "has paper"},
    {FormPrinter, "cover-open", "", None, 0, 0, &form_printer_is<FormState::CoverOpen>, "opens the cover"},
    {FormPrinter, "cover-close", "", None, 0, 0, &form_printer_is<FormState::Ready>, "closes the cover"},
    {FormPrinter, "jam", "", None, 0, 0, &form_printer_is<FormState::Jammed>, "paper is jammed"},
    {FormPrinter, "clear-jam", "", None, 0, 0, &form_printer_is<FormState::Ready>, "a hand takes it out"},
    {FormPrinter, "toner-out", "", None, 0, 0, &form_printer_is<FormState::TonerOut>, "has no toner"},
    {FormPrinter, "toner-in", "", None, 0, 0, &form_printer_is<FormState::Ready>, "gets toner"},
    {FormPrinter, "pause", "", None, 0, 0, &form_printer_is<FormState::Stopped>, "takes no jobs"},
    {FormPrinter, "resume", "", None, 0, 0, &form_printer_is<FormState::Ready>, "takes jobs again"},
    {FormPrinter, "busy", "", None, 0, 0, &form_printer_is<FormState::Busy>, "prints for somebody else"},
    {FormPrinter, "fail-jobs", "", None, 0, 0, &call<kForms, &Forms::end_with, FormFateOf::Failed>,
     "gives up each job"},
    {FormPrinter, "print-jobs", "", None, 0, 0, &call<kForms, &Forms::end_with, FormFateOf::Printed>,
     "prints each job"},

    {Camera, "page", "", Number, 0, 999, &call_with<kCamera, &Eye::put_page, int>,
     "what lies on the desk; 0: nothing"},
    {Camera, "blur", "", None, 0, 0, &call<kCamera, &Eye::set_blur, kBlurDots>, "out of focus"},
    {Camera, "sharp", "", None, 0, 0, &call<kCamera, &Eye::set_blur, 0>, "in focus"},
    {Camera, "dark", "", None, 0, 0, &call<kCamera, &Eye::set_dark, true>, "the light is off"},
    {Camera, "light", "", None, 0, 0, &call<kCamera, &Eye::set_dark, false>, "the light is on"},
    {Camera, "fail", "", None, 0, 0, &fail_picture, "the next picture fails"},
    {Camera, "plug", "", None, 0, 0, &call<kCamera, &Eye::set_plugged, true>, "puts its plug in"},
    {Camera, "unplug", "", None, 0, 0, &call<kCamera, &Eye::set_plugged, false>, "pulls its plug"},

    {Person, "comes", "", None, 0, 0, &set_person<true>, "somebody stands before the terminal"},
    {Person, "leaves", "", None, 0, 0, &set_person<false>, "nobody does, where presence is simulated"},

    {Headset, "in", "", None, 0, 0, &call<&World::headset, &devices::SimulatedHeadset::plug, true>,
     "puts its plug in: what is said is heard by one person"},
    {Headset, "out", "", None, 0, 0, &call<&World::headset, &devices::SimulatedHeadset::plug, false>,
     "pulls its plug"},
};

constexpr std::array<std::string_view, 9> kSimulatedNames{
    "card", "code", "reader", "printer", "scanner", "camera", "form_printer", "person", "headset"};

std::string_view name_of_device(SimulatedDevice device) {
  return kSimulatedNames.at(static_cast<std::size_t>(device));
}

std::string with_hyphens(std::string text) {
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

Result<void> read_argument(const Row& row, const std::string& given, Action& action) {
  const std::string place = fmt::format("{} {}", name_of_device(row.device), row.name);
  switch (row.argument) {
    case None: return given.empty() ? Done() : fail(ErrorKind::BadInput, "takes nothing behind it", place);
    case Number: {
      const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), action.number);
      const bool whole = error == std::errc{} && end == given.data() + given.size() && !given.empty();
      if (whole && action.number >= row.least && action.number <= row.most) return {};
      return fail(ErrorKind::BadInput, fmt::format("needs a whole number {} to {}", row.least, row.most),
                  place);
    }
    case CardName:
      if (given != "bank" && devices::sample_card(given) == nullptr)
        return fail(ErrorKind::BadInput, "no sample card of this name", place);
      break;
    case Text:
      if (given.empty() || given.size() > kLongestCode || !is_utf8(given))
        return fail(ErrorKind::BadInput, fmt::format("needs 1 to {} bytes of UTF-8", kLongestCode), place);
      break;
  }
  action.text = given;
  return {};
}

}  // namespace

Result<SimulatedAction> parse_action(const std::vector<std::string>& words) {
  std::string device = words.empty() ? std::string() : words[0];
  std::replace(device.begin(), device.end(), '-', '_');
  if (std::find(kSimulatedNames.begin(), kSimulatedNames.end(), device) == kSimulatedNames.end())
    return fail(ErrorKind::BadInput, "no simulated device of this name", device);
  const std::string name = words.size() < 2 ? std::string() : with_hyphens(words[1]);
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& each) {
    return name_of_device(each.device) == device && !name.empty() && (each.name == name || each.also == name);
  });
  if (row == std::end(kRows))
    return fail(ErrorKind::BadInput, fmt::format("unknown action \"{}\"", name), device);
  std::string argument;
  for (std::size_t i = 2; i < words.size(); ++i) argument += (i == 2 ? "" : " ") + words[i];
  Action action;
  action.row = static_cast<std::size_t>(row - std::begin(kRows));
  if (auto read = read_argument(*row, argument, action); !read) return tl::unexpected(read.error());
  return action;
}

std::vector<ActionHelp> simulated_actions() {
  std::vector<ActionHelp> help;
  for (const Row& row : kRows)
    help.push_back({name_of_device(row.device), row.name, row.argument, row.least, row.most, row.does});
  return help;
}

bool belongs_to_camera(const SimulatedAction& action) {
  const SimulatedDevice device = kRows[action.row].device;
  return device == Code || device == Scanner || device == Camera;
}

Result<void> perform(SimulatedWorld& world, const SimulatedAction& action) {
  return kRows[action.row].act(world, action);
}

Result<void> perform_soon(SimulatedWorld& world, Executor& camera_thread, const SimulatedAction& action) {
  if (!belongs_to_camera(action)) return perform(world, action);
  camera_thread.post([&world, action] {
    if (auto done = perform(world, action); !done) spdlog::error("simulation: {}", describe(done.error()));
  });
  return {};
}

}  // namespace yitang::terminal
