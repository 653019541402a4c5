// Where somebody lives: most live in one of the villages here, and need not type it.
#include <algorithm>
#include <string>

#include "kiosk/cases/address.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/resident/screens/field_places.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/scroll_area.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

constexpr std::size_t kLongestGroup = 3;
constexpr std::size_t kLongestHouse = 5;
constexpr const char* kGroup = "address.group";
constexpr const char* kHouse = "address.house";

const catalog::Option* village_of(const Screen& s) {
  const catalog::Dictionary* villages = s.context.catalog.dictionary("village");
  if (villages == nullptr) return nullptr;
  const auto found = std::find_if(villages->begin(), villages->end(), [&](const catalog::Option& village) {
    return village.code == s.memory.place.chosen;
  });
  return found == villages->end() ? nullptr : &*found;
}

void draw_place_title(Screen& s, const std::string& title) {
  const float height = ui::measure_text_height(s.ui, title, ui::TextStyle::Heading, s.content.w);
  ui::text(s.ui, s.content.cut_top(height, s.space().m),
           {.text = title, .style = ui::TextStyle::Heading, .heading = true});
}

bool row(Screen& s, Column& column, ui::ListRowSpec spec) {
  const float height = ui::list_row_height(s.ui, column.width(), spec);
  return ui::list_row(s.ui, column.take(height, s.space().s), spec);
}

/// As the card has it; "" if no card of the applicant was read.
std::string card_address(const Screen& s) {
  const auto& person = s.state.draft.applicant;
  return person && cases::is_proven(*person) ? person->address : std::string();
}

void draw_villages(Screen& s, const catalog::FormField& field) {
  if (foot(s, second_button("picker.done", s.tr("common.close"), ui::Icon::Cross)) == Foot::Main) {
    s.memory.picker.clear();
    s.memory.place = {};
    return;
  }
  draw_place_title(s, field_label(s, field));
  scrolling(s, s.content, "address." + field.key, [&](Column& column) {
    const std::string own = card_address(s);
    if (!own.empty() && row(s, column,
                            {.id = "address.card",
                             .title = own,
                             .subtitle = s.tr("address.card"),
                             .icon = ui::Icon::IdCard,
                             .chevron = false,
                             .title_lines = 4}))
      take_place(s, field, own);
    if (row(s, column,
            {.id = "address.elsewhere", .title = s.tr("address.elsewhere"), .icon = ui::Icon::FormEdit}))
      write_place(s, field, std::string(cases::text_of(s.state.draft.values, field.key)));
    write(s, column, {.text = s.tr("address.villages"), .color = s.colors().text_muted}, s.space().s);
    for (const catalog::Option& village : *s.context.catalog.dictionary("village")) {
      if (!row(s, column,
               {.id = "address.village." + village.code,
                .title = s.of(village.label),
                .icon = ui::Icon::House}))
        continue;
      s.memory.place.chosen = village.code;
    }
  });
}

std::string composed(const Screen& s, const catalog::Option& village) {
  const catalog::CountyInfo& county = s.context.catalog.county();
  const PlaceEntry& place = s.memory.place;
  return cases::composed_address(county.county, county.township,
                                 {village.label.zh, place.group, place.house});
}

void draw_house_part(Screen& s, Column& column, const char* id, const char* label, std::string& value) {
  ui::TextFieldSpec spec;
  spec.id = id;
  spec.label = s.tr(label);
  spec.value = value;
  spec.placeholder = s.tr("field.touch");
  spec.hint = s.tr("field.may_be_empty");
  spec.focused = s.memory.place.typing == id;
  if (spec.focused && s.memory.entry.is_open(id)) {
    const EntryText text = entry_text(s);
    spec.value = text.text;
    spec.caret = text.caret;
  }
  const ui::Rect at = column.take(ui::text_field_height(s.ui, column.width(), spec), s.space().l);
  if (!ui::text_field(s.ui, at, spec)) return;
  s.memory.entry.close();
  s.memory.place.typing = id;
}

/// Digits of the number under the keyboard; the house follows the group.
bool draw_digits(Screen& s) {
  PlaceEntry& place = s.memory.place;
  if (place.typing.empty()) return false;
  const bool group = place.typing == kGroup;
  std::string& value = group ? place.group : place.house;
  open_entry(s, {.key = place.typing,
                 .value = value,
                 .mode = ui::KeyboardMode::Digits,
                 .allow_switching = false,
                 .max_length = group ? kLongestGroup : kLongestHouse});
  const EntryResult result = draw_keyboard(s);
  if (result != EntryResult::None) value = s.memory.entry.buffer().text();
  if (result != EntryResult::Done) return true;
  s.memory.entry.close();
  place.typing = group && place.house.empty() ? kHouse : "";
  return true;
}

void draw_house(Screen& s, const catalog::FormField& field, const catalog::Option& village) {
  if (!draw_digits(s)) {
    const Foot tapped = foot(s, main_button("address.use", s.tr("address.use"), ui::Icon::Check),
                             second_button("address.again", s.tr("address.again"), ui::Icon::House));
    if (tapped == Foot::Main) return take_place(s, field, composed(s, village));
    if (tapped == Foot::Second) {
      s.memory.place = {};
      return;
    }
  }
  draw_place_title(s, s.of(village.label));
  scrolling(s, s.content, "address.numbers", [&](Column& column) {
    draw_house_part(s, column, kGroup, "address.group", s.memory.place.group);
    draw_house_part(s, column, kHouse, "address.house", s.memory.place.house);
    write(s, column, {.text = s.tr("address.becomes"), .color = s.colors().text_muted}, s.space().xs);
    write(s, column, {.text = composed(s, village), .style = ui::TextStyle::Label}, s.space().m);
    if (!s.memory.place.typing.empty()) return;
    const ui::ButtonSpec more = second_button("address.write", s.tr("address.write"), ui::Icon::FormEdit);
    if (ui::button(s.ui, column.take(s.theme().button_height()), more))
      write_place(s, field, composed(s, village));
  });
}

}  // namespace

void take_place(Screen& s, const catalog::FormField& field, const std::string& value) {
  s.send(IntentKind::TypeField, field.key, value);
  s.send(IntentKind::LeaveField, field.key);
  s.memory.picker.clear();
  s.memory.place = {};
  s.memory.entry.close();
}

void write_place(Screen& s, const catalog::FormField& field, const std::string& value) {
  s.send(IntentKind::TypeField, field.key, value);
  s.send(IntentKind::FocusField, field.key);
  s.memory.picker.clear();
  s.memory.place = {};
  s.memory.entry.close();
}

void draw_address_picker(Screen& s, const catalog::FormField& field) {
  const catalog::Option* village = village_of(s);
  if (village != nullptr) return draw_house(s, field, *village);
  draw_villages(s, field);
}

}  // namespace yitang::resident
