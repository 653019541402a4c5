#include "kiosk/catalog/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

std::vector<std::string> ids(const ItemList& items) {
  std::vector<std::string> result;
  for (const ServiceItem* item : items) result.push_back(item->id);
  return result;
}

TEST(SampleCatalog, HasEverything) {
  EXPECT_EQ(sample().items().size(), 40U);
  EXPECT_EQ(sample().bundles().size(), 7U);
  EXPECT_EQ(sample().functions().size(), 10U);
  EXPECT_EQ(sample().themes().size(), 19U);
  EXPECT_GE(sample().life_events().size(), 11U);
  EXPECT_EQ(sample().departments().size(), 15U);
  EXPECT_GE(sample().points().size(), 2U);
  EXPECT_TRUE(sample().county().sample);
  EXPECT_EQ(sample().county().county.zh, "示例县");
  EXPECT_EQ(sample().county().hotline, "12345");
}

TEST(SampleCatalog, StaysVisiblyASample) {
  for (const ServiceItem* item : sample().items()) {
    EXPECT_TRUE(item->sample) << item->id;
    EXPECT_NE(item->department.zh.find("示例"), std::string::npos) << item->id;
  }
  for (const Bundle& bundle : sample().bundles()) EXPECT_TRUE(bundle.sample);
  for (const ServicePoint& point : sample().points())
    EXPECT_NE(point.name.zh.find("示例"), std::string::npos) << point.id;
}

TEST(SampleCatalog, EveryOptionOfEveryFieldHasBothLabels) {
  int options = 0;
  for (const ServiceItem* item : sample().items()) {
    for (const FormField& field : item->form) {
      const bool chooses = field.type == FieldType::Enum || field.type == FieldType::MultiEnum;
      EXPECT_EQ(chooses, !field.validation.options.empty()) << item->id << " " << field.key;
      for (const Option& option : field.validation.options) {
        EXPECT_FALSE(option.label.zh.empty() || option.label.en.empty())
            << item->id << " " << field.key << " " << option.code;
        ++options;
      }
      std::set<std::string> labels;
      for (const Option& option : field.validation.options)
        EXPECT_TRUE(labels.insert(option.label.zh).second)
            << item->id << " " << field.key << ": two options read " << option.label.zh;
    }
  }
  EXPECT_GT(options, 400);
}

TEST(SampleCatalog, TableColumnsAreTypedAndLabelled) {
  const FormField* members = sample_item("civ.minimum-allowance").field("members");
  ASSERT_NE(members, nullptr);
  ASSERT_EQ(members->validation.columns.size(), 4U);
  for (const TableColumn& column : members->validation.columns)
    EXPECT_FALSE(column.label.zh.empty() || column.label.en.empty()) << column.key;
  EXPECT_EQ(members->validation.columns[1].type, FieldType::IdNumber);
  EXPECT_FALSE(members->validation.columns[2].options.empty());
  EXPECT_EQ(members->validation.columns[3].type, FieldType::Money);
}

TEST(SampleCatalog, SameCodeMayMeanDifferentThings) {
  const auto label = [](const char* item, const char* field, const char* code) {
    const FormField* found = sample_item(item).field(field);
    const Option* option = found ? found->validation.option(code) : nullptr;
    return option ? option->label.zh : "";
  };
  EXPECT_EQ(label("party.member-transfer", "party.status", "full"), "正式党员");
  EXPECT_EQ(label("civ.special-hardship", "self_care", "full"), "能自理");
  EXPECT_EQ(label("civ.special-hardship", "self_care", "none"), "不能自理");
  EXPECT_EQ(label("ss.pension-claim", "top_up", "yes"), "补缴");
  EXPECT_EQ(label("ss.pension-claim", "top_up", "maybe"), "");
}

