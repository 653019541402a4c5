// Published lists: what the sample says, what the loader refuses and where, the table that a clerk writes.
#include "kiosk/catalog/published_lists.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/catalog/csv_lists.hpp"
#include "kiosk/catalog/list_parsers.hpp"
#include "sample_support.hpp"

namespace yitang::catalog {
namespace {

std::string one_entry(const std::string& members) {
  return R"({"schema":"yitang.lists/1","entries":[{"kind":"power_duty","id":"a","zh":"甲","en":"A",)"
         R"("text":{"zh":"说明","en":"Text"},"basis":{"zh":"依据"})" +
         members + "}]}";
}

std::string reason_of(const std::string& json) {
  const auto parsed = parse_published_lists(json, "lists.json");
  return parsed ? "" : describe(parsed.error());
}

Files sample_files_of_lists() {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(sample_directory()))
    files.emplace(entry.path().filename().string(), read_text(entry.path()));
  return files;
}

TEST(PublishedLists, EachListHasEntriesThatSayWhoAndWhy) {
  for (const ListKind kind : kListKinds) EXPECT_GE(sample().list_entries(kind).size(), 5U) << code_of(kind);
  for (const ListEntry& entry : sample().list_entries()) {
    EXPECT_FALSE(entry.text.zh.empty()) << entry.id;
    EXPECT_FALSE(entry.text.en.empty()) << entry.id;
    EXPECT_FALSE(entry.basis.zh.empty()) << entry.id;
    EXPECT_FALSE(entry.responsible.zh.empty()) << entry.id;
    EXPECT_FALSE(entry.responsible.en.empty()) << entry.id;
    EXPECT_FALSE(entry.phone.empty()) << entry.id;
    EXPECT_EQ(sample().list_entry(entry.id), &entry);
    if (!entry.item.empty()) {
      EXPECT_NE(sample().item(entry.item), nullptr) << entry.id;
    }
  }
  EXPECT_EQ(sample().list_entry("nothing"), nullptr);
  const ListEntry& homestead = *sample().list_entry("power.homestead-approval");
  EXPECT_EQ(homestead.responsible.zh, "示例镇人民政府") << "the department's own name";
  ASSERT_EQ(homestead.assisting.size(), 1U);
  EXPECT_EQ(homestead.assisting.front().zh, "示例县农业农村局");
}

TEST(PublishedLists, WhatIsWrongIsToldWithItsPlace) {
  EXPECT_EQ(reason_of(one_entry(R"(,"department":"x")")), "");
  EXPECT_EQ(reason_of(one_entry(R"(,"responsible":{"zh":"村","en":"V"},"phone":"12345")")), "");
  const auto tells = [](const std::string& json, const char* words) {
    const std::string reason = reason_of(json);
    EXPECT_NE(reason.find(words), std::string::npos) << reason;
    EXPECT_NE(reason.find("lists.json entries["), std::string::npos) << reason;
  };
  tells(one_entry(""), "neither a department nor");
  tells(one_entry(R"(,"responsible":{"zh":"村","en":"V"})"), "phone");
  tells(one_entry(R"(,"department":"x","responsible":{"zh":"村","en":"V"})"), "although a department");
  tells(one_entry(R"(,"department":"x","phone":"call me")"), "no phone number");
  tells(one_entry(R"(,"department":"x","assisting":"y")"), "a list");
  tells(R"({"schema":"yitang.lists/1","entries":[{"kind":"other"}]})", "unknown kind of list 'other'");
  std::string twice = one_entry(R"(,"department":"x")");
  twice.insert(twice.size() - 2,
               "," + twice.substr(twice.find('[') + 1, twice.rfind(']') - twice.find('[') - 1));
  tells(twice, "is there twice");
  std::string long_name = one_entry(R"(,"department":"x")");
  long_name.replace(long_name.find("甲"), 3, std::string(400, 'x'));
  tells(long_name, "too long");
  EXPECT_NE(reason_of(R"({"schema":"yitang.points/1","entries":[]})").find("schema"), std::string::npos);
}

TEST(PublishedLists, ReferencesToNothingRefuseTheCatalogue) {
  const SampleCopy copy;
  copy.replace("lists.json", "\"department\": \"town_government\"", "\"department\": \"town_hall\"");
  auto loaded = Catalog::load(copy.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().where, "lists.json entries[0].department");
  copy.replace("lists.json", "\"town_hall\"", "\"town_government\"");
  copy.replace("lists.json", "\"agr.homestead-building\"", "\"agr.castle\"");
  loaded = Catalog::load(copy.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().where, "lists.json entries[0].item");
}

TEST(PublishedLists, ACountyMayHaveNone) {
  Files files = sample_files_of_lists();
  files.erase("lists.json");
  const auto loaded = Catalog::load(files);
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_TRUE((*loaded)->list_entries().empty());
}

bool finds_entry(const char* query, const char* id) {
  for (const SearchHit& hit : sample().search(query)) {
    if (hit.list_entry() != nullptr && hit.id() == id) return true;
  }
  return false;
}

TEST(PublishedLists, AreFoundByTheSearchAfterItems) {
  EXPECT_TRUE(finds_entry("亲属关系证明", "no-proof.kinship"));
  EXPECT_TRUE(finds_entry("qsgx", "no-proof.kinship"));
  EXPECT_TRUE(finds_entry("证明我妈是我妈", "no-proof.kinship"));
  EXPECT_TRUE(finds_entry("烧秸秆", "power.straw-burning"));
  EXPECT_TRUE(finds_entry("forest fire", "territory.forest-fire"));
  EXPECT_TRUE(finds_entry("村务公开", "village.affairs-disclosure"));
  const auto hits = sample().search("最低生活保障");
  ASSERT_GE(hits.size(), 2U);
  ASSERT_NE(hits.front().item(), nullptr) << "what can be done here comes first";
  EXPECT_EQ(hits.front().id(), "civ.minimum-allowance");
  EXPECT_EQ(hits.front().list_entry(), nullptr);
}

TEST(CsvLists, TheTableSaysWhatTheFileSays) {
  Files files = sample_files_of_lists();
  auto table = lists_to_csv(files);
  ASSERT_TRUE(table) << describe(table.error());
  files.erase("lists.json");
  files.merge(*table);
  ASSERT_TRUE(has_csv_lists(files));
  Faults faults;
  Files published;
  const CatalogPtr catalog = check_authored(files, {}, faults, published);
  ASSERT_TRUE(catalog) << describe(faults.all().front());
  ASSERT_EQ(catalog->list_entries().size(), sample().list_entries().size());
  for (std::size_t i = 0; i < catalog->list_entries().size(); ++i) {
    const ListEntry& made = catalog->list_entries()[i];
    const ListEntry& wanted = sample().list_entries()[i];
    EXPECT_EQ(made.kind, wanted.kind);
    EXPECT_EQ(made.id, wanted.id);
    EXPECT_EQ(made.name, wanted.name);
    EXPECT_EQ(made.text, wanted.text);
    EXPECT_EQ(made.basis, wanted.basis);
    EXPECT_EQ(made.responsible, wanted.responsible);
    EXPECT_EQ(made.assisting, wanted.assisting);
    EXPECT_EQ(made.phone, wanted.phone);
    EXPECT_EQ(made.item, wanted.item);
    EXPECT_EQ(made.words, wanted.words);
  }
}

TEST(CsvLists, FaultsAreToldByRowAndColumn) {
  Files files = sample_files_of_lists();
  const auto told = [&files](const std::string& csv) {
    files["lists.csv"] = csv;
    Faults faults;
    Files published;
    check_authored(files, {}, faults, published);
    std::set<std::string> all;
    for (const Error& error : faults.all()) all.insert(describe(error));
    return all;
  };
  const std::string header = "清单,条目编号,名称,英文名称,说明,说明英文,依据,责任部门,电话\n";
  EXPECT_TRUE(told(header + "权责清单,a,甲,A,说明,Text,依据,town_government,\n").empty());
  auto faults = told(header + "别的清单,a,甲,A,说明,Text,依据,town_hall,打电话\n");
  EXPECT_EQ(faults.size(), 3U);
  for (const std::string& fault : faults) EXPECT_TRUE(fault.starts_with("lists.csv:2 \"")) << fault;
  faults = told(header + "权责清单,a,,A,说明,Text,依据,town_government,\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_TRUE(faults.begin()->starts_with("lists.csv:2 \"名称\"")) << *faults.begin();
  faults = told("清单,其他列\n权责清单,x\n");
  ASSERT_FALSE(faults.empty());
  EXPECT_TRUE(faults.begin()->starts_with("lists.csv:1 \"其他列\"")) << *faults.begin();
}

}  // namespace
}  // namespace yitang::catalog
