// Fields of a form, as a visit that plays itself fills them in.
#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "kiosk/base/text.hpp"
#include "kiosk/resident/screens/fields.hpp"
#include "kiosk/terminal/visit/auto_player.hpp"

namespace yitang::terminal {
namespace {

using resident::Editor;

constexpr int kMostTries = 2;
constexpr int kMostTurnsOfAWheel = 40;

bool is_in_keys(const ui::Semantics& page, const std::string& id) { return page.find_by_id(id) != nullptr; }

}  // namespace

// Fills in one field, or turns the page when all of them are.
std::string AutoPlayer::form() {
  const resident::ResidentState& state = stage_.state();
  if (state.item == nullptr || state.form.page >= state.form.pages.size()) return "there is no form";
  const cases::FormPage& page = state.form.pages[state.form.page];
  const cases::FormContext context = cases::form_context(state.draft, stage_.clock().now());
  for (const catalog::FormField* field : page.fields) {
    const auto value = state.draft.values.find(field->key);
    const bool empty = value == state.draft.values.end() || cases::is_empty(value->second);
    const bool wrong = cases::check_field(*field, state.draft.values, context).has_value();
    if (!wrong && !(empty && tries_[field->key] == 0)) continue;
    if (tries_[field->key] >= kMostTries)
      return "field " + field->key + " is not accepted" + problem_at(field->key);
    if (++tries_[field->key] == 1) ++result_.fields;
    std::string fault = fill(*field);
    return fault.empty() ? fault : "field " + field->key + ": " + fault;
  }
  const std::string id = page.id;
  if (auto wrong = tap("form.next"); !wrong.empty()) return wrong;
  const resident::FormState& after = stage_.state().form;
  const bool stays = stage_.state().page == resident::Page::Form && after.page < after.pages.size() &&
                     after.pages[after.page].id == id;
  if (!stays) return {};
  std::string refused;
  for (const auto& [key, problem] : after.problems) refused += " " + key + problem_at(key);
  return "the page is not turned:" + refused;
}

// The words in red, as far as the page tells which they are.
std::string AutoPlayer::problem_at(const std::string& key) const {
  const auto found = stage_.state().form.problems.find(key);
  if (found == stage_.state().form.problems.end()) return {};
  return " (problem " + std::to_string(static_cast<int>(found->second.kind)) + ", row " +
         std::to_string(found->second.row) + ", column " + std::to_string(found->second.column) + ")";
}

std::string AutoPlayer::fill(const catalog::FormField& field) {
  switch (resident::editor_of(field)) {
    case Editor::Tick: return tap("field." + field.key);
    case Editor::Choice:
    case Editor::Choices: return choose(field);
    case Editor::Date: return turn_wheels(field);
    case Editor::Table: return fill_row(field);
    case Editor::Address: return choose_address(field);
    case Editor::Region: return choose_region(field);
    case Editor::Keyboard: break;
  }
  return type_into("field." + field.key, typed_for(field, plan_.female));
}

std::string AutoPlayer::choose(const catalog::FormField& field) {
  const bool several = resident::editor_of(field) == Editor::Choices;
  const bool on_page = resident::options_inline(field);
  if (!on_page) {
    if (auto wrong = tap("field." + field.key); !wrong.empty()) return wrong;
    inspector_.look(stage_);
  }
  for (const std::string& code : chosen_for(field, turn_number_)) {
    if (auto wrong = tap("option." + field.key + "." + code); !wrong.empty()) return wrong;
  }
  return several && !on_page ? tap("picker.done") : std::string();
}

// The first village of the list, and the number of a house.
std::string AutoPlayer::choose_address(const catalog::FormField& field) {
  if (auto wrong = tap("field." + field.key); !wrong.empty()) return wrong;
  inspector_.look(stage_);
  const std::string village = first_with("address.village.");
  if (village.empty()) return "there is no village to choose";
  for (const std::string& target : {village, std::string("address.house")}) {
    if (auto wrong = tap(target); !wrong.empty()) return wrong;
    inspector_.look(stage_);
  }
  if (auto wrong = actor_.keys("8"); !wrong.empty()) return wrong;
  if (auto wrong = tap("key.done"); !wrong.empty()) return wrong;
  inspector_.look(stage_);
  return tap("address.use");
}

// The first province, city and county of the lists, as far as they go.
std::string AutoPlayer::choose_region(const catalog::FormField& field) {
  constexpr int levels = 4;
  if (auto wrong = tap("field." + field.key); !wrong.empty()) return wrong;
  for (int level = 0; level < levels; ++level) {
    inspector_.look(stage_);
    const std::string region = first_with("region.1");  // codes of six digits; 11 is the first of all
    if (region.empty()) return level > 0 ? std::string() : "there is no region to choose";
    if (auto wrong = tap(region); !wrong.empty()) return wrong;
  }
  return {};
}

std::string AutoPlayer::first_with(std::string_view beginning) const {
  for (const ui::Node& node : stage_.semantics().nodes()) {
    if (node.id.starts_with(beginning) && node.enabled) return node.id;
  }
  return {};
}

std::string AutoPlayer::turn_wheel(const std::string& id, int by) {
  if (std::abs(by) > kMostTurnsOfAWheel) return id + " is too far away";
  for (; by != 0; by += by > 0 ? -1 : 1) {
    if (auto wrong = tap(id + (by > 0 ? ".up" : ".down")); !wrong.empty()) return wrong;
  }
  return {};
}

std::string AutoPlayer::turn_wheels(const catalog::FormField& field) {
  if (auto wrong = tap("field." + field.key); !wrong.empty()) return wrong;
  inspector_.look(stage_);
  if (field.type != catalog::FieldType::TimeRange) {
    const resident::ResidentState& state = stage_.state();
    const auto birth = state.draft.applicant ? state.draft.applicant->birth : std::nullopt;
    const Date day = day_for(*state.item, field, state.draft.values, birth, Date::of(stage_.clock().now()));
    const resident::DateEntry& shown = stage_.view().memory().date;
    if (shown.key != field.key) return "no wheels came";
    if (is_there("date.decade.up")) {
      if (auto wrong = turn_wheel("date.decade", (day.year - shown.year) / 10); !wrong.empty()) return wrong;
    }
    if (auto wrong = turn_wheel("date.year", day.year - shown.year); !wrong.empty()) return wrong;
    if (auto wrong = turn_wheel("date.month", day.month - shown.month); !wrong.empty()) return wrong;
    if (is_there("date.day.up")) {
      if (auto wrong = turn_wheel("date.day", day.day - shown.day); !wrong.empty()) return wrong;
    }
  }
  return tap("date.done");
}

std::string AutoPlayer::fill_row(const catalog::FormField& field) {
  if (auto wrong = tap("row." + field.key + ".add"); !wrong.empty()) return wrong;
  for (const catalog::TableColumn& column : field.validation.columns) {
    inspector_.look(stage_);
    if (std::string wrong = fill_cell(column); !wrong.empty()) return wrong;
  }
  inspector_.look(stage_);
  return tap("row.keep");
}

std::string AutoPlayer::fill_cell(const catalog::TableColumn& column) {
  const std::string cell = "cell." + column.key;
  const auto& options = column.options;
  const std::string wrong = options.empty()
                                ? type_into(cell, typed_for(column, plan_.female))
                                : tap("option." + cell + "." + options[turn_number_ % options.size()].code);
  return wrong.empty() ? wrong : cell + ": " + wrong;
}

std::string AutoPlayer::type_into(const std::string& box, const TypedText& text) {
  if (text.empty()) return "nobody knows what to type";
  const ui::Node* node = stage_.semantics().find_by_id(box);
  if (node == nullptr) return "there is no box \"" + box + "\"";
  if (!node->focused) {
    if (auto wrong = tap(box); !wrong.empty()) return wrong;
  }
  inspector_.look(stage_);
  const resident::TextEntry& entry = stage_.view().memory().entry;
  if (!entry.is_open()) return "no keyboard came for \"" + box + "\"";
  if (is_there("key.clear") && tries_["cleared " + box]++ > 0) {
    if (auto wrong = tap("key.clear"); !wrong.empty()) return wrong;
  }
  for (const TypedPart& part : text) {
    if (auto wrong = type_part(part); !wrong.empty()) return wrong;
  }
  return tap("key.done");
}

std::string AutoPlayer::type_part(const TypedPart& part) {
  if (part.letters.empty()) {
    for (const char32_t c : decode_utf8(part.text)) {
      std::string character;
      append_utf8(character, c);
      if (auto wrong = type_character(character); !wrong.empty()) return wrong;
    }
    return {};
  }
  if (!is_in_keys(stage_.semantics(), "key.q") || is_in_keys(stage_.semantics(), "key.shift")) {
    if (auto wrong = tap("key.mode.pinyin"); !wrong.empty()) return wrong;
  }
  return actor_.pinyin(part.letters, part.text);
}

// Letters, digits and signs lie on different faces of the keyboard; capital letters behind a key of their
// own.
std::string AutoPlayer::type_character(const std::string& character) {
  const bool letter = character.size() == 1 && std::isalpha(static_cast<unsigned char>(character[0])) != 0;
  const std::string key = "key." + lower_ascii(character);
  if (!is_in_keys(stage_.semantics(), key) || (letter && is_in_keys(stage_.semantics(), "key.'"))) {
    if (auto wrong = tap(letter ? "key.mode.latin" : "key.mode.digits"); !wrong.empty()) return wrong;
  }
  const ui::Node* node = stage_.semantics().find_by_id(key);
  if (node != nullptr && letter && node->label != character && is_in_keys(stage_.semantics(), "key.shift")) {
    if (auto wrong = tap("key.shift"); !wrong.empty()) return wrong;
  }
  return tap(key);
}

}  // namespace yitang::terminal
