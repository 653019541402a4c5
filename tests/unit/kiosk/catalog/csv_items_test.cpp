#include "kiosk/catalog/csv_items.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

using nlohmann::json;
using testing::ElementsAre;

Files sample_files() {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(sample_directory()))
    files.emplace(entry.path().filename().string(), read_text(entry.path()));
  return files;
}

Files sample_tables() {
  auto tables = items_to_csv(sample_files());
  if (!tables) {
    ADD_FAILURE() << describe(tables.error());
    return {};
  }
  return *tables;
}

// What the items say, without what says nothing.
void normalise(json& value) {
  if (!value.is_structured()) return;
  for (auto member = value.begin(); member != value.end();) {
    normalise(*member);
    const bool nothing = value.is_object() && (member->is_null() || (member->is_object() && member->empty()));
    member = nothing ? value.erase(member) : std::next(member);
  }
}

std::vector<json> items_of(const std::string& lines) {
  std::vector<json> items;
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    json item = json::parse(line);
    for (const char* said : {"function_group_zh", "theme_zh", "item_type_zh"}) item.erase(said);
    normalise(item);
    items.push_back(std::move(item));
  }
  return items;
}

TEST(CsvItems, AllSampleItemsSurviveTheTables) {
  Faults faults;
  const CsvItems read = CsvItems::read(sample_tables(), faults);
  for (const Error& error : faults.all()) ADD_FAILURE() << describe(error);
  const auto before = items_of(sample_files()["items.jsonl"]);
  const auto after = items_of(read.files().at("items.jsonl"));
  ASSERT_EQ(before.size(), 40U);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_TRUE(before[i] == after[i])
        << before[i]["id"] << json::diff(before[i], after[i]).dump().substr(0, 400);
  EXPECT_EQ(json::parse(sample_files()["admission.json"])["items"],
            json::parse(read.files().at("admission.json"))["items"]);
}

TEST(CsvItems, ACatalogueOfTablesIsTheSameCatalogue) {
  Files files = sample_files();
  files.erase("items.jsonl");
  files.erase("admission.json");
  files.merge(sample_tables());
  Faults faults;
  Files published;
  const CatalogPtr catalog = check_authored(files, {}, faults, published);
  for (const Error& error : faults.all()) ADD_FAILURE() << describe(error);
  ASSERT_NE(catalog, nullptr);
  EXPECT_EQ(catalog->items().size(), 40U);
  EXPECT_FALSE(published.contains("items.csv"));
  EXPECT_TRUE(published.contains("items.jsonl"));
}

TEST(CsvItems, TheWordsOfTheTablesAreChinese) {
  const Files tables = sample_tables();
  EXPECT_NE(tables.at("items.csv").find("承诺件"), std::string::npos);
  EXPECT_NE(tables.at("materials.csv").find("本人提供"), std::string::npos);
  EXPECT_NE(tables.at("form.csv").find("身份证号校验"), std::string::npos);
  EXPECT_NE(tables.at("flow.csv").find("受理"), std::string::npos);
  EXPECT_NE(tables.at("checks.csv").find("不小于"), std::string::npos);
  for (const auto& [name, text] : tables)
    EXPECT_EQ(text.find(",="), std::string::npos) << name << ": a spreadsheet would take it for a formula";
}

/// All faults after one replacement in one of the sample's tables.
std::vector<std::string> faults_after(const std::string& file, const std::string& from,
                                      const std::string& to) {
  Files files = sample_files();
  files.merge(sample_tables());
  std::string& text = files[file];
  const auto at = text.find(from);
  if (at == std::string::npos) return {"no '" + from + "' in " + file};
  text.replace(at, from.size(), to);
  Faults faults;
  Files published;
  check_authored(files, {}, faults, published);
  std::vector<std::string> lines;
  for (const Error& error : faults.all()) lines.push_back(describe(error));
  return lines;
}

