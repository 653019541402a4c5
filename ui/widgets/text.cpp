#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/utf8.hpp"

namespace yitang::ui {

namespace {

constexpr std::string_view ellipsis = "…";

bool contains(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

// Never at the start of a line.
bool closes(char32_t c) { return contains(U"，。、；：？！）》〉」』】〕”’％…—～·,.;:?!)]}%℃", c); }
// Never at the end of a line.
bool opens(char32_t c) { return contains(U"（《〈「『【〔“‘([{￥¥", c); }

bool wide(char32_t c) {
  return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) ||
         (c >= 0xFE30 && c < 0xFE50) || (c >= 0xFF00 && c < 0xFFF0) || (c >= 0x20000 && c < 0x40000) ||
         c >= 0xE0000 || (c >= 0xE000 && c < 0xF900);
}

bool may_break(char32_t before, char32_t after) {
  if (after == U' ') return false;  // the blank stays on this line, where nobody sees it
  if (before == U' ') return true;
  if (closes(after) || opens(before)) return false;
  return wide(before) || wide(after) || before == U'-' || before == U'/';
}

std::string_view without_trailing_blanks(std::string_view line) {
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  return line;
}

// How many bytes of `text` go on one line; ends before a line feed.
std::size_t line_length(const Painter& painter, std::string_view text, const TextMetrics& metrics,
                        float width) {
  float used = 0;
  std::size_t last_break = 0;
  char32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (c == U'\n') return start;
    if (start > 0 && may_break(before, c)) last_break = start;
    used += painter.advance(c, metrics);
    if (used > width && c != U' ' && start > 0) return last_break > 0 ? last_break : start;
    before = c;
  }
  return text.size();
}

std::string shortened(const Painter& painter, std::string_view line, const TextMetrics& metrics,
                      float width) {
  const float room = width - painter.text_width(ellipsis, metrics);
  float used = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size();) {
    used += painter.advance(next_code_point(line, i), metrics);
    if (used > room) break;
    end = i;
  }
  return std::string(line.substr(0, end)) + std::string(ellipsis);
}

TextMetrics metrics_of(const Ui& ui, const TextSpec& spec) {
  TextMetrics metrics = ui.theme().text(spec.style);
  metrics.bold = metrics.bold || spec.bold;
  return metrics;
}

TextMetrics shrunk_to_fit(const Painter& painter, const TextSpec& spec, TextMetrics metrics, float width) {
  const float natural = painter.text_width(spec.text, metrics);
  if (!spec.shrink || natural <= width || natural <= 0) return metrics;
  metrics.size_px = std::floor(metrics.size_px * std::max(0.75f, width / natural));
  return metrics;
}

float line_left(const Rect& rect, float width, Align align) {
  if (align == Align::Center) return rect.x + (rect.w - width) / 2;
  if (align == Align::Right) return rect.right() - width;
  return rect.x;
}

std::size_t line_limit(const Rect& rect, const TextSpec& spec, const TextMetrics& metrics,
                       std::size_t lines) {
  if (spec.max_lines > 0) return static_cast<std::size_t>(spec.max_lines);
  // A line may stick out by a fifth of its height: that is leading, not ink.
  const auto fitting = static_cast<std::size_t>(
      std::max(1.f, (rect.h + metrics.line_height_px * 0.2f) / metrics.line_height_px));
  return std::min(lines, fitting);
}

}  // namespace

std::vector<std::string_view> wrap_text(const Painter& painter, std::string_view text,
                                        const TextMetrics& metrics, float width) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t length = line_length(painter, text, metrics, width);
    lines.push_back(without_trailing_blanks(text.substr(0, length)));
    if (length >= text.size()) return lines;
    const bool forced = text[length] == '\n';
    text.remove_prefix(length + (forced ? 1 : 0));
    while (!forced && !text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (text.empty() && !forced) return lines;
  }
}

float text(Ui& ui, const Rect& rect, const TextSpec& spec) {
  Painter& painter = ui.painter();
  const TextMetrics metrics = shrunk_to_fit(painter, spec, metrics_of(ui, spec), rect.w);
  const std::vector<std::string_view> lines = wrap_text(painter, spec.text, metrics, rect.w);
  const std::size_t shown = std::min(lines.size(), line_limit(rect, spec, metrics, lines.size()));
  const float height = static_cast<float>(shown) * metrics.line_height_px;
  const Color color = spec.color.a == 0 ? ui.theme().colors().text : spec.color;
  float y = spec.middle ? rect.y + std::round((rect.h - height) / 2) : rect.y;
  const bool cut = shown < lines.size();
  bool clipped = cut;
  for (std::size_t i = 0; i < shown; ++i, y += metrics.line_height_px) {
    std::string line(lines[i]);
    if (cut && i + 1 == shown) line = shortened(painter, line, metrics, rect.w);
    const float width = painter.text_width(line, metrics);
    clipped = clipped || width > rect.w + 1;
    painter.text_line({line_left(rect, width, spec.align), y}, line, metrics, color);
  }
  if (!spec.silent && !spec.text.empty()) {
    Node node;
    node.role = spec.heading ? Role::Heading : spec.alert ? Role::Alert : Role::Text;
    node.label = spec.text;
    node.spoken = spec.spoken;
    node.rect = {rect.x, spec.middle ? y - height : rect.y, rect.w, height};
    node.text_clipped = clipped;
    node.personal = spec.personal;
    ui.describe(std::move(node));
  } else if (clipped) {
    ui.note_clipped_text();
  }
  return height;
}

float measure_text_height(const Ui& ui, std::string_view text, TextStyle style, float width, int max_lines) {
  const TextMetrics& metrics = ui.theme().text(style);
  auto lines = static_cast<int>(wrap_text(ui.painter(), text, metrics, width).size());
  if (max_lines > 0) lines = std::min(lines, max_lines);
  return static_cast<float>(lines) * metrics.line_height_px;
}

float measure_text_width(const Ui& ui, std::string_view text, TextStyle style) {
  return std::ceil(ui.painter().text_width(text, ui.theme().text(style)));
}

}  // namespace yitang::ui
