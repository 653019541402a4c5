// One matter of several items: what it contains, what of it can be done, one form for all of it, each case's
// own form before the signature.
#include "kiosk/cases/bundle.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_bundle(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenBundle: open_bundle(intent.id); return true;
    case IntentKind::ToggleBundleItem: toggle_bundle_item(intent.id); return true;
    case IntentKind::StartBundle: start_bundle(); return true;
    case IntentKind::LeaveOut: leave_out(); return true;
    case IntentKind::NextStep:
      if (state_.page != Page::BundleForms) return false;
      if (state_.bundle.form + 1 < state_.bundle.merged->members.size()) {
        open_bundle_form(state_.bundle.form + 1);
      } else {
        open_signature();
      }
      return true;
    default: return false;
  }
}

void ResidentFlow::open_bundle(const std::string& id) {
  const catalog::Bundle* bundle = catalog_.bundle(id);
  if (bundle == nullptr) return;
  if (state_.page == Page::ItemList || state_.page == Page::Search || state_.page == Page::Home)
    list_page_ = state_.page;
  state_.bundle = {};
  state_.bundle.bundle = bundle;
  for (const catalog::ServiceItem* item : catalog_.items_of(*bundle)) {
    BundleEntry entry;
    entry.item = item;
    if (!cases::may_be_bundled(*item)) entry.part = BundlePart::Separate;
    state_.bundle.entries.push_back(std::move(entry));
  }
  state_.print = {};
  merge_bundle();
  go(Page::Bundle);
}

void ResidentFlow::toggle_bundle_item(const std::string& id) {
  if (state_.page != Page::Bundle) return;
  for (BundleEntry& entry : state_.bundle.entries) {
    if (entry.item->id != id) continue;
    if (entry.part == BundlePart::Wanted) {
      entry.part = BundlePart::NotWanted;
    } else if (entry.part == BundlePart::NotWanted) {
      entry.part = BundlePart::Wanted;
    }
  }
  merge_bundle();
}

bool ResidentFlow::any_wanted() const {
  const auto& entries = state_.bundle.entries;
  return std::any_of(entries.begin(), entries.end(),
                     [](const BundleEntry& entry) { return entry.part == BundlePart::Wanted; });
}

// What was struck off in an earlier try is looked at again: the answers may be others now.
void ResidentFlow::start_bundle() {
  if (state_.page != Page::Bundle || !is_bundle()) return;
  for (BundleEntry& entry : state_.bundle.entries) {
    if (entry.part == BundlePart::NotEligible || entry.part == BundlePart::UnderWay)
      entry.part = BundlePart::Wanted;
    entry.refusal.reset();
    entry.receipt_no.clear();
  }
  if (!any_wanted()) return;
  merge_bundle();
  begin_application();
}

// Everything that points into the merged item is made anew with it.
void ResidentFlow::merge_bundle() {
  std::vector<const catalog::ServiceItem*> wanted;
  for (const BundleEntry& entry : state_.bundle.entries) {
    if (entry.part == BundlePart::Wanted) wanted.push_back(entry.item);
  }
  const std::string sex = state_.draft.applicant ? state_.draft.applicant->sex : std::string();
  state_.form.pages.clear();
  state_.materials.clear();
  state_.missing.clear();
  state_.item = nullptr;
  state_.bundle.merged.reset();
  if (wanted.empty()) return;
  state_.bundle.merged =
      std::make_shared<cases::MergedItem>(cases::merge_items(*state_.bundle.bundle, wanted, sex));
  state_.item = &state_.bundle.merged->item;
  if (state_.draft.uid.empty()) return;
  const std::optional<cases::BundleDraft> before = std::exchange(state_.draft.bundle, cases::BundleDraft{});
  for (const catalog::ServiceItem* item : wanted) {
    cases::BundleMember member{item->id, item->version, {}, {}, {}};
    for (const cases::BundleMember& known : before.value_or(cases::BundleDraft{}).members) {
      if (known.item_id == item->id) member = known;
    }
    if (member.uid.empty()) member.uid = cases::new_draft(item->id, item->version, clock_.now(), random_).uid;
    state_.draft.bundle->members.push_back(std::move(member));
  }
}

// The person has read why; the others go on.
void ResidentFlow::leave_out() {
  if (!is_bundle() || (state_.page != Page::NotEligible && state_.page != Page::Duplicate)) return;
  const bool from_checks = state_.page == Page::NotEligible;
  for (BundleEntry& entry : state_.bundle.entries) {
    if (entry.part != BundlePart::Wanted) continue;
    if (from_checks && entry.refusal) entry.part = BundlePart::NotEligible;
    if (!from_checks && !entry.receipt_no.empty()) entry.part = BundlePart::UnderWay;
  }
  merge_bundle();
  if (state_.bundle.merged == nullptr) {
    go(Page::Bundle);
  } else if (from_checks) {
    continue_checks(state_.draft.applicant.has_value());
  } else {
    begin_form();
  }
}

