#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

TEST(PersonName, LettersOfAllPeople) {
  for (const char* name : {"张三",
                           "欧阳菲菲",
                           "买买提·艾力",
                           "阿依古丽‧买买提",
                           "张𠮷",
                           "赵\uE863平",
                           "\U000F0001某",
                           "㐅〇",
                           "葛\U000E0100",
                           "O'Brien",
                           "Anne-Marie",
                           "John A. Smith",
                           "Sammy Davis Jr.",
                           "Müller",
                           "Nguyễn Văn An",
                           "Жанна",
                           "محمد",
                           "ནོར་བུ",
                           "ꆈꌠ",
                           "김철수",
                           "ひかる"}) {
    EXPECT_TRUE(is_person_name(name)) << name;
  }
}

TEST(PersonName, NothingThatIsNoLetter) {
  for (const char* name : {"",           " ",          "张3",    "张😀",      "😀",        "张☺",   "张①",
                           "张\u202E三", "张\u200B三", "张\t三", "·张",      "张·",      "张,三", "张（三）",
                           "a@b",        "张_三",      "٣",      "张\uFE0F", "\xFF\xFE", "张。",  "１２"}) {
    EXPECT_FALSE(is_person_name(name)) << name;
  }
}

const catalog::FormField& name_field() { return *test::item("hk.birth-registration").field("child.name"); }

TEST(PersonName, IsARuleOfTheField) {
  FormContext context;
  context.now = test::kFriday;
  const auto kind = [&](const std::string& value) {
    const auto found = check_field(name_field(), {{"child.name", value}}, context);
    return found ? std::optional(found->kind) : std::nullopt;
  };
  EXPECT_EQ(kind("李小满"), std::nullopt);
  EXPECT_EQ(kind("李小满2"), FieldProblemKind::NotAName);
  EXPECT_EQ(kind("李🐉"), FieldProblemKind::NotAName);
  EXPECT_EQ(kind("李\u202E满"), FieldProblemKind::HasForbiddenCharacters);
  EXPECT_EQ(kind("李\x01满"), FieldProblemKind::HasForbiddenCharacters);
}

TEST(PersonName, AsTheCardHasItIsRightWhateverItIs) {
  const auto& field = *test::item("ss.pension-claim").field("applicant.name");
  EXPECT_TRUE(field.validation.person_name);
  FormContext context;
  context.now = test::kFriday;
  context.card_name = "张(3)";
  EXPECT_EQ(check_field(field, {{"applicant.name", std::string("张(3)")}}, context), std::nullopt);
  EXPECT_NE(check_field(field, {{"applicant.name", std::string("张(4)")}}, context), std::nullopt);
}

TEST(PersonName, InTheRowsOfATableToo) {
  const auto& field = *test::item("civ.minimum-allowance").field("members");
  FormContext context;
  context.now = test::kFriday;
  Table rows{{"王😀", test::citizen_number("20100101", "031"), "child", "0"}};
  const auto found = check_field(field, {{"members", rows}}, context);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, FieldProblemKind::NotAName);
  EXPECT_EQ(found->column, 0);
  rows[0][0] = "王小明";
  EXPECT_EQ(check_field(field, {{"members", rows}}, context), std::nullopt);
}

// Every field whose label asks for nothing but the name of a person obeys the rule.
TEST(PersonName, EveryNameOfTheSampleIsMarked) {
  for (const auto* item : test::sample().items()) {
    for (const auto& field : item->form) {
      if (field.label.zh.ends_with("姓名") && field.type == catalog::FieldType::Text) {
        EXPECT_TRUE(field.validation.person_name) << item->id << " " << field.key;
      }
    }
  }
}

}  // namespace
}  // namespace yitang::cases
