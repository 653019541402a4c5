#include "kiosk/catalog/item_parser.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

using nlohmann::json;

// The first sample item, for tests to change.
json good_item() {
  const std::string text = read_text(sample_directory() / "items.jsonl");
  return json::parse(text.substr(0, text.find('\n')));
}

std::string error_of(const json& item) {
  const auto parsed = parse_item(item.dump(), "items.jsonl:7");
  return parsed ? "no error" : describe(parsed.error());
}

std::string error_after(const std::function<void(json&)>& change) {
  json item = good_item();
  change(item);
  return error_of(item);
}

TEST(ItemParser, ReadsEveryPart) {
  const auto item = parse_item(good_item().dump(), "x");
  ASSERT_TRUE(item) << describe(item.error());
  EXPECT_EQ(item->id, "party.member-transfer");
  EXPECT_TRUE(item->sample);
  EXPECT_EQ(item->name, (Text{"党员组织关系转接登记", "Transfer of Party membership registration"}));
  EXPECT_EQ(item->department_code, "11990101000000027Q");
  EXPECT_EQ(item->case_type, CaseType::Promised);
  EXPECT_EQ(item->four_do, FourDo::Online);
  EXPECT_EQ(item->promise_days, 5);
  EXPECT_EQ(item->agent.who.size(), 2U);
  ASSERT_EQ(item->checks.size(), 1U);
  EXPECT_EQ(item->checks[0].any[0].op, Comparison::In);
  ASSERT_EQ(item->materials.size(), 4U);
  EXPECT_EQ(item->materials[2].source, MaterialSource::SharedData);
  ASSERT_NE(item->field("fee_paid_until"), nullptr);
  EXPECT_EQ(item->field("fee_paid_until")->validation.latest->base, DateBound::Base::Today);
  ASSERT_NE(item->field("applicant.phone"), nullptr);
  EXPECT_TRUE(item->field("applicant.phone")->validation.pattern->matches("13800138000"));
  EXPECT_EQ(item->field("applicant.name")->prefill, Prefill::IdCardName);
  EXPECT_EQ(item->flow.size(), 5U);
  EXPECT_EQ(item->field("nothing"), nullptr);
  EXPECT_EQ(item->material("nothing"), nullptr);
}

TEST(ItemParser, ErrorNamesFileLinePlaceAndReason) {
  EXPECT_EQ(error_after([](json& i) { i["form"][3]["type"] = "foo"; }),
            "items.jsonl:7 form[3].type: unknown type 'foo'");
  EXPECT_EQ(error_after([](json& i) { i["materials"][1]["source"] = "magic"; }),
            "items.jsonl:7 materials[1].source: unknown source 'magic'");
  EXPECT_EQ(error_after([](json& i) { i.erase("name_zh"); }), "items.jsonl:7 name_zh: is missing");
  EXPECT_EQ(error_after([](json& i) { i["visits"] = -1; }), "items.jsonl:7 visits: must be between 0 and 20");
  EXPECT_EQ(error_after([](json& i) { i["visits"] = "0"; }), "items.jsonl:7 visits: must be a whole number");
  EXPECT_EQ(error_after([](json& i) { i["schema"] = "yitang.item/2"; }),
            "items.jsonl:7 schema: is not yitang.item/1");
  EXPECT_EQ(error_after([](json& i) { i["id"] = "../../etc"; }),
            "items.jsonl:7 id: must be at most 80 of a-z, 0-9, '.', '_' and '-'");
  EXPECT_EQ(error_after([](json& i) { i["task_code"] = "short"; }),
            "items.jsonl:7 task_code: must be 19 to 50 digits and capital letters");
  EXPECT_EQ(error_after([](json& i) { i["conditions_en"].push_back("one more"); }),
            "items.jsonl:7 conditions_en: must have as many entries as conditions_zh");
  EXPECT_EQ(error_after([](json& i) { i["result"]["delivery"] = json::array(); }),
            "items.jsonl:7 result.delivery: is empty");
}

TEST(ItemParser, PlainWordsFitOnOneLine) {
  json item = good_item();
  const auto parsed = parse_item(item.dump(), "x");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->plain.zh, "把党组织关系转到新的支部");
  EXPECT_EQ(error_after([](json& i) { i["plain_zh"] = "一二三四五六七八九十一二三四五六七"; }),
            "items.jsonl:7 plain_zh: must have at most 16 characters");
  EXPECT_EQ(error_after([](json& i) { i["plain_en"] = std::string(46, 'x'); }),
            "items.jsonl:7 plain_en: must have at most 45 characters");
  EXPECT_EQ(error_after([](json& i) { i.erase("plain_en"); }),
            "items.jsonl:7 plain_en: is missing beside the other language");
  item.erase("plain_zh");
  item.erase("plain_en");
  EXPECT_TRUE(parse_item(item.dump(), "x")) << "a county may have none";
  EXPECT_EQ(error_after([](json& i) { i["visit_fetches"] = true; }),
            "items.jsonl:7 visit_fetches: is true although visits is 0");
}

