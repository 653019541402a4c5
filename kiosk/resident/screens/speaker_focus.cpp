// The words for what a keypad points at.
#include <algorithm>
#include <string>
#include <string_view>

#include "kiosk/resident/screens/screen.hpp"
#include "kiosk/resident/screens/speaker.hpp"
#include "ui/focus.hpp"

namespace yitang::resident {
namespace {

// Characters, not bytes.
std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

bool is_masked(std::string_view value) {
  return value.find("●") != std::string_view::npos || value.find('*') != std::string_view::npos;
}

// What is chosen among these options is nobody else's business.
bool is_sensitive_option(const ResidentState& state, std::string_view id) {
  for (const cases::FormPage& page : state.form.pages) {
    for (const catalog::FormField* field : page.fields) {
      const bool own = id == "field." + field->key || id.starts_with("option." + field->key + ".");
      if (own) return field->sensitive;
    }
  }
  return id.starts_with("option.");  // of a row of a table, or of a form that is not open any more
}

// Its very label is what somebody entered.
bool is_entry(std::string_view id) { return id.starts_with("row.") && !id.ends_with(".add"); }

// Its second line may be.
bool has_private_line(std::string_view id) {
  return id.starts_with("resume.") || id.starts_with("query.") || id.starts_with("duplicate.") ||
         id.starts_with("bundle.item.");
}

bool belongs_together(const ui::Node& a, const ui::Node& b) {
  if (a.role != b.role || a.layer != b.layer || a.scroll_area != b.scroll_area) return false;
  if (a.role == ui::Role::Button) return !a.scroll_area.empty();
  return a.role == ui::Role::Radio || a.role == ui::Role::Tile || a.role == ui::Role::Checkbox;
}

struct PlaceInRow {
  int index = 0;
  int count = 0;
};

// A row ends where something else can be used, or where words begin something new.
PlaceInRow place_in_row(const std::vector<ui::Node>& nodes, const ui::Node& focus) {
  PlaceInRow place;
  bool passed = false;
  for (const ui::Node& node : nodes) {
    const bool breaks = node.role == ui::Role::Text || node.role == ui::Role::Heading ||
                        (node.interactive() && !belongs_together(node, focus));
    if (breaks && passed) break;
    if (breaks) place.count = 0;
    if (!belongs_together(node, focus) || !ui::can_focus(node)) continue;
    ++place.count;
    if (&node == &focus) {
      passed = true;
      place.index = place.count;
    }
  }
  return place;
}

class FocusWords {
 public:
  FocusWords(const ScreenContext& context, const ResidentState& state) : context_(context), state_(state) {}

  std::string of(const std::vector<ui::Node>& nodes, const ui::Node& node) {
    const bool in_private = state_.sound.headset;
    if (node.role == ui::Role::Key) {  // the keys somebody stops at spell what is being typed
      const bool heard = in_private || state_.page == Page::Search;
      return heard ? (node.spoken.empty() ? node.label : node.spoken) : std::string();
    }
    const bool entry = is_entry(node.id) && !in_private;
    const bool from_card = node.id == "address.card" && !in_private;  // its second line tells what it is
    if (entry) {
      add(tr("speaker.entry"));
    } else if (!from_card) {
      add(node.spoken.empty() ? node.label : node.spoken);
    }
    switch (node.role) {
      case ui::Role::TextField: add_field(node, in_private); break;
      case ui::Role::Radio: add_choice(node, in_private); break;
      case ui::Role::Checkbox:
        add(tr("speaker.box"));
        add_choice(node, in_private);
        break;
      case ui::Role::SignaturePad: add(tr("speaker.pad")); break;
      default:
        if (!entry && (in_private || !has_private_line(node.id))) add(node.value);
        add(tr("speaker.button"));
        if (node.checked) add(tr("speaker.chosen"));
    }
    if (node.error) add(tr("speaker.problem"));
    const PlaceInRow place = place_in_row(nodes, node);
    if (place.index > 0 && place.count > 1)
      add(tr("speaker.place",
             {{"index", std::to_string(place.index)}, {"count", std::to_string(place.count)}}));
    return text_;
  }

 private:
  std::string tr(std::string_view key, std::initializer_list<ui::StringArg> args = {}) const {
    return words_of(context_, state_.language, key, args);
  }
  void add(const std::string& words) {
    if (words.empty()) return;
    if (!text_.empty()) text_ += tr("speaker.pause");
    text_ += words;
  }
  void add_field(const ui::Node& node, bool in_private) {
    add(tr("speaker.field"));
    const std::string count = std::to_string(length_of(node.value));
    if (node.value.empty()) {
      add(tr("speaker.empty"));
    } else if (is_masked(node.value)) {
      add(tr("speaker.hidden", {{"count", count}}));
    } else {
      add(in_private ? node.value : tr("speaker.filled", {{"count", count}}));
    }
  }
  void add_choice(const ui::Node& node, bool in_private) {
    if (!in_private && is_sensitive_option(state_, node.id)) return;
    add(tr(node.checked ? "speaker.chosen" : "speaker.not_chosen"));
  }

  const ScreenContext& context_;
  const ResidentState& state_;
  std::string text_;
};

}  // namespace

std::string focus_words(const ScreenContext& context, const ResidentState& state,
                        const std::vector<ui::Node>& nodes, const ui::Node& focus) {
  return FocusWords(context, state).of(nodes, focus);
}

}  // namespace yitang::resident