TEST(CsvItems, FaultsAreToldByRowAndColumn) {
  EXPECT_THAT(faults_after("items.csv", ",承诺件,", ",承若件,"),
              ElementsAre("items.csv:2 \"办件类型\": '承若件' is none of 即办件、承诺件"));
  EXPECT_THAT(faults_after("items.csv", "party.member-transfer,1,1,", "party.member-transfer,1,一,"),
              ElementsAre("items.csv:2 \"序号\": '一' is no whole number"));
  EXPECT_THAT(
      faults_after("items.csv", "992002001000", "9.92002E+11"),
      ElementsAre(
          "items.csv:2 \"基本编码\": '9.92002E+11' was shortened by the spreadsheet: set the column to "
          "text and type it again"));
  EXPECT_THAT(faults_after("items.csv", "2026-10-09", "2026-13-09"),
              testing::Contains("items.csv:2 \"同意日期\": '2026-13-09' is no date such as 2026-10-01"));
  EXPECT_THAT(faults_after("items.csv", ",party_mass,party_mass,", ",party_mess,party_mass,"),
              ElementsAre("items.csv:2 \"服务职能\": 'party_mess' is not in functions.json"));
  EXPECT_THAT(
      faults_after("items.csv", "身份证、医保码", "身份证、医保玛"),
      ElementsAre(testing::MatchesRegex(
          "items.csv:[0-9]+ \"身份核验方式\": '医保玛' is none of 身份证、医保码、电子社保卡、电子证照码")));
  EXPECT_THAT(faults_after("items.csv", "身份证、医保码", "医保码"),
              ElementsAre(testing::MatchesRegex("items.csv:[0-9]+ \"身份核验方式\": must hold id_card")));
  EXPECT_THAT(
      faults_after("flow.csv", "party.member-transfer,1,受理,村,1", "party.member-transfer,1,受理,村,2"),
      ElementsAre("items.csv:2: days add up to 6, not to promise_days"));
}

TEST(CsvItems, FaultsOfTheOtherTables) {
  EXPECT_THAT(faults_after("form.csv", "dict:grid", "dict:gird"),
              ElementsAre(testing::MatchesRegex("form.csv:[0-9]+: there is no dictionary 'gird'")));
  EXPECT_THAT(faults_after("checks.csv", "party.status", "party.colour"),
              ElementsAre(testing::MatchesRegex("checks.csv:2: fact 'party.colour' is not in facts.json")));
  EXPECT_THAT(faults_after("materials.csv", "party.member-transfer,1,id_card_applicant",
                           "party.member-transfer,1,application_form"),
              ElementsAre("materials.csv:3: 'application_form' is there twice"));
  EXPECT_THAT(faults_after("materials.csv", "party.member-transfer,1,", "party.nobody,1,"),
              ElementsAre("materials.csv:2 \"事项编号\": items.csv has no item 'party.nobody' of version 1"));
  EXPECT_THAT(faults_after("form.csv", "最少字数", "最少字"),
              testing::Contains("form.csv:1 \"最少字\": there is no such column"));
}

TEST(CsvItems, SpreadsheetsRewriteDatesAndPeopleTypeFullWidth) {
  EXPECT_THAT(faults_after("items.csv", "2026-10-09", "2026/10/9"), testing::IsEmpty());
  EXPECT_THAT(faults_after("items.csv", "party.member-transfer,1,1,", "party.member-transfer,1,１,"),
              testing::IsEmpty());
  EXPECT_THAT(faults_after("items.csv", "事项名称", "name_zh"), testing::IsEmpty())
      << "English names of columns";
}

TEST(CsvItems, SeveralVersionsAskForTheVersion) {
  Files files{{"items.csv", "id,version\na,1\na,2\n"}, {"flow.csv", "id,step\na,apply\n"}};
  Faults faults;
  CsvItems::read(files, faults);
  ASSERT_EQ(faults.all().size(), 1U);
  EXPECT_EQ(
      describe(faults.all()[0]),
      "flow.csv:2 \"id\": items.csv has several versions of 'a': say which one in the column 版本 (version)");
}

}  // namespace
}  // namespace yitang::catalog