TEST(ItemParser, RulesThatJoinMembers) {
  EXPECT_EQ(error_after([](json& i) { i["promise_days"] = 6; }),
            "items.jsonl:7 flow: days add up to 5, not to promise_days");
  EXPECT_EQ(error_after([](json& i) { i["visits"] = 1; }),
            "items.jsonl:7 visit_reason_zh: is missing although visits is not 0");
  EXPECT_EQ(error_after([](json& i) { i["four_do"] = "nearby"; }),
            "items.jsonl:7 four_do_all: does not hold the primary class");
  EXPECT_EQ(error_after([](json& i) { i["form"].push_back(i["form"][0]); }),
            "items.jsonl:7 form[10]: 'applicant.name' is there twice");
  EXPECT_EQ(error_after([](json& i) { i["form"][1]["show_if"] = "ghost==1"; }),
            "items.jsonl:7 form[1].show_if: speaks of no field of this item");
  EXPECT_EQ(error_after([](json& i) { i["form"][8]["validation"]["after"] = "ghost"; }),
            "items.jsonl:7 form[8].validation.after: is no other field of this item");
  EXPECT_EQ(error_after([](json& i) { i["materials"][0]["necessity"] = "conditional"; }),
            "items.jsonl:7 materials[0].condition: is missing");
}

TEST(ItemParser, RulesOfFields) {
  EXPECT_EQ(error_after([](json& i) { i["form"][2]["validation"]["pattern"] = "(a+)+"; }),
            "items.jsonl:7 form[2].validation.pattern: pattern: understands no groups, alternatives or stray "
            "signs");
  EXPECT_EQ(error_after([](json& i) { i["form"][8]["validation"]["max"] = "tomorrow"; }),
            "items.jsonl:7 form[8].validation.max: is no moving date such as 'today-30'");
  EXPECT_EQ(error_after([](json& i) { i["form"][4]["validation"].erase("options"); }),
            "items.jsonl:7 form[4].validation: options are missing");
  EXPECT_EQ(error_after([](json& i) {
              i["form"][4]["validation"]["options"] = {"a", "a"};
            }),
            "items.jsonl:7 form[4].validation.options[1]: is there twice");
  EXPECT_EQ(error_after([](json& i) { i["form"][4]["validation"]["options"] = "village"; }),
            "items.jsonl:7 form[4].validation.options: must be a list or 'dict:name'");
  EXPECT_EQ(error_after([](json& i) { i["form"][0]["validation"]["min_len"] = 40; }),
            "items.jsonl:7 form[0].validation.max_len: is less than min_len");
  EXPECT_EQ(error_after([](json& i) { i["form"][0]["validation"]["max"] = 3; }),
            "items.jsonl:7 form[0].validation.max: makes no sense for this type");
  EXPECT_EQ(error_after([](json& i) { i["form"][0]["prefill"] = "id_card.photo"; }),
            "items.jsonl:7 form[0].prefill: unknown prefill 'id_card.photo'");
}

TEST(ItemParser, ADateMayBeAMonth) {
  const auto with = [](const char* type, const char* precision) {
    return error_after([&](json& i) {
      i["form"][0]["type"] = type;
      i["form"][0].erase("prefill");
      i["form"][0]["validation"] = {{"precision", precision}};
    });
  };
  EXPECT_EQ(with("date", "month"), "no error");
  EXPECT_EQ(with("date", "day"), "no error");
  EXPECT_EQ(with("date", "week"), "items.jsonl:7 form[0].validation.precision: is day or month");
  EXPECT_EQ(with("text", "month"),
            "items.jsonl:7 form[0].validation.precision: makes no sense for this type");
}

