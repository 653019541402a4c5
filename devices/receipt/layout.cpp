#include "devices/receipt/layout.hpp"

#include <algorithm>

#include "devices/receipt/glyphs.hpp"
#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

constexpr std::u32string_view closing = U"!),.:;?]}%、。〃〉》」』】〕〗〞’”…‰℃！），．：；？］｝％·";
constexpr std::u32string_view opening = U"([{〈《「『【〔〖〝‘“（［｛￥";

ReceiptCharacter character_of(char32_t code, bool bold) {
  ReceiptCharacter character;
  // Tabs and no-break spaces look like spaces on paper; tab stops of the printer are never used.
  if (code == U'\t' || code == 0xA0) code = U' ';
  character.cluster.assign(1, code);
  character.bold = bold;
  character.pair = gbk_code(code).value_or(0);
  character.cells = character.pair != 0 ? 2 : std::max(cell_width(code), 1);
  return character;
}

// A long number is best cut behind one of its hyphens. A hyphen that begins a word or a number stays with it.
bool ends_part(const ReceiptLine& line, std::size_t at) {
  return at >= 2 && line[at - 1].cluster == U"-" && line[at - 2].is_ascii() && line[at - 2].cluster != U" ";
}

bool is_word(const ReceiptCharacter& character) {
  return character.is_ascii() && character.cluster[0] != U' ';
}

bool can_break(const ReceiptCharacter& before, const ReceiptCharacter& after) {
  if (closing.find(after.cluster[0]) != std::u32string_view::npos) return false;
  if (opening.find(before.cluster[0]) != std::u32string_view::npos) return false;
  return !(is_word(before) && is_word(after));
}

bool is_space(const ReceiptCharacter& character) { return character.cluster == U" "; }

constexpr int kShortWordCells = 8;

// A short word between spaces is not torn: the weekday behind a date. Where it begins, or `end`.
std::size_t before_short_word(const ReceiptLine& line, std::size_t start, std::size_t end) {
  std::size_t first = end;
  while (first > start && !is_space(line[first - 1])) --first;
  if (first == start) return end;
  std::size_t last = end;
  while (last < line.size() && !is_space(line[last])) ++last;
  const bool is_short = cells_of(std::span(line).subspan(first, last - first)) <= kShortWordCells;
  return is_short ? first : end;
}

// How many characters from `start` on the next line takes.
std::size_t take(const ReceiptLine& line, std::size_t start, int cells) {
  std::size_t end = start;
  int used = 0;
  while (end < line.size() && used + line[end].cells <= cells) used += line[end++].cells;
  if (end == line.size()) return end - start;
  if (end == start) return 1;  // a character wider than the line: it stays alone
  if (is_space(line[end])) return end - start;
  if (const std::size_t word = before_short_word(line, start, end); word != end) return word - start;
  for (std::size_t at = end; at > start; --at) {
    if (can_break(line[at - 1], line[at])) return at - start;
  }
  for (std::size_t at = end; at > start; --at) {  // a word wider than the line
    if (ends_part(line, at)) return at - start;
  }
  return end - start;
}

}  // namespace

std::optional<std::vector<ReceiptLine>> characters_of(std::string_view utf8, bool bold) {
  const auto text = decode_utf8(utf8);
  if (!text) return std::nullopt;
  std::vector<ReceiptLine> lines(1);
  for (std::size_t i = 0; i < text->size(); ++i) {
    const char32_t code = (*text)[i];
    if (code == U'\r' && i + 1 < text->size() && (*text)[i + 1] == U'\n') continue;
    if (code == U'\n') {
      lines.emplace_back();
    } else if (cell_width(code) == 0 && !lines.back().empty()) {
      // The printer's font cannot combine: the whole character is drawn.
      lines.back().back().cluster.push_back(code);
      lines.back().back().pair = 0;
    } else {
      lines.back().push_back(character_of(code, bold));
    }
  }
  return lines;
}

int cells_of(std::span<const ReceiptCharacter> line) {
  int cells = 0;
  for (const ReceiptCharacter& character : line) cells += character.cells;
  return cells;
}

int cells_of_text(std::string_view utf8) {
  int widest = 0;
  if (const auto lines = characters_of(utf8)) {
    for (const ReceiptLine& line : *lines) widest = std::max(widest, cells_of(line));
  }
  return widest;
}

std::vector<ReceiptLine> wrap(const ReceiptLine& line, int cells) {
  std::vector<ReceiptLine> lines;
  std::size_t start = 0;
  while (start < line.size()) {
    const std::size_t count = take(line, start, std::max(cells, 1));
    auto first = line.begin() + static_cast<std::ptrdiff_t>(start);
    auto last = first + static_cast<std::ptrdiff_t>(count);
    start += count;
    if (start < line.size()) {
      while (last != first && is_space(*(last - 1))) --last;
    }
    lines.emplace_back(first, last);
    while (start < line.size() && is_space(line[start])) ++start;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace yitang::devices
