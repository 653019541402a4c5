// How the result comes, the signature, one last look; after the receipt, what the person thought of it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/bundle.hpp"
#include "kiosk/cases/home_region.hpp"
#include "kiosk/cases/signature.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

// Address and phone of a delivery obey the same rules as the form's fields of these types.
catalog::FormField delivery_field(const std::string& key, catalog::FieldType type) {
  catalog::FormField field;
  field.key = key;
  field.type = type;
  field.required = true;
  if (type == catalog::FieldType::Address) {
    field.validation.min_length = 6;
    field.validation.max_length = 120;
  }
  return field;
}

bool asks_address(catalog::Delivery kind) { return kind == catalog::Delivery::Courier; }
bool asks_phone(catalog::Delivery kind) {
  return kind == catalog::Delivery::Courier || kind == catalog::Delivery::Sms;
}

std::int32_t to_field(float part) {
  return std::clamp(static_cast<std::int32_t>(std::lround(part * cases::kStrokeRange)), 0,
                    cases::kStrokeRange);
}

std::vector<cases::Stroke> to_case_strokes(const std::vector<Stroke>& strokes) {
  std::vector<cases::Stroke> result;
  for (const Stroke& stroke : strokes) {
    cases::Stroke converted;
    for (const StrokePoint& p : stroke) {
      converted.push_back({to_field(p.x), to_field(p.y), static_cast<std::int32_t>(p.seconds * 1000)});
    }
    result.push_back(std::move(converted));
  }
  return result;
}

}  // namespace

std::vector<catalog::Delivery> ways_offered(const ResidentState& state) {
  if (state.item == nullptr) return {};
  return catalog::ways_here(*state.item, cases::deliveries_for(*state.item, state.draft.values), state.paper);
}

bool ResidentFlow::on_finish(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::NextStep:
      if (state_.page != Page::Delivery) return false;
      finish_delivery();
      return true;
    case IntentKind::ChooseDelivery:
      if (state_.page != Page::Delivery) return true;
      if (const auto kind = catalog::enum_from<catalog::Delivery>(intent.id)) choose_delivery(*kind);
      return true;
    case IntentKind::TypeDelivery:
      if (state_.page != Page::Delivery || !state_.draft.delivery) return true;
      (intent.id == "address" ? state_.draft.delivery->address : state_.draft.delivery->phone) = intent.value;
      state_.delivery_problems.erase(intent.id);
      save_soon();
      return true;
    case IntentKind::AddStroke:
      if (state_.page != Page::Signature) return true;
      for (const Stroke& stroke : intent.strokes) state_.strokes.push_back(stroke);
      state_.signature_problem.reset();
      return true;
    case IntentKind::ClearStrokes:
      state_.strokes.clear();
      state_.signature_problem.reset();
      return true;
    case IntentKind::ConfirmSignature: confirm_signature(); return true;
    case IntentKind::EditStep: edit_step(intent.id); return true;
    case IntentKind::Submit: submit(); return true;
    case IntentKind::TryAgain:
      if (state_.page == Page::Submitting && state_.submit.view == SubmitView::Failed) submit();
      if (state_.page == Page::Prepared && state_.prepared.view == PreparedView::Failed) submit();
      if (state_.page == Page::Review && state_.submit.view == SubmitView::PrinterNotReady) {
        state_.submit.view = SubmitView::Ready;
        submit();
      }
      return true;
    case IntentKind::Reprint:
      if (state_.page == Page::Receipt) print_receipt();
      if (state_.page == Page::Prepared) print_prepared();
      return true;
    case IntentKind::PrintForm: print_form(); return true;
    case IntentKind::PrintResult: print_result(); return true;
    default: return false;
  }
}

// What is known already is not asked again: the card's address, the number that was given in the form, and
// what was said for another matter of the bundle.
void ResidentFlow::fill_delivery(cases::DeliveryChoice& delivery) const {
  if (state_.draft.bundle && !state_.draft.bundle->deliveries.empty()) {
    const cases::DeliveryChoice& earlier = state_.draft.bundle->deliveries.back();
    if (delivery.address.empty()) delivery.address = earlier.address;
    if (delivery.phone.empty()) delivery.phone = earlier.phone;
  }
  if (state_.draft.applicant) {
    if (delivery.address.empty()) delivery.address = state_.draft.applicant->address;
    if (delivery.recipient.empty()) delivery.recipient = state_.draft.applicant->name;
  }
  for (const catalog::FormField& field : state_.item->form) {
    if (delivery.phone.empty() && field.type == catalog::FieldType::Phone)
      delivery.phone = cases::text_of(state_.draft.values, field.key);
  }
}

void ResidentFlow::choose_delivery(catalog::Delivery kind) {
  const auto ways = ways_offered(state_);
  if (std::find(ways.begin(), ways.end(), kind) == ways.end()) return;
  if (!state_.draft.delivery) fill_delivery(state_.draft.delivery.emplace());
  state_.draft.delivery->kind = kind;
  state_.delivery_problems.clear();
  save_now();
}