TEST(ItemParser, RulesOfChecks) {
  EXPECT_EQ(error_after([](json& i) { i["checks"][0]["op"] = "~"; }),
            "items.jsonl:7 checks[0].op: unknown comparison '~'");
  EXPECT_EQ(error_after([](json& i) { i["checks"][0]["op"] = ">="; }),
            "items.jsonl:7 checks[0].value: must not be a list");
  EXPECT_EQ(error_after([](json& i) {
              i["checks"][0] = {{"any", json::array()}};
            }),
            "items.jsonl:7 checks[0].any: is empty");
  EXPECT_EQ(error_after([](json& i) {
              i["checks"][0] = {{"fact", "age"}, {"op", "between"}, {"value", {1}}};
            }),
            "items.jsonl:7 checks[0].value: has the wrong number of values");
  EXPECT_EQ(error_after([](json& i) {
              i["checks"][0] = {{"fact", "age"}, {"op", "<"}, {"value", true}};
            }),
            "items.jsonl:7 checks[0].value: must be a number");
}

TEST(ItemParser, AFeeHasBasisPlaceAndMeans) {
  const auto charged = [](json& item) {
    item["fee"] = {{"charged", true},    {"amount", "16.00"},  {"basis_zh", "依据"}, {"basis_en", "basis"},
                   {"where_zh", "窗口"}, {"where_en", "here"}, {"how_zh", "现金"},   {"how_en", "cash"}};
  };
  EXPECT_EQ(error_after(charged), "no error");
  for (const char* member : {"basis_zh", "basis_en", "where_zh", "where_en", "how_zh", "how_en"}) {
    const std::string error = error_after([&](json& item) {
      charged(item);
      item["fee"].erase(member);
    });
    EXPECT_NE(error.find(std::string("fee.") + member), std::string::npos) << error;
  }
}

TEST(ItemParser, ARestrictedItemHasARoleAndAPublicName) {
  const auto item = parse_item(
      [] {
        json changed = good_item();
        changed["restricted_to"] = "complaint";
        changed["public_name_zh"] = "登记事项";
        changed["public_name_en"] = "A registration";
        return changed;
      }()
          .dump(),
      "x");
  ASSERT_TRUE(item) << describe(item.error());
  EXPECT_EQ(item->restricted_to, Restriction::Complaint);
  EXPECT_EQ(public_name_of(*item).zh, "登记事项");
  EXPECT_NE(error_after([](json& changed) { changed["restricted_to"] = "complaint"; }).find("public_name"),
            std::string::npos);
  EXPECT_NE(error_after([](json& changed) { changed["restricted_to"] = "everybody"; }).find("unknown role"),
            std::string::npos);
}

TEST(ItemParser, WaysToShowWhoOneIs) {
  const auto ways_of = [](const json& ways) {
    json changed = good_item();
    if (!ways.is_null()) changed["identity"] = ways;
    const auto item = parse_item(changed.dump(), "x");
    EXPECT_TRUE(item) << describe(item.error());
    return item ? item->identity : std::vector<IdentityMethod>{};
  };
  const std::vector<IdentityMethod> card{IdentityMethod::IdCard};
  EXPECT_EQ(ways_of(nullptr), card);
  EXPECT_EQ(ways_of(json::array()), card);
  EXPECT_EQ(ways_of({"id_card"}), card);
  EXPECT_EQ(ways_of({"id_card", "social_code", "licence_code"}),
            (std::vector{IdentityMethod::IdCard, IdentityMethod::SocialCode, IdentityMethod::LicenceCode}));
  const auto error_of = [](const json& ways) {
    return error_after([&](json& item) { item["identity"] = ways; });
  };
  EXPECT_NE(error_of({"id_card", "face"}).find("identity[1]: unknown way of proof 'face'"), std::string::npos)
      << error_of({"id_card", "face"});
  EXPECT_NE(error_of({"medical_code"}).find("identity: must hold id_card"), std::string::npos);
  EXPECT_NE(error_of({"id_card", "id_card"}).find("is there twice"), std::string::npos);
  EXPECT_NE(error_of("id_card").find("identity"), std::string::npos);
  EXPECT_NE(error_after([](json& item) {
              item["identity"] = {"id_card", "medical_code"};
              item["form"] = json::array();
              item["materials"] = json::array();
            }).find("nobody has to say who they are"),
            std::string::npos);
}

TEST(ItemParser, UnknownKeysAreIgnored) {
  EXPECT_EQ(error_after([](json& i) {
              i["from_the_future"] = {{"deep", {1, 2, 3}}};
              i["form"][0]["colour"] = "red";
            }),
            "no error");
}

