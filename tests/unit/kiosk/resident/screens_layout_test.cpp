// Every face of every page, in both languages and both densities, obeys the rules of the toolkit: nothing cut
// off, overlapping, too small or off the screen, and every word exists.
#include <gtest/gtest.h>

#include <memory>
#include <sstream>

#include "kiosk/resident/screens/screens.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "screens_support.hpp"
#include "ui/surface.hpp"

namespace yitang::resident {
namespace {

const catalog::Catalog& sample() {
  static const catalog::CatalogPtr catalog = [] {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    if (!loaded) throw std::runtime_error(describe(loaded.error()));
    return *loaded;
  }();
  return *catalog;
}

ui::Strings words() {
  auto strings = ui::Strings::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/resident/strings");
  if (!strings) throw std::runtime_error(strings.error().message);
  return std::move(*strings);
}

struct Look {
  Language language;
  Density density;
};

class EveryFace : public testing::TestWithParam<Look> {};

std::string name_of(const Look& look) {
  return std::string(look.language == Language::English ? "en" : "zh") +
         (look.density == Density::Elder ? "Elder" : "Standard");
}

std::string problems_of(const ui::Ui& ui) {
  std::ostringstream out;
  for (const ui::LayoutProblem& problem : ui.semantics().check(ui.page(), ui.theme().min_target())) {
    out << "  " << ui::problem_name(problem.kind) << " '" << problem.id << "' '" << problem.other << "'\n";
  }
  return out.str();
}

TEST_P(EveryFace, ObeysTheLayoutRules) {
  const ui::Strings strings = words();
  ui::UiOptions options;
  options.density = GetParam().density == Density::Elder ? ui::Density::Elder : ui::Density::Standard;
  auto ui = ui::Ui::create(options);
  ASSERT_TRUE(ui.has_value());
  const std::unique_ptr<ui::PinyinEngine> pinyin = ui::make_character_pinyin();
  ScreenContext context{.catalog = sample(), .words = strings};
  context.place = {{"示例镇便民服务中心", "Sample Town Service Centre"}, "12345", "DEM0"};
  context.now = face_time;
  context.pinyin = pinyin.get();
  context.qr = checkerboard;
  ui::Surface surface(16, 16);
  double now = 1;
  for (Face& face : faces(sample())) {
    face.state.language = GetParam().language;
    face.state.density = GetParam().density;
    ScreenMemory memory;
    (*ui)->reset_interaction();
    for (int frame = 0; frame < 3; ++frame) {
      Intents intents;
      (*ui)->begin_frame(now += 0.5);
      draw(**ui, context, face.state, memory, intents);
      (*ui)->end_frame(surface.view());
      EXPECT_TRUE(intents.empty()) << face.name;
      if (frame == 0 && face.prepare) face.prepare(memory, context);
    }
    EXPECT_EQ(problems_of(**ui), "") << face.name;
    const ui::Node* action = (*ui)->semantics().main_action();
    EXPECT_EQ(spoken_text(context, face.state).empty(), face.state.page == Page::Idle) << face.name;
    if (action != nullptr) {
      EXPECT_FALSE(action->label.empty()) << face.name;
    }
  }
  std::string missing;
  for (const std::string& key : strings.missing()) missing += key + " ";
  EXPECT_EQ(missing, "");
}

INSTANTIATE_TEST_SUITE_P(Looks, EveryFace,
                         testing::Values(Look{Language::Chinese, Density::Standard},
                                         Look{Language::Chinese, Density::Elder},
                                         Look{Language::English, Density::Standard},
                                         Look{Language::English, Density::Elder}),
                         [](const testing::TestParamInfo<Look>& look) { return name_of(look.param); });

}  // namespace
}  // namespace yitang::resident
