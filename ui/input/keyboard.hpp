// The logic of the on-screen keyboard, without drawing: which keys exist, what a press does to the text,
// composition and candidates. Owned and used by the main thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/input/handwriting.hpp"
#include "ui/input/pinyin.hpp"
#include "ui/input/radical_picker.hpp"
#include "ui/input/text_buffer.hpp"

namespace yitang::ui {

enum class KeyboardMode { Digits, IdNumber, Phone, Decimal, Pinyin, Handwriting, Radical, Latin };

enum class KeyAction {
  Insert,
  Backspace,
  Clear,
  Shift,
  Space,
  Left,
  Right,
  Done,
  SwitchPinyin,
  SwitchHandwriting,
  SwitchRadical,
  SwitchLatin,
  SwitchDigits,
  UndoStroke,
  RadicalGroup,  // `value` is the group
  MoreRadicals,
  PickRadical,  // `value` is its shape
  PickStrokes,  // `value` is how many stand beside the radical
  RadicalBack,  // to the radicals
  Gap,          // no key: keeps its place empty
};

struct KeyboardKey {
  KeyAction action = KeyAction::Insert;
  std::string id;      // stable semantics id: "key.a", "key.7", "key.backspace"
  std::string text;    // what Insert types
  char32_t value = 0;  // of the radical keys
  std::string
      caption;  // glyphs to draw; empty for keys drawn as an icon or with the caller's word (Done, Clear)
  float span = 1.0F;    // width in units of a normal key
  int rows = 1;         // height in rows; a tall key stands at the end of its row and of those below it
  bool active = false;  // a Shift or mode key that is on
};
using KeyboardRow = std::vector<KeyboardKey>;

enum class KeyResult {
  Ignored,      // unknown key or nothing to do
  Refused,      // the field is full or the character does not belong here
  Changed,      // text, caret or composition changed
  ModeChanged,  // other keys are shown now
  Done,         // the person says that the field is finished
};

struct KeyboardOptions {
  KeyboardMode mode = KeyboardMode::Pinyin;
  bool person_name = false;     // surnames and given-name characters first
  bool allow_switching = true;  // offer 拼音 手写 部首 ABC 123; number modes never do
  std::size_t candidates_on_page = 6;
  std::size_t decimals = 2;  // digits behind the point in Decimal mode
};

class KeyboardModel {
 public:
  /// Buffer and engines are borrowed and outlive the model. An absent engine's mode is not offered.
  KeyboardModel(TextBuffer& buffer, KeyboardOptions options, PinyinEngine* pinyin,
                HandwritingEngine* handwriting);

  KeyboardMode mode() const { return mode_; }
  const TextBuffer& buffer() const { return buffer_; }
  bool shifted() const { return shifted_; }
  bool showing_symbols() const { return symbols_; }
  bool may_switch() const { return options_.allow_switching; }
  /// The keys shown now, top row first. Handwriting has one row: the pad lies above it. Radical has five
  /// while a radical is being picked: the first belongs where candidates lie in other modes.
  std::vector<KeyboardRow> rows() const;

  KeyResult press(const KeyboardKey& key);
  /// By semantics id. Ignored when no such key is shown now.
  KeyResult press(std::string_view id);
  /// A hardware keyboard or a scanner: types text through the same rules as the keys.
  KeyResult type(std::string_view utf8);

  /// Letters typed and not yet turned into characters.
  const std::string& composition() const { return composition_; }
  /// The candidates of the page shown.
  std::vector<std::string> candidates() const;
  std::size_t page() const { return page_; }
  std::size_t page_count() const;
  bool next_page();
  bool previous_page();
  void set_candidates_on_page(std::size_t count);
  /// Takes candidate `index` of the page shown. What it does not cover stays in the composition.
  KeyResult choose(std::size_t index);

  /// What has been picked in Radical mode.
  const RadicalPicker& radicals() const { return radicals_; }

  void begin_stroke(PenPoint point);
  void extend_stroke(PenPoint point);
  void end_stroke();  // recognises
  bool undo_stroke();
  void clear_ink();
  const PenStrokes& ink() const { return ink_; }

 private:
  KeyResult insert_text(std::string_view text);
  KeyResult press_backspace();
  KeyResult press_done();
  KeyResult press_space();
  KeyResult set_mode(KeyboardMode mode);
  void refresh_candidates();
  void recognise_ink();
  void reset_composition();
  void reset_radicals();
  KeyResult press_radical_key(const KeyboardKey& key);
  KeyResult press_insert(const KeyboardKey& key);
  KeyResult compose(char letter);
  bool commit_composition();
  PinyinHint hint() const;

  TextBuffer& buffer_;
  KeyboardOptions options_;
  PinyinEngine* pinyin_;
  HandwritingEngine* handwriting_;
  KeyboardMode mode_;
  bool shifted_ = false;
  bool symbols_ = false;
  std::string composition_;
  std::vector<PinyinCandidate> candidates_;
  std::size_t page_ = 0;
  RadicalPicker radicals_;
  PenStrokes ink_;
  bool pen_down_ = false;
};

}  // namespace yitang::ui
