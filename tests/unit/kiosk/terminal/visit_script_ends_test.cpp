#include <gtest/gtest.h>

#include "kiosk/terminal/visit/script.hpp"

namespace yitang::terminal {
namespace {

Result<VisitScript> script_with(const std::string& ends) {
  return parse_visit_script(R"({"name": "n", "start": "2026-11-23 09:12", "ends": )" + ends +
                                R"(, "steps": [{"tap": "idle.begin"}]})",
                            "n.json");
}

TEST(VisitScriptEnds, NamesTheLastDayOfAnItem) {
  const auto script = script_with(R"({"ss.pension-claim": "2026-11-23"})");
  ASSERT_TRUE(script) << describe(script.error());
  EXPECT_EQ(script->ends.at("ss.pension-claim"), "2026-11-23");
}

TEST(VisitScriptEnds, AnythingElseIsRefused) {
  for (const char* ends : {"[]", "1", R"({"a": 1})", R"({"a": "tomorrow"})", R"({"a": "2026-02-30"})"}) {
    const auto script = script_with(ends);
    ASSERT_FALSE(script) << ends;
    EXPECT_EQ(script.error().reason.rfind("ends: ", 0), 0U);
  }
}

}  // namespace
}  // namespace yitang::terminal