// A way that makes another trip than the guide promised is the person's own choice, never ours.
void ResidentFlow::begin_delivery() {
  const auto ways = ways_offered(state_);
  auto& chosen = state_.draft.delivery;
  const bool possible = chosen && std::find(ways.begin(), ways.end(), chosen->kind) != ways.end();
  cases::DeliveryChoice delivery = chosen.value_or(cases::DeliveryChoice{});
  fill_delivery(delivery);
  if (!possible) {
    const auto way = catalog::way_to_begin_with(*state_.item, ways, !delivery.phone.empty());
    if (!way) {
      chosen.reset();
      return;
    }
    delivery.kind = *way;
  }
  chosen = std::move(delivery);
}

void ResidentFlow::open_delivery(std::size_t group) {
  if (is_bundle()) open_bundle_delivery(group);
  begin_delivery();
  state_.delivery_problems.clear();
  state_.draft.page = "delivery";
  go(Page::Delivery);
  save_now();
}

void ResidentFlow::finish_delivery() {
  if (!state_.draft.delivery) {
    state_.delivery_problems.insert_or_assign(std::string(kNoWayChosen), cases::FieldProblem{});
    return;
  }
  cases::DeliveryChoice& delivery = *state_.draft.delivery;
  const cases::FormContext context = cases::form_context(state_.draft, clock_.now());
  state_.delivery_problems.clear();
  const auto check = [&](const std::string& key, catalog::FieldType type, std::string& value) {
    const catalog::FormField field = delivery_field(key, type);
    const cases::FieldValue canonical = cases::normalised(field, value);
    value = std::get<std::string>(canonical);
    if (const auto problem = cases::check_field(field, {{key, canonical}}, context)) {
      state_.delivery_problems.insert_or_assign(key, *problem);
    }
  };
  if (asks_address(delivery.kind)) check("address", catalog::FieldType::Address, delivery.address);
  if (asks_phone(delivery.kind)) check("phone", catalog::FieldType::Phone, delivery.phone);
  if (!state_.delivery_problems.empty()) return;
  if (is_bundle() && !keep_bundle_delivery()) return;
  // Changed from the review page: a signature that still fits need not be given again.
  const bool signed_already = state_.form.return_to_review && signed_as_it_is();
  if (catalog::needs_identity(*state_.item) && !signed_already && !prepares()) {
    ask_to_sign();
  } else {
    open_review();
  }
}

bool ResidentFlow::signed_as_it_is() const {
  const auto none = cases::SignatureProblem::None;
  if (is_bundle()) return cases::verify_bundle(*state_.bundle.merged, state_.draft, clock_.now()) == none;
  return cases::verify_draft(*state_.item, state_.draft, clock_.now()) == none &&
         cases::verify_authorisation(*state_.item, state_.draft, clock_.now()) == none;
}

// One signature stands under several forms: each of them is shown before.
void ResidentFlow::ask_to_sign() {
  if (is_bundle()) {
    state_.form.return_to_review = false;
    open_bundle_form(0);
  } else {
    open_signature();
  }
}

void ResidentFlow::open_signature() {
  state_.applicant_signs = state_.draft.agent && state_.draft.applicant_present;
  state_.strokes.clear();
  state_.signature_problem.reset();
  state_.draft.page = "signature";
  go(Page::Signature);
  save_now();
}

void ResidentFlow::confirm_signature() {
  if (state_.page != Page::Signature) return;
  std::vector<cases::Stroke> strokes = to_case_strokes(state_.strokes);
  const cases::SignatureProblem problem = cases::check_strokes(strokes);
  if (problem != cases::SignatureProblem::None) {
    state_.signature_problem = problem;
    return;
  }
  const bool applicant = std::exchange(state_.applicant_signs, false);
  if (is_bundle()) {
    const cases::Signer signer = applicant ? cases::Signer::Applicant : cases::Signer::Acting;
    cases::sign_bundle(*state_.bundle.merged, state_.draft, std::move(strokes), clock_.now(), signer);
  } else {
    (applicant ? state_.draft.authorisation : state_.draft.signature) =
        cases::sign_draft(*state_.item, state_.draft, std::move(strokes), clock_.now());
  }
  state_.strokes.clear();
  if (applicant) {  // then the agent
    save_now();
  } else {
    open_review();
  }
}

void ResidentFlow::open_review() {
  state_.form.return_to_review = false;
  state_.draft.page = "review";
  if (state_.submit.view != SubmitView::PrinterNotReady) state_.submit = {};
  go(Page::Review);
  save_now();
}

void ResidentFlow::edit_step(const std::string& step) {
  if (state_.page != Page::Review) return;
  state_.form.return_to_review = true;
  if (step.starts_with("form:")) {
    open_form_page(static_cast<std::size_t>(std::max(0, std::atoi(step.c_str() + 5))));
  } else if (step == "materials") {
    open_materials();
  } else if (step == "commitments") {
    open_commitments(true);
  } else if (step == "slots" && chooses_slot()) {
    open_slots();
  } else if (step == "delivery") {
    open_delivery();
  } else if (step == "signature") {
    state_.form.return_to_review = false;
    ask_to_sign();
  }
}

}  // namespace yitang::resident
