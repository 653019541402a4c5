#include "devices/document/form_layout.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "devices/barcode/qr.hpp"
#include "devices/receipt/glyphs.hpp"

namespace yitang::devices {
namespace {

constexpr double mm = 72.0 / 25.4;
constexpr double margin = 20 * mm;
constexpr double foot_line = a4_height - 12 * mm;  // base line of the footer
constexpr double bottom = a4_height - 20 * mm;
constexpr double text_width = a4_width - 2 * margin;
constexpr double label_width = 46 * mm;
constexpr double column_gap = 4 * mm;
constexpr double qr_size = 26 * mm;

struct Style {
  double size = 10.5;
  double leading = 16;  // from base line to base line
  bool bold = false;
  double grey = 0;
};
constexpr Style title_style{18, 26, true, 0};
constexpr Style heading_style{12, 20, true, 0};
constexpr Style body_style{10.5, 16, false, 0};
constexpr Style label_style{10.5, 16, false, 0.35};
constexpr Style small_style{8.5, 13, false, 0.25};
// Pale enough to read through, dark enough to come out on a photocopy.
constexpr Style watermark_style{15, 22, true, 0.82};
constexpr double watermark_angle = 0.52;
constexpr int watermark_times = 3;  // down the page: no part of it can be cut off without one

// The receipt's rules of breaking lines, with cells of a thousandth of the font's size.
int cells_in(double width, const Style& style) {
  return static_cast<int>(std::floor(width * 1000 / style.size));
}

class Layout {
 public:
  Layout(const FormDocument& document, const FormFonts& fonts)
      : document_(document), fonts_(fonts), pages_(1) {}

  Result<std::vector<FormPage>> run();

 private:
  using Lines = std::vector<ReceiptLine>;

  Lines lines_of(std::string_view text, double width, const Style& style);
  double width_of(const ReceiptLine& line, const Style& style) const {
    return cells_of(line) * style.size / 1000;
  }
  void put(ReceiptLine line, double x, double base_line, const Style& style, FormPage& page) {
    page.marks.emplace_back(PlacedText{x, base_line, style.size, style.grey, std::move(line)});
  }
  FormPage& page() { return pages_.back(); }
  // Begins a page when less than `height` is left of this one.
  void need(double height) {
    if (y_ + height <= bottom || y_ <= margin) return;
    pages_.emplace_back();
    y_ = margin;
  }
  void put_lines(const Lines& lines, double x, const Style& style);
  void put_row(const Lines& left, double left_x, const Style& left_style, const Lines& right, double right_x);
  void put_head();
  void put_feet();
  void put_watermarks();
  bool too_long() const { return pages_.size() > max_form_pages; }

  void add(const FormHeading& block);
  void add(const FormPairs& block);
  void add(const FormList& block);
  void add(const FormParagraph& block);
  void add(const FormInk& block);

