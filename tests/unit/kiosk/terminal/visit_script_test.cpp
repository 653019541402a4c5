// Scripts of visits: every action, and any bytes.
#include "kiosk/terminal/visit/script.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "kiosk/terminal/visit/vocabulary.hpp"

namespace yitang::terminal {
namespace {

std::string script_of(const std::string& steps) {
  return R"({"name": "n", "start": "2026-11-23 09:12", "steps": [)" + steps + "]}";
}

Result<Step> one(const std::string& step) {
  auto script = parse_visit_script(script_of(step), "v.json");
  if (!script) return tl::unexpected(script.error());
  return script->steps.front();
}

TEST(VisitScript, EveryActionIsRead) {
  EXPECT_EQ(one(R"({"tap": "home.search"})")->target, "home.search");
  EXPECT_EQ(one(R"({"keys": "139"})")->text, "139");
  EXPECT_EQ(one(R"({"pinyin": {"zhang": "张"}})")->target, "张");
  EXPECT_EQ(one(R"({"pinyin": {"zhang": "张"}})")->text, "zhang");
  const auto drawn = one(R"({"draw": {"pad": "sign", "strokes": [[[0, 0], [1, 0.5]], [[0.25, 0.5]]]}})");
  ASSERT_TRUE(drawn);
  ASSERT_EQ(drawn->strokes.size(), 2U);
  EXPECT_FLOAT_EQ(drawn->strokes[0][1].y, 0.5F);
  EXPECT_EQ(one(R"({"place_card": "elder"})")->kind, StepKind::PlaceCard);
  EXPECT_EQ(one(R"({"remove_card": true})")->kind, StepKind::RemoveCard);
  EXPECT_EQ(one(R"({"scan": "receipt"})")->kind, StepKind::Scan);
  EXPECT_EQ(one(R"({"code": "medical elder"})")->kind, StepKind::ShowCode);
  EXPECT_TRUE(one(R"({"code": "again"})"));
  for (const char* wrong : {"", "medical", "medical nobody", "show me", "again now", "face elder"})
    EXPECT_FALSE(one(std::string(R"({"code": ")") + wrong + R"("})")) << wrong;
  EXPECT_EQ(one(R"({"reader": "unplug"})")->kind, StepKind::Reader);
  EXPECT_EQ(one(R"({"printer": {"paper_out_after": 12}})")->number, 12);
  EXPECT_EQ(one(R"({"camera": {"page": 2}})")->target, "page");
  EXPECT_EQ(one(R"({"advance": 90})")->number, 90);
  EXPECT_EQ(one(R"({"advance": "warning"})")->target, "warning");
  EXPECT_EQ(one(R"({"restart": true})")->kind, StepKind::Restart);
  EXPECT_EQ(one(R"({"disk": "full"})")->target, "full");
  EXPECT_EQ(one(R"({"network": "down"})")->target, "down");
  EXPECT_EQ(one(R"({"shot": "home"})")->text, "home");
  const auto office = one(R"({"office": {"verb": "decide", "reference": "last", "outcome": "approved"}})");
  ASSERT_TRUE(office);
  EXPECT_EQ(office->command.verb, OfficeVerb::Decide);
  EXPECT_EQ(one(R"({"expect": {"page": "home"}})")->text, "home");
  EXPECT_EQ(one(R"({"expect": {"printed": 2}})")->text, "2");
  EXPECT_EQ(one(R"({"expect": {"text": {"zh": "回执", "en": "Receipt"}}})")->texts.at("en"), "Receipt");
}

TEST(VisitScript, VisitorsAreCountedAndTheirPartsKnown) {
  const auto with = [](const std::string& visitors, const std::string& step) {
    return parse_visit_script(R"({"name": "n", "start": "2026-11-23 09:12", "visitors": )" + visitors +
                                  R"(, "steps": [)" + step + "]}",
                              "v.json");
  };
  const auto script =
      with("50", R"({"place_card": "visitor"}, {"keys": "{phone}"}, {"expect": {"residue": "none"}})");
  ASSERT_TRUE(script) << describe(script.error());
  EXPECT_EQ(script->visitors, 50);
  EXPECT_EQ(script->steps[1].text, "{phone}") << "never in clear in the script";
  for (const char* number : {"0", "201", "-1", "1.5", "\"2\"", "null"})
    EXPECT_FALSE(with(number, R"({"tap": "x"})")) << number;
  EXPECT_FALSE(with("1", R"({"keys": "{shoe_size}"})"));
  EXPECT_FALSE(with("1", R"({"keys": "{phone"})"));
  EXPECT_FALSE(with("1", R"({"expect": {"residue": "some"}})"));
  EXPECT_FALSE(one(R"({"place_card": "visitor"})")) << "there are none";
  EXPECT_FALSE(one(R"({"code": "medical visitor"})"));
  EXPECT_TRUE(with("1", R"({"code": "medical visitor"})"));
  EXPECT_FALSE(one(R"({"keys": "{phone}"})"));
  EXPECT_FALSE(one(R"({"expect": {"residue": "none"}})"));
  EXPECT_EQ(one(R"({"person": "leaves"})")->kind, StepKind::Person);
  EXPECT_FALSE(one(R"({"person": "dances"})"));
}

TEST(VisitScript, EveryPageAndOverlayHasItsName) {
  for (int i = 0; i <= static_cast<int>(resident::Page::SupplementSent); ++i) {
    const std::string name(page_name(static_cast<resident::Page>(i)));
    EXPECT_TRUE(one(R"({"expect": {"page": ")" + name + R"("}})")) << name;
  }
  EXPECT_EQ(page_name(resident::Page::Idle), "idle");
  EXPECT_EQ(page_name(resident::Page::AgentKind), "agent_kind");
  EXPECT_EQ(page_name(resident::Page::Form), "form");
  EXPECT_EQ(page_name(resident::Page::QueryCase), "query_case");
  EXPECT_EQ(page_name(resident::Page::SupplementSent), "supplement_sent");
  EXPECT_EQ(overlay_name(resident::Overlay::LeaveQuestion), "leave_question");
}

TEST(VisitScript, StartIsChineseTime) {
  const auto script = parse_visit_script(script_of(R"({"shot": "a"})"), "v.json");
  ASSERT_TRUE(script);
  EXPECT_EQ(date_time_text(script->start), "2026-11-23 09:12");
}

TEST(VisitScript, EveryMistakeNamesItsStep) {
  for (const char* wrong : {R"({"jump": "x"})",
                            R"({"tap": 3})",
                            R"({"tap": "a", "keys": "b"})",
                            R"({})",
                            R"("tap")",
                            R"({"remove_card": false})",
                            R"({"advance": -1})",
                            R"({"advance": 1e300})",
                            R"({"advance": "5"})",
                            R"({"pinyin": {"a": 3}})",
                            R"({"pinyin": {"a": "b", "c": "d"}})",
                            R"({"draw": {"pad": "p"}})",
                            R"({"draw": {"pad": "p", "strokes": []}})",
                            R"({"draw": {"pad": "p", "strokes": [[]]}})",
                            R"({"draw": {"pad": "p", "strokes": [[[2, 0]]]}})",
                            R"({"draw": {"pad": "p", "strokes": [[[0]]]}})",
                            R"({"reader": {"fail_reads": 1e300}})",
                            R"({"camera": {"page": -1}})",
                            R"({"camera": {}})",
                            R"({"office": {"verb": "erase"}})",
                            R"({"office": "list"})",
                            R"({"expect": {}})",
                            R"({"expect": {"page": null}})",
                            R"({"expect": {"page": 1.5}})",
                            R"({"reader": "explode"})",
                            R"({"reader": "pull_paper"})",
                            R"({"reader": "fail_reads"})",
                            R"({"reader": {"unplug": 1}})",
                            R"({"printer": "mute"})",
                            R"({"printer": {"paper_out": 3}})",
                            R"({"camera": "unplugged"})",
                            R"({"disk": "half"})",
                            R"({"advance": "for ever"})",
                            R"({"place_card": "nobody"})",
                            R"({"office": {"verb": "decide", "reference": "last", "outcome": "maybe"}})",
                            R"({"expect": {"pages": "home"}})",
                            R"({"expect": {"page": "homepage"}})",
                            R"({"expect": {"overlay": "time_out"}})",
                            R"({"expect": {"case_state": "done"}})",
                            R"({"expect": {"delivered": "maybe"}})",
                            R"({"expect": {"printed": "many"}})",
                            R"({"expect": {"page": {"zh": "homepage"}}})",
                            R"({"expect": {"text": {"fr": "x"}}})"}) {
    const auto script = parse_visit_script(script_of(std::string(R"({"shot": "a"}, )") + wrong), "v.json");
    ASSERT_FALSE(script) << wrong;
    EXPECT_EQ(script.error().kind, ErrorKind::BadInput);
    EXPECT_EQ(script.error().where, "v.json steps[2]") << wrong;
  }
}

TEST(VisitScript, TheFrameIsChecked) {
  for (const char* wrong : {"", "[]", "{}", R"({"name": "n", "steps": [{"shot": "a"}]})",
                            R"({"name": "n", "start": "2026-02-30 09:12", "steps": [{"shot": "a"}]})",
                            R"({"name": "n", "start": "2026-11-23 24:00", "steps": [{"shot": "a"}]})",
                            R"({"name": "n", "start": "2026-11-23T09:12", "steps": [{"shot": "a"}]})",
                            R"({"name": 1, "start": "2026-11-23 09:12", "steps": [{"shot": "a"}]})",
                            R"({"name": "n", "start": "2026-11-23 09:12", "steps": []})",
                            R"({"name": "n", "start": "2026-11-23 09:12", "steps": {"shot": "a"}})"}) {
    EXPECT_FALSE(parse_visit_script(wrong, "v.json")) << wrong;
  }
  EXPECT_FALSE(parse_visit_script(std::string(kMaxScriptBytes + 1, ' '), "v.json"));
}

TEST(VisitScript, ScriptsOfTheProjectWithOneByteChangedNeverEndTheProgram) {
  std::ifstream file(std::string(YITANG_SOURCE_DIR) + "/tests/e2e/visits/pension-claim.json");
  const std::string good((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_TRUE(parse_visit_script(good, "v.json"));
  std::mt19937 random(4);
  for (int i = 0; i < 500; ++i) {
    std::string text = good;
    text[random() % text.size()] = static_cast<char>(random());
    const auto script = parse_visit_script(text, "v.json");
    if (!script) {
      EXPECT_EQ(script.error().kind, ErrorKind::BadInput);
    }
  }
}

}  // namespace
}  // namespace yitang::terminal
