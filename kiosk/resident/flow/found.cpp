// What the store knows of the person: unfinished applications, the same matter under way.
#include <algorithm>
#include <utility>

#include "kiosk/cases/prepared.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

// From the progress page: what is begun goes on with the code that was shown only if it may be begun with it.
bool code_goes_on(const catalog::Catalog& catalog, const cases::Draft& draft,
                  catalog::IdentityMethod method) {
  const auto taken = [&](const std::string& id, int version) {
    const catalog::ServiceItem* item = catalog.item(id, version);
    return item != nullptr && catalog::accepts(*item, method);
  };
  if (draft.agent) return false;
  if (!draft.bundle) return taken(draft.item_id, draft.item_version);
  const auto& members = draft.bundle->members;
  return std::all_of(members.begin(), members.end(), [&](const cases::BundleMember& member) {
    return taken(member.item_id, member.item_version);
  });
}

}  // namespace

// Only whoever acts in it goes on with it: a case must not be handed in in the name of an agent who is not
// here, and not by an applicant for whom somebody else has begun it.
bool ResidentFlow::may_resume(const cases::Draft& draft) const {
  if (!draft.applicant || draft.uid == state_.draft.uid) return false;
  if (draft.supplement) return false;  // from the page of its case
  // The version it was begun with is kept to its end, as long as the item is accepted in any version at all.
  const auto accepted = [this](const std::string& id, int version) {
    return catalog_.item(id) != nullptr && catalog_.item(id, version) != nullptr;
  };
  if (draft.bundle) {
    // A bundle is filled in anew in the versions of today, see restore_bundle().
    const auto& members = draft.bundle->members;
    const bool all = std::all_of(members.begin(), members.end(), [&](const cases::BundleMember& member) {
      const catalog::ServiceItem* item = catalog_.item(member.item_id);
      return item != nullptr && item->version == member.item_version;
    });
    if (catalog_.bundle(draft.item_id) == nullptr || members.empty() || !all) return false;
  } else if (!accepted(draft.item_id, draft.item_version)) {
    return false;
  }
  if (cases::is_unproven(draft.applicant, draft.agent) && !may_take_over(draft)) return false;
  if (is_query_card()) {
    const auto& shown = state_.query.person;
    if (shown && shown->proof && !code_goes_on(catalog_, draft, shown->proof->method)) return false;
    const cases::Person& acting = draft.agent ? draft.agent->person : *draft.applicant;
    return acting.number == asked_person_;
  }
  if (state_.item == nullptr || draft.item_id != state_.item->id) return false;
  if (draft.applicant->number != state_.draft.applicant->number) return false;
  if (draft.agent.has_value() != state_.draft.agent.has_value()) return false;
  return !draft.agent || draft.agent->person.number == state_.draft.agent->person.number;
}

// Who somebody is belongs to what is signed: whoever goes on shows it anew, and signs under that.
void ResidentFlow::prove_anew(const cases::Person& reader) {
  cases::Draft& draft = state_.draft;
  const bool same = draft.applicant->source == reader.source && draft.applicant->proof == reader.proof;
  if (draft.agent || same) return;
  draft.applicant = reader;
  draft.signature.reset();
  cases::prefill(*state_.item, reader, clock_.today(), draft.values);
  if (draft.page == "review") draft.page = "signature";
}

// True if there is something to go on with: the page that offers it is open then.
bool ResidentFlow::offer_drafts(const std::vector<cases::Draft>& drafts) {
  state_.found_drafts.clear();
  std::copy_if(drafts.begin(), drafts.end(), std::back_inserter(state_.found_drafts),
               [this](const cases::Draft& draft) { return may_resume(draft); });
  if (state_.found_drafts.empty()) return false;
  go(Page::Resume);
  return true;
}

void ResidentFlow::person_found(const PersonFound& found) {
  state_.query.unfinished.clear();
  std::copy_if(found.drafts.begin(), found.drafts.end(), std::back_inserter(state_.query.unfinished),
               [](const cases::Draft& draft) { return draft.supplement.has_value(); });
  if (is_query_card()) {
    if (state_.page != Page::Query) return;
    state_.query.notices = found.notices;
    state_.query.cases = found.cases;
    if (!offer_drafts(found.drafts)) show_cases(found.cases);
    return;
  }
  if (state_.page != Page::Card || state_.card.view != CardView::Looking) return;
  state_.existing_case.reset();
  // Whoever types a number that is not their own learns nothing of what else is under way for it.
  const bool read = cases::is_proven(*state_.draft.applicant);
  if (is_bundle() && read) find_under_way(found.cases);
  for (const cases::CaseRow& row : found.cases) {
    if (!read) break;
    // A case this person handed in for somebody else is no duplicate of the own one.
    const bool same = row.item_id == state_.item->id && cases::is_open(row.state) && !row.as_agent;
    if (same) state_.existing_case = row;
  }
  if (!offer_drafts(found.drafts)) enter_form();
}