  const FormDocument& document_;
  const FormFonts& fonts_;
  std::vector<FormPage> pages_;
  double y_ = margin;
  bool malformed_ = false;
};

Layout::Lines Layout::lines_of(std::string_view text, double width, const Style& style) {
  Lines out;
  auto lines = characters_of(text, style.bold);
  if (!lines) {
    malformed_ = true;
    return out;
  }
  for (ReceiptLine& line : *lines) {
    for (ReceiptCharacter& character : line) character.cells = fonts_.width(character.cluster, style.bold);
    Lines wrapped = wrap(line, cells_in(width, style));
    std::move(wrapped.begin(), wrapped.end(), std::back_inserter(out));
  }
  return out;
}

void Layout::put_lines(const Lines& lines, double x, const Style& style) {
  for (const ReceiptLine& line : lines) {
    need(style.leading);
    put(line, x, y_ + style.size, style, page());
    y_ += style.leading;
    if (too_long()) return;
  }
}

// Two columns, line by line, so that a row may go on on the next page. One that fits on a page is not torn.
void Layout::put_row(const Lines& left, double left_x, const Style& left_style, const Lines& right,
                     double right_x) {
  const std::size_t count = std::max(left.size(), right.size());
  const double height = static_cast<double>(count) * body_style.leading;
  if (height <= bottom - margin) need(height);
  for (std::size_t i = 0; i < count; ++i) {
    need(body_style.leading);
    if (i < left.size()) put(left[i], left_x, y_ + body_style.size, left_style, page());
    if (i < right.size()) put(right[i], right_x, y_ + body_style.size, body_style, page());
    y_ += body_style.leading;
    if (too_long()) return;
  }
}

void Layout::put_head() {
  double width = text_width;
  if (!document_.qr.empty()) {
    // Written by a printer of 600 dots an inch: as small as a phone still reads without trouble.
    if (auto modules = make_qr(document_.qr)) {
      page().marks.emplace_back(
          PlacedCode{a4_width - margin - qr_size, margin, qr_size, std::move(*modules)});
      width -= qr_size + column_gap;
    }
  }
  put_lines(lines_of(document_.title, width, title_style), margin, title_style);
  if (!document_.subtitle.empty())
    put_lines(lines_of(document_.subtitle, width, label_style), margin, label_style);
  if (width < text_width) y_ = std::max(y_, margin + qr_size);
  y_ += 2 * mm;
}

void replace_word(std::string& text, std::string_view name, std::size_t number) {
  const std::size_t at = text.find(name);
  if (at != std::string::npos) text.replace(at, name.size(), std::to_string(number));
}

void Layout::put_feet() {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    std::string number = document_.page_words;
    replace_word(number, "{page}", i + 1);
    replace_word(number, "{pages}", pages_.size());
    const Lines right = lines_of(number, text_width / 2, small_style);
    const Lines left = lines_of(document_.footer, text_width / 2 - column_gap, small_style);
    // One line each: what does not fit into half a line is no footer.
    if (!left.empty()) put(left.front(), margin, foot_line, small_style, pages_[i]);
    if (right.empty()) continue;
    const double x = a4_width - margin - width_of(right.front(), small_style);
    put(right.front(), x, foot_line, small_style, pages_[i]);
  }
}

// In front of the page's other marks, so that they are drawn over it.
void Layout::put_watermarks() {
  std::vector<PlacedMark> marks;
  const double cosine = std::cos(watermark_angle);
  const double sine = std::sin(watermark_angle);
  for (int time = 0; time < watermark_times; ++time) {
    const double middle = a4_height * (2 * time + 1) / (2 * watermark_times);
    double down = -watermark_style.leading * static_cast<double>(document_.watermark.size() - 1) / 2;
    for (const std::string& words : document_.watermark) {
      // Along the slope a line may be as long as the page is wide, and a little more.
      const Lines lines = lines_of(words, a4_width / cosine - 4 * margin, watermark_style);
      if (lines.empty()) continue;
      PlacedSlant mark{a4_width / 2 + down * sine, middle + down * cosine, watermark_angle,
                       width_of(lines.front(), watermark_style),
                       PlacedText{0, 0, watermark_style.size, watermark_style.grey, lines.front()}};
      mark.text.x = -mark.width / 2;
      marks.emplace_back(std::move(mark));
      down += watermark_style.leading;
    }
  }
  for (FormPage& each : pages_) each.marks.insert(each.marks.begin(), marks.begin(), marks.end());
}

void Layout::add(const FormHeading& block) {
  const Lines lines = lines_of(block.text, text_width, heading_style);
  y_ += 3 * mm;
  // Never the last line of a page.
  need(static_cast<double>(lines.size()) * heading_style.leading + 2 * body_style.leading);
  put_lines(lines, margin, heading_style);
}

void Layout::add(const FormPairs& block) {
  const double right_x = margin + label_width + column_gap;
  for (const auto& [label, value] : block.rows) {
    put_row(lines_of(label, label_width, label_style), margin, label_style,
            lines_of(value, text_width - label_width - column_gap, body_style), right_x);
    y_ += 1;
    page().marks.emplace_back(PlacedRule{margin, y_, text_width});
    y_ += 3;
    if (too_long()) return;
  }
}

void Layout::add(const FormList& block) {
  constexpr double number_width = 8 * mm;
  std::size_t number = 0;
  for (const std::string& entry : block.entries) {
    put_row(lines_of(std::to_string(++number) + ".", number_width, body_style), margin, body_style,
            lines_of(entry, text_width - number_width, body_style), margin + number_width);
    y_ += 2;
    if (too_long()) return;
  }
}

void Layout::add(const FormParagraph& block) {
  const Style& style = block.small ? small_style : body_style;
  put_lines(lines_of(block.text, text_width, style), margin, style);
  y_ += 2;
}

void Layout::add(const FormInk& block) {
  constexpr double width = 80 * mm;
  const double height = std::min(width / std::clamp(block.aspect, 0.5, 10.0), 50 * mm);
  const Lines caption = lines_of(block.caption, text_width, small_style);
  need(height + static_cast<double>(caption.size()) * small_style.leading);
  page().marks.emplace_back(PlacedInk{margin, y_, width, height, &block});
  y_ += height;
  page().marks.emplace_back(PlacedRule{margin, y_, width});
  y_ += 2;
  if (!block.caption.empty()) put_lines(caption, margin, small_style);
}

std::size_t bytes_of(const FormBlock& block) {
  struct {
    std::size_t operator()(const FormHeading& b) const { return b.text.size(); }
    std::size_t operator()(const FormParagraph& b) const { return b.text.size(); }
    std::size_t operator()(const FormInk& b) const { return b.caption.size(); }
    std::size_t operator()(const FormList& b) const {
      std::size_t sum = 0;
      for (const std::string& entry : b.entries) sum += entry.size() + 1;
      return sum;
    }
    std::size_t operator()(const FormPairs& b) const {
      std::size_t sum = 0;
      for (const auto& [label, value] : b.rows) sum += label.size() + value.size() + 1;
      return sum;
    }
  } count;
  return std::visit(count, block);
}

std::size_t points_of(const FormBlock& block) {
  std::size_t sum = 0;
  if (const auto* ink = std::get_if<FormInk>(&block)) {
    for (const auto& stroke : ink->strokes) sum += stroke.size() + 1;
  }
  return sum;
}

bool too_large(const FormDocument& document) {
  std::size_t bytes = document.title.size() + document.subtitle.size() + document.footer.size() +
                      document.page_words.size() + document.created.size();
  for (const std::string& line : document.watermark) bytes += line.size();
  std::size_t points = 0;
  for (const FormBlock& block : document.blocks) {
    bytes += bytes_of(block);
    points += points_of(block);
  }
  return document.watermark.size() > max_watermark_lines || document.blocks.size() > max_form_blocks ||
         bytes > max_form_bytes || points > max_form_points;
}

Result<std::vector<FormPage>> Layout::run() {
  if (too_large(document_)) return fail(ErrorCode::Overflow, "more text than a form may have");
  put_head();
  for (const FormBlock& block : document_.blocks) {
    std::visit([this](const auto& each) { add(each); }, block);
    if (too_long()) return fail(ErrorCode::Overflow, "more pages than a form may have");
  }
  put_feet();
  if (!document_.watermark.empty()) put_watermarks();
  if (malformed_) return fail(ErrorCode::Malformed, "text of a form that is not UTF-8");
  return std::move(pages_);
}

}  // namespace

Result<std::vector<FormPage>> lay_out(const FormDocument& document, const FormFonts& fonts) {
  return Layout(document, fonts).run();
}

}  // namespace yitang::devices
