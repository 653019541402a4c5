#include "kiosk/terminal/visit/record.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "devices/image/codec.hpp"
#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/terminal/visit/vocabulary.hpp"
#include "ui/png.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 25> kSteps{
    "tap",    "keys",    "pinyin",  "draw",    "burst",   "place_card", "remove_card",
    "scan",   "code",    "reader",  "printer", "scanner", "camera",     "form_printer",
    "person", "headset", "advance", "restart", "office",  "disk",       "network",
    "expect", "press",   "keypad",  "shot"};

json semantics_json(const ui::Semantics& semantics) {
  return json::parse(semantics.to_json(), nullptr, false);
}

}  // namespace

std::string_view step_name(StepKind kind) { return kSteps.at(static_cast<std::size_t>(kind)); }

struct VisitRecord::Parts {
  VisitOptions options;
  json root;
  std::unique_ptr<devices::FreetypeRasterizer> glyphs;
  int pictures = 0;
  int receipts = 0;
  int forms = 0;
  std::string newest;
  int cuts = 0;
};

VisitRecord::VisitRecord(const VisitScript& script, const VisitOptions& options)
    : parts_(std::make_unique<Parts>()) {
  parts_->options = options;
  parts_->root = {{"schema", "yitang.visit-record/1"},
                  {"name", script.name},
                  {"start", date_time_text(script.start)},
                  {"language", options.language == Language::English ? "en" : "zh"},
                  {"density", options.density == resident::Density::Elder ? "elder" : "standard"},
                  {"size", fmt::format("{}x{}", options.width_px, options.height_px)},
                  {"seed", options.seed},
                  {"steps", json::array()},
                  {"screens", json::array()},
                  {"receipts", json::array()}};
}

VisitRecord::~VisitRecord() = default;
int VisitRecord::pictures() const { return parts_->pictures; }
int VisitRecord::receipts_saved() const { return parts_->receipts; }
const std::string& VisitRecord::newest_receipt() const { return parts_->newest; }

Result<void> VisitRecord::begin() {
  std::error_code code;
  std::filesystem::create_directories(parts_->options.out, code);
  if (code) return fail(ErrorKind::StoreFailed, code.message(), parts_->options.out.string());
  auto glyphs = devices::FreetypeRasterizer::create(devices::system_receipt_fonts());
  if (!glyphs) return fail(ErrorKind::NotFound, glyphs.error().message, "fonts");
  parts_->glyphs = std::move(*glyphs);
  return {};
}

Result<void> VisitRecord::picture(VisitStage& stage, const std::string& name) {
  const std::string file = fmt::format("{:02}-{}.png", ++parts_->pictures, name);
  auto saved = ui::save_png(stage.surface().view(), (parts_->options.out / file).string());
  if (!saved) return fail(ErrorKind::StoreFailed, saved.error().message, file);
  json problems = json::array();
  for (const ui::LayoutProblem& p :
       stage.semantics().check(stage.ui().page(), stage.ui().theme().min_target())) {
    problems.push_back({{"kind", std::string(ui::problem_name(p.kind))}, {"id", p.id}, {"other", p.other}});
  }
  parts_->root["screens"].push_back({{"file", file},
                                     {"page", std::string(page_name(stage.state().page))},
                                     {"problems", problems},
                                     {"semantics", semantics_json(stage.semantics())}});
  return {};
}

// The application on A4 as the simulated printer got it.
Result<void> VisitRecord::form(VisitStage& stage) {
  const int printed = stage.world().form_printer.printed();
  if (printed == parts_->forms) return {};
  parts_->forms = printed;
  const std::string file = fmt::format("form-{}.pdf", printed);
  auto saved =
      devices::save_bytes((parts_->options.out / file).string(), stage.world().form_printer.newest_printed());
  if (!saved) return fail(ErrorKind::StoreFailed, saved.error().message, file);
  return {};
}

Result<void> VisitRecord::receipts(VisitStage& stage) {
  if (auto saved = form(stage); !saved) return saved;
  if (stage.world().printer.cuts() == parts_->cuts) return {};
  const devices::Bytes bytes = stage.world().printer.printed();
  stage.world().printer.forget_printed();
  parts_->cuts = stage.world().printer.cuts();
  const std::string stem = fmt::format("receipt-{}", ++parts_->receipts);
  const auto base = parts_->options.out / stem;
  if (auto saved = devices::save_bytes(base.string() + ".bin", bytes); !saved) {
    return fail(ErrorKind::StoreFailed, saved.error().message, stem);
  }
  auto paper = devices::interpret_escpos(bytes, {}, *parts_->glyphs);
  if (!paper)
    return fail(ErrorKind::Internal, "the slip cannot be interpreted: " + paper.error().message, stem);
  auto png = devices::encode_png(devices::picture_of(*paper));
  if (!png) return fail(ErrorKind::Internal, png.error().message, stem);
  if (auto saved = devices::save_bytes(base.string() + ".png", *png); !saved) {
    return fail(ErrorKind::StoreFailed, saved.error().message, stem);
  }
  parts_->newest = paper->text();
  parts_->root["receipts"].push_back({{"file", stem + ".png"}, {"text", parts_->newest}});
  return {};
}

void VisitRecord::step(const Step& step, const std::string& fault, double seconds) {
  json entry{{"index", step.line}, {"action", std::string(step_name(step.kind))}, {"seconds", seconds}};
  if (!step.target.empty()) entry["target"] = step.target;
  if (!step.text.empty()) entry["text"] = step.text;
  if (!fault.empty()) entry["fault"] = fault;
  parts_->root["steps"].push_back(std::move(entry));
}

Result<void> VisitRecord::finish(VisitStage& stage, const VisitOutcome& outcome) {
  json cases = json::array();
  stage.terminal().with_store([&cases](cases::CaseStore& store) {
    const auto rows = store.list(1000);
    if (!rows) return;
    for (const cases::CaseRow& row : *rows) {
      cases.push_back({{"receipt_no", row.receipt_no},
                       {"item", row.item_id},
                       {"state", std::string(cases::name_of(row.state))},
                       {"outcome", std::string(cases::name_of(row.outcome))},
                       {"delivered", row.delivered},
                       {"office_case_no", row.office_case_no},
                       {"promised", row.promised ? row.promised->iso() : std::string()}});
    }
  });
  stage.settle(std::chrono::milliseconds(0));
  parts_->root["cases"] = std::move(cases);
  if (outcome.form_seconds > 0)
    parts_->root["form"] = {{"seconds", outcome.form_seconds},
                            {"millis_by_field", outcome.form_millis_by_field}};
  parts_->root["held"] = outcome.held;
  parts_->root["faults"] = outcome.faults;
  const std::string text = parts_->root.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
  const auto file = parts_->options.out / "visit.json";
  auto saved =
      devices::save_bytes(file.string(), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!saved) return fail(ErrorKind::StoreFailed, saved.error().message, file.string());
  return {};
}

}  // namespace yitang::terminal
