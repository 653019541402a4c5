// Finding an item, its guide, and the questions that tell early whether it can be done.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

catalog::FactValue fact_value(const catalog::Question& question, const std::string& answer) {
  switch (question.answer) {
    case catalog::AnswerKind::YesNo: return answer == "yes" || answer == "true";
    case catalog::AnswerKind::Number: return std::strtod(answer.c_str(), nullptr);
    case catalog::AnswerKind::Choice: break;
  }
  if (question.numeric_options) return std::strtod(answer.c_str(), nullptr);
  return answer;
}

}  // namespace

bool ResidentFlow::on_browse(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenFunction:
    case IntentKind::OpenLifeEvent:
    case IntentKind::OpenFourDo:
    case IntentKind::OpenTheme: open_list(intent.kind, intent.id); return true;
    case IntentKind::OpenFunctions: state_.browse.by = BrowseBy::Functions; return true;
    case IntentKind::OpenLifeEvents: state_.browse.by = BrowseBy::LifeEvents; return true;
    case IntentKind::OpenThemes: state_.browse.by = BrowseBy::Themes; return true;
    case IntentKind::OpenSearch:
      state_.browse.query.clear();
      state_.browse.hits.clear();
      go(Page::Search);
      return true;
    case IntentKind::EditSearch: search(intent.value); return true;
    case IntentKind::OpenItem: {
      const catalog::ServiceItem* item = catalog_.item(intent.id);
      if (item == nullptr || item->status != catalog::ItemStatus::Published) return true;
      state_.bundle = {};
      state_.item = item;
      state_.print = {};
      if (state_.page == Page::ItemList || state_.page == Page::Search || state_.page == Page::ListEntry)
        list_page_ = state_.page;
      if (state_.page == Page::Home) list_page_ = Page::Home;
      go(Page::Guide);
      return true;
    }
    case IntentKind::PrintLeaflet:
      if (state_.item == nullptr) return true;
      start_print({PrintKind::Leaflet, state_.language, {}, state_.item, {}, {}});
      return true;
    case IntentKind::StartApply: start_apply(); return true;
    case IntentKind::AnswerCheck: answer(intent.id, intent.value); return true;
    case IntentKind::AcceptOffer: accept_offer(); return true;
    case IntentKind::NoEmergency: no_emergency(); return true;
    default: return false;
  }
}

void ResidentFlow::open_list(IntentKind kind, const std::string& id) {
  BrowseState& browse = state_.browse;
  browse.bundles.clear();
  browse.list_kind = kind;
  browse.list_id = id;
  if (kind == IntentKind::OpenFunction) {
    browse.items = catalog_.by_function(id);
  } else if (kind == IntentKind::OpenLifeEvent) {
    browse.items = catalog_.by_life_event(id);
    const catalog::LifeEvent* event = catalog_.life_event(id);
    if (event != nullptr) browse.bundles = catalog_.bundles_of(*event);
  } else if (kind == IntentKind::OpenTheme) {
    browse.items = catalog_.by_theme(id);
  } else {
    const auto four_do = catalog::enum_from<catalog::FourDo>(id);
    browse.items = four_do ? catalog_.by_four_do(*four_do) : catalog::ItemList{};
  }
  list_page_ = Page::ItemList;
  go(Page::ItemList);
}

void ResidentFlow::search(const std::string& query) {
  state_.browse.query = query;
  state_.browse.hits = catalog_.search(query);
}

void ResidentFlow::start_apply() {
  if (state_.page == Page::Guide && state_.item != nullptr) begin_application();
}

void ResidentFlow::begin_application() {
  state_.draft_problem.reset();
  state_.draft = cases::new_draft(state_.item->id, state_.item->version, clock_.now(), random_);
  state_.draft.language = state_.language == Language::English ? "en" : "zh";
  state_.draft.density = state_.density == Density::Elder ? "elder" : "standard";
  state_.for_other = false;
  state_.form = {};
  state_.strokes.clear();
  state_.submit = {};
  asked_.clear();
  if (!open_emergency()) continue_checks(false);
}

