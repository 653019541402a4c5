// Single ESC/POS commands as bytes. The subset and its sources are in README.md.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "devices/image/bitmap.hpp"
#include "devices/receipt/document.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// How characters are printed from here on.
struct PrintMode {
  int width = 1;   // 1 to 8
  int height = 1;  // 1 to 8
  bool bold = false;
  bool underline = false;
  bool inverse = false;
  Align align = Align::Left;
  friend bool operator==(const PrintMode&, const PrintMode&) = default;
};

enum class Cutter : std::uint8_t { None, Partial, Full };

class EscPosWriter {
 public:
  void initialise(bool chinese_font, int code_page);
  void mode(
      const PrintMode& mode);  // sends what differs from the mode in force; align only counts at a line start
  void line_spacing(int dots);
  void ascii(char character) { push(static_cast<std::uint8_t>(character)); }
  void pair(std::uint16_t code);
  void line_feed() { push(0x0A); }
  void feed_dots(int dots);
  // Rows from the left edge in bands of at most `band_rows`; the paper moves on by the height of the bitmap.
  void raster(const Bitmap& bitmap, int band_rows, bool avoid_dle);
  void qr(ByteView payload, int module_dots, QrLevel level);
  // Feeds to the cutter and `feed_dots` further, then cuts. Cutter::None: nothing.
  void cut(Cutter cutter, int feed_dots);

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  void push(std::uint8_t byte) { bytes_.push_back(byte); }
  void push(std::initializer_list<std::uint8_t> list) { bytes_.insert(bytes_.end(), list); }
  void push_u16(std::size_t value);

  Bytes bytes_;
  PrintMode mode_;
  int spacing_ = -1;
};

// GS ( H: ask for this id once everything before is on paper. `id` from 20 to 7E.
[[nodiscard]] Bytes process_id_request(const std::array<char, 4>& id);

}  // namespace yitang::devices
