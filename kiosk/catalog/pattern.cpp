#include "kiosk/catalog/pattern.hpp"

#include <algorithm>
#include <optional>

#include "kiosk/base/text.hpp"

namespace yitang::catalog {
namespace {

constexpr int kMaxCount = 200;
constexpr std::size_t kMaxText = 1000;  ///< code points; no field is longer

using Range = std::pair<char32_t, char32_t>;

std::optional<std::vector<Range>> class_escape(char32_t c) {
  if (c == 'd') return std::vector<Range>{{'0', '9'}};
  if (c == 'w') return std::vector<Range>{{'0', '9'}, {'A', 'Z'}, {'a', 'z'}, {'_', '_'}};
  if (c == 's') return std::vector<Range>{{' ', ' '}, {'\t', '\r'}, {0x3000, 0x3000}};
  return std::nullopt;
}

bool is_ascii_letter_or_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool Pattern::Piece::takes(char32_t c) const {
  const bool inside = std::any_of(ranges.begin(), ranges.end(),
                                  [&](const Range& r) { return c >= r.first && c <= r.second; });
  return inside != negated;
}

// Reads the notation from left to right; `problem` is set at the first thing that is not understood.
struct Pattern::Reader {
  std::u32string text;
  std::size_t at = 0;
  std::string problem;

  bool more() const { return at < text.size() && problem.empty(); }
  char32_t next() { return text[at++]; }
  bool take(char32_t c) {
    if (!more() || text[at] != c) return false;
    ++at;
    return true;
  }

  // One character, or a class of characters after a backslash.
  std::vector<Range> escaped() {
    if (!more()) {
      problem = "ends in a backslash";
      return {};
    }
    const char32_t c = next();
    if (auto known = class_escape(c)) return *known;
    if (is_ascii_letter_or_digit(c)) problem = "unknown escape";
    return {{c, c}};
  }

  Piece bracket() {
    Piece piece;
    piece.negated = take('^');
    while (more() && text[at] != ']') {
      const char32_t first = next();
      if (first == '\\') {
        for (const Range& range : escaped()) piece.ranges.push_back(range);
      } else if (at + 1 < text.size() && text[at] == '-' && text[at + 1] != ']') {
        ++at;
        const char32_t last = next();
        if (last < first || last == '\\') problem = "range in [] runs backwards";
        piece.ranges.emplace_back(first, last);
      } else {
        piece.ranges.emplace_back(first, first);
      }
    }
    if (!take(']') && problem.empty()) problem = "[ without ]";
    if (piece.ranges.empty() && problem.empty()) problem = "[] is empty";
    return piece;
  }

  std::optional<int> number() {
    std::optional<int> value;
    while (more() && text[at] >= '0' && text[at] <= '9') {
      value = value.value_or(0) * 10 + static_cast<int>(next() - '0');
      if (*value > kMaxCount) {
        problem = "count over 200";
        return std::nullopt;
      }
    }
    return value;
  }

  void braces(Piece& piece) {
    const auto low = number();
    if (!low && problem.empty()) problem = "{ without a number";
    piece.at_least = piece.at_most = low.value_or(0);
    if (take(',')) piece.at_most = number().value_or(-1);
    if (!take('}') && problem.empty()) problem = "{ without }";
    if (piece.at_most >= 0 && piece.at_most < piece.at_least) problem = "counts in {} run backwards";
  }

  void counts(Piece& piece) {
    if (take('?')) {
      piece.at_least = 0;
    } else if (take('*')) {
      piece.at_least = 0;
      piece.at_most = -1;
    } else if (take('+')) {
      piece.at_most = -1;
    } else if (take('{')) {
      braces(piece);
    }
  }

  std::optional<Piece> piece() {
    const char32_t c = next();
    Piece result;
    if (c == '[') {
      result = bracket();
    } else if (c == '\\') {
      result.ranges = escaped();
    } else if (c == '.') {
      result.ranges = {{0, 0x10FFFF}};
    } else if (std::u32string_view(U"(|)?*+{}^$]").find(c) != std::u32string_view::npos) {
      problem = "understands no groups, alternatives or stray signs";
      return std::nullopt;
    } else {
      result.ranges = {{c, c}};
    }
    counts(result);
    return result;
  }
};

Result<Pattern> Pattern::compile(std::string_view notation) {
  if (notation.empty() || notation.size() > kMaxLength)
    return fail(ErrorKind::BadInput, "pattern must have 1 to 200 bytes");
  if (!is_utf8(notation)) return fail(ErrorKind::BadInput, "pattern is not UTF-8");
  Pattern pattern;
  pattern.notation_ = notation;
  if (notation.front() == '^') notation.remove_prefix(1);
  const bool ends_in_dollar = !notation.empty() && notation.back() == '$' &&
                              (notation.size() < 2 || notation[notation.size() - 2] != '\\');
  if (ends_in_dollar) notation.remove_suffix(1);
  Reader reader{decode_utf8(notation), 0, {}};
  while (reader.more()) {
    if (auto piece = reader.piece()) pattern.pieces_.push_back(std::move(*piece));
  }
  if (!reader.problem.empty()) return fail(ErrorKind::BadInput, "pattern: " + reader.problem);
  return pattern;
}

// Follows every position of the text that the pieces so far can reach, one piece at a time: no backtracking.
bool Pattern::matches(std::string_view text) const {
  const std::u32string points = decode_utf8(text);
  if (points.size() > kMaxText) return false;
  std::vector<bool> reached(points.size() + 1, false);
  reached[0] = true;
  for (const Piece& piece : pieces_) {
    std::vector<bool> after(points.size() + 1, false);
    // A run is a longest stretch of characters that the piece takes; `limits` counts down from each start.
    for (std::size_t start = 0; start <= points.size(); ++start) {
      if (!reached[start]) continue;
      int taken = 0;
      for (std::size_t at = start;; ++at, ++taken) {
        if (taken >= piece.at_least) after[at] = true;
        if (at == points.size() || taken == piece.at_most || !piece.takes(points[at])) break;
        // A start inside this run would reach the same places again when the count has no upper limit.
        if (piece.at_most < 0 && taken >= piece.at_least && at > start && after[at + 1]) break;
      }
    }
    reached = std::move(after);
  }
  return reached[points.size()];
}

}  // namespace yitang::catalog
