#include "kiosk/terminal/visit/auto_player.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/terminal/visit/vocabulary.hpp"
#include "ui/png.hpp"

namespace yitang::terminal {
namespace {

using resident::CaptureView;
using resident::CardView;
using resident::Page;
using std::chrono::milliseconds;

constexpr int kMostTurns = 400;
constexpr int kMostWaits = 60;  // a quarter of a second each
constexpr int kMostRetakes = 3;
constexpr milliseconds kMoment{250};
constexpr milliseconds kAfterCard{1200};

const std::vector<std::vector<PadPoint>>& name_in_strokes() {
  static const std::vector<std::vector<PadPoint>> strokes{{{0.15F, 0.35F}, {0.3F, 0.3F}, {0.45F, 0.33F}},
                                                          {{0.3F, 0.15F}, {0.3F, 0.5F}, {0.28F, 0.85F}},
                                                          {{0.3F, 0.45F}, {0.2F, 0.65F}, {0.12F, 0.75F}},
                                                          {{0.55F, 0.3F}, {0.7F, 0.25F}, {0.85F, 0.28F}},
                                                          {{0.6F, 0.5F}, {0.75F, 0.6F}, {0.9F, 0.8F}}};
  return strokes;
}

std::size_t turn_number(const catalog::ServiceItem* item) {
  return item == nullptr ? 0 : static_cast<std::size_t>(std::max(item->seq, 0));
}

}  // namespace

AutoPlayer::AutoPlayer(VisitStage& stage, PageInspector& inspector, const AutoOptions& options,
                       const catalog::ServiceItem* item, const catalog::Bundle* bundle)
    : stage_(stage),
      inspector_(inspector),
      options_(options),
      item_(item),
      bundle_(bundle),
      actor_(stage, options.pace),
      turn_number_(turn_number(item)) {
  const catalog::Catalog& catalog = stage.terminal().catalog();
  std::vector<const catalog::ServiceItem*> items{item};
  if (bundle != nullptr) items = catalog.items_of(*bundle);
  result_.id = bundle != nullptr ? bundle->id : item->id;
  plan_ = plan_for(catalog, items, stage.clock().today());
}

AutoSubject AutoPlayer::play() {
  inspector_.begin_subject();
  const std::size_t known = inspector_.problems().size();
  std::string fault;
  for (int turns = 0; fault.empty() && !finished_; ++turns) {
    inspector_.look(stage_);
    const int pages = inspector_.pages();
    if (pages != result_.pages && options_.pictures) fault = picture(fmt::format("{:02}", pages));
    result_.pages = pages;
    if (fault.empty()) fault = turns < kMostTurns ? turn() : "there is no end to it";
  }
  if (!fault.empty()) {
    result_.fault = where() + ": " + fault;
    if (const std::string unsaved = picture("fault"); !unsaved.empty()) result_.fault += "; " + unsaved;
  }
  const auto& problems = inspector_.problems();
  result_.problems.assign(problems.begin() + static_cast<std::ptrdiff_t>(known), problems.end());
  result_.form_seconds = actor_.form().seconds();
  if (options_.form_seconds && result_.form_seconds > *options_.form_seconds)
    result_.problems.push_back(fmt::format("the form took {:.0f} s", result_.form_seconds));
  return result_;
}

std::string AutoPlayer::picture(const std::string& name) {
  const std::string file = fmt::format("{}-{}-{}.png", result_.id, name, page_name(stage_.state().page));
  auto saved = ui::save_png(stage_.surface().view(), (options_.visit.out / file).string());
  return saved ? std::string() : "the picture cannot be saved: " + saved.error().message;
}

std::string AutoPlayer::where() const { return "page " + std::string(page_name(stage_.state().page)); }

bool AutoPlayer::is_there(const std::string& id) const {
  const ui::Node* node = stage_.semantics().find_by_id(id);
  return node != nullptr && !node->covered && node->enabled;
}

std::string AutoPlayer::wait() {
  if (++waits_ > kMostWaits) return "waited in vain";
  stage_.advance(kMoment);
  return {};
}

std::string AutoPlayer::turn() {
  const resident::ResidentState& state = stage_.state();
  if (state.overlay == resident::Overlay::Timeout) return tap("timeout.stay");
  if (state.overlay != resident::Overlay::None)
    return "a dialog that nobody asked for: " + std::string(overlay_name(state.overlay));
  const Page page = state.page;
  const int waited = waits_;
  const bool finding = page <= Page::NotEligible || page == Page::Bundle || page == Page::Emergency;
  std::string fault = finding                    ? turn_of_finding()
                      : page <= Page::Resume     ? turn_of_person()
                      : page <= Page::Commitment ? turn_of_papers()
                                                 : turn_of_end();
  if (waits_ == waited) waits_ = 0;
  // Nothing may be done without end: the same page is left only so many times.
  if (fault.empty() && waits_ == 0 && ++tries_["page " + std::string(page_name(page))] > 60)
    return "it does not go on";
  return fault;
}

std::string AutoPlayer::turn_of_finding() {
  switch (stage_.state().page) {
    case Page::Idle: return begin();
    case Page::Home: return find_in_home();
    case Page::ItemList:
      return tap(bundle_ != nullptr ? "list.bundle." + bundle_->id : "list.item." + item_->id);
    case Page::Guide: return tap("guide.apply");
    case Page::Bundle: return tap("bundle.start");
    case Page::Emergency: return tap("emergency.none");
    case Page::Eligibility: return answer();
    case Page::NotEligible: return offer();
    default: return "nothing leads here";
  }
}

std::string AutoPlayer::turn_of_person() {
  switch (stage_.state().page) {
    case Page::Consent: return tap("consent.agree");
    case Page::WhoFor: return tap("who.self");
    case Page::Card: return card();
    default: return "whoever applies for themselves should not come here";
  }
}

std::string AutoPlayer::turn_of_papers() {
  switch (stage_.state().page) {
    case Page::Form: return form();
    case Page::Materials: return materials();
    case Page::Capture: return capture();
    case Page::Commitment: return commitment();
    case Page::Missing: {
      std::string codes;
      for (const cases::MissingMaterial& one : stage_.state().missing) codes += " " + one.material->code;
      return "still missing:" + codes;
    }
    default: return "nothing leads here";
  }
}

std::string AutoPlayer::turn_of_end() {
  switch (stage_.state().page) {
    case Page::SlotDays:
    case Page::SlotTimes: return slot();
    case Page::Delivery: return delivery();
    case Page::BundleForms: return tap("bundle.next_form");
    case Page::Signature: return sign();
    case Page::Review: return is_there("review.submit") ? tap("review.submit") : wait();
    case Page::Submitting:
      return stage_.state().submit.view == resident::SubmitView::Failed ? "it could not be handed in"
                                                                        : wait();
    case Page::Receipt: return receipt();
    case Page::Rating: return rate();
    case Page::Goodbye: return leave();
    default: return "nothing leads here";
  }
}

std::string AutoPlayer::begin() {
  if (!plan_.stops.empty()) {
    std::string ids;
    for (const std::string& id : plan_.stops) ids += " " + id;
    return "no sample card may apply for" + ids;
  }
  return tap("idle.begin");
}

// By the tile of its function; a bundle by the life event that it belongs to.
std::string AutoPlayer::find_in_home() {
  if (bundle_ == nullptr) return tap("home.function." + item_->function);
  for (const catalog::LifeEvent& event : stage_.terminal().catalog().life_events()) {
    const auto& bundles = event.bundles;
    if (std::find(bundles.begin(), bundles.end(), bundle_->id) == bundles.end()) continue;
    if (is_there("home.life." + event.key)) return tap("home.life." + event.key);
    return tap("home.tab.1");
  }
  return "no life event has the bundle " + bundle_->id;
}

std::string AutoPlayer::answer() {
  const auto& question = stage_.state().question;
  if (!question || question->fact == nullptr) return "there is no question";
  const catalog::Fact& fact = *question->fact;
  const auto known = plan_.answers.find(fact.name);
  if (known == plan_.answers.end()) return "no answer to " + fact.name;
  const std::string code = answer_code(fact.question, known->second);
  switch (fact.question.answer) {
    case catalog::AnswerKind::YesNo: return tap(code == "true" ? "check.yes" : "check.no");
    case catalog::AnswerKind::Choice: return tap("check.option." + code);
    case catalog::AnswerKind::Number: break;
  }
  if (auto wrong = actor_.keys(code); !wrong.empty()) return wrong;
  return tap("check.answer");
}

std::string AutoPlayer::offer() {
  if (is_there("ineligible.accept")) return tap("ineligible.accept");
  const auto& refused = stage_.state().ineligible;
  return "not eligible: " + (refused ? refused->fact + " " + refused->why.en : std::string());
}

std::string AutoPlayer::card() {
  const resident::CardState& card = stage_.state().card;
  if (card.view == CardView::Read) return tap("card.use");
  if (card.view == CardView::Looking) return wait();
  if (card.view != CardView::Waiting)
    return fmt::format("the card {} is not taken (view {}, problem {})", plan_.card,
                       static_cast<int>(card.view), static_cast<int>(card.problem));
  if (tries_["card"]++ > 0) return wait();
  if (auto placed = stage_.world().place_card(plan_.card); !placed) return describe(placed.error());
  stage_.settle(kAfterCard);
  return {};
}

std::string AutoPlayer::materials() {
  for (const cases::MaterialNeed& need : stage_.state().materials) {
    const std::string id = "material." + need.material->code;
    if (need.need == cases::Need::Ask) return tap(id + ".yes");
    const bool wanted = need.need == cases::Need::Required || need.need == cases::Need::Optional;
    const bool enough = need.have_pages > 0 && need.have_pages >= need.least_pages;
    if (wanted && need.supply == cases::Supply::Scanned && !enough) return tap(id);
  }
  return tap("materials.next");
}

std::string AutoPlayer::capture() {
  const resident::CaptureState& capture = stage_.state().capture;
  switch (capture.view) {
    case CaptureView::Working: return wait();
    case CaptureView::Failed: return "the photograph failed";
    case CaptureView::Preview:
      if (!capture.problem) return tap("capture.keep");
      return ++retakes_ > kMostRetakes ? "a sharp photograph is doubted" : tap("capture.retake");
    case CaptureView::Ready: break;
  }
  const ui::Node* main = stage_.semantics().main_action();
  if (main == nullptr) return "nothing to do about the paper";
  if (main->id != "capture.finish") stage_.world().camera.put_page(static_cast<int>(++tries_["photographs"]));
  return tap(main->id);
}

std::string AutoPlayer::commitment() {
  const ui::Node* tick = stage_.semantics().find_by_id("commitment.tick");
  if (tick == nullptr) return "nothing to tick";
  if (!tick->checked) {
    if (auto wrong = tap("commitment.tick"); !wrong.empty()) return wrong;
  }
  return tap("commitment.next");
}

// The first place that is left.
std::string AutoPlayer::slot() {
  const resident::ResidentState& state = stage_.state();
  if (state.page == Page::SlotTimes) {
    const std::string time = first_with("slots.time.");
    return time.empty() ? "no time is left on a day that has places" : tap(time);
  }
  if (state.slots.view == resident::SlotView::Looking) return wait();
  if (state.slots.view != resident::SlotView::Choosing) return "no place is to be had";
  const std::string day = first_with("slots.day.");
  return day.empty() ? "no day is left" : tap(day);
}

std::string AutoPlayer::delivery() {
  const resident::ResidentState& state = stage_.state();
  const auto offered = resident::ways_offered(state);
  if (offered.empty()) return "there is nothing to choose from";
  const catalog::Delivery wanted = offered[turn_number_ % offered.size()];
  if (!state.draft.delivery || state.draft.delivery->kind != wanted)
    return tap("delivery." + std::string(catalog::code_of(wanted)));
  if (is_there("delivery.address") && state.draft.delivery->address.empty())
    return type_into("delivery.address", typed_address());
  if (is_there("delivery.phone") && state.draft.delivery->phone.empty())
    return type_into("delivery.phone", {{"", typed_phone()}});
  return tap("delivery.next");
}

std::string AutoPlayer::sign() {
  if (auto wrong = actor_.draw("sign.pad", name_in_strokes()); !wrong.empty()) return wrong;
  return tap("sign.confirm");
}

std::string AutoPlayer::receipt() {
  const resident::ResidentState& state = stage_.state();
  if (!state.submit.result) return "no number was given";
  const std::string& number = state.submit.result->receipt_no;
  const auto& nodes = stage_.semantics().nodes();
  const bool shown = std::any_of(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
    return node.label.find(number) != std::string::npos || node.value.find(number) != std::string::npos;
  });
  if (!shown && state.submit.all.size() < 2) return "the page does not show the number " + number;
  if (!state.print.fate || *state.print.fate == resident::PrintFate::Printing) return wait();
  if (*state.print.fate != resident::PrintFate::Printed) return "the receipt is not printed";
  result_.reached = "receipt";
  return tap("receipt.done");
}

std::string AutoPlayer::rate() {
  const int level = 1 + static_cast<int>(turn_number_ % 5);
  if (stage_.state().rating.level == 0) return tap("rate." + std::to_string(level));
  return tap("rating.send");
}

std::string AutoPlayer::leave() {
  stage_.world().reader.remove_card();
  // The page closes by itself soon after the card was taken away; who is slow finds it gone.
  if (auto wrong = tap("goodbye.done"); !wrong.empty() && stage_.state().page != Page::Idle) return wrong;
  if (stage_.state().page != Page::Idle) return "the idle page does not come back";
  inspector_.look(stage_);
  finished_ = true;
  return {};
}

}  // namespace yitang::terminal
