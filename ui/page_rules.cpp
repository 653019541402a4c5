#include "ui/page_rules.hpp"

#include <algorithm>

#include "ui/utf8.hpp"

namespace yitang::ui {

namespace {

constexpr std::size_t shortest_latin_word = 3;  // "ID", "kg" and "A4" are no sentence

bool is_ideograph(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_latin_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool is_there(const Semantics& semantics, std::string_view id) {
  const Node* node = semantics.find_by_id(id);
  return node != nullptr && node->enabled && !node->covered;
}

void check_words(const Node& node, const PageRules& rules, std::vector<LayoutProblem>& problems) {
  if (node.role == Role::Key) return;  // a keyboard writes what it writes
  for (const std::string* text : {&node.label, &node.value, &node.spoken}) {
    for (const std::string& word : foreign_words(*text, rules.script)) {
      if (rules.may_stay_foreign && rules.may_stay_foreign(word)) continue;
      problems.push_back({LayoutProblem::Kind::NotTranslated, node.id.empty() ? node.label : node.id, word});
    }
  }
}

void check_ways_out(const Semantics& semantics, const PageRules& rules,
                    std::vector<LayoutProblem>& problems) {
  using Kind = LayoutProblem::Kind;
  if (rules.back && !is_there(semantics, "frame.back")) problems.push_back({Kind::NoWayBack, {}, {}});
  if (rules.home && !is_there(semantics, "frame.home")) problems.push_back({Kind::NoWayHome, {}, {}});
  if (rules.help && !is_there(semantics, "frame.call")) problems.push_back({Kind::NoHelp, {}, {}});
}

}  // namespace

std::vector<std::string> foreign_words(std::string_view text, Script page) {
  std::vector<std::string> words;
  const std::size_t least = page == Script::Latin ? 1 : shortest_latin_word;
  std::string word;
  std::size_t letters = 0;
  const auto finish = [&] {
    if (letters >= least) words.push_back(word);
    word.clear();
    letters = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(text, i);
    if (page == Script::Latin ? is_ideograph(c) : is_latin_letter(c)) {
      word += text.substr(begin, i - begin);
      ++letters;
    } else {
      finish();
    }
  }
  finish();
  return words;
}

std::vector<LayoutProblem> check_page(const Semantics& semantics, const PageRules& rules) {
  using Kind = LayoutProblem::Kind;
  std::vector<LayoutProblem> problems;
  const std::vector<Node>& nodes = semantics.nodes();
  const bool dialog =
      std::any_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.role == Role::Dialog; });
  const Node* main = semantics.main_action();
  if (rules.main_action && main == nullptr) problems.push_back({Kind::NoMainAction, {}, {}});
  if (!rules.main_action && main != nullptr)
    problems.push_back({Kind::UndeclaredMainAction, main->id, main->label});
  if (!dialog) check_ways_out(semantics, rules, problems);
  for (const Node& node : nodes) {
    if (!node.covered) check_words(node, rules, problems);
  }
  return problems;
}

}  // namespace yitang::ui