TEST(SampleCatalog, WaysIn) {
  EXPECT_THAT(
      ids(sample().by_function("social_security")),
      testing::ElementsAre("ss.pension-enrol", "ss.pension-claim", "ss.pension-eligibility",
                           "ss.social-security-card", "ss.unemployment-register", "ss.hard-to-employ"));
  EXPECT_THAT(ids(sample().by_theme("marriage")), testing::ElementsAre("civ.marriage-appointment"));
  EXPECT_EQ(ids(sample().by_life_event("retirement")).front(), "ss.pension-claim");
  EXPECT_TRUE(sample().by_function("nothing").empty());
  EXPECT_TRUE(sample().by_life_event("nothing").empty());
  std::size_t four = 0;
  for (const FourDo value : {FourDo::AtOnce, FourDo::Online, FourDo::Nearby, FourDo::OneGo})
    four += sample().by_four_do(value).size();
  EXPECT_EQ(four, 40U);
}

TEST(SampleCatalog, EveryItemIsReachable) {
  std::set<std::string> by_function;
  std::set<std::string> by_event;
  for (const Group& group : sample().functions()) {
    EXPECT_FALSE(sample().by_function(group.key).empty()) << group.key;
    EXPECT_FALSE(group.hint.zh.empty() || group.hint.en.empty());
    for (const std::string& id : ids(sample().by_function(group.key))) by_function.insert(id);
  }
  for (const LifeEvent& event : sample().life_events()) {
    EXPECT_FALSE(sample().by_life_event(event.key).empty()) << event.key;
    for (const std::string& id : ids(sample().by_life_event(event.key))) by_event.insert(id);
  }
  EXPECT_EQ(by_function.size(), 40U);
  EXPECT_EQ(by_event.size(), 40U);
}

TEST(SampleCatalog, LooksUpById) {
  EXPECT_EQ(sample().item("no.such"), nullptr);
  EXPECT_EQ(sample().bundle("no.such"), nullptr);
  EXPECT_EQ(sample().dictionary("no.such"), nullptr);
  EXPECT_EQ(sample().point("no.such"), nullptr);
  EXPECT_EQ(sample().department("no.such"), nullptr);
  EXPECT_EQ(sample().function("no.such"), nullptr);
  const Bundle* retire = sample().bundle("one_matter.retire");
  ASSERT_NE(retire, nullptr);
  EXPECT_EQ(sample().items_of(*retire).size(), 3U);
  EXPECT_EQ(sample().bundles_of(*sample().life_event("retirement")).front(), retire);
  EXPECT_EQ(sample().dictionary("gbt3304")->size(), 58U);
  const Department* bureau = sample().department(sample_item("ss.pension-claim").department_code);
  ASSERT_NE(bureau, nullptr);
  EXPECT_EQ(bureau->key, "social_security_bureau");
}

TEST(SampleCatalog, WordsThatHaveNoEnglishInTheItemsAreTranslated) {
  for (const ServiceItem* item : sample().items()) {
    EXPECT_TRUE(item->visit_reason.zh.empty() || !item->visit_reason.en.empty()) << item->id;
    EXPECT_TRUE(item->note.zh.empty() || !item->note.en.empty()) << item->id;
    for (const Material& material : item->materials)
      EXPECT_TRUE(material.condition.zh.empty() || !material.condition.en.empty()) << item->id;
    for (const Text& department : item->coop_departments) EXPECT_FALSE(department.en.empty()) << item->id;
  }
}

TEST(CatalogLoad, HiddenItemsAreKeptButNotShown) {
  const SampleCopy copy;
  copy.replace("items.jsonl", R"("status": "published")", R"("status": "hidden")");
  const auto loaded = Catalog::load(copy.path());
  ASSERT_TRUE(loaded) << describe(loaded.error());
  const Catalog& catalog = **loaded;
  EXPECT_EQ(catalog.items().size(), 39U);
  EXPECT_EQ(catalog.item("party.member-transfer"), nullptr);
  ASSERT_NE(catalog.item("party.member-transfer", 1), nullptr) << "running cases keep it";
  EXPECT_TRUE(catalog.search("组织关系").empty());
  EXPECT_THAT(ids(catalog.by_life_event("party")), testing::Not(testing::Contains("party.member-transfer")));
}

