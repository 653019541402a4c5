// What is to be on A4 pages, without knowing fonts or printers. All text is UTF-8; '\n' begins a new line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace yitang::devices {

struct FormHeading {
  std::string text;
};

// Label on the left, value beside it, a thin line below each; long ones wrap in their own columns, also over
// the end of a page.
struct FormPairs {
  std::vector<std::pair<std::string, std::string>> rows;
};

struct FormList {
  std::vector<std::string> entries;  // numbered from 1
};

struct FormParagraph {
  std::string text;
  bool small = false;  // notes
};

// Something written by hand, drawn as lines: it stays sharp at every size.
struct FormInk {
  struct Point {
    std::int32_t x = 0;  // 0 to `range`, from the left and from the top
    std::int32_t y = 0;
  };
  std::vector<std::vector<Point>> strokes;
  std::int32_t range = 10000;
  double aspect = 3.0;  // width of the field over its height
  std::string caption;  // below; may be empty
};

using FormBlock = std::variant<FormHeading, FormPairs, FormList, FormParagraph, FormInk>;

struct FormDocument {
  std::string title;
  std::string subtitle;          // below the title; may be empty
  std::vector<std::uint8_t> qr;  // in the corner of the first page, unchanged; empty: none
  std::vector<FormBlock> blocks;
  // Slanting and pale behind everything on every page, a few short lines: says on the paper itself what it
  // is. Empty: none.
  std::vector<std::string> watermark;
  std::string footer;                           // on the left of every page
  std::string page_words = "{page} / {pages}";  // on the right of every page
  std::string created;  // ISO 8601, for the file's own properties; nothing is taken from a clock
};

// More than a form ever has: such a document is a mistake, and is refused before it costs anything.
inline constexpr std::size_t max_form_bytes = 256U * 1024U;  // of all text together
inline constexpr std::size_t max_form_blocks = 500;
inline constexpr std::size_t max_watermark_lines = 4;
inline constexpr std::size_t max_form_points = 40'000;  // of all ink together
inline constexpr std::size_t max_form_pages = 30;

}  // namespace yitang::devices