TEST(ItemParser, TextIsClean) {
  EXPECT_EQ(error_after([](json& i) { i["name_zh"] = "a\x1b[2Jb"; }),
            "items.jsonl:7 name_zh: has a control character");
  EXPECT_EQ(error_after([](json& i) { i["name_zh"] = ""; }), "items.jsonl:7 name_zh: is empty");
  EXPECT_EQ(error_after([](json& i) { i["name_zh"] = std::string(5000, 'a'); }),
            "items.jsonl:7 name_zh: is too long");
}

TEST(ItemParser, BoundsSizeAndDepth) {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  EXPECT_EQ(describe(parse_item(deep, "f:1").error()), "f:1: nested too deeply");
  EXPECT_EQ(describe(parse_item(std::string(kMaxLineBytes + 1, ' '), "f:1").error()), "f:1: too long");
  EXPECT_EQ(describe(parse_item("{\"a\":1e99999}", "f:1").error()),
            "f:1: not JSON: a number is out of range");
  EXPECT_EQ(describe(parse_item("{\"a\":1,\"a\":2}", "f:1").error()), "f:1: key 'a' is there twice");
  EXPECT_EQ(describe(parse_item("[]", "f:1").error()), "f:1: must be an object");
  EXPECT_EQ(parse_item("", "f:1").error().kind, ErrorKind::BadInput);
}

TEST(ItemParser, FilesRefuseDuplicatesAndCountLines) {
  const std::string line = good_item().dump();
  const auto twice = parse_items(line + "\n\n" + line + "\n");
  ASSERT_FALSE(twice);
  EXPECT_EQ(describe(twice.error()), "items.jsonl:3 id: 'party.member-transfer' is there twice");
  const auto one = parse_items("\r\n" + line + "\r\n");
  ASSERT_TRUE(one) << describe(one.error());
  EXPECT_EQ(one->size(), 1U);
  EXPECT_TRUE(parse_items("")->empty());
}

// Whatever is cut off or bent in a good line, there is an answer and never a crash.
TEST(ItemParser, SurvivesDamage) {
  const std::string line = good_item().dump();
  for (std::size_t length = 0; length < line.size(); length += 37)
    EXPECT_FALSE(parse_item(line.substr(0, length), "f:1"));
  std::string bent = line;
  for (std::size_t at = 0; at < line.size(); at += 101) {
    bent[at] = static_cast<char>(line[at] ^ 0x15);
    static_cast<void>(parse_item(bent, "f:1"));
    bent[at] = line[at];
  }
}

TEST(BundleParser, ReadsAndRefuses) {
  const auto bundles = parse_bundles(read_text(sample_directory() / "bundles.jsonl"));
  ASSERT_TRUE(bundles) << describe(bundles.error());
  EXPECT_EQ(bundles->size(), 7U);
  EXPECT_EQ(bundles->front().items.size(), 4U);
  EXPECT_EQ(describe(parse_bundle(R"({"schema":"yitang.bundle/1"})", "b:1").error()), "b:1 id: is missing");
}

TEST(DateBoundTest, MovesWithTheDay) {
  const Date today{2026, 11, 23};
  const json item = [] {
    json i = good_item();
    i["form"][8]["validation"] = {{"min", "today-3y"}, {"max", "birth+60y"}};
    return i;
  }();
  const auto parsed = parse_item(item.dump(), "x");
  ASSERT_TRUE(parsed) << describe(parsed.error());
  const Validation& rules = parsed->form[8].validation;
  EXPECT_EQ(rules.earliest->resolve(today, std::nullopt), (Date{2023, 11, 23}));
  EXPECT_EQ(rules.latest->resolve(today, std::nullopt), std::nullopt);
  EXPECT_EQ(rules.latest->resolve(today, Date{1964, 2, 29}), (Date{2024, 2, 29}));
}

TEST(ShowIfTest, Holds) {
  const ShowIf young{"age", Comparison::Less, "18"};
  EXPECT_TRUE(young.holds("17"));
  EXPECT_FALSE(young.holds("18"));
  EXPECT_FALSE(young.holds(""));
  EXPECT_FALSE(young.holds("young"));
  const ShowIf courier{"pickup", Comparison::Equal, "courier"};
  EXPECT_TRUE(courier.holds("courier"));
  EXPECT_FALSE(courier.holds("bank"));
  EXPECT_TRUE((ShowIf{"n", Comparison::GreaterOrEqual, "2"}.holds("2")));
  EXPECT_TRUE((ShowIf{"n", Comparison::Greater, "2"}.holds("2.5")));
  EXPECT_TRUE((ShowIf{"n", Comparison::LessOrEqual, "2"}.holds("2")));
}

}  // namespace
}  // namespace yitang::catalog
