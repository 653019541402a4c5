// The picture of the terminal: draws the flow's state and hands what the person did to the flow. Main thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kiosk/base/clock.hpp"
#include "kiosk/resident/screens/memory.hpp"
#include "kiosk/terminal/terminal.hpp"
#include "ui/context.hpp"
#include "ui/speech/speech.hpp"
#include "ui/surface.hpp"

namespace yitang::terminal {

struct ViewOptions {
  DisplayConfig display;
  bool demo = false;
  bool input_methods = true;  ///< pinyin and handwriting engines, loaded when first needed
};

class View {
 public:
  /// What a page of this size is drawn with; needs nothing of the terminal, so it can be made beside its
  /// start. NotFound: fonts.
  static Result<std::unique_ptr<ui::Ui>> make_ui(const DisplayConfig& display);
  /// Borrows terminal, clock and speech.
  View(Terminal& terminal, const Clock& clock, ui::SpeechEngine& speech, const ViewOptions& options,
       std::unique_ptr<ui::Ui> ui);
  ~View();
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  ui::Ui& ui();
  /// For checks of what is shown: what screens remember, and what is said aloud about the page.
  const resident::ScreenMemory& memory() const;
  std::string spoken() const;
  /// Input goes through here, so that whoever scrolls or composes is not asked whether he is still there.
  void push(const ui::PointerEvent& event);
  void push(const ui::KeyEvent& event);
  void push(const ui::TextEvent& event);

  /// One frame: draws, gives the intents to the flow. The result's next_frame_at is in seconds of
  /// `now_seconds`.
  ui::FrameResult frame(const ui::SurfaceView& target, double now_seconds);
  /// Makes ready what `page` is drawn with, unless somebody touches: the first touch is then answered at
  /// once. The page shown has to be drawn again.
  void rehearse(resident::Page page, double now_seconds);
  /// Nothing of what a person typed, saw or heard stays here. After the page that comes next has been drawn.
  void forget_person();
  /// True if state or time changed something since the last frame.
  bool stale() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace yitang::terminal
