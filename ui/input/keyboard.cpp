#include "ui/input/keyboard.hpp"

#include <algorithm>
#include <utility>

#include "ui/input/field_rules.hpp"
#include "ui/input/grapheme.hpp"
#include "ui/input/keyboard_layout.hpp"

namespace yitang::ui {
namespace {

constexpr std::size_t most_candidates =
    1500;  // more than any syllable has characters: all of them can be reached
constexpr std::size_t longest_composition = 40;
constexpr std::size_t most_readings = 24;  // of one writing: a whole page of candidates in elder density

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

KeyboardModel::KeyboardModel(TextBuffer& buffer, KeyboardOptions options, PinyinEngine* pinyin,
                             HandwritingEngine* handwriting)
    : buffer_(buffer), options_(options), pinyin_(pinyin), handwriting_(handwriting), mode_(options.mode) {
  options_.candidates_on_page = std::max<std::size_t>(1, options_.candidates_on_page);
  const bool missing = (mode_ == KeyboardMode::Pinyin && pinyin_ == nullptr) ||
                       (mode_ == KeyboardMode::Handwriting && handwriting_ == nullptr);
  if (missing) {
    mode_ = pinyin_ != nullptr        ? KeyboardMode::Pinyin
            : handwriting_ != nullptr ? KeyboardMode::Handwriting
                                      : KeyboardMode::Latin;
  }
}

std::vector<KeyboardRow> KeyboardModel::rows() const {
  return keyboard_rows({mode_, shifted_, symbols_, pinyin_ != nullptr, handwriting_ != nullptr,
                        options_.allow_switching, &radicals_});
}

KeyResult KeyboardModel::press(std::string_view id) {
  for (const auto& row : rows()) {
    for (const auto& key : row) {
      if (key.id == id) return press(key);
    }
  }
  return KeyResult::Ignored;
}

KeyResult KeyboardModel::press(const KeyboardKey& key) {
  switch (key.action) {
    case KeyAction::Insert: return press_insert(key);
    case KeyAction::Backspace: return press_backspace();
    case KeyAction::Clear:
      reset_composition();
      clear_ink();
      reset_radicals();
      buffer_.clear();
      return KeyResult::Changed;
    case KeyAction::Shift: shifted_ = !shifted_; return KeyResult::ModeChanged;
    case KeyAction::SwitchDigits:
      commit_composition();
      clear_ink();
      reset_radicals();
      symbols_ = !symbols_;
      return KeyResult::ModeChanged;
    case KeyAction::Space: return press_space();
    case KeyAction::Left: return buffer_.move_left() ? KeyResult::Changed : KeyResult::Ignored;
    case KeyAction::Right: return buffer_.move_right() ? KeyResult::Changed : KeyResult::Ignored;
    case KeyAction::Done: return press_done();
    case KeyAction::SwitchPinyin: return set_mode(KeyboardMode::Pinyin);
    case KeyAction::SwitchHandwriting: return set_mode(KeyboardMode::Handwriting);
    case KeyAction::SwitchRadical: return set_mode(KeyboardMode::Radical);
    case KeyAction::SwitchLatin: return set_mode(KeyboardMode::Latin);
    case KeyAction::UndoStroke: return undo_stroke() ? KeyResult::Changed : KeyResult::Ignored;
    case KeyAction::RadicalGroup:
    case KeyAction::MoreRadicals:
    case KeyAction::PickRadical:
    case KeyAction::PickStrokes:
    case KeyAction::RadicalBack: return press_radical_key(key);
    case KeyAction::Gap: return KeyResult::Ignored;
  }
  return KeyResult::Ignored;
}

KeyResult KeyboardModel::press_radical_key(const KeyboardKey& key) {
  bool picked = true;
  switch (key.action) {
    case KeyAction::RadicalGroup: radicals_.show_group(static_cast<int>(key.value)); break;
    case KeyAction::MoreRadicals: radicals_.turn_page(); break;
    case KeyAction::PickRadical: picked = radicals_.pick_radical(key.value); break;
    case KeyAction::PickStrokes: picked = radicals_.pick_strokes(static_cast<int>(key.value)); break;
    default: radicals_.reset(); break;
  }
  refresh_candidates();
  return picked ? KeyResult::ModeChanged : KeyResult::Ignored;
}

void KeyboardModel::reset_radicals() {
  radicals_.reset();
  if (mode_ == KeyboardMode::Radical) refresh_candidates();
}

KeyResult KeyboardModel::press_insert(const KeyboardKey& key) {
  const bool composing = mode_ == KeyboardMode::Pinyin && !symbols_;
  if (composing && key.text.size() == 1 && (is_letter(key.text[0]) || key.text[0] == '\'')) {
    return compose(key.text[0]);
  }
  if (!commit_composition()) return KeyResult::Refused;
  const KeyResult result = insert_text(key.text);
  if (shifted_ && mode_ == KeyboardMode::Latin) {
    shifted_ = false;  // for one letter, as people know it from their phones
    return result == KeyResult::Changed ? KeyResult::ModeChanged : result;
  }
  return result;
}

KeyResult KeyboardModel::compose(char letter) {
  if (composition_.size() >= longest_composition || buffer_.full()) return KeyResult::Refused;
  if (letter == '\'' && (composition_.empty() || composition_.back() == '\'')) return KeyResult::Ignored;
  composition_.push_back(letter);
  refresh_candidates();
  return KeyResult::Changed;
}

KeyResult KeyboardModel::insert_text(std::string_view text) {
  const std::string normal = normalise_for(mode_, text);
  if (normal.empty()) return KeyResult::Refused;
  if (is_number_mode(mode_)) {
    std::string result = buffer_.text();
    result.insert(buffer_.caret(), normal);
    if (!may_hold(mode_, result, options_.decimals)) return KeyResult::Refused;
  }
  return buffer_.insert(normal) ? KeyResult::Changed : KeyResult::Refused;
}

KeyResult KeyboardModel::type(std::string_view utf8) {
  if (is_number_mode(mode_) || mode_ != KeyboardMode::Pinyin || symbols_) {
    return commit_composition() ? insert_text(utf8) : KeyResult::Refused;
  }
  KeyResult result = KeyResult::Ignored;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t next = next_grapheme(utf8, at);
    const auto piece = utf8.substr(at, next - at);
    at = next;
    const char c = piece.front();
    if (piece.size() == 1 && (is_letter(c) || (c == '\'' && !composition_.empty()))) {
      result = compose(c);
    } else if (piece == " " && !composition_.empty()) {
      result = choose(0);
    } else if (piece.size() == 1 && c >= '1' && c <= '9' && !composition_.empty()) {
      result = choose(static_cast<std::size_t>(c - '1'));
    } else {
      result = commit_composition() ? insert_text(piece) : KeyResult::Refused;
    }
    if (result == KeyResult::Refused) break;
  }
  return result;
}

KeyResult KeyboardModel::press_backspace() {
  if (!composition_.empty()) {
    composition_.pop_back();
    refresh_candidates();
    return KeyResult::Changed;
  }
  if (radicals_.back()) {
    refresh_candidates();
    return KeyResult::ModeChanged;
  }
  if (!ink_.empty()) return undo_stroke() ? KeyResult::Changed : KeyResult::Ignored;
  return buffer_.backspace() ? KeyResult::Changed : KeyResult::Ignored;
}

// Letters that are still open become their best candidate first, and the person sees it before the field
// closes.
KeyResult KeyboardModel::press_done() {
  const bool open = !composition_.empty() || (!ink_.empty() && !candidates_.empty());
  if (!open) return KeyResult::Done;
  if (!composition_.empty()) return commit_composition() ? KeyResult::Changed : KeyResult::Refused;
  return choose(0);
}

KeyResult KeyboardModel::press_space() {
  if (!composition_.empty()) return choose(0);
  return insert_text(" ");
}

KeyResult KeyboardModel::set_mode(KeyboardMode mode) {
  if (mode_ == mode && !symbols_) return KeyResult::Ignored;
  if ((mode == KeyboardMode::Pinyin && pinyin_ == nullptr) ||
      (mode == KeyboardMode::Handwriting && handwriting_ == nullptr)) {
    return KeyResult::Ignored;
  }
  commit_composition();
  clear_ink();
  reset_radicals();
  mode_ = mode;
  symbols_ = false;
  shifted_ = false;
  return KeyResult::ModeChanged;
}

// True when nothing is left in the composition.
bool KeyboardModel::commit_composition() {
  while (!composition_.empty()) {
    page_ = 0;
    if (candidates_.empty()) {
      reset_composition();  // letters that are no pinyin
    } else if (choose(0) != KeyResult::Changed) {
      return false;
    }
  }
  return true;
}

PinyinHint KeyboardModel::hint() const {
  if (!options_.person_name) return PinyinHint::General;
  return buffer_.caret() == 0 ? PinyinHint::NameStart : PinyinHint::NameRest;
}

void KeyboardModel::refresh_candidates() {
  page_ = 0;
  candidates_.clear();
  if (mode_ == KeyboardMode::Radical) {
    for (auto& text : radicals_.candidates()) candidates_.push_back({std::move(text), 1});
    return;
  }
  if (!composition_.empty() && pinyin_ != nullptr) {
    candidates_ = pinyin_->candidates(composition_, hint(), most_candidates);
  }
}

void KeyboardModel::reset_composition() {
  composition_.clear();
  candidates_.clear();
  page_ = 0;
}

std::vector<std::string> KeyboardModel::candidates() const {
  const std::size_t begin = std::min(page_ * options_.candidates_on_page, candidates_.size());
  const std::size_t end = std::min(begin + options_.candidates_on_page, candidates_.size());
  std::vector<std::string> shown;
  for (std::size_t i = begin; i < end; ++i) shown.push_back(candidates_[i].text);
  return shown;
}

std::size_t KeyboardModel::page_count() const {
  return (candidates_.size() + options_.candidates_on_page - 1) / options_.candidates_on_page;
}

bool KeyboardModel::next_page() {
  if (page_ + 1 >= page_count()) return false;
  ++page_;
  return true;
}

bool KeyboardModel::previous_page() {
  if (page_ == 0) return false;
  --page_;
  return true;
}

void KeyboardModel::set_candidates_on_page(std::size_t count) {
  const std::size_t first = page_ * options_.candidates_on_page;
  options_.candidates_on_page = std::max<std::size_t>(1, count);
  page_ = first / options_.candidates_on_page;
}

KeyResult KeyboardModel::choose(std::size_t index) {
  const std::size_t at = page_ * options_.candidates_on_page + index;
  if (index >= options_.candidates_on_page || at >= candidates_.size()) return KeyResult::Ignored;
  const PinyinCandidate candidate = candidates_[at];
  if (!buffer_.insert(candidate.text)) return KeyResult::Refused;
  if (mode_ == KeyboardMode::Handwriting) {
    clear_ink();
    return KeyResult::Changed;
  }
  if (mode_ == KeyboardMode::Radical) {
    reset_radicals();
    return KeyResult::Changed;
  }
  composition_.erase(0, std::max<std::size_t>(1, candidate.letters));
  refresh_candidates();
  return KeyResult::Changed;
}

void KeyboardModel::begin_stroke(PenPoint point) {
  if (mode_ != KeyboardMode::Handwriting || symbols_) return;
  ink_.push_back({point});
  pen_down_ = true;
}

void KeyboardModel::extend_stroke(PenPoint point) {
  if (pen_down_ && !ink_.empty()) ink_.back().push_back(point);
}

void KeyboardModel::end_stroke() {
  if (!std::exchange(pen_down_, false)) return;
  recognise_ink();
}

void KeyboardModel::recognise_ink() {
  page_ = 0;
  candidates_.clear();
  if (handwriting_ == nullptr) return;
  for (auto& text : handwriting_->recognise(ink_, most_readings)) candidates_.push_back({std::move(text), 1});
}

bool KeyboardModel::undo_stroke() {
  if (ink_.empty()) return false;
  pen_down_ = false;
  ink_.pop_back();
  recognise_ink();
  return true;
}

void KeyboardModel::clear_ink() {
  pen_down_ = false;
  if (ink_.empty()) return;
  ink_.clear();
  reset_composition();
}

}  // namespace yitang::ui
