// How the result reaches the person.
#include <optional>
#include <string>

#include "kiosk/cases/home_region.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/catalog/trips.hpp"
#include "kiosk/resident/screens/field_places.hpp"
#include "kiosk/resident/screens/field_text.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

// How and when, and whether somebody has to come for it.
std::string hint_of_delivery(const Screen& s, catalog::Delivery kind) {
  const catalog::ServiceItem& item = *s.state.item;
  if (kind == catalog::Delivery::Print && !catalog::prints_result(item, s.state.paper))
    return s.tr("delivery.window_hint");
  if (kind == catalog::Delivery::Print && !catalog::needs_identity(item))
    return s.tr("delivery.print_receipt_hint");
  if (kind == catalog::Delivery::Print && !catalog::is_fetched_later(item, kind))
    return s.tr("delivery.print_now_hint");
  return s.tr("delivery." + std::string(catalog::code_of(kind)) + "_hint");
}

ui::Illustration picture_of(catalog::Delivery kind) {
  switch (kind) {
    case catalog::Delivery::Print: return ui::Illustration::TakeReceipt;
    case catalog::Delivery::Electronic:
    case catalog::Delivery::Sms: return ui::Illustration::Phone;
    case catalog::Delivery::Window:
    case catalog::Delivery::Courier:
    case catalog::Delivery::Agent: break;
  }
  return ui::Illustration::FormAndPen;  // a tick would say that all is done already
}

std::string value_of(const Screen& s, const std::string& key) {
  if (!s.state.draft.delivery) return {};
  return key == "address" ? s.state.draft.delivery->address : s.state.draft.delivery->phone;
}

void draw_input(Screen& s) {
  const std::string key = s.memory.focus;
  if (key.empty()) return;
  const bool phone = key == "phone";
  open_entry(s, {.key = "delivery." + key,
                 .value = value_of(s, key),
                 .mode = phone ? ui::KeyboardMode::Phone : ui::KeyboardMode::Pinyin,
                 .max_length = phone ? std::size_t{13} : std::size_t{120}});
  const EntryResult result = draw_keyboard(s);
  if (result != EntryResult::None) s.send(IntentKind::TypeDelivery, key, s.memory.entry.buffer().text());
  if (result == EntryResult::Done) {
    s.memory.entry.close();
    s.memory.focus.clear();
  }
}

void draw_box(Screen& s, Column& column, const std::string& key) {
  ui::TextFieldSpec spec;
  spec.id = "delivery." + key;
  spec.label = s.tr("delivery." + key);
  spec.value = key == "phone" ? grouped_phone(value_of(s, key)) : value_of(s, key);
  spec.placeholder = s.tr("field.touch");
  spec.required = true;
  spec.focused = s.memory.focus == key;
  spec.multiline = key == "address";
  spec.lines = 2;
  spec.icon = key == "phone" ? ui::Icon::Phone : ui::Icon::MapPin;
  if (spec.focused) {
    const EntryText text = entry_text(s);
    spec.value = text.text;
    spec.composing = text.composing;
    spec.caret = text.caret;
  }
  if (const auto problem = s.state.delivery_problems.find(key); problem != s.state.delivery_problems.end()) {
    spec.error = problem_text(s, nullptr, problem->second, nullptr);
  }
  if (ui::text_field(s.ui, column.take(ui::text_field_height(s.ui, column.width(), spec), s.space().l),
                     spec) &&
      !spec.focused) {
    s.memory.entry.close();
    s.memory.focus = key;
  }
}

void draw_nothing_chosen(Screen& s, Column& column) {
  ui::BannerSpec banner;
  banner.id = "delivery.choose";
  banner.tone = ui::Tone::Warning;
  banner.title = s.tr("delivery.choose");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

}  // namespace

void draw_delivery(Screen& s) {
  if (s.state.item == nullptr) return;
  const auto offered = ways_offered(s.state);
  const auto chosen = s.state.draft.delivery ? std::optional(s.state.draft.delivery->kind) : std::nullopt;
  const bool typing = !s.memory.focus.empty();
  draw_input(s);
  if (!typing) {
    ui::ButtonSpec next = main_button("delivery.next", s.tr("common.next"), ui::Icon::Forward);
    next.icon_right = true;
    if (foot(s, next) == Foot::Main) s.send(IntentKind::NextStep);
  }
  ui::ChoiceSpec choice;
  choice.id = "delivery";
  choice.error = s.state.delivery_problems.contains(kNoWayChosen);
  for (std::size_t i = 0; i < offered.size(); ++i) {
    ui::ChoiceOption option;
    option.id = "delivery." + std::string(catalog::code_of(offered[i]));
    option.title = s.of(catalog::label_of(offered[i]));
    option.text = hint_of_delivery(s, offered[i]);
    option.icon = icon_of(offered[i]);
    choice.options.push_back(option);
    if (offered[i] == chosen) choice.selected = static_cast<int>(i);
  }
  const bool courier = chosen == catalog::Delivery::Courier;
  const bool phone = courier || chosen == catalog::Delivery::Sms;
  scrolling(s, s.content, typing ? "delivery.typing" : "delivery", [&](Column& column) {
    if (choice.error) draw_nothing_chosen(s, column);
    if (!typing) {
      write(s, column,
            {.text = s.tr("delivery.hint", {{"result", s.of(s.state.item->result.name)}}),
             .color = s.colors().text_muted},
            s.space().l);
      const std::string home(cases::home_elsewhere(*s.state.item, s.state.draft.values));
      if (!home.empty())
        write(s, column, {.text = s.tr("delivery.sent_on", {{"place", region_text(s, home)}})}, s.space().l);
      const int tapped = ui::choice(
          s.ui, column.take(ui::choice_height(s.ui, column.width(), choice), s.space().xl), choice);
      if (tapped >= 0)
        s.send(IntentKind::ChooseDelivery,
               std::string(catalog::code_of(offered[static_cast<std::size_t>(tapped)])));
    }
    if (courier) draw_box(s, column, "address");
    if (phone) draw_box(s, column, "phone");
    if (!typing && chosen)
      fill_room(s, column, s.content, picture_of(*chosen), s.of(catalog::label_of(*chosen)));
  });
}

}  // namespace yitang::resident
