#include "kiosk/terminal/printer_command.hpp"

#include <array>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/terminal/print_service.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;
using Promise = std::promise<Result<std::string>>;

constexpr std::array<std::pair<const char*, PrinterVerb>, 3> kPrinterVerbs{
    {{"status", PrinterVerb::Status}, {"new-roll", PrinterVerb::NewRoll}, {"reprint", PrinterVerb::Reprint}}};
constexpr std::array<const char*, 6> kReadiness{"ready",      "paper low", "no paper",
                                                "cover open", "fault",     "absent"};
constexpr std::array<const char*, 4> kResults{"unknown", "printed", "not begun", "torn"};

std::string line_of(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string refused(const Error& error) {
  return line_of(
      {{"ok", false}, {"bad_input", error.kind == ErrorKind::BadInput}, {"error", describe(error)}});
}

std::string text_of(const PrinterReport& report, const std::vector<cases::PrintJob>& newest) {
  json jobs = json::array();
  for (const cases::PrintJob& job : newest) {
    jobs.push_back({{"id", job.id},
                    {"kind", cases::name_of(job.kind)},
                    {"result", kResults.at(static_cast<std::size_t>(job.result))},
                    {"copy", job.copy > 0},
                    {"started", job.started}});
  }
  return json{{"printer", report.name},
              {"profile", report.profile},
              {"readiness", kReadiness.at(static_cast<std::size_t>(report.readiness))},
              {"out_of_order", report.out_of_order},
              {"holds_part_of_a_slip", report.unclean},
              {"paper_left_mm", report.left_mm},
              {"near_end_sensor", report.sensor},
              {"newest", std::move(jobs)}}
      .dump(2, ' ', false, json::error_handler_t::replace);
}

void ask_status(PrintService& printing, const std::shared_ptr<Promise>& done) {
  printing.report([done](const PrinterReport& report, const Result<std::vector<cases::PrintJob>>& newest) {
    if (newest) {
      done->set_value(text_of(report, *newest));
    } else {
      done->set_value(tl::unexpected(newest.error()));
    }
  });
}

Result<std::string> reprint(PrintService& printing, cases::CaseStore& store, const std::string& receipt_no) {
  auto row = store.find_by_receipt(receipt_no);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return fail(ErrorKind::NotFound, "no such case", receipt_no);
  resident::PrintRequest request;
  request.kind = cases::PrintKind::Receipt;
  request.case_uid = (*row)->uid;
  printing.print(request);
  return std::string("\"asked for; see yitang printer status\"");
}

}  // namespace

std::string to_json(const PrinterCommand& command) {
  json object;
  for (const auto& [name, verb] : kPrinterVerbs) {
    if (verb == command.verb) object["printer"] = name;
  }
  if (command.verb == PrinterVerb::Reprint) object["receipt"] = command.receipt_no;
  return line_of(object);
}

std::optional<Result<PrinterCommand>> printer_command_from_json(std::string_view text) {
  if (text.size() > 4096) return std::nullopt;
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object() || !object.contains("printer")) return std::nullopt;
  PrinterCommand command;
  bool known = false;
  for (const auto& [name, verb] : kPrinterVerbs) {
    if (object["printer"] != name) continue;
    command.verb = verb;
    known = true;
  }
  if (!known) return fail(ErrorKind::BadInput, "unknown command", "printer");
  if (command.verb == PrinterVerb::Reprint) {
    const auto receipt = object.find("receipt");
    if (receipt == object.end() || !receipt->is_string())
      return fail(ErrorKind::BadInput, "is needed", "receipt");
    command.receipt_no = receipt->get<std::string>();
    if (command.receipt_no.empty() || command.receipt_no.size() > 40)
      return fail(ErrorKind::BadInput, "is no receipt number", "receipt");
  }
  return command;
}

std::string PrinterAnswer::operator()(const Result<PrinterCommand>& command) const {
  if (!command) return refused(command.error());
  auto done = std::make_shared<Promise>();
  auto answer = done->get_future();
  switch (command->verb) {
    case PrinterVerb::NewRoll: printing.new_roll(); [[fallthrough]];
    case PrinterVerb::Status: ask_status(printing, done); break;
    case PrinterVerb::Reprint:
      with_store([done, printer = &printing, number = command->receipt_no](cases::CaseStore& store) {
        done->set_value(reprint(*printer, store, number));
      });
      break;
  }
  done.reset();
  if (answer.wait_for(patience) != std::future_status::ready)
    return refused({ErrorKind::Unavailable, "the printer has not answered in time", ""});
  try {
    const Result<std::string> result = answer.get();
    if (!result) return refused(result.error());
    return line_of({{"ok", true}, {"output", *result}});
  } catch (const std::future_error&) {  // the terminal ends, and drops what waits for its threads
    return refused({ErrorKind::Unavailable, "the terminal is ending", ""});
  }
}

}  // namespace yitang::terminal
