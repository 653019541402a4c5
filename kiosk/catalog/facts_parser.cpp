#include <array>
#include <charconv>
#include <set>

#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace yitang::catalog {
namespace {

template <class E, std::size_t N>
E named(const Node& node, const std::array<std::pair<std::string_view, E>, N>& names, const char* what) {
  const std::string code = node.text();
  for (const auto& [name, value] : names) {
    if (name == code) return value;
  }
  node.problem(std::string("unknown ") + what + " '" + code.substr(0, 60) + "'");
  return E{};
}

constexpr std::array<std::pair<std::string_view, FactSource>, 5> kSources{
    {{"asked", FactSource::Asked},
     {"card_age", FactSource::CardAge},
     {"card_expiry", FactSource::CardExpiry},
     {"card_verified", FactSource::CardVerified},
     {"enrolment_period", FactSource::EnrolmentPeriod}}};
constexpr std::array<std::pair<std::string_view, AnswerKind>, 3> kAnswers{
    {{"yes_no", AnswerKind::YesNo}, {"number", AnswerKind::Number}, {"choice", AnswerKind::Choice}}};
constexpr std::array<std::pair<std::string_view, OutcomeEffect>, 3> kEffects{
    {{"stop", OutcomeEffect::Stop}, {"offer", OutcomeEffect::Offer}, {"remark", OutcomeEffect::Remark}}};

Text maybe_bilingual(const Node& node) { return node ? node.bilingual() : Text{}; }

bool is_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

void read_number_range(const Node& node, Question& question) {
  question.min = node["min"].number();
  question.max = node["max"].number();
  question.unit = node["unit"].bilingual();
  if (const Node decimals = node.optional("decimals")) question.decimals = decimals.integer(0, 6);
  if (question.min > question.max) node.optional("max").problem("is less than min");
}

void read_choices(const Node& node, Question& question) {
  question.numeric_options = node.optional("numeric").boolean_or(false);
  std::set<std::string> seen;
  for (const Node& option : node["options"].list(50)) {
    question.options.push_back({option["code"].text(), option.bilingual()});
    const std::string& code = question.options.back().code;
    if (!seen.insert(code).second) option.problem("is there twice");
    if (question.numeric_options && !is_number(code)) option.problem("code is no number");
  }
  if (question.options.size() < 2) node.optional("options").problem("needs two or more");
}

Question read_question(const Node& node) {
  Question question;
  question.text = node["text"].bilingual();
  question.hint = maybe_bilingual(node.optional("hint"));
  question.answer = named(node["answer"], kAnswers, "answer");
  if (question.answer == AnswerKind::Number) read_number_range(node, question);
  if (question.answer == AnswerKind::Choice) read_choices(node, question);
  return question;
}

Fact read_fact(const std::string& name, const Node& node) {
  Fact fact;
  fact.name = name;
  fact.source = named(node["source"], kSources, "source");
  fact.question = read_question(node["question"]);
  fact.failure = node["failure"].bilingual();
  fact.advice = node["advice"].bilingual();
  fact.too_low = maybe_bilingual(node.optional("too_low"));
  fact.too_high = maybe_bilingual(node.optional("too_high"));
  return fact;
}

}  // namespace

Result<FactBook> parse_facts(std::string_view json, const std::string& file, Faults* all) {
  return read_document<FactBook>(json, file, "yitang.facts/1", all, [](const Node& root, FactBook& book) {
    for (const auto& [name, node] : root["facts"].members(2000))
      book.facts.emplace(name, read_fact(name, node));
    for (const auto& [key, node] : root["outcomes"].members(2000)) {
      book.outcomes.emplace(key, Outcome{key, named(node["effect"], kEffects, "effect"),
                                         node["why"].bilingual(), node["advice"].bilingual()});
    }
  });
}

}  // namespace yitang::catalog
