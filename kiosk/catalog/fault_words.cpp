#include "kiosk/catalog/fault_words.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace yitang::catalog {
namespace {

using WordTable = std::map<std::string, std::string>;

constexpr int kMostNested = 3;

std::optional<WordTable> word_table(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  WordTable table;
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return std::nullopt;
    table.emplace(key, value.get<std::string>());
  }
  return table;
}

// "{name}" from `open` on: the name, or "" if it is only a brace.
std::string_view placeholder_at(std::string_view text, std::size_t open) {
  const std::size_t close = text.find('}', open);
  if (close == std::string_view::npos) return {};
  const std::string_view name = text.substr(open + 1, close - open - 1);
  const bool word = std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return word ? name : std::string_view{};
}

// Of the product, not of the clerk.
bool is_words(std::string_view name) { return name == "what" || name == "problem"; }

}  // namespace

FaultWords::Sentence FaultWords::sentence_of(std::string_view english, std::string_view chinese) {
  Sentence sentence;
  sentence.chinese = chinese;
  std::string piece;
  for (std::size_t i = 0; i < english.size(); ++i) {
    const std::string_view name = english[i] == '{' ? placeholder_at(english, i) : std::string_view{};
    if (name.empty()) {
      piece += english[i];
      continue;
    }
    sentence.letters += piece.size();
    sentence.pieces.push_back(std::exchange(piece, {}));
    sentence.names.emplace_back(name);
    i += name.size() + 1;
  }
  sentence.letters += piece.size();
  sentence.pieces.push_back(std::move(piece));
  return sentence;
}

Result<FaultWords> FaultWords::from_json(std::string_view english, std::string_view chinese) {
  const auto from = word_table(english);
  const auto to = word_table(chinese);
  if (!from || !to) return fail(ErrorKind::BadInput, "is no object of texts", "words of faults");
  if (from->size() != to->size()) return fail(ErrorKind::BadInput, "the languages differ", "words of faults");
  FaultWords words;
  for (const auto& [key, text] : *from) {
    const auto other = to->find(key);
    if (other == to->end()) return fail(ErrorKind::BadInput, "is there in English only", key);
    words.sentences_.push_back(sentence_of(text, other->second));
  }
  std::stable_sort(words.sentences_.begin(), words.sentences_.end(),
                   [](const Sentence& a, const Sentence& b) { return a.letters > b.letters; });
  return words;
}

bool FaultWords::fits(const Sentence& sentence, std::string_view reason, std::vector<Value>& values) {
  values.clear();
  if (sentence.names.empty()) return reason == sentence.pieces.front();
  if (!reason.starts_with(sentence.pieces.front())) return false;
  std::size_t at = sentence.pieces.front().size();
  for (std::size_t i = 0; i < sentence.names.size(); ++i) {
    const std::string& next = sentence.pieces[i + 1];
    const bool last = i + 1 == sentence.names.size();
    std::size_t end = std::string_view::npos;
    if (last) {
      if (reason.size() >= at + next.size() && reason.ends_with(next)) end = reason.size() - next.size();
    } else {
      end = reason.find(next, at);
    }
    if (end == std::string_view::npos) return false;
    values.push_back({sentence.names[i], reason.substr(at, end - at)});
    at = end + next.size();
  }
  return true;
}

const FaultWords::Sentence* FaultWords::find(std::string_view reason, std::vector<Value>& values) const {
  const auto found = std::find_if(sentences_.begin(), sentences_.end(),
                                  [&](const Sentence& each) { return fits(each, reason, values); });
  return found == sentences_.end() ? nullptr : &*found;
}

std::string FaultWords::said(std::string_view reason, int depth) const {
  std::vector<Value> values;
  const Sentence* sentence = find(reason, values);
  if (sentence == nullptr) return std::string(reason);
  std::string text;
  const std::string_view pattern = sentence->chinese;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view name = pattern[i] == '{' ? placeholder_at(pattern, i) : std::string_view{};
    const auto value = std::find_if(values.begin(), values.end(), [&name](const Value& each) {
      return !name.empty() && each.name == name;
    });
    if (value == values.end()) {
      text += pattern[i];
      continue;
    }
    text += is_words(name) && depth < kMostNested ? said(value->text, depth + 1) : std::string(value->text);
    i += name.size() + 1;
  }
  return text;
}

std::string FaultWords::chinese(std::string_view reason) const { return said(reason, 0); }

bool FaultWords::knows(std::string_view reason) const { return knows(reason, 0); }

bool FaultWords::knows(std::string_view reason, int depth) const {
  std::vector<Value> values;
  return find(reason, values) != nullptr &&
         std::all_of(values.begin(), values.end(), [this, depth](const Value& value) {
           return !is_words(value.name) || (depth < kMostNested && knows(value.text, depth + 1));
         });
}

}  // namespace yitang::catalog