// Each item by itself, with the same answers: a question is asked once, whoever needs it. Items that cannot
// be done are said together; an offer is made by itself, for it wants an answer.
void ResidentFlow::continue_bundle_checks(bool card_known) {
  merge_bundle();
  if (state_.bundle.merged == nullptr) {
    go(Page::Bundle);
    return;
  }
  const catalog::Facts facts = known_facts();
  bool asks = false;
  BundleEntry* offer = nullptr;
  state_.remarks.clear();
  state_.ineligible.reset();
  for (BundleEntry& entry : state_.bundle.entries) {
    if (entry.part != BundlePart::Wanted) continue;
    entry.refusal.reset();
    catalog::Eligibility result = catalog_.evaluate(*entry.item, facts, state_.draft.accepted, !card_known);
    if (auto* refused = std::get_if<catalog::NotEligible>(&result)) {
      entry.refusal = std::move(*refused);
      if (!state_.ineligible) state_.ineligible = entry.refusal;
      if (entry.refusal->offer && offer == nullptr) offer = &entry;
    } else if (const auto* fine = std::get_if<catalog::Eligible>(&result)) {
      state_.remarks.insert(state_.remarks.end(), fine->remarks.begin(), fine->remarks.end());
    } else {
      asks = true;
    }
  }
  if (offer != nullptr) {
    for (BundleEntry& entry : state_.bundle.entries) {
      if (&entry != offer && entry.part == BundlePart::Wanted) entry.refusal.reset();
    }
    state_.ineligible = offer->refusal;
  }
  if (state_.ineligible) {
    go(Page::NotEligible);
    return;
  }
  const catalog::Eligibility all = catalog_.evaluate(*state_.item, facts, state_.draft.accepted, !card_known);
  if (const auto* next = std::get_if<catalog::AskNext>(&all); next != nullptr && asks) {
    state_.question = *next;  // counted over all items
    go(Page::Eligibility);
    return;
  }
  after_checks(card_known);
}

// True if something of it is open already.
bool ResidentFlow::find_under_way(const std::vector<cases::CaseRow>& rows) {
  bool any = false;
  for (BundleEntry& entry : state_.bundle.entries) {
    entry.receipt_no.clear();
    if (entry.part != BundlePart::Wanted) continue;
    for (const cases::CaseRow& row : rows) {
      if (row.item_id != entry.item->id || !cases::is_open(row.state) || row.as_agent) continue;
      entry.receipt_no = row.receipt_no;
      state_.existing_case = row;
      any = true;
    }
  }
  return any;
}

// After a draft was taken up: the same items, in the versions that are still in force (see may_resume).
void ResidentFlow::restore_bundle() {
  state_.bundle = {};
  state_.bundle.bundle = catalog_.bundle(state_.draft.item_id);
  for (const catalog::ServiceItem* item : catalog_.items_of(*state_.bundle.bundle)) {
    BundleEntry entry;
    entry.item = item;
    const auto& members = state_.draft.bundle->members;
    const bool is_member = std::any_of(members.begin(), members.end(),
                                       [&](const cases::BundleMember& m) { return m.item_id == item->id; });
    entry.part = is_member ? BundlePart::Wanted : BundlePart::NotWanted;
    state_.bundle.entries.push_back(std::move(entry));
  }
  std::vector<cases::DeliveryChoice> deliveries = state_.draft.bundle->deliveries;
  merge_bundle();
  state_.draft.bundle->deliveries = std::move(deliveries);
}

void ResidentFlow::open_bundle_delivery(std::size_t group) {
  cases::MergedItem& merged = *state_.bundle.merged;
  state_.bundle.delivery = std::min(group, merged.deliveries.size() - 1);
  cases::ask_delivery(merged, state_.bundle.delivery);
  const auto& chosen = state_.draft.bundle->deliveries;
  if (state_.bundle.delivery < chosen.size()) state_.draft.delivery = chosen[state_.bundle.delivery];
}

// True if every group has its way now; else the next one is asked for.
bool ResidentFlow::keep_bundle_delivery() {
  auto& chosen = state_.draft.bundle->deliveries;
  chosen.resize(std::max(chosen.size(), state_.bundle.delivery + 1));
  chosen[state_.bundle.delivery] = *state_.draft.delivery;
  if (state_.bundle.delivery + 1 == state_.bundle.merged->deliveries.size()) return true;
  open_delivery(state_.bundle.delivery + 1);
  return false;
}

void ResidentFlow::open_bundle_form(std::size_t member) {
  state_.bundle.form = member;
  state_.draft.page = "bundle_forms";
  go(Page::BundleForms);
  save_now();
}

}  // namespace yitang::resident
