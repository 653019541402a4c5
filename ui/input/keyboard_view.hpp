// Draws a KeyboardModel and turns taps into its calls: keys, candidates, handwriting pad. Main thread, inside
// a frame. Ids: "key.a", "key.7", "key.backspace", "key.done", "key.mode.pinyin", "key.radicals.3",
// "key.radical.氵", "key.strokes.5", "key.radicals.back", "cand.0", "cand.next", "cand.previous",
// "cand.more", "cand.radical", "pad.ink".
#pragma once

#include <string>

#include "ui/context.hpp"
#include "ui/input/keyboard.hpp"
#include "ui/widgets/signature_pad.hpp"

namespace yitang::ui {

/// Words of the product, in the language of the page. Done, clear, write_here and those of the radical mode
/// are drawn, the others are for ears.
struct KeyboardWords {
  std::string done, clear, backspace, space, shift, left, right, undo_stroke;
  std::string previous_candidates, next_candidates, all_candidates;
  std::string pad;                    // name of the handwriting pad
  std::string write_here = {};        // drawn on the empty pad
  std::string usual_radicals = {};    // the group of radicals that names have
  std::string radicals_of = {};       // "radicals of {n} strokes", for ears
  std::string more_radicals = {};     // turns the page of radicals, for ears
  std::string back_to_radicals = {};  // for ears
  std::string strokes = {};           // "{n} strokes", for ears
  std::string choose_radical = {};    // what to do first
  std::string choose_strokes = {};    // and next, beside the radical that was chosen
  std::string not_there = {};         // on the key that leads from handwriting to radicals
};

class KeyboardView {
 public:
  /// The model is borrowed and outlives the view.
  explicit KeyboardView(KeyboardModel& model) : model_(model) {}

  /// Height that draw() wants, px; the same for all text modes, so that the page does not jump.
  float height(const Ui& ui) const;
  /// Draws into `rect` (usually the full width at the bottom of the page) and applies taps and a hardware
  /// keyboard. Returns the strongest result of this frame: Done before ModeChanged before Changed before
  /// Refused.
  KeyResult draw(Ui& ui, const Rect& rect, const KeyboardWords& words);

 private:
  void draw_candidates(Ui& ui, Rect bar, const KeyboardWords& words);
  void draw_candidate(Ui& ui, const Rect& cell, std::size_t index, const std::string& text, TextStyle style);
  bool draw_bar_button(Ui& ui, const Rect& cell, const char* id, Icon icon, const std::string& label,
                       bool enabled);
  void draw_all_candidates(Ui& ui, const Rect& area);
  void draw_rows(Ui& ui, Rect area, const std::vector<KeyboardRow>& rows, const KeyboardWords& words);
  void draw_radical_groups(Ui& ui, Rect bar, const KeyboardRow& groups, const KeyboardWords& words);
  void draw_question(Ui& ui, const Rect& strip, const KeyboardWords& words);
  bool draw_way_to_radicals(Ui& ui, const Rect& cell, const KeyboardWords& words);
  void draw_pad(Ui& ui, const Rect& area, const KeyboardWords& words);
  void draw_key(Ui& ui, const Rect& rect, const KeyboardKey& key, const KeyboardWords& words);
  void apply_hardware(Ui& ui);
  void note(KeyResult result);
  KeyResult type_at_once(const std::string& text);
  bool repeats(Ui& ui, const Interaction& touch, const KeyboardKey& key);

  KeyboardModel& model_;
  bool all_candidates_ = false;  // the grid of candidates lies over the keys
  Ink ink_;                      // what the pad shows; the model has the same strokes
  bool pen_is_down_ = false;
  double repeat_at_ = 0;         // when a held backspace deletes again
  bool held_backspace_ = false;  // it has deleted already while it was held
  KeyResult result_ = KeyResult::Ignored;
};

}  // namespace yitang::ui
