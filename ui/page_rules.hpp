#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/semantics.hpp"

namespace yitang::ui {

enum class Script { Chinese, Latin };

// What one page has to have; the product says it of each of its pages. An open dialog answers for itself: the
// ways out below it are covered, so only the main action and the words are looked at.
struct PageRules {
  bool main_action = true;  // one thing to do next; false: the page declares that it has none
  bool back = true, home = true, help = true;
  Script script = Script::Chinese;
  // True for words of the other script that belong there: names of people and places, what somebody typed.
  std::function<bool(std::string_view)> may_stay_foreign = nullptr;
};

// Empty list: the page obeys. Ways out are found by the ids of ui/widgets/page_frame.hpp.
std::vector<LayoutProblem> check_page(const Semantics& semantics, const PageRules& rules);

// Runs of words in the other script: ideographs for a Latin page, three Latin letters and more for a Chinese
// one.
std::vector<std::string> foreign_words(std::string_view text, Script page);

}  // namespace yitang::ui