void ResidentFlow::enter_form() {
  if (state_.existing_case) {
    go(Page::Duplicate);
  } else {
    begin_form();
  }
}

// The item may end while somebody fills it in, at midnight: better said at the next step than at the last.
bool ResidentFlow::has_ended() const {
  if (!state_.draft.bundle) return catalog_.item(state_.draft.item_id) == nullptr;
  const auto& members = state_.draft.bundle->members;
  return std::any_of(members.begin(), members.end(), [this](const cases::BundleMember& member) {
    return catalog_.item(member.item_id) == nullptr;
  });
}

bool ResidentFlow::stop_at_ended_item() {
  if (!has_application() || !form_was_opened() || state_.draft.supplement || !has_ended()) return false;
  save_now();
  state_.submit = {};
  state_.submit.view = SubmitView::Failed;
  state_.submit.problem = ErrorKind::NotFound;
  go(Page::Submitting);
  return true;
}

void ResidentFlow::resume_draft(const std::string& uid) {
  if (state_.page != Page::Resume) return;
  auto& found = state_.found_drafts;
  const auto wanted =
      uid.empty() && found.size() == 1
          ? found.begin()
          : std::find_if(found.begin(), found.end(), [&](const cases::Draft& d) { return d.uid == uid; });
  if (wanted == found.end()) return;
  const auto consent = state_.draft.agreed.consent;
  // Whether the applicant is here was asked just now; from the progress page it was not.
  const auto here = is_query_card() ? std::nullopt : std::optional(state_.draft.applicant_present);
  const auto reader = is_query_card() ? state_.query.person : state_.draft.applicant;
  const cases::Draft fresh = std::exchange(state_.draft, std::move(*wanted));
  const bool typed = cases::is_unproven(state_.draft.applicant, state_.draft.agent);
  if (!state_.draft.agreed.consent) state_.draft.agreed.consent = consent;
  if (here && state_.draft.agent) {
    state_.draft.applicant_present = *here;
    if (!*here) state_.draft.authorisation.reset();
  }
  found.clear();
  state_.draft.language = state_.language == Language::English ? "en" : "zh";
  state_.draft.density = state_.density == Density::Elder ? "elder" : "standard";
  state_.draft_problem.reset();
  state_.submit = {};
  if (state_.draft.bundle) {
    restore_bundle();
  } else {
    state_.bundle = {};
    state_.item = catalog_.item(state_.draft.item_id, state_.draft.item_version);
  }
  state_.for_other = state_.draft.agent.has_value();
  if (typed && reader) take_over(*reader, is_query_card() ? nullptr : &fresh);
  if (!typed && reader) prove_anew(*reader);
  state_.card.role = CardRole::Applicant;
  state_.card.person = state_.draft.applicant;
  state_.card.view = CardView::Read;
  rebuild_form();
  refresh_materials();
  if (typed) {
    resume_prepared();
  } else {
    open_resumed_page(std::string(state_.draft.page));
  }
}

void ResidentFlow::open_resumed_page(const std::string& page) {
  if (page == "slots" && chooses_slot()) {
    open_slots();
  } else if (page == "materials") {
    open_materials();
  } else if (page == "commitment") {
    open_commitments(true);
  } else if (page == "delivery") {
    open_delivery();
  } else if (page == "signature" || page == "bundle_forms") {
    ask_to_sign();
  } else if (page == "review") {
    open_review();
  } else {
    std::size_t index = 0;
    for (std::size_t i = 0; i < state_.form.pages.size(); ++i) {
      if ("form:" + state_.form.pages[i].id == page) index = i;
    }
    open_form_page(index);
  }
}

void ResidentFlow::start_afresh() {
  if (state_.overlay == Overlay::LeaveQuestion) {  // leave, and do not keep what was entered
    const std::string uid = state_.draft.uid;
    leave(false);
    if (!uid.empty()) ports_.delete_draft(uid);
    return;
  }
  if (state_.page != Page::Resume) return;
  const std::vector<cases::Draft> found = std::exchange(state_.found_drafts, {});
  if (is_query_card()) {  // not now: the drafts stay for their 24 hours
    show_cases(state_.query.cases);
    return;
  }
  // Of several, none is meant by "afresh": they stay for their 24 hours beside the new one.
  if (found.size() == 1) ports_.delete_draft(found.front().uid);
  enter_form();
}

}  // namespace yitang::resident
