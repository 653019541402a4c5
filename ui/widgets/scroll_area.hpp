#pragma once
#include <string>
#include <string_view>

#include "ui/context.hpp"

namespace yitang::ui {

struct ScrollSpec {
  std::string id = {};
  std::string label = {};       // for ears
  std::string more_label = {};  // button at the foot while there is more below; empty: no button
  std::string back_label = {};  // the same button at the end: back to the top
};

// Content that is higher than its place: drag with a finger, with inertia; a bar at the side, and on
// request a page-down button.
//
//   ScrollArea area(ui, rect, {.id = "list"});
//   Rect content = area.content();           // moved by the offset; its height is not limited
//   ... draw downwards from content.y ...
//   area.end(used_height);
//
// Ends itself in the destructor with the height given to used(). Skip what is_visible() denies: long lists
// stay fast.
class ScrollArea {
 public:
  ScrollArea(Ui& ui, const Rect& rect, const ScrollSpec& spec);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

  Rect content() const { return content_; }
  bool is_visible(const Rect& rect) const;
  void end(float content_height);

 private:
  void draw_fade();
  void draw_indicator();
  void draw_more_button();
  Ui& ui_;
  ScrollSpec spec_;
  Rect rect_, content_;
  bool ended_ = false;
};

// Bring a place (px from the top of the content) into view, smoothly.
void scroll_to(Ui& ui, std::string_view id, float top, float height);
// The next frame starts at the top, as if the content had never been moved.
void scroll_home(Ui& ui, std::string_view id);
// Whether the height of the content has been measured: not in the first frame.
bool scroll_is_known(Ui& ui, std::string_view id);
float scroll_offset(Ui& ui, std::string_view id);

}  // namespace yitang::ui
