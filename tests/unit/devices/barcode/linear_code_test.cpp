#include "devices/barcode/linear_code.hpp"

#include <gtest/gtest.h>

#include "devices/barcode/pdf417.hpp"
#include "devices/clock.hpp"
#include "devices/decoder/search.hpp"

namespace yitang::devices {
namespace {

// As a reader sees it, printed with room around.
std::string read_back(const Bitmap& bars) {
  const Bitmap tall = bars.scaled(1, 80);
  Bitmap paper(tall.width() + 80, 160);
  paper.draw(tall, 40, 40);
  const ManualClock clock;
  const auto codes = decode_codes(to_image(paper), clock);
  return codes && !codes->empty() ? codes->front().text : "nothing";
}

Bytes code_bytes(std::string_view text) { return {text.begin(), text.end()}; }

TEST(LinearCode, CheckDigitsAreAddedAndChecked) {
  EXPECT_EQ(make_linear_code(LinearKind::Ean13, "201234567890", 2)->text, "2012345678903");
  EXPECT_EQ(make_linear_code(LinearKind::Ean8, "9638507", 2)->text, "96385074");
  EXPECT_EQ(make_linear_code(LinearKind::UpcA, "01234567890", 2)->text, "012345678905");
  EXPECT_FALSE(make_linear_code(LinearKind::Ean13, "2012345678904", 2));
  EXPECT_FALSE(make_linear_code(LinearKind::Ean13, "20123456789a3", 2));
}

TEST(LinearCode, UpcEIsTheShortFormOfUpcA) {
  EXPECT_EQ(make_linear_code(LinearKind::UpcE, "01200000789", 2)->text.substr(0, 7), "0127890");
  EXPECT_EQ(make_linear_code(LinearKind::UpcE, "01234500006", 2)->text.substr(0, 7), "0123456");
  EXPECT_FALSE(make_linear_code(LinearKind::UpcE, "01234567890", 2)) << "it has no short form";
}

TEST(LinearCode, WideBarsHaveTwoAndAHalfTimesTheDots) {
  // A star in Code 39 is narrow bar, wide space, narrow bar, narrow space, wide bar ...
  const auto code = make_linear_code(LinearKind::Code39, "A", 2);
  ASSERT_TRUE(code);
  EXPECT_EQ(code->label, "*A*");
  EXPECT_TRUE(code->bars.get(1, 0));
  EXPECT_FALSE(code->bars.get(2, 0));
  EXPECT_FALSE(code->bars.get(6, 0));
  EXPECT_TRUE(code->bars.get(7, 0));
  EXPECT_EQ(make_linear_code(LinearKind::Code39, "*A*", 2)->bars, code->bars);
}

TEST(LinearCode, CodeSetsOfCode128) {
  const auto digits = make_code128_of_sets(Bytes{'{', 'C', 20, 26, 11, 22}, 2);
  ASSERT_TRUE(digits);
  EXPECT_EQ(digits->text, "20261122");
  EXPECT_EQ(read_back(digits->bars), "20261122");
  const auto mixed = make_code128_of_sets(
      [] {
        Bytes bytes = code_bytes("{AYT-{Sx1{C");
        bytes.push_back(42);
        const Bytes rest = code_bytes("{Bend{{");
        bytes.insert(bytes.end(), rest.begin(), rest.end());
        return bytes;
      }(),
      2);
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->text, "YT-x142end{");
  EXPECT_EQ(read_back(mixed->bars), "YT-x142end{");
}

TEST(LinearCode, RefusesWhatTheCodeCannotHold) {
  EXPECT_FALSE(make_linear_code(LinearKind::Itf, "123", 2));
  EXPECT_FALSE(make_linear_code(LinearKind::Code39, "\n", 2));
  EXPECT_FALSE(make_linear_code(LinearKind::Code93, "", 2));
  EXPECT_FALSE(make_linear_code(LinearKind::Code93, "A", 7));
  for (const char* data : {"", "YL", "{B", "{DYL", "{BYL{", "{BYL{S", "{BY{9"})
    EXPECT_FALSE(make_code128_of_sets(code_bytes(data), 2)) << data;
  EXPECT_FALSE(make_code128_of_sets(Bytes{'{', 'C', 100}, 2));
  EXPECT_FALSE(make_pdf417({}));
  EXPECT_FALSE(make_pdf417(Bytes(1001, 'a')));
}

TEST(Pdf417, RowsBeginAndEndAsTheyMust) {
  const auto rows = make_pdf417(code_bytes("YT1 invented"));
  ASSERT_TRUE(rows);
  ASSERT_GE(rows->height(), 3);
  // Start 81111113, stop 711311121; seventeen modules a codeword.
  EXPECT_EQ((rows->width() - 1) % 17, 0);
  for (int y = 0; y < rows->height(); ++y) {
    EXPECT_EQ(rows->row(y)[0], 0xFF);
    EXPECT_EQ(rows->row(y)[1], 0x54);
    EXPECT_TRUE(rows->get(rows->width() - 1, y));
  }
}

}  // namespace
}  // namespace yitang::devices
