// Every face of every page, in both languages and both densities, obeys the rules of the toolkit: nothing cut
// off, overlapping, too small or off the screen, and every word exists.
#include <gtest/gtest.h>

#include <optional>
#include <sstream>

#include "face_page_support.hpp"
#include "kiosk/resident/screens/spoken.hpp"

namespace yitang::resident {
namespace {

// Which of the closed sets have no face, by number: a new page without one would escape every rule below.
template <class E, class Of>
std::string without_face(E last, const Of& of) {
  std::string missing;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    bool found = false;
    for (const Face& face : faces(sample_catalog())) {
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
  EXPECT_EQ(without_face(Page::Prepared, [](const ResidentState& s) { return std::optional(s.page); }), "");
  EXPECT_EQ(without_face(Overlay::Sound, [](const ResidentState& s) { return std::optional(s.overlay); }),
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
  EXPECT_EQ(without_face(TicketView::Failed,
                         [](const ResidentState& s) { return on(s, Page::TicketCard, s.tickets.view); }),
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

class EveryFace : public testing::TestWithParam<Look> {};

std::string problems_of(const ui::Ui& ui) {
  std::ostringstream out;
  for (const ui::LayoutProblem& problem : ui.semantics().check(ui.page(), ui.theme().min_target())) {
    out << "  " << ui::problem_name(problem.kind) << " '" << problem.id << "' '" << problem.other << "'\n";
  }
  return out.str();
}

TEST_P(EveryFace, ObeysTheLayoutRules) {
  FacePage page;
  for (Face& face : faces(sample_catalog())) {
    page.show(face, GetParam());
    EXPECT_FALSE(page.sent_something()) << face.name;
    EXPECT_EQ(problems_of(page.ui()), "") << face.name;
    EXPECT_EQ(spoken_text(page.context(), face.state).empty(), face.state.page == Page::Idle) << face.name;
  }
  std::string missing;
  for (const std::string& key : page.words().missing()) missing += key + " ";
  EXPECT_EQ(missing, "");
}

INSTANTIATE_TEST_SUITE_P(Looks, EveryFace,
                         testing::Values(Look{Language::Chinese, Density::Standard},
                                         Look{Language::Chinese, Density::Elder},
                                         Look{Language::English, Density::Standard},
                                         Look{Language::English, Density::Elder}),
                         [](const testing::TestParamInfo<Look>& look) {
                           return std::string(look.param.language == Language::English ? "en" : "zh") +
                                  (look.param.density == Density::Elder ? "Elder" : "Standard");
                         });

}  // namespace
}  // namespace yitang::resident
