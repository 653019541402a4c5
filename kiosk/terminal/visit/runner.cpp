#include "kiosk/terminal/visit/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "kiosk/base/wipe.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/terminal/visit/actor.hpp"
#include "kiosk/terminal/visit/expectation.hpp"
#include "kiosk/terminal/visit/listener.hpp"
#include "kiosk/terminal/visit/record.hpp"
#include "kiosk/terminal/visit/residue.hpp"
#include "kiosk/terminal/visit/visitor.hpp"

namespace yitang::terminal {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAfterDevice{1200};  // a reader polls every 300 ms and needs a few steps
constexpr milliseconds kLook{250};
constexpr int kMostQuietSeconds = 600;
constexpr int kMostLooks = 60;  // 15 s of the program's time until an expectation must hold

class Player {
 public:
  Player(VisitStage& stage, VisitRecord& record, const VisitOptions& options, HumanPace pace)
      : stage_(stage), record_(record), options_(options), actor_(stage, pace) {}
  const FormTimer& form() const { return actor_.form(); }

  /// What went wrong, empty if nothing did.
  std::string play(const Step& step) {
    std::string fault = act(step);
    if (fault.empty()) fault = listener_.overheard(stage_);
    if (auto saved = record_.receipts(stage_); !saved) return describe(saved.error());
    if (residue_) {
      if (record_.receipts_saved() > slips_seen_) residue_->look_at_slip(record_.newest_receipt());
      slips_seen_ = record_.receipts_saved();
      if (fault.empty()) fault = residue_->on_page_of_another(stage_.semantics());
    }
    return fault;
  }

  void next_visitor(int visitor) {
    visitor_ = visitor;
    if (!residue_) residue_ = std::make_unique<Residue>();
    residue_->next_visitor(visitor);
    wipe_dead_stack();
  }

 private:
  std::string act(const Step& step) {
    switch (step.kind) {
      case StepKind::Tap: return actor_.tap(step.target);
      case StepKind::Keys: return keys(step.text);
      case StepKind::Pinyin: return actor_.pinyin(step.text, step.target);
      case StepKind::Burst: return actor_.burst(step.text, static_cast<int>(step.number));
      case StepKind::Draw: return actor_.draw(step.target, step.strokes);
      case StepKind::Press: return actor_.press_key(step.target);
      case StepKind::Keypad: actor_.use_keypad(); return {};
      case StepKind::Scan: return scan(step.text);
      case StepKind::PlaceCard:
        if (step.target == kVisitorCard) return place_card_of_visitor();
        return simulate(step.simulated, kAfterDevice);
      case StepKind::ShowCode:
        if (step.target == kVisitorCode) return show_code_of_visitor();
        return simulate(step.simulated, kAfterDevice);
      case StepKind::RemoveCard:
      case StepKind::Reader:
      case StepKind::Scanner: return simulate(step.simulated, kAfterDevice);
      case StepKind::Headset:
      case StepKind::Printer:
      case StepKind::FormPrinter: return simulate(step.simulated, kLook);
      case StepKind::Camera:
      case StepKind::Person: return simulate(step.simulated, milliseconds(0));
      case StepKind::Advance:
        if (step.target == "warning") return to_warning();
        stage_.advance(milliseconds(static_cast<std::int64_t>(step.number * 1000)));
        return {};
      case StepKind::Restart: {
        auto restarted = stage_.restart();
        return restarted ? std::string() : describe(restarted.error());
      }
      case StepKind::Office: return office(step.command);
      case StepKind::Disk: return disk(step);
      case StepKind::Network: stage_.world().office_in_reach = step.target == "up"; return {};
      case StepKind::Expect: return expect(step);
      case StepKind::Shot: {
        auto saved = record_.picture(stage_, step.text);
        return saved ? std::string() : describe(saved.error());
      }
    }
    return "unknown step";
  }

  std::string keys(const std::string& text) {
    if (visitor_ == 0) return actor_.keys(text);
    std::string typed = with_markers(text, visitor_);
    std::string fault = actor_.keys(typed);
    explicit_bzero(typed.data(), typed.size());
    return fault;
  }

  std::string place_card_of_visitor() {
    const auto placed = with_card_of(visitor_, [this](const devices::SyntheticCard& card) {
      return stage_.world().reader.place_card(card);
    });
    if (!placed) return placed.error().message;
    stage_.settle(kAfterDevice);
    return {};
  }

  std::string show_code_of_visitor() {
    const auto shown = with_card_of(visitor_, [this](const devices::SyntheticCard& card) {
      return stage_.world().show_identity_of(card, code_of_visitor(visitor_));
    });
    if (!shown) return describe(shown.error());
    stage_.settle(kAfterDevice);
    return {};
  }

