// Building blocks that give every page the same rhythm: one column, one foot, one kind of section.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "kiosk/resident/screens/screen.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::resident {

/// Places things below each other. The height of the column is not limited.
class Column {
 public:
  explicit Column(const ui::Rect& place) : place_(place), y_(place.y) {}
  /// The next `height` pixels; `gap` stays free below.
  ui::Rect take(float height, float gap = 0);
  /// From here downwards, for something that measures itself; add its height with skip().
  ui::Rect rest() const { return {place_.x, y_, place_.w, 100000}; }
  void skip(float height) { y_ += height; }
  float width() const { return place_.w; }
  float used() const { return y_ - place_.y; }

 private:
  ui::Rect place_;
  float y_;
};

/// Words in the column, as high as they need.
void write(Screen& s, Column& column, const ui::TextSpec& spec, float gap = 0);
/// Title of a part of a page.
void section(Screen& s, Column& column, const std::string& title);

enum class Foot { None, Main, Second };
/// The page's main action at the foot of the content, and a quieter one beside it (above it where both do not
/// fit side by side). Cuts the place off `s.content`.
Foot foot(Screen& s, const ui::ButtonSpec& main, const std::optional<ui::ButtonSpec>& second = std::nullopt);
ui::ButtonSpec main_button(std::string id, std::string label, ui::Icon icon = ui::Icon::None);
ui::ButtonSpec second_button(std::string id, std::string label, ui::Icon icon = ui::Icon::None);

/// The rest of `place` as a scrolling column. `id` should name the content, so that each keeps its own
/// position. A button says that there is more below.
void scrolling(Screen& s, const ui::Rect& place, const std::string& id,
               const std::function<void(Column&)>& draw);

/// A picture in what is left below a short column, if that is enough for one; it is for looking, not for
/// touching.
void fill_room(Screen& s, Column& column, const ui::Rect& place, ui::Illustration picture,
               const std::string& label);

/// A strip over the full width of the page that ends at the bottom bar: keyboards and wheels. Cuts it off
/// `s.content`.
ui::Rect bottom_sheet(Screen& s, float height);

/// A white card around something that tells its height in advance; `draw` gets the inside.
void card_around(Screen& s, Column& column, float inner_height, float gap,
                 const std::function<void(const ui::Rect&)>& draw);

/// A picture above a title and a few words, a little above the middle of the place: waiting, results, faults.
struct StageSpec {
  std::string title;
  std::string text = {};
  float picture_height = 0;  ///< px; 0: no picture
};
/// Returns where the picture goes and what is left below the words.
struct Stage {
  ui::Rect picture;
  ui::Rect below;
};
Stage stage(Screen& s, const ui::Rect& place, const StageSpec& spec);

}  // namespace yitang::resident
