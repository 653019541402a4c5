#include "kiosk/catalog/faults.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/item_parser.hpp"
#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

std::vector<std::string> lines(const Faults& faults) {
  std::vector<std::string> result;
  for (const Error& error : faults.all()) result.push_back(describe(error));
  return result;
}

TEST(FaultOf, TakesAPlaceApart) {
  const Fault json = fault_of({ErrorKind::BadInput, "is empty", "items.jsonl:7 form[3].type"});
  EXPECT_EQ(json.file, "items.jsonl");
  EXPECT_EQ(json.line, 7);
  EXPECT_EQ(json.place, "form[3].type");
  EXPECT_EQ(json.reason, "is empty");
  const Fault csv = fault_of({ErrorKind::BadInput, "is empty", "items.csv:17 \"承诺天数\""});
  EXPECT_EQ(csv.line, 17);
  EXPECT_EQ(csv.place, "\"承诺天数\"");
  const Fault whole = fault_of({ErrorKind::NotFound, "is not there", "facts.json"});
  EXPECT_EQ(whole.file, "facts.json");
  EXPECT_EQ(whole.line, 0);
  EXPECT_EQ(fault_of({ErrorKind::BadInput, "x", "a:b c"}).file, "a:b");
}

TEST(Faults, AreBounded) {
  Faults faults;
  for (std::size_t i = 0; i <= Faults::kMost; ++i) faults.add(Error{ErrorKind::BadInput, "x", "y"});
  EXPECT_EQ(faults.all().size(), Faults::kMost);
  EXPECT_TRUE(faults.cut());
}

TEST(CatalogCheck, TheSampleHasNoFault) {
  Faults faults;
  const CatalogPtr catalog = Catalog::check(sample_directory(), {}, faults);
  EXPECT_THAT(lines(faults), testing::IsEmpty());
  ASSERT_NE(catalog, nullptr);
  EXPECT_EQ(catalog->items().size(), 40U);
}

TEST(CatalogCheck, TellsEveryFaultOfOneItem) {
  const SampleCopy copy;
  copy.replace("items.jsonl", R"("status": "published")", R"("status": "shown")");
  copy.replace("items.jsonl", R"("seq": 1,)", R"("seq": "one",)");
  copy.replace("items.jsonl", R"("case_type": "promised")", R"("case_type": "soon")");
  copy.replace("items.jsonl", R"("days": 0})", R"("days": -1})");
  copy.replace("items.jsonl", R"("necessity": "required")", R"("necessity": "needed")");
  Faults faults;
  EXPECT_EQ(Catalog::check(copy.path(), {}, faults), nullptr);
  EXPECT_THAT(lines(faults),
              testing::UnorderedElementsAre(
                  "items.jsonl:1 seq: must be a whole number", "items.jsonl:1 status: unknown status 'shown'",
                  "items.jsonl:1 case_type: unknown case type 'soon'",
                  "items.jsonl:1 materials[0].necessity: unknown necessity 'needed'",
                  "items.jsonl:1 flow[0].days: must be between 0 and 1000"));
}

TEST(CatalogCheck, TellsFaultsOfAllFilesAndNothingThatFollowsFromThem) {
  const SampleCopy copy;
  copy.replace("functions.json", "\"shield\"", "\"shelf\"");
  copy.replace("functions.json", "\"social_security\"", "\"social_safety\"");
  copy.replace("facts.json", "\"card_age\"", "\"guess\"");
  copy.replace("items.jsonl", R"("yitang.item/1")", R"("yitang.item/9")");
  copy.replace("items.jsonl", "dict:grid", "dict:gird");
  copy.write("translations.json", "{");
  Faults faults;
  EXPECT_EQ(Catalog::check(copy.path(), {}, faults), nullptr);
  EXPECT_THAT(lines(faults),
              testing::UnorderedElementsAre(
                  "items.jsonl:1 schema: is not yitang.item/1",
                  "items.jsonl:6 gov.grid-event-report event.grid_code: there is no dictionary 'gird'",
                  "facts.json facts.age.source: unknown source 'guess'",
                  "functions.json functions[0].icon: unknown icon 'shelf'",
                  testing::StartsWith("translations.json: not JSON")));
}

TEST(CatalogCheck, TellsEveryBrokenReference) {
  const SampleCopy copy;
  copy.replace("bundles.jsonl", "ss.social-security-card", "ss.gone");
  copy.replace("life_events.json", "one_matter.newborn", "one_matter.gone");
  copy.replace("synonyms.json", "party.member-transfer", "party.gone");
  copy.replace("admission.json", "party.member-transfer", "party.lost");
  Faults faults;
  EXPECT_EQ(Catalog::check(copy.path(), {}, faults), nullptr);
  EXPECT_THAT(lines(faults), testing::UnorderedElementsAre(
                                 "bundles.jsonl one_matter.newborn: there is no item 'ss.gone'",
                                 "life_events.json birth: there is no bundle 'one_matter.gone'",
                                 "synonyms.json: there is no item 'party.gone'",
                                 "admission.json items.party.lost: there is no item 'party.lost'"));
}

TEST(Admission, WhatLacksOneOfFourThingsStaysHidden) {
  const auto gaps_after = [](const std::string& file, const std::string& from, const std::string& to) {
    const SampleCopy copy;
    copy.replace(file, from, to);
    const auto loaded = Catalog::load(copy.path());
    if (!loaded) {
      ADD_FAILURE() << describe(loaded.error());
      return std::vector<AdmissionGap>();
    }
    EXPECT_EQ((*loaded)->item("party.member-transfer"), nullptr) << from;
    EXPECT_EQ((*loaded)->items().size(), 39U);
    EXPECT_TRUE((*loaded)->search("组织关系").empty());
    return (*loaded)->item("party.member-transfer", 1)->admission.gaps;
  };
  using testing::ElementsAre;
  EXPECT_THAT(gaps_after("departments.json", "11990101000000027Q", "11990101000000027R"),
              ElementsAre(AdmissionGap::NoDepartment));
  EXPECT_THAT(gaps_after("admission.json", R"("legal_basis": ["《中国共产党党员教育管理工作条例》"])",
                         R"("legal_basis": [])"),
              ElementsAre(AdmissionGap::NoLegalBasis));
  EXPECT_THAT(
      gaps_after("admission.json", R"(, "consent": {"by": "示例镇人民政府", "on": "2026-10-09"})", ""),
      ElementsAre(AdmissionGap::NoConsent));
  EXPECT_THAT(gaps_after("items.jsonl",
                         R"("conditions_zh": ["本人为正式或预备党员", "已取得接收党组织同意"], )"
                         R"("conditions_en": ["Full or probationary Party member", )"
                         R"("Receiving Party branch has agreed"])",
                         R"("conditions_zh": [], "conditions_en": [])"),
              ElementsAre(AdmissionGap::GuideIncomplete));
  EXPECT_THAT(gaps_after("admission.json", R"("party.member-transfer": {"legal)",
                         R"("party.member-transfer": {"illegal)"),
              ElementsAre(AdmissionGap::NoLegalBasis));
}

TEST(Admission, WithoutItsFileNothingIsShown) {
  const SampleCopy copy;
  std::filesystem::remove(copy.path() / "admission.json");
  const auto loaded = Catalog::load(copy.path());
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_TRUE((*loaded)->items().empty());
  EXPECT_EQ((*loaded)->all_items().size(), 40U);
}

}  // namespace
}  // namespace yitang::catalog