  // Looked at once: what is found later than this has been there.
  std::string nothing_left() {
    stage_.settle(milliseconds(0));
    wipe_dead_stack();
    return residue_->left(stage_.semantics(), {stage_.folder(), options_.out});
  }

  // Nobody touches anything until the page asks whether somebody is still here.
  std::string to_warning() {
    for (int seconds = 0; seconds < kMostQuietSeconds; ++seconds) {
      if (stage_.state().overlay == resident::Overlay::Timeout) return {};
      stage_.advance(milliseconds(1000));
    }
    return "no warning came";
  }

  std::string simulate(const SimulatedAction& action, milliseconds then) {
    if (auto done = perform(stage_.world(), action); !done) return describe(done.error());
    if (then.count() > 0) stage_.settle(then);
    return {};
  }

  std::string scan(const std::string& text) {
    std::string code = text;
    if (text == "receipt") {
      code.clear();
      stage_.terminal().with_store([&code](cases::CaseStore& store) {
        const auto rows = store.list(1);
        if (rows && !rows->empty()) code = rows->front().qr_token;
      });
      stage_.settle(milliseconds(0));
      if (code.empty()) return "there is no receipt to scan";
    }
    auto action = parse_action({"code", "show", code});
    return action ? simulate(*action, kAfterDevice) : describe(action.error());
  }

  std::string office(OfficeCommand command) {
    std::string fault;
    stage_.terminal().with_office([&](office::Office& office) {
      if (command.reference == "last") {
        const auto list = office.list({}, 1);
        command.reference = list && !list->empty() ? list->front().uid : std::string();
      }
      const auto done = perform(office, command);
      if (!done) fault = describe(done.error());
    });
    stage_.settle(milliseconds(0));
    stage_.terminal().fetch_answers();
    stage_.settle(kLook);
    return fault;
  }

  std::string disk(const Step& step) {
    stage_.set_disk_full(step.target == "full");
    return {};
  }

  // Looks again and again while the program goes on, as a person waits for a moment.
  std::string expect(const Step& step) {
    if (step.target == "residue") return nothing_left();
    std::string fault;
    for (int i = 0; i < kMostLooks; ++i) {
      fault = unmet(step, stage_, options_.language,
                    {record_.receipts_saved(), record_.newest_receipt(), actor_.form().seconds()});
      if (fault.empty()) return fault;
      stage_.advance(kLook);
      if (auto saved = record_.receipts(stage_); !saved) return describe(saved.error());
    }
    return fault;
  }

  VisitStage& stage_;
  VisitRecord& record_;
  const VisitOptions& options_;
  Actor actor_;
  Listener listener_;
  int visitor_ = 0;                   ///< 0: the script has none
  std::unique_ptr<Residue> residue_;  ///< from the first visitor on
  int slips_seen_ = 0;
};

}  // namespace

Result<VisitOutcome> play_visit(const VisitScript& script, const VisitOptions& options) {
  if (options.keep_memory) stop_wiping();
  VisitRecord record(script, options);
  if (auto begun = record.begin(); !begun) return tl::unexpected(begun.error());
  auto stage = VisitStage::create(options, script.start, script.form_printer, script.ends);
  if (!stage) return tl::unexpected(stage.error());
  Player player(**stage, record, options, script.pace);
  VisitOutcome outcome;
  for (int visitor = std::min(script.visitors, 1); visitor <= script.visitors && outcome.held; ++visitor) {
    if (visitor > 0) player.next_visitor(visitor);
    for (const Step& step : script.steps) {
      const std::string fault = player.play(step);
      record.step(step, fault, (*stage)->seconds());
      if (fault.empty()) continue;
      outcome.held = false;
      const std::string who = visitor > 0 ? fmt::format("visitor {}: ", visitor) : std::string();
      outcome.faults.push_back(
          fmt::format("{}steps[{}] {} {}: {}", who, step.line, step_name(step.kind), step.target, fault));
      if (auto saved = record.picture(**stage, "fault"); !saved) return tl::unexpected(saved.error());
      break;  // what follows would only fail for the same reason
    }
  }
  outcome.form_seconds = player.form().seconds();
  outcome.form_millis_by_field = player.form().millis_by_field();
  outcome.pictures = record.pictures();
  outcome.receipts = record.receipts_saved();
  if (auto finished = record.finish(**stage, outcome); !finished) return tl::unexpected(finished.error());
  return outcome;
}

}  // namespace yitang::terminal
