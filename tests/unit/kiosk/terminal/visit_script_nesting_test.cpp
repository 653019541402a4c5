// A script of 600 kB of brackets once ended the program: nested values were written out again, level by
// level.
#include <gtest/gtest.h>

#include <string>

#include "kiosk/terminal/visit/script.hpp"

namespace yitang::terminal {
namespace {

TEST(VisitScript, NestingWithoutEndInAnOfficeStepIsATypedError) {
  constexpr std::size_t kLevels = 300'000;
  const std::string nested = std::string(kLevels, '[') + std::string(kLevels, ']');
  for (const std::string& office : {nested, "{\"verb\": \"list\", \"by\": " + nested + "}"}) {
    const auto script = parse_visit_script(
        R"({"name": "n", "start": "2026-11-23 09:12", "steps": [{"office": )" + office + "}]}", "n.json");
    ASSERT_FALSE(script.has_value());
    EXPECT_EQ(script.error().kind, ErrorKind::BadInput);
    EXPECT_EQ(script.error().where, "n.json steps[1]");
  }
}

}  // namespace
}  // namespace yitang::terminal
