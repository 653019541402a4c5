// Rules of every page: one main action or a declared reason to have none, ways out, help, words to be heard,
// every word in the language that was chosen.
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <sstream>
#include <type_traits>
#include <variant>

#include "face_page_support.hpp"
#include "kiosk/resident/screens/page_duties.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "ui/page_rules.hpp"

namespace yitang::resident {
namespace {

// Everything that somebody entered or a card said: it is shown as it is, in both languages.
void add_entered(std::string& all, const cases::FormValues& values) {
  for (const auto& [key, value] : values) {
    std::visit(
        [&all](const auto& held) {
          using Held = std::decay_t<decltype(held)>;
          if constexpr (std::is_same_v<Held, std::string>) {
            all += held + "\n";
          } else if constexpr (std::is_same_v<Held, cases::Table>) {
            for (const cases::TableRow& row : held) {
              for (const std::string& cell : row) all += cell + "\n";
            }
          }
        },
        value);
  }
}

void add_person(std::string& all, const std::optional<cases::Person>& person) {
  if (!person) return;
  for (const std::string* part : {&person->name, &person->nation, &person->address, &person->authority})
    all += *part + "\n" + cases::masked_name(*part) + "\n" + cases::masked_address(*part) + "\n";
}

std::string entered_in(const ResidentState& state, const ScreenMemory& memory) {
  std::string all = state.browse.query + "\n" + memory.number + "\n" + memory.ending + "\n";
  all += state.rating.comment + "\n" + state.tickets.name + "\n";
  if (state.existing_case) all += state.existing_case->receipt_no + "\n";
  add_person(all, state.draft.applicant);
  add_person(all, state.card.person);
  if (state.draft.agent) add_person(all, state.draft.agent->person);
  for (const cases::Draft& draft : state.found_drafts) {
    add_person(all, draft.applicant);
    add_entered(all, draft.values);
  }
  add_entered(all, state.draft.values);
  if (state.draft.delivery)
    all += state.draft.delivery->address + "\n" + state.draft.delivery->recipient + "\n";
  for (const std::string& cell : memory.row.cells) all += cell + "\n";
  for (const cases::CaseRow& row : state.query.cases)
    all += row.receipt_no + "\n" + row.office_case_no + "\n";
  if (state.query.detail) {
    all += state.query.detail->row.receipt_no + "\n" + state.query.detail->row.office_case_no + "\n";
    for (const cases::Notice& notice : state.query.detail->notices)
      all += notice.message + "\n" + notice.details.shelf + "\n";
  }
  for (const cases::Notice& notice : state.query.notices) all += notice.message + "\n";
  // As published: the page says that it is in Chinese.
  if (state.lists.entry != nullptr && state.lists.entry->basis.en.empty())
    all += state.lists.entry->basis.zh + "\n";
  if (state.submit.result) all += state.submit.result->receipt_no + "\n";
  return all;
}

// Addresses are Chinese whatever the language: the office reads them.
bool is_of_address(std::string_view word) {
  return word.starts_with("示例县示例镇") || word == "组" || word == "号";
}

constexpr std::string_view picked_radical = "王";  // of the face that shows the radicals' second page

std::string said(const std::vector<ui::LayoutProblem>& problems) {
  std::ostringstream out;
  for (const ui::LayoutProblem& problem : problems)
    out << "  " << ui::problem_name(problem.kind) << " '" << problem.id << "' '" << problem.other << "'\n";
  return out.str();
}

class Rules : public testing::TestWithParam<Look> {};

TEST_P(Rules, HoldOnEveryFace) {
  FacePage page;
  for (Face& face : faces(sample_catalog())) {
    page.show(face, GetParam());
    const PageDuties duties = duties_of(face.state, page.memory());
    const bool english = GetParam().language == Language::English;
    const std::string entered = entered_in(face.state, page.memory()) + page.context().place.terminal;
    const ui::PageRules rules{.main_action = duties.main_action,
                              .back = duties.back,
                              .home = duties.home,
                              .help = duties.help,
                              .script = english ? ui::Script::Latin : ui::Script::Chinese,
                              .may_stay_foreign = [&](std::string_view word) {
                                // The switch names the other language, the search shows how pinyin is typed.
                                return entered.find(word) != std::string::npos || is_of_address(word) ||
                                       word == picked_radical || word == (english ? "中文" : "English") ||
                                       word == "shebao" || word == "dbh";
                              }};
    EXPECT_EQ(said(ui::check_page(page.ui().semantics(), rules)), "") << face.name;
    if (face.state.page == Page::Idle) continue;
    const std::string spoken = spoken_text(page.context(), face.state);
    EXPECT_FALSE(spoken.empty()) << face.name;
    for (const std::string& word : ui::foreign_words(spoken, rules.script))
      EXPECT_TRUE(rules.may_stay_foreign(word)) << face.name << ": speaks '" << word << "'";
  }
}

INSTANTIATE_TEST_SUITE_P(Looks, Rules,
                         testing::Values(Look{Language::Chinese, Density::Standard},
                                         Look{Language::Chinese, Density::Elder},
                                         Look{Language::English, Density::Standard},
                                         Look{Language::English, Density::Elder}),
                         [](const testing::TestParamInfo<Look>& look) {
                           return std::string(look.param.language == Language::English ? "en" : "zh") +
                                  (look.param.density == Density::Elder ? "Elder" : "Standard");
                         });

// Named here once more, so that a page cannot lose its ways out by a slip in the table that draws them.
TEST(DutiesOfPages, NobodyIsHeldExceptWhereTheVisitEnds) {
  const std::set<Page> without_home{Page::Idle,           Page::Home,   Page::Receipt,
                                    Page::SupplementSent, Page::Rating, Page::Goodbye};
  for (const Face& face : faces(sample_catalog())) {
    const PageDuties duties = duties_of(face.state, ScreenMemory{});
    const bool kept = face.state.page == Page::Prepared && face.state.prepared.view != PreparedView::Failed;
    const bool sending =
        kept || (face.state.page == Page::Submitting && face.state.submit.view != SubmitView::Failed);
    const bool drawing =
        (face.state.page == Page::TicketCard && face.state.tickets.view == TicketView::Drawing) ||
        (face.state.page == Page::CheckIn && face.state.check_in.view == CheckInView::Looking);
    const bool later = face.state.page == Page::Rating && face.state.rating.later;  // asked for by the person
    EXPECT_EQ(duties.home, later || (!sending && !drawing && without_home.count(face.state.page) == 0))
        << face.name;
    EXPECT_EQ(duties.back, duties.home) << face.name;
    EXPECT_EQ(duties.help, face.state.page != Page::Idle) << face.name;
  }
}

}  // namespace
}  // namespace yitang::resident
