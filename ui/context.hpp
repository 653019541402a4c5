#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/error.hpp"
#include "ui/events.hpp"
#include "ui/fonts.hpp"
#include "ui/geometry.hpp"
#include "ui/painter.hpp"
#include "ui/semantics.hpp"
#include "ui/surface.hpp"
#include "ui/theme.hpp"

namespace yitang::ui {

struct UiOptions {
  ScreenMetrics metrics = {};
  Density density = Density::Standard;
  ContrastScheme contrast = ContrastScheme::Normal;
  FontPaths fonts = {};
};

struct FrameResult {
  std::vector<PixelRect> dirty;         // parts of the surface that were redrawn
  std::optional<double> next_frame_at;  // seconds; draw again no later than this; none: sleep until an event
};

// What a pointer does to one widget in this frame.
struct Interaction {
  bool pressed = false;    // finger is down on it and still inside: draw it pressed
  bool went_down = false;  // the finger came down on it in this frame
  bool clicked = false;    // tapped: down and up inside, not turned into a scroll; true in one frame only
  float held_seconds = 0;  // how long it has been pressed
  std::optional<Point> pointer;  // while held, also outside of the rectangle
};

// Everything one page needs: Dear ImGui, fonts, theme, input, semantics, rasteriser. Several may exist
// (tests), but frames must not interleave; one thread. Widgets are free functions in ui/widgets/, called
// between begin_frame and end_frame.
//
//   ui.push(event); ui.begin_frame(now); draw(ui); auto result = ui.end_frame(surface.view());
//
// Each frame takes at most one press or release from the queue, so that a quick tap is never lost;
// next_frame_at is then now. After any input one more frame is asked for, so that a page can react to what
// the first one did.
class Ui {
 public:
  static Result<std::unique_ptr<Ui>> create(const UiOptions& options);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // Input. Also the hook for tests: push down/move/up and run frames, or activate() a widget by its id.
  void push(const PointerEvent& event);
  void push(const KeyEvent& event);
  void push(const TextEvent& event);
  // The next frame treats this widget as tapped, if it is there, enabled and not covered.
  void activate(std::string_view id);
  // Forget presses, scroll positions, caret and every remembered state: a new page or person.
  void reset_interaction();
  void set_look(Density density, ContrastScheme contrast);

  void begin_frame(double now_seconds);
  FrameResult end_frame(const SurfaceView& target);
  // Instead of end_frame: nothing is drawn, but glyphs and icons are ready for the page that was described.
  // Afterwards the true page has to be described again.
  void discard_frame();
  bool has_input() const;  // something waits for the next frame, or a finger is down
  void redraw_all();       // the next end_frame draws every pixel
  // Memory that only drawing new things needs: call when nothing has changed for a while.
  void release_memory();

  // --- for screens and widgets, inside a frame ---
  const Theme& theme() const { return theme_; }
  Painter& painter() { return *painter_; }
  const Painter& painter() const { return *painter_; }
  Semantics& semantics() { return semantics_; }
  const Semantics& semantics() const { return semantics_; }
  // For checks of the rendered page (ui/contrast_check.hpp): notes what is written, from the next frame on.
  void note_written_words() { painter_->note_words(true); }
  // Of the frame that ended last, of the uppermost layer; px.
  std::vector<WrittenWords> written_words() const;
  Rect page() const;  // the whole screen, px
  double now() const { return now_; }

  // Registers a tappable area. Inside a scroll area or under a dialog the right thing happens.
  Interaction interact(std::string_view id, const Rect& rect, bool enabled = true);
  // Adds a node with visible part, layer and cover filled in. Returns it so that a widget can complete it.
  Node& describe(Node node);
  // Reports that words of the widget described last did not fit.
  void note_clipped_text();
  bool blocked() const;  // an open dialog covers the layer being drawn

  // Physical keyboard in this frame (empty when nothing was typed).
  const std::vector<Key>& keys() const { return frame_keys_; }
  const std::string& typed_text() const { return frame_text_; }

  // What a keypad points at, with a ring around it; null: nobody uses one. After the page was described.
  const Node* focus() const;

  // Ask to be drawn again: at once (animation) or at a time (clock, countdown, blinking).
  void request_frame() { request_frame_at(now_); }
  void request_frame_at(double seconds);

  // A dialog draws between these two: above everything, page below blocked. Used by ui/widgets/dialog.hpp.
  void begin_layer();
  void end_layer();

  // Scroll areas (ui/widgets/scroll_area.hpp) keep their offset here by id.
  struct ScrollState {
    float offset = 0, velocity = 0, content_height = 0, view_height = 0;
    float target = -1;  // smooth scroll goal; negative: none
    Rect view;          // on the page, as drawn last
    bool dragging = false;
    double updated_at = 0;
  };
  ScrollState& scroll_state(std::string_view id);
  // How far the finger moved in this frame while this scroll area owns the drag. Call it before the content's
  // widgets: a drag of more than 3 mm takes the finger away from the widget under it.
  std::optional<float> scroll_drag(std::string_view id, const Rect& rect);
  // Between these two, describe() knows that a node is inside a scroll area.
  void enter_scroll(std::string_view id) {
    ++scroll_depth_;
    scroll_id_ = id;
    painter_->set_scroll_view(painter_->clip());
  }
  void leave_scroll() {
    --scroll_depth_;
    scroll_id_.clear();
    painter_->set_scroll_view({});
  }

  // For widgets that follow the finger themselves (signature pads).
  bool pointer_is_down() const;
  // Every position the finger passed in this frame, oldest first: for drawing smooth lines.
  const std::vector<Point>& pointer_path() const;
  // The widget keeps the finger: no scroll area may take the drag over.
  void keep_pointer();

 private:
  struct Impl;
  explicit Ui(Theme theme);
  void take_events();
  void take_pointer(const PointerEvent& event);
  void take_key(Key key);
  void show_focus();
  bool pointer_hits(const Rect& visible) const;
  Theme theme_;
  std::unique_ptr<Impl> impl_;
  std::unique_ptr<Painter> painter_;
  Semantics semantics_;
  double now_ = 0;
  int scroll_depth_ = 0;
  std::string scroll_id_;
  std::vector<Key> frame_keys_;
  std::string frame_text_;
};

}  // namespace yitang::ui
