// What a screen may know besides the flow's state: catalogue, words, the place, the time. Borrowed, read
// only.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "ui/input/handwriting.hpp"
#include "ui/input/pinyin.hpp"
#include "ui/strings.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {

/// The place where this terminal stands.
struct PlaceInfo {
  Text name;             ///< "示例镇便民服务中心"
  std::string hotline;   ///< shown wherever help is offered
  std::string terminal;  ///< its code, four characters
};

/// All references and pointers outlive the frame. Engines may be absent: their keyboard is not offered then.
struct ScreenContext {
  const catalog::Catalog& catalog;
  const ui::Strings& words;
  PlaceInfo place = {};
  UnixMillis now = 0;  ///< wall time of this frame
  ui::PinyinEngine* pinyin = nullptr;
  ui::HandwritingEngine* handwriting = nullptr;
  bool demo = false;     ///< sample data: a mark in the header says so
  bool offline = false;  ///< no connection to the office: cases wait here, the header says so
  /// Modules of a QR code with this text; called once per text.
  std::function<ui::QrMatrix(std::string_view)> qr = {};
  bool can_speak = true;     ///< there is something to speak with and a way to hear it
  std::string point = {};    ///< service point where this stands, as the catalogue names it; "" if unknown
  bool card_photos = false;  ///< photos of cards can be decoded: the notice before reading says so
};

}  // namespace yitang::resident
