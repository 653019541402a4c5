// The questions of the item, one group a page, each field checked when the finger leaves it.
#include "kiosk/cases/form.hpp"

#include "kiosk/base/text.hpp"
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
      if (state_.page != Page::Form) return true;
      if (!state_.form.focused.empty() && state_.form.focused != intent.id) leave_field(state_.form.focused);
      state_.form.focused = intent.id;
      return true;
    case IntentKind::TypeField:
      if (state_.page == Page::Form) type_field(intent.id, intent.value);
      return true;
    case IntentKind::LeaveField: leave_field(intent.id); return true;
    case IntentKind::NextStep:
      if (state_.page != Page::Form) return false;
      next_form_page();
      return true;
    default: return false;
  }
}

void ResidentFlow::begin_form() {
  if (state_.draft.applicant) {
    cases::prefill(*state_.item, *state_.draft.applicant, clock_.today(), state_.draft.values);
  }
  rebuild_form();
  open_form_page(0);
}

void ResidentFlow::rebuild_form() {
  state_.form.pages = cases::form_pages(*state_.item, state_.draft.values, state_.draft.applicant,
                                        cases::form_context(state_.draft, clock_.now()));
}

void ResidentFlow::open_form_page(std::size_t page) {
  if (state_.form.pages.empty()) {
    open_materials();
    return;
  }
  state_.form.page = std::min(page, state_.form.pages.size() - 1);
  state_.form.focused.clear();
  state_.draft.page = "form:" + state_.form.pages[state_.form.page].id;
  go(Page::Form);
  save_now();
}

void ResidentFlow::type_field(const std::string& key, const std::string& value) {
  const catalog::FormField* field = state_.item == nullptr ? nullptr : state_.item->field(key);
  if (field == nullptr) return;
  state_.draft.values.insert_or_assign(key, shaped(*field, value));
  state_.form.problems.erase(key);
  save_soon();
}

void ResidentFlow::leave_field(const std::string& key) {
  if (state_.form.focused == key) state_.form.focused.clear();
  const catalog::FormField* field = state_.item == nullptr ? nullptr : state_.item->field(key);
  const auto value = state_.draft.values.find(key);
  if (field == nullptr || value == state_.draft.values.end()) return;
  value->second = cases::normalised(*field, value->second);
  const auto problem =
      cases::check_field(*field, state_.draft.values, cases::form_context(state_.draft, clock_.now()));
  if (problem) {
    state_.form.problems.insert_or_assign(key, *problem);
  } else {
    state_.form.problems.erase(key);
  }
  save_now();
}

bool ResidentFlow::check_page() {
  const cases::FormContext context = cases::form_context(state_.draft, clock_.now());
  bool right = true;
  for (const catalog::FormField* field : state_.form.pages[state_.form.page].fields) {
    if (const auto value = state_.draft.values.find(field->key); value != state_.draft.values.end()) {
      value->second = cases::normalised(*field, value->second);
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
  if (state_.form.return_to_review) {
    open_review();
  } else if (here + 1 < state_.form.pages.size()) {
    open_form_page(here + 1);
  } else {
    open_materials();
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
