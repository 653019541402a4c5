// What is to be on a slip of paper, without knowing the printer. Widths are counted in cells: one cell is an
// ASCII character, a Chinese character takes two. A 58 mm printer has 32 cells a line, an 80 mm printer 48.
//
//   auto slip = ReceiptBuilder().text("受理回执", {.align = Align::Centre, .size = TextSize::Double})
//                   .pair("事项", "养老保险待遇领取").separator().qr(number, "扫码查进度").cut().build();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "devices/image/bitmap.hpp"

namespace yitang::devices {

enum class Align : std::uint8_t { Left, Centre, Right };
enum class TextSize : std::uint8_t { Normal = 1, Double = 2, Triple = 3 };  // factor in both directions

struct TextStyle {
  Align align = Align::Left;
  TextSize size = TextSize::Normal;
  bool bold = false;
  bool underline = false;
  bool inverse = false;  // white on black
};

// UTF-8; wrapped at the edge of the paper, never inside a character, and closing punctuation never begins a
// line.
// '\n' begins a new line.
struct TextBlock {
  std::string text;
  TextStyle style;
};

struct Column {
  std::string text;
  int cells = 0;  // 0: shares what the fixed columns leave
  Align align = Align::Left;
  bool bold = false;
};

// Columns side by side with one free cell between; each wraps in its own width.
struct ColumnsBlock {
  std::vector<Column> columns;
};

enum class SeparatorKind : std::uint8_t { Solid, Dashed, Double };
struct SeparatorBlock {
  SeparatorKind kind = SeparatorKind::Dashed;
};

struct FeedBlock {
  int dots = 24;
};

// A number to be read from a distance or photographed: as large as fits on one line, in bold.
struct BigNumberBlock {
  std::string text;
};

enum class QrLevel : std::uint8_t { L, M, Q, H };

struct QrBlock {
  std::vector<std::uint8_t> payload;  // 1 to 2953 bytes, printed unchanged
  int module_dots = 6;                // 1 to 16; made smaller if the paper is too narrow
  QrLevel level = QrLevel::M;
  std::string caption;  // below, centred; may be empty
};

struct RasterBlock {
  Bitmap bitmap;  // too wide for the paper: an error, never cut off
  Align align = Align::Centre;
};

struct CutBlock {};

using ReceiptBlock = std::variant<TextBlock, ColumnsBlock, SeparatorBlock, FeedBlock, BigNumberBlock, QrBlock,
                                  RasterBlock, CutBlock>;

struct ReceiptDocument {
  std::vector<ReceiptBlock> blocks;
  // Printed in inverse at the head of every slip of the document when not empty: the word for "reprint".
  // Whoever prints a second time sets it.
  std::string copy_mark;
};

class ReceiptBuilder {
 public:
  ReceiptBuilder& text(std::string_view utf8, TextStyle style = {});
  ReceiptBuilder& title(std::string_view utf8);  // double size, bold, centred
  // Label on the left, value beside it, wrapped under itself. The label takes `label_cells` (default: its own
  // width).
  ReceiptBuilder& pair(std::string_view label, std::string_view value, int label_cells = 0);
  ReceiptBuilder& columns(std::vector<Column> columns);
  ReceiptBuilder& separator(SeparatorKind kind = SeparatorKind::Dashed);
  ReceiptBuilder& feed(int dots = 24);
  ReceiptBuilder& big_number(std::string_view text);
  ReceiptBuilder& qr(std::string_view payload, std::string_view caption = {}, int module_dots = 6,
                     QrLevel level = QrLevel::M);
  ReceiptBuilder& raster(Bitmap bitmap, Align align = Align::Centre);
  ReceiptBuilder& cut();
  ReceiptBuilder& copy_mark(std::string_view word);
  [[nodiscard]] ReceiptDocument build() const { return document_; }

 private:
  ReceiptDocument document_;
};

}  // namespace yitang::devices
