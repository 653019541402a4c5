// What screens remember between frames and the flow need not know: keyboard, ink, pictures made once. Nothing
// of it outlives the visit: clear() when the person has left.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/values.hpp"
#include "kiosk/resident/flow/state.hpp"
#include "ui/image.hpp"
#include "ui/input/keyboard.hpp"
#include "ui/input/keyboard_view.hpp"
#include "ui/input/text_buffer.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/signature_pad.hpp"

namespace yitang::resident {

struct ScreenContext;

/// The text under the keyboard. One at a time.
class TextEntry {
 public:
  bool is_open(std::string_view key) const { return model_ != nullptr && key_ == key; }
  bool is_open() const { return model_ != nullptr; }
  void open(std::string key, std::string_view text, const ui::KeyboardOptions& options,
            std::size_t max_length, const ScreenContext& context);
  void close();
  const std::string& key() const { return key_; }
  ui::TextBuffer& buffer() { return *buffer_; }  ///< only while open
  ui::KeyboardModel& model() { return *model_; }
  ui::KeyboardView& view() { return *view_; }
  /// Why the last keys, or what a scanner typed at once, were not taken; nullopt once something was.
  const std::optional<cases::FieldProblem>& refused() const { return refused_; }
  void set_refused(std::optional<cases::FieldProblem> problem) { refused_ = std::move(problem); }

 private:
  std::string key_;
  std::unique_ptr<ui::TextBuffer> buffer_;
  std::unique_ptr<ui::KeyboardModel> model_;
  std::unique_ptr<ui::KeyboardView> view_;
  std::optional<cases::FieldProblem> refused_;
};

/// Date, time or both, as far as they were turned.
struct DateEntry {
  std::string key;  ///< field, "" if none
  int year = 2000, month = 1, day = 1;
  int hour = 9, minute = 0;
  int to_hour = 17, to_minute = 0;
  double turned_at = 0;    ///< seconds of the Ui clock, for keys that repeat
  std::string dragged;     ///< wheel under the finger, "" if none
  float dragged_from = 0;  ///< px: where its present number was reached
};

/// A row of a table field being filled in.
struct RowEntry {
  std::string key;  ///< table field, "" if none
  int row = -1;     ///< -1: a new one
  cases::TableRow cells;
  int column = -1;            ///< under the keyboard, -1: none
  bool led_to_error = false;  ///< the first wrong cell has been brought into view
};

/// A place being chosen: an address by village, or a region.
struct PlaceEntry {
  std::string chosen;  ///< code of the village or of the region that is open, "" if none
  std::string group;   ///< digits
  std::string house;
  std::string typing;  ///< id of the entry under the keyboard, "" if none
};

struct ScreenMemory {
  Page page = Page::Idle;  ///< drawn last
  TextEntry entry;
  std::string focus;  ///< focused entry of a page whose focus the flow does not keep (delivery, question)
  std::string number, ending;  ///< receipt number and end of the ID number, as typed so far
  std::string picker;          ///< field whose list of options is open, "" if none
  DateEntry date;
  RowEntry row;
  PlaceEntry place;
  std::string scrolled_to;        ///< field that was brought into view last
  ui::Ink ink;                    ///< signature as drawn
  std::size_t strokes_known = 0;  ///< strokes that the flow had in the last frame
  bool revealed = false;          ///< review and signature: what was typed is shown in full, to be compared
  ui::Image preview;
  std::string preview_of;                                       ///< digest of the page in `preview`
  std::map<std::string, ui::Image, std::less<>> page_pictures;  ///< of kept pages, by digest
  ui::Image seen;                                               ///< by a camera that scans codes
  int seen_number = 0;                                          ///< of the picture in `seen`
  ui::Image photo;                                              ///< on the card that is shown
  int photo_reading = 0;                                        ///< that `photo` is from
  std::map<std::string, ui::QrMatrix, std::less<>> codes;

  /// Overwrites the photo of a card.
  void forget_photo();
  /// Forgets everything a person entered or saw.
  void clear();
};

}  // namespace yitang::resident
