#include "devices/receipt/document.hpp"

#include <utility>

#include "devices/receipt/layout.hpp"

namespace yitang::devices {

ReceiptBuilder& ReceiptBuilder::text(std::string_view utf8, TextStyle style) {
  document_.blocks.emplace_back(TextBlock{std::string(utf8), style});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::title(std::string_view utf8) {
  return text(utf8, {.align = Align::Centre, .size = TextSize::Double, .bold = true});
}

ReceiptBuilder& ReceiptBuilder::pair(std::string_view label, std::string_view value, int label_cells) {
  if (label_cells <= 0) label_cells = cells_of_text(label);
  return columns({Column{std::string(label), label_cells, Align::Left, false},
                  Column{std::string(value), 0, Align::Left, false}});
}

ReceiptBuilder& ReceiptBuilder::columns(std::vector<Column> columns) {
  document_.blocks.emplace_back(ColumnsBlock{std::move(columns)});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::separator(SeparatorKind kind) {
  document_.blocks.emplace_back(SeparatorBlock{kind});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::feed(int dots) {
  document_.blocks.emplace_back(FeedBlock{dots});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::big_number(std::string_view text) {
  document_.blocks.emplace_back(BigNumberBlock{std::string(text)});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::qr(std::string_view payload, std::string_view caption, int module_dots,
                                   QrLevel level) {
  document_.blocks.emplace_back(QrBlock{std::vector<std::uint8_t>(payload.begin(), payload.end()),
                                        module_dots, level, std::string(caption)});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::raster(Bitmap bitmap, Align align) {
  document_.blocks.emplace_back(RasterBlock{std::move(bitmap), align});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::cut() {
  document_.blocks.emplace_back(CutBlock{});
  return *this;
}

ReceiptBuilder& ReceiptBuilder::copy_mark(std::string_view word) {
  document_.copy_mark = word;
  return *this;
}

}  // namespace yitang::devices