catalog::Facts ResidentFlow::known_facts() const {
  const catalog::FactBook& book = catalog_.facts();
  catalog::Facts facts = catalog::facts_of_day(book, catalog_.county().enrolment, clock_.today());
  if (const auto& person = state_.draft.applicant) {
    const catalog::CardFacts card{person->birth, person->valid_to, person->long_term};
    const bool read = cases::is_proven(*person);
    for (auto& [name, value] : catalog::facts_of_card(book, card, clock_.today())) {
      if (read || book.fact(name)->source == catalog::FactSource::CardAge) facts.emplace(name, value);
    }
  }
  for (const auto& [name, answer] : state_.draft.answers) facts.insert_or_assign(name, answer);
  return facts;
}

void ResidentFlow::answer(const std::string& fact, const std::string& value) {
  if (state_.page != Page::Eligibility || !state_.question || state_.question->fact->name != fact) return;
  state_.draft.answers.insert_or_assign(fact, fact_value(state_.question->fact->question, value));
  asked_.push_back(fact);
  continue_checks(state_.draft.applicant.has_value());
}

void ResidentFlow::accept_offer() {
  if (state_.page != Page::NotEligible || !state_.ineligible || !state_.ineligible->offer) return;
  state_.draft.accepted.insert(state_.ineligible->outcome);
  continue_checks(state_.draft.applicant.has_value());
}

void ResidentFlow::continue_checks(bool card_known) {
  if (is_bundle()) return continue_bundle_checks(card_known);
  const bool wait_for_card = !card_known && catalog::needs_identity(*state_.item);
  catalog::Eligibility result =
      catalog_.evaluate(*state_.item, known_facts(), state_.draft.accepted, wait_for_card);
  if (const auto* next = std::get_if<catalog::AskNext>(&result)) {
    state_.question = *next;
    go(Page::Eligibility);
  } else if (auto* refused = std::get_if<catalog::NotEligible>(&result)) {
    state_.ineligible = std::move(*refused);
    go(Page::NotEligible);
  } else {
    state_.remarks = std::get<catalog::Eligible>(result).remarks;
    after_checks(card_known);
  }
}

void ResidentFlow::after_checks(bool card_known) {
  if (lacks_consent()) {
    open_consent();
  } else if (!catalog::needs_identity(*state_.item)) {
    begin_form();
  } else if (!card_known) {
    if (state_.item->agent.allowed) {
      state_.child_offered = may_be_for_child();
      go(Page::WhoFor);
    } else {
      open_card(CardRole::Applicant);
    }
  } else if (wants_guardian()) {
    open_card(CardRole::Guardian);
  } else if (state_.for_other && !state_.draft.agent) {
    open_card(CardRole::Agent);
  } else if (prepares()) {
    state_.existing_case.reset();  // nothing is looked up for a number that anybody can type
    begin_form();
  } else {
    look_for_person();
  }
}

// A newborn has no card; whether the matter can be for one, the conditions say.
bool ResidentFlow::may_be_for_child() const {
  catalog::Facts facts = known_facts();
  for (const auto& [name, fact] : catalog_.facts().facts) {
    if (fact.source == catalog::FactSource::CardAge) facts.insert_or_assign(name, 0.0);
  }
  const auto result = catalog_.evaluate(*state_.item, facts, state_.draft.accepted, false);
  return !std::holds_alternative<catalog::NotEligible>(result);
}

// Takes back the last answer and asks again. False if nothing was answered yet.
bool ResidentFlow::step_back_in_checks() {
  if (asked_.empty()) return false;
  state_.draft.accepted.clear();  // an offer that still fits is made again
  for (BundleEntry& entry : state_.bundle.entries) {
    if (entry.part == BundlePart::NotEligible) entry.part = BundlePart::Wanted;  // likewise
  }
  state_.draft.answers.erase(asked_.back());
  asked_.pop_back();
  continue_checks(state_.draft.applicant.has_value());
  return true;
}

std::vector<catalog::GuideLine> ResidentFlow::answers_in_words() const {
  std::vector<catalog::GuideLine> lines;
  for (const std::string& name : asked_) {
    const catalog::Fact* fact = catalog_.facts().fact(name);
    const auto answer = state_.draft.answers.find(name);
    if (fact == nullptr || answer == state_.draft.answers.end()) continue;
    lines.push_back({fact->question.text.of(state_.language),
                     catalog::answer_text(fact->question, answer->second).of(state_.language)});
  }
  return lines;
}

}  // namespace yitang::resident
