// A province, city or county: three taps down the list, or the first letters of its name.
#include <string>

#include "kiosk/resident/screens/field_places.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/scroll_area.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

constexpr const char* kSearch = "region.search";
constexpr std::size_t kMostFound = 30;
constexpr std::size_t kLongestLetters = 20;

catalog::Level finest_of(const catalog::FormField& field) {
  return field.validation.level.value_or(catalog::Level::County);
}

bool is_searching(const Screen& s) { return s.memory.place.typing == kSearch; }

/// A province of whose cities none is listed says too little: the rest is written behind it.
bool is_too_coarse(const catalog::Region& region, catalog::Level finest) {
  const bool is_one_city = region.name.zh.ends_with("市") || region.name.zh.ends_with("特别行政区");
  return finest != catalog::Level::Province &&
         catalog::level_of_region(region.code) == catalog::Level::Province && !is_one_city;
}

void choose_region(Screen& s, const catalog::FormField& field, const catalog::Region& region) {
  const catalog::RegionTable& table = s.context.catalog.regions();
  const catalog::Level finest = finest_of(field);
  if (!table.inside(region.code, finest).empty()) {
    s.memory.place = {region.code, {}, {}, {}};
    s.memory.entry.close();
    ui::scroll_home(s.ui, "region." + field.key);
    return;
  }
  const std::string words = table.words(region.code, Language::Chinese);
  if (is_too_coarse(region, finest)) return write_place(s, field, words);
  take_place(s, field, words);
}

bool draw_region_row(Screen& s, Column& column, const catalog::Region& region, bool with_path) {
  ui::ListRowSpec spec;
  spec.id = "region." + region.code;
  spec.title = s.of(region.name);
  const catalog::Region* above = s.context.catalog.regions().above(region.code);
  if (with_path && above != nullptr)
    spec.subtitle = s.context.catalog.regions().words(above->code, s.state.language);
  spec.icon = ui::Icon::MapPin;
  const float height = ui::list_row_height(s.ui, column.width(), spec);
  return ui::list_row(s.ui, column.take(height, s.space().s), spec);
}

bool draw_plain_row(Screen& s, Column& column, const char* id, const std::string& title, ui::Icon icon) {
  const ui::ListRowSpec spec{.id = id, .title = title, .icon = icon};
  const float height = ui::list_row_height(s.ui, column.width(), spec);
  return ui::list_row(s.ui, column.take(height, s.space().s), spec);
}

void draw_search_box(Screen& s, const catalog::FormField& field) {
  ui::TextFieldSpec box;
  box.id = kSearch;
  box.label = s.tr("region.search");
  box.placeholder = s.tr("region.search_example");
  box.icon = ui::Icon::Search;
  box.focused = is_searching(s);
  if (box.focused && s.memory.entry.is_open(kSearch)) {
    const EntryText text = entry_text(s);
    box.value = text.text;
    box.caret = text.caret;
  }
  const float height = ui::text_field_height(s.ui, s.content.w, box);
  if (!ui::text_field(s.ui, s.content.cut_top(height, s.space().m), box)) return;
  s.memory.place = {{}, {}, {}, kSearch};
  ui::scroll_home(s.ui, "region." + field.key);
}

/// False while nobody types letters.
bool draw_letters(Screen& s) {
  if (!is_searching(s)) return false;
  open_entry(s, {.key = kSearch, .mode = ui::KeyboardMode::Latin, .max_length = kLongestLetters});
  if (draw_keyboard(s) == EntryResult::Done) {
    s.memory.place.typing.clear();
    s.memory.entry.close();
    return false;
  }
  return true;
}

void draw_found(Screen& s, Column& column, const catalog::FormField& field) {
  const std::string query = s.memory.entry.buffer().text();
  const auto found = s.context.catalog.regions().search(query, finest_of(field), kMostFound);
  for (const catalog::Region* region : found) {
    if (draw_region_row(s, column, *region, true)) return choose_region(s, field, *region);
  }
  if (found.empty() && !query.empty())
    write(s, column, {.text = s.tr("region.nothing"), .color = s.colors().text_muted}, s.space().m);
}

void draw_level(Screen& s, Column& column, const catalog::FormField& field) {
  const catalog::RegionTable& table = s.context.catalog.regions();
  const std::string here = s.memory.place.chosen;
  if (!here.empty()) {
    const std::string title = s.tr("region.up", {{"place", table.words(here, s.state.language)}});
    if (draw_plain_row(s, column, "region.up", title, ui::Icon::Back)) {
      const catalog::Region* above = table.above(here);
      s.memory.place.chosen = above != nullptr ? above->code : "";
      ui::scroll_home(s.ui, "region." + field.key);
      return;
    }
  }
  for (const catalog::Region* region : table.inside(here, finest_of(field))) {
    if (draw_region_row(s, column, *region, false)) return choose_region(s, field, *region);
  }
}

}  // namespace

std::string region_text(const Screen& s, const std::string& value) {
  if (s.state.language == Language::Chinese) return value;
  const catalog::RegionTable& table = s.context.catalog.regions();
  const catalog::Region* region = table.by_words(value);
  return region != nullptr ? table.words(region->code, s.state.language) : value;
}

void draw_region_picker(Screen& s, const catalog::FormField& field) {
  const bool typing = draw_letters(s);
  if (!typing && foot(s, second_button("picker.done", s.tr("common.close"), ui::Icon::Cross)) == Foot::Main) {
    s.memory.picker.clear();
    s.memory.place = {};
    return;
  }
  const std::string title = field_label(s, field);
  if (!typing || !s.elder()) {
    const float height = ui::measure_text_height(s.ui, title, ui::TextStyle::Heading, s.content.w);
    ui::text(s.ui, s.content.cut_top(height, s.space().m),
             {.text = title, .style = ui::TextStyle::Heading, .heading = true});
  }
  draw_search_box(s, field);
  scrolling(s, s.content, "region." + field.key, [&](Column& column) {
    if (is_searching(s) && s.memory.entry.is_open(kSearch)) {
      draw_found(s, column, field);
    } else {
      draw_level(s, column, field);
    }
    if (s.memory.picker != field.key) return;
    if (draw_plain_row(s, column, "region.elsewhere", s.tr("region.elsewhere"), ui::Icon::FormEdit)) {
      const std::string begun = s.context.catalog.regions().words(s.memory.place.chosen, Language::Chinese);
      write_place(s, field, begun);
    }
  });
}

}  // namespace yitang::resident
