// The questions of the item, one group a page, each field checked when the finger leaves it.
#include <algorithm>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/child.hpp"
#include "kiosk/cases/derived.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/home_region.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

bool takes_several(const catalog::FormField& field) {
  return field.type == catalog::FieldType::MultiEnum ||
         (field.type == catalog::FieldType::Enum && field.validation.multiple);
}

// The shape that a field's value has, from the one text that a screen sends.
cases::FieldValue shaped(const catalog::FormField& field, const std::string& value) {
  if (field.type == catalog::FieldType::Table) {
    cases::Table table;
    if (value.empty()) return table;
    for (const std::string& line : split(value, '\n')) table.push_back(split(line, '\t'));
    return table;
  }
  if (takes_several(field)) {
    return value.empty() ? std::vector<std::string>{} : split(value, '\n');
  }
  return value;
}

}  // namespace

bool ResidentFlow::on_form(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::FocusField:
      if (state_.page != Page::Form && !types_person()) return true;
      if (!state_.form.focused.empty() && state_.form.focused != intent.id) leave_field(state_.form.focused);
      state_.form.focused = intent.id;
      return true;
    case IntentKind::TypeField:
      if (state_.page == Page::Form || types_person()) type_field(intent.id, intent.value);
      return true;
    case IntentKind::LeaveField: leave_field(intent.id); return true;
    case IntentKind::NextStep:
      if (state_.page == Page::Child) return next_child();
      if (state_.page == Page::Typed) return next_typed();
      if (state_.page != Page::Form) return false;
      next_form_page();
      return true;
    default: return false;
  }
}

void ResidentFlow::begin_form() {
  if (state_.draft.applicant) {
    cases::prefill(*state_.item, *state_.draft.applicant, clock_.today(), state_.draft.values);
    use_contact();
    cases::fill_home_region(catalog_, *state_.item, *state_.draft.applicant, state_.draft.values);
  }
  rebuild_form();
  open_form_page(0);
}

void ResidentFlow::rebuild_form() {
  cases::count_rows(*state_.item, state_.draft.values);
  find_slot_plan();
  const auto* time = catalog::slot_field(*state_.item, catalog::SlotPart::Time);
  if (time != nullptr && !chooses_slot()) state_.draft.values.erase(time->key);  // a wish has no time
  state_.form.pages = cases::form_pages(*state_.item, state_.draft.values, state_.draft.applicant,
                                        cases::form_context(state_.draft, clock_.now()), slot_questions());
}

void ResidentFlow::after_form() {
  if (chooses_slot()) {
    open_slots();
  } else {
    open_materials();
  }
}

void ResidentFlow::open_form_page(std::size_t page) {
  if (state_.form.pages.empty()) {
    after_form();
    return;
  }
  state_.form.page = std::min(page, state_.form.pages.size() - 1);
  state_.form.focused.clear();
  state_.draft.page = "form:" + state_.form.pages[state_.form.page].id;
  go(Page::Form);
  save_now();
}

bool ResidentFlow::types_person() const { return state_.page == Page::Child || state_.page == Page::Typed; }

// The pages of people without a card have fields that are none of the item's.
const catalog::FormField* ResidentFlow::field_here(const std::string& key) const {
  if (state_.page == Page::Child) return cases::child_field(key);
  if (state_.page == Page::Typed) return cases::typed_field(key);
  return state_.item == nullptr ? nullptr : state_.item->field(key);
}

void ResidentFlow::type_field(const std::string& key, const std::string& value) {
  const catalog::FormField* field = field_here(key);
  if (field == nullptr) return;
  if (state_.page == Page::Form && cases::text_of(state_.draft.values, key) != value)
    cases::forget_from(catalog_, *state_.item, key, state_.draft.values);
  state_.draft.values.insert_or_assign(key, shaped(*field, value));
  state_.form.problems.erase(key);
  if (state_.page == Page::Child && key == "typed.kind") open_child();
  save_soon();
}

void ResidentFlow::leave_field(const std::string& key) {
  if (state_.form.focused == key) state_.form.focused.clear();
  const catalog::FormField* field = field_here(key);
  const auto value = state_.draft.values.find(key);
  if (field == nullptr || value == state_.draft.values.end()) return;
  value->second = cases::normalised(*field, value->second);
  if (state_.page == Page::Form) fill_from(key);
  const auto problem =
      cases::check_field(*field, state_.draft.values, cases::form_context(state_.draft, clock_.now()));
  if (problem) {
    state_.form.problems.insert_or_assign(key, *problem);
  } else {
    state_.form.problems.erase(key);
  }
  save_now();
}

// What this answer tells need not be asked; a complaint that it was missing is over.
void ResidentFlow::fill_from(const std::string& key) {
  cases::fill_from(catalog_, *state_.item, key, clock_.today(), state_.draft.values);
  std::erase_if(state_.form.problems, [&](const auto& problem) {
    const auto value = state_.draft.values.find(problem.first);
    const bool missing = problem.second.kind == cases::FieldProblemKind::Required && problem.second.row < 0;
    return missing && value != state_.draft.values.end() && !cases::is_empty(value->second);
  });
}

bool ResidentFlow::check_page() {
  const cases::FormContext context = cases::form_context(state_.draft, clock_.now());
  bool right = true;
  for (const catalog::FormField* field : state_.form.pages[state_.form.page].fields) {
    if (const auto value = state_.draft.values.find(field->key); value != state_.draft.values.end()) {
      value->second = cases::normalised(*field, value->second);
      fill_from(field->key);
    }
    const auto problem = cases::check_field(*field, state_.draft.values, context);
    if (problem) {
      state_.form.problems.insert_or_assign(field->key, *problem);
      right = false;
    } else {
      state_.form.problems.erase(field->key);
    }
  }
  return right;
}

// Another home county may have ended the way that was chosen for the result.
bool ResidentFlow::delivery_is_possible() const {
  if (!state_.draft.delivery || is_bundle()) return true;
  const auto ways = ways_offered(state_);
  return std::find(ways.begin(), ways.end(), state_.draft.delivery->kind) != ways.end();
}

void ResidentFlow::next_form_page() {
  state_.form.focused.clear();
  if (!check_page()) {
    save_now();
    return;
  }
  const std::string id = state_.form.pages[state_.form.page].id;
  rebuild_form();  // an answer may bring or remove later pages
  std::size_t here = 0;
  for (std::size_t i = 0; i < state_.form.pages.size(); ++i) {
    if (state_.form.pages[i].id == id) here = i;
  }
  if (state_.form.return_to_review && !delivery_is_possible()) {
    open_delivery();
  } else if (state_.form.return_to_review) {
    open_review();
  } else if (here + 1 < state_.form.pages.size()) {
    open_form_page(here + 1);
  } else {
    after_form();
  }
}

bool ResidentFlow::back_in_form() {
  if (!state_.form.focused.empty()) {  // the first "back" only puts the keyboard away
    leave_field(state_.form.focused);
    return true;
  }
  if (state_.form.return_to_review) {
    open_review();
    return true;
  }
  if (state_.form.page == 0) {
    save_now();
    return false;
  }
  open_form_page(state_.form.page - 1);
  return true;
}

}  // namespace yitang::resident