std::string error_with(const std::string& file, const std::string& from, const std::string& to) {
  const SampleCopy copy;
  copy.replace(file, from, to);
  const auto loaded = Catalog::load(copy.path());
  return loaded ? "no error" : describe(loaded.error());
}

TEST(CatalogLoad, RefusesWhatDoesNotFitTogether) {
  EXPECT_EQ(error_with("items.jsonl", R"("function_group": "party_mass")", R"("function_group": "x")"),
            "items.jsonl:1 party.member-transfer function_group: 'x' is not in functions.json");
  EXPECT_EQ(error_with("items.jsonl", R"("probationary"]}}, {"key": "from_branch")",
                       R"("novice"]}}, {"key": "from_branch")"),
            "items.jsonl:1 party.member-transfer party.status: option 'novice' has no label in options.json");
  EXPECT_EQ(error_with("items.jsonl", R"({"fact": "party.status")", R"({"fact": "party.colour")"),
            "items.jsonl:1 party.member-transfer checks[0]: fact 'party.colour' is not in facts.json");
  EXPECT_EQ(error_with("items.jsonl", "dict:grid", "dict:gird"),
            "items.jsonl:6 gov.grid-event-report event.grid_code: there is no dictionary 'gird'");
  EXPECT_EQ(error_with("items.jsonl", "offer_top_up", "offer_top"),
            "items.jsonl:9 ss.pension-claim checks[1]: outcome 'offer_top' is not in facts.json");
  EXPECT_EQ(
      error_with("catalogue.json", "minimum_allowance_standard", "minimum"),
      "items.jsonl:22 civ.minimum-allowance checks[0]: parameter 'minimum_allowance_standard' is not in "
      "catalogue.json");
  EXPECT_EQ(error_with("bundles.jsonl", "ss.social-security-card", "ss.gone"),
            "bundles.jsonl one_matter.newborn: there is no item 'ss.gone'");
  EXPECT_EQ(error_with("life_events.json", "one_matter.newborn", "one_matter.gone"),
            "life_events.json birth: there is no bundle 'one_matter.gone'");
  EXPECT_EQ(error_with("synonyms.json", "party.member-transfer", "party.gone"),
            "synonyms.json: there is no item 'party.gone'");
}

TEST(CatalogLoad, RefusesBadLists) {
  EXPECT_EQ(error_with("functions.json", "\"shield\"", "\"shelf\""),
            "functions.json functions[0].icon: unknown icon 'shelf'");
  EXPECT_EQ(error_with("life_events.json", "\"schooling\"", "\"birth\""),
            "life_events.json life_events[1].key: 'birth' is there twice");
  EXPECT_EQ(error_with("catalogue.json", "\"09-01\"", "\"09-31\""),
            "catalogue.json enrolment.from: is no day such as 09-01");
  EXPECT_EQ(error_with("points.json", "\"township\"", "\"moon\""),
            "points.json points[0].level: unknown level 'moon'");
  EXPECT_EQ(error_with("facts.json", "\"card_age\"", "\"guess\""),
            "facts.json facts.age.source: unknown source 'guess'");
  EXPECT_EQ(
      error_with("facts.json", "\"effect\": \"stop\"", "\"effect\": \"shout\"").find("facts.json outcomes."),
      0U);
  EXPECT_EQ(error_with("options.json", "\"dict:relation\"", "\"dict:kin\""),
            "options.json columns.relation: there is no dictionary 'kin'");
}

TEST(CatalogLoad, MissingOrBrokenFile) {
  const SampleCopy copy;
  copy.write("facts.json", "{");
  auto loaded = Catalog::load(copy.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::BadInput);
  EXPECT_EQ(loaded.error().where, "facts.json");
  std::filesystem::remove(copy.path() / "facts.json");
  loaded = Catalog::load(copy.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::NotFound);
  EXPECT_EQ(Catalog::load("/no/such/folder").error().where, "catalogue.json");
}

}  // namespace
}  // namespace yitang::catalog
