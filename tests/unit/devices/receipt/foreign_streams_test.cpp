// Streams that two public libraries wrote, and what their own pictures say must be on paper:
// tests/data/escpos.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "devices/clock.hpp"
#include "devices/decoder/search.hpp"
#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/text/encoding.hpp"
#include "tests/unit/devices/receipt/receipt_support.hpp"

namespace yitang::devices {
namespace {

using nlohmann::json;

const std::filesystem::path fixtures = YITANG_SOURCE_DIR "/tests/data/escpos";

// Every character has its own dots, and bold ones a dot in the corner.
class MarkedGlyphs final : public GlyphRasterizer {
 public:
  std::optional<Bitmap> rasterize(std::u32string_view cluster, const GlyphBox& box) override {
    auto glyph = blocks_.rasterize(cluster, box);
    if (glyph && box.bold) glyph->set(0, 0);
    return glyph;
  }

 private:
  test::BlockGlyphs blocks_;
};

std::vector<std::string> fixture_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures)) {
    if (entry.path().extension() == ".bin") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Bitmap turned_paper(const Bitmap& paper) {
  Bitmap turned(paper.width(), paper.height());
  for (int y = 0; y < paper.height(); ++y) {
    for (int x = 0; x < paper.width(); ++x) {
      if (paper.get(x, y)) turned.set(paper.width() - 1 - x, paper.height() - 1 - y);
    }
  }
  return turned;
}

Bitmap part_of(const Bitmap& paper, int x, int y, int width, int height) {
  Bitmap part(width, height);
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      if (paper.get(x + column, y + row)) part.set(column, row);
    }
  }
  return part;
}

std::string replaced(std::string text, const char* from, const char* to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += std::strlen(to))
    text.replace(at, std::strlen(from), to);
  return text;
}

std::string without_edges(std::string text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// receiptline writes rules as ASCII in its plain text and pads enlarged characters: rules are brought to its
// form, spaces are left out. Which column a character is in, its picture says.
std::string as_plain_text(std::string text) {
  text = replaced(replaced(replaced(std::move(text), "─", "-"), "│", "|"), " ", "");
  for (const char* corner : {"┼", "┴", "┬", "┤", "├", "┌", "┐", "└", "┘", "╭", "╮", "╰", "╯"})
    text = replaced(std::move(text), corner, "+");
  return replaced(std::move(text), "　", "");
}

class ForeignStream : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::ifstream stream(fixtures / (GetParam() + ".bin"), std::ios::binary);
    const Bytes bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    ASSERT_FALSE(bytes.empty());
    facts_ = json::parse(std::ifstream(fixtures / (GetParam() + ".json")));
    InterpreterOptions options;
    options.dots_per_line = facts_["dots"];
    auto paper = interpret_escpos(bytes, options, glyphs_);
    ASSERT_TRUE(paper) << paper.error().message;
    paper_ = std::move(*paper);
    dots_ = facts_.value("upsideDown", false) ? turned_paper(paper_.dots) : paper_.dots;
  }

  [[nodiscard]] bool by_receiptline() const { return GetParam().starts_with("receiptline"); }

  MarkedGlyphs glyphs_;
  json facts_;
  Paper paper_;
  Bitmap dots_;
};

TEST_P(ForeignStream, HasItsTextAndCuts) {
  const auto form = [this](const std::string& text) {
    return by_receiptline() ? as_plain_text(text) : without_edges(text);
  };
  std::vector<std::string> wanted;
  for (const json& line : facts_["lines"]) wanted.push_back(form(line));
  std::vector<std::string> printed;
  int cuts = 0;
  for (const PaperItem& item : paper_.items) {
    if (item.kind == PaperItemKind::Text) printed.push_back(form(item.text));
    if (item.kind == PaperItemKind::Cut) ++cuts;
  }
  std::erase(wanted, "");
  std::erase(printed, "");
  if (facts_.value("upsideDown", false)) std::reverse(printed.begin(), printed.end());
  EXPECT_EQ(printed, wanted);
  EXPECT_EQ(cuts, facts_["cuts"].get<int>());
  EXPECT_EQ(paper_.missing_characters, 0U);
  if (facts_.contains("height")) {
    EXPECT_EQ(dots_.height(), facts_["height"].get<int>());
  }
}

TEST_P(ForeignStream, HasEveryCharacterWhereItsPictureHasIt) {
  for (const json& run : facts_.value("runs", json::array())) {
    int x = run["x"];
    const std::u32string text = *decode_utf8(run["text"].get<std::string>());
    for (const char32_t code : text) {
      const GlyphBox box{code > 0x7F && !run.contains("narrow") ? 2 : 1, run.value("sx", 1),
                         run.value("sy", 1), run.contains("bold")};
      Bitmap wanted = *glyphs_.rasterize(std::u32string_view(&code, 1), box);
      if (run.contains("underline")) wanted.fill(0, wanted.height() - 2, wanted.width(), 2);
      if (run.contains("inverse")) wanted.invert(0, 0, wanted.width(), wanted.height());
      EXPECT_TRUE(part_of(dots_, x, run["y"], box.width(), box.height()) == wanted)
          << encode_utf8(std::u32string_view(&code, 1)) << " at " << x << ", " << run["y"];
      x += box.width();
    }
  }
}

TEST_P(ForeignStream, HasEveryDotOfPicturesAndCodes) {
  for (const json& drawing : facts_["drawings"]) {
    const int width = drawing["width"];
    const int height = drawing["height"];
    const Bitmap part = part_of(dots_, drawing["x"], drawing["y"], width, height);
    const bool bars = drawing["kind"] == "bars";
    for (int y = 0; y < height; ++y) {
      const std::string wanted = drawing["rows"][bars ? 0 : static_cast<std::size_t>(y)];
      const std::string row = replaced(to_hex(part.row(y)), " ", "");
      ASSERT_TRUE(std::equal(row.begin(), row.end(), wanted.begin(), wanted.end(),
                             [](char one, char other) { return std::tolower(one) == other; }))
          << drawing["kind"] << " at " << drawing["x"] << ", " << drawing["y"] << " row " << y << "\n"
          << row << "\n"
          << wanted;
    }
  }
}

TEST_P(ForeignStream, CodesCanBeReadFromThePicture) {
  std::vector<std::string> items;
  for (const PaperItem& item : paper_.items) {
    if (item.kind == PaperItemKind::Qr || item.kind == PaperItemKind::Barcode) items.push_back(item.text);
  }
  const ManualClock clock;
  std::vector<std::string> wanted;
  for (const json& code : facts_["codes"]) {
    const std::string payload = code[1];
    if (!by_receiptline()) wanted.push_back(payload);
    if (code[0] != "qr") continue;
    const auto found = decode_codes(picture_of(paper_), clock);
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_TRUE(std::any_of(found->begin(), found->end(), [&](const DecodedCode& one) {
      return one.text == payload;
    })) << payload;
  }
  if (!by_receiptline()) {
    EXPECT_EQ(items, wanted);
  }
}

INSTANTIATE_TEST_SUITE_P(All, ForeignStream, testing::ValuesIn(fixture_names()), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace yitang::devices
