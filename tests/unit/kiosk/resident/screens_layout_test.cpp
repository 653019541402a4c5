// Every face of every page, in both languages and both densities, obeys the rules of the toolkit: nothing cut
// off, overlapping, too small or off the screen, and every word exists.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
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

// Which of the closed sets have no face, by number: a new page without one would escape every rule below.
template <class E, class Of>
std::string without_face(E last, const Of& of) {
  std::string missing;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    bool found = false;
    for (const Face& face : faces(sample())) {
      const std::optional<E> value = of(face.state);
      found = found || (value && *value == static_cast<E>(i));
    }
    if (!found) missing += std::to_string(i) + " ";
  }
  return missing;
}

// The value, if the page is the one that shows it.
template <class E>
std::optional<E> on(const ResidentState& state, Page page, E value) {
  return state.page == page ? std::optional(value) : std::nullopt;
}

TEST(Faces, EveryPageAndEachOfItsStatesHasOne) {
  EXPECT_EQ(without_face(Page::QueryCase, [](const ResidentState& s) { return std::optional(s.page); }), "");
  EXPECT_EQ(
      without_face(Overlay::LeaveQuestion, [](const ResidentState& s) { return std::optional(s.overlay); }),
      "");
  EXPECT_EQ(
      without_face(CardView::Read, [](const ResidentState& s) { return on(s, Page::Card, s.card.view); }),
      "");
  EXPECT_EQ(without_face(CardProblem::Expired,
                         [](const ResidentState& s) {
                           return s.card.view == CardView::Problem ? on(s, Page::Card, s.card.problem)
                                                                   : std::nullopt;
                         }),
            "");
  EXPECT_EQ(without_face(CaptureView::Failed,
                         [](const ResidentState& s) { return on(s, Page::Capture, s.capture.view); }),
            "");
  EXPECT_EQ(without_face(CaptureProblem::TooMuch,
                         [](const ResidentState& s) {
                           return s.page == Page::Capture ? s.capture.problem : std::nullopt;
                         }),
            "");
  EXPECT_EQ(without_face(SubmitView::Failed,
                         [](const ResidentState& s) {
                           const bool shown = s.page == Page::Submitting || s.page == Page::Review;
                           return shown ? std::optional(s.submit.view) : std::nullopt;
                         }),
            "");
  EXPECT_EQ(without_face(
                PrintFate::Unknown,
                [](const ResidentState& s) { return s.page == Page::Receipt ? s.print.fate : std::nullopt; }),
            "");
  EXPECT_EQ(without_face(QueryView::Failed,
                         [](const ResidentState& s) { return on(s, Page::Query, s.query.view); }),
            "");
  EXPECT_EQ(without_face(NumberView::Failed,
                         [](const ResidentState& s) { return on(s, Page::QueryNumber, s.query.number); }),
            "");
  EXPECT_EQ(without_face(PrinterReadiness::Absent,
                         [](const ResidentState& s) {
                           const bool said = s.page == Page::Review || s.page == Page::Receipt;
                           return said ? std::optional(s.submit.printer) : std::nullopt;
                         }),
            "");
  EXPECT_EQ(without_face(Kept::Anonymous,
                         [](const ResidentState& s) {
                           return s.overlay == Overlay::Timeout ? std::optional(kept_of(s)) : std::nullopt;
                         }),
            "");
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
  context.card_photos = true;  // the longer notice
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
