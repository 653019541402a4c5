#include "kiosk/catalog/json_node.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace yitang::catalog {
namespace {

using nlohmann::json;

struct Outline {
  int depth = 0;         ///< of the deepest bracket
  std::size_t keys = 0;  ///< colons outside strings
};

// A look at the brackets and keys before anything is built, so that depth is bounded whatever the parser
// does.
Outline outline_of(std::string_view text) {
  Outline outline;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      outline.depth = std::max(outline.depth, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (c == ':') {
      ++outline.keys;
    }
  }
  return outline;
}

// Depth is bounded by then.
std::size_t count_members(const json& value) {
  std::size_t count = value.is_object() ? value.size() : 0;
  if (value.is_structured()) {
    for (const json& child : value) count += count_members(child);
  }
  return count;
}

// The parser keeps the last of two equal keys; this finds out which it was. Slow, for bad files only.
std::string repeated_key(std::string_view text) {
  std::vector<std::set<std::string>> keys;
  std::string repeated;
  const auto watch = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
      repeated = parsed.get<std::string>();
    return true;
  };
  [[maybe_unused]] const json again = json::parse(text, watch);
  return repeated;
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; });
}

}  // namespace

void Problems::report(std::string place, std::string reason) {
  if (all_.size() >= kMost || !places_.insert(place).second) return;
  all_.push_back(Error{ErrorKind::BadInput, std::move(reason), std::move(place)});
}

bool Problems::any_at(const std::string& place) const {
  const auto found = places_.lower_bound(place);
  return found != places_.end() && found->starts_with(place);
}

Result<json> parse_json(std::string_view text, const std::string& place, std::size_t max_bytes,
                        int max_depth) {
  if (text.size() > max_bytes) return fail(ErrorKind::BadInput, "too long", place);
  const Outline outline = outline_of(text);
  if (outline.depth > max_depth) return fail(ErrorKind::BadInput, "nested too deeply", place);
  try {
    json document = json::parse(text);
    if (count_members(document) != outline.keys) {
      const std::string key = repeated_key(text);
      return fail(ErrorKind::BadInput, "key '" + key.substr(0, 60) + "' is there twice", place);
    }
    return document;
  } catch (const json::parse_error& error) {
    return fail(ErrorKind::BadInput, "not JSON at byte " + std::to_string(error.byte), place);
  } catch (const json::exception&) {
    return fail(ErrorKind::BadInput, "not JSON: a number is out of range", place);
  }
}

Node Node::child(const json* value, std::string path) const {
  return {value, place_, std::move(path), *problems_};
}

std::string Node::whole_place() const { return path_.empty() ? place_ : place_ + " " + path_; }

void Node::problem(std::string reason) const { problems_->report(whole_place(), std::move(reason)); }

bool Node::faulty() const { return problems_->any_at(whole_place()); }

bool Node::check(bool right_type, const char* wanted) const {
  if (right_type) return true;
  problem(*this ? std::string("must be ") + wanted : "is missing");
  return false;
}

Node Node::optional(std::string_view key) const {
  std::string path = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  if (!is_object()) return child(nullptr, std::move(path));
  const auto found = value_->find(std::string(key));
  return child(found == value_->end() ? nullptr : &*found, std::move(path));
}

Node Node::operator[](std::string_view key) const {
  if (!check(is_object(), "an object")) return optional(key);
  Node found = optional(key);
  if (!found) found.problem("is missing");
  return found;
}

std::string Node::text() const {
  if (!check(is_string(), "a text")) return {};
  const auto& text = value_->get_ref<const std::string&>();
  const char* wrong = text.empty()                  ? "is empty"
                      : text.size() > kMaxString    ? "is too long"
                      : has_control_character(text) ? "has a control character"
                                                    : nullptr;
  if (wrong != nullptr) problem(wrong);
  return wrong != nullptr ? std::string() : text;
}

std::string Node::text_or_empty() const {
  if (!*this || (is_string() && value_->get_ref<const std::string&>().empty())) return {};
  return text();
}

bool Node::boolean() const { return check(is_boolean(), "true or false") && value_->get<bool>(); }

double Node::number() const {
  if (!check(is_number(), "a number")) return 0;
  const double number = value_->get<double>();
  if (!std::isfinite(number) || std::abs(number) > 1e15) {
    problem("is out of range");
    return 0;
  }
  return number;
}

int Node::integer(int min, int max) const {
  if (!check(is_number() && value_->is_number_integer(), "a whole number")) return min;
  const double value = number();
  if (value < min || value > max) {
    problem("must be between " + std::to_string(min) + " and " + std::to_string(max));
    return min;
  }
  return static_cast<int>(value);
}

std::vector<Node> Node::list(std::size_t max) const {
  std::vector<Node> nodes;
  if (!check(is_list(), "a list")) return nodes;
  if (value_->size() > max) {
    problem("has more than " + std::to_string(max) + " entries");
    return nodes;
  }
  for (std::size_t i = 0; i < value_->size(); ++i)
    nodes.push_back(child(&(*value_)[i], path_ + "[" + std::to_string(i) + "]"));
  return nodes;
}

std::vector<std::pair<std::string, Node>> Node::members(std::size_t max) const {
  std::vector<std::pair<std::string, Node>> nodes;
  if (!check(is_object(), "an object")) return nodes;
  if (value_->size() > max) {
    problem("has more than " + std::to_string(max) + " members");
    return nodes;
  }
  for (const auto& [key, value] : value_->items())
    nodes.emplace_back(key, child(&value, path_.empty() ? key : path_ + "." + key));
  return nodes;
}

std::vector<std::string> Node::texts(std::size_t max) const {
  std::vector<std::string> result;
  for (const Node& node : list(max)) result.push_back(node.text());
  return result;
}

Text Node::bilingual() const { return {(*this)["zh"].text(), (*this)["en"].text()}; }

}  // namespace yitang::catalog
