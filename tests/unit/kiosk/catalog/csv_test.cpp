#include "kiosk/catalog/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yitang::catalog {
namespace {

using testing::ElementsAre;

CsvTable table(std::string_view bytes) {
  auto read = read_csv(bytes, "t.csv");
  if (!read) {
    ADD_FAILURE() << describe(read.error());
    return {};
  }
  return *read;
}

std::string refusal(std::string_view bytes) {
  const auto read = read_csv(bytes, "t.csv");
  return read ? "none" : describe(read.error());
}

TEST(Csv, ReadsWhatSpreadsheetsSave) {
  const CsvTable read = table("\xEF\xBB\xBF编号,名称\r\na,\"一,二\"\r\n\"b\",\"说\"\"好\"\"\r\n两行\"\r\n");
  EXPECT_THAT(read.header, ElementsAre("编号", "名称"));
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_THAT(read.rows[0].cells, ElementsAre("a", "一,二"));
  EXPECT_THAT(read.rows[1].cells, ElementsAre("b", "说\"好\"\n两行"));
}

TEST(Csv, ReadsGb18030) {
  const CsvTable read =
      table("\xB1\xE0\xBA\xC5,\xC3\xFB\xB3\xC6\r\n1,\x95\x32\x82\x36\n");  // 编号,名称 and U+20000
  EXPECT_THAT(read.header, ElementsAre("编号", "名称"));
  ASSERT_EQ(read.rows.size(), 1U);
  EXPECT_EQ(read.rows[0].cells[1], "\xF0\xA0\x80\x80");
}

TEST(Csv, RowsHaveTheNumbersOfTheSpreadsheet) {
  const CsvTable read = table("a,b\n\n1,\"x\ny\"\n,\n2\n");
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[0].number, 3);
  EXPECT_EQ(read.rows[1].number, 5);
  EXPECT_THAT(read.rows[1].cells, ElementsAre("2", "")) << "short rows are filled up";
}

TEST(Csv, LineEndsOfEveryKind) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    const CsvTable read = table(std::string("a") + end + "1" + end + "2");
    ASSERT_EQ(read.rows.size(), 2U);
    EXPECT_EQ(read.rows[1].number, 3);
  }
}

TEST(Csv, RefusesInWords) {
  EXPECT_EQ(refusal(""), "t.csv: is empty");
  EXPECT_EQ(refusal("\xFF\xFE"
                    "a"),
            "t.csv: is UTF-16: save it as \"CSV UTF-8\"");
  EXPECT_EQ(refusal("a\n\x81"), "t.csv: is neither UTF-8 nor GB18030");
  EXPECT_EQ(refusal(std::string_view("a\n\0", 3)), "t.csv: is no text");
  EXPECT_EQ(refusal("a;b\n1;2\n"), "t.csv:1: columns must be separated by commas");
  EXPECT_EQ(refusal("a,,b\n1,2,3\n"), "t.csv:1: column 2 has no name");
  EXPECT_EQ(refusal("a,a\n"), "t.csv:1 \"a\": is there twice");
  EXPECT_EQ(refusal("a\n1,2\n"), "t.csv:2: has more cells than there are columns");
  EXPECT_THAT(refusal("a\n1\n\"x\n"), testing::StartsWith("t.csv:3: a quotation mark is wrong"));
  EXPECT_THAT(refusal("a\nx\"y\"\n"), testing::StartsWith("t.csv:2: a quotation mark is wrong"));
  EXPECT_EQ(refusal("a\n" + std::string(kMaxCellBytes + 1, 'x')), "t.csv:2: a cell is too long");
  std::string wide = "a";
  for (std::size_t i = 0; i < kMaxCsvColumns; ++i) wide += ",x" + std::to_string(i);
  EXPECT_EQ(refusal(wide), "t.csv:1: has too many columns");
}

TEST(Csv, WritesWhatItReads) {
  const std::vector<std::vector<std::string>> rows{{"名称", "b"}, {"a,\"b\"\nc", ""}, {"x", "today-30"}};
  const std::string text = write_csv(rows);
  EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF"));
  const CsvTable read = table(text);
  EXPECT_EQ(read.header, rows[0]);
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[0].cells, rows[1]);
  EXPECT_EQ(read.rows[1].cells, rows[2]);
}

}  // namespace
}  // namespace yitang::catalog
