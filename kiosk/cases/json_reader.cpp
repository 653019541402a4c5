#include "kiosk/cases/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace yitang::cases::json {
namespace {

constexpr int kMaxDepth = 12;

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

/// Refuses what the JSON library would accept: too deep, or the same member twice.
class Strictness {
 public:
  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) throw Fault{"", "nested too deeply"};
    if (event == Json::parse_event_t::object_start) members_.emplace_back();
    if (event == Json::parse_event_t::object_end) members_.pop_back();
    if (event == Json::parse_event_t::key && !members_.back().insert(parsed.get<std::string>()).second) {
      throw Fault{"", "the same member appears twice in one object"};
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> members_;
};

}  // namespace

Json parse(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) throw Fault{"", fmt::format("longer than {} bytes", max_bytes)};
  Strictness strictness;
  try {
    return Json::parse(text.begin(), text.end(), [&](int depth, Json::parse_event_t event, Json& parsed) {
      return strictness(depth, event, parsed);
    });
  } catch (const Json::parse_error& error) {
    throw Fault{fmt::format("byte {}", error.byte), "not JSON here"};
  } catch (const Json::exception&) {
    throw Fault{"", "not JSON"};
  }
}

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

void Node::fail(std::string reason) const { throw Fault{path_, std::move(reason)}; }

void Node::object() const {
  if (!value_->is_object()) fail("must be an object");
}

void Node::only(std::initializer_list<std::string_view> allowed) const {
  object();
  for (const auto& [key, value] : value_->items()) {
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) fail("has an unknown member");
  }
}

bool Node::has(std::string_view key) const {
  return value_->is_object() && value_->contains(std::string(key));
}

Node Node::at(std::string_view key) const {
  object();
  const auto found = value_->find(std::string(key));
  if (found == value_->end()) throw Fault{joined(path_, key), "is missing"};
  return {*found, joined(path_, key)};
}

std::optional<Node> Node::find(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  return at(key);
}

std::size_t Node::array(std::size_t max_size) const {
  if (!value_->is_array()) fail("must be a list");
  if (value_->size() > max_size) fail(fmt::format("has more than {} entries", max_size));
  return value_->size();
}

Node Node::at(std::size_t index) const { return {value_->at(index), fmt::format("{}[{}]", path_, index)}; }

std::string Node::text(std::size_t max_bytes) const {
  if (!value_->is_string()) fail("must be a text");
  const auto& text = value_->get_ref<const std::string&>();
  if (text.size() > max_bytes) fail(fmt::format("is longer than {} bytes", max_bytes));
  return text;
}

std::int64_t Node::integer(std::int64_t least, std::int64_t most) const {
  const bool too_big =
      value_->is_number_unsigned() && value_->get<std::uint64_t>() > std::uint64_t{INT64_MAX};
  if (!value_->is_number_integer() || too_big) fail("must be a whole number");
  const auto number = value_->get<std::int64_t>();
  if (number < least || number > most) fail(fmt::format("must be between {} and {}", least, most));
  return number;
}

double Node::number() const {
  if (!value_->is_number()) fail("must be a number");
  const auto number = value_->get<double>();
  if (!std::isfinite(number)) fail("must be a finite number");
  return number;
}

bool Node::boolean() const {
  if (!value_->is_boolean()) fail("must be true or false");
  return value_->get<bool>();
}

Date Node::date() const {
  const auto date = Date::parse(text(10));
  if (!date || date->year < 1800 || date->year > 9999) fail("must be a day as YYYY-MM-DD");
  return *date;
}

std::string Node::hex(std::size_t bytes) const {
  auto digits = text(bytes * 2);
  const bool right =
      digits.size() == bytes * 2 && digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!right) fail(fmt::format("must be {} lower-case hexadecimal digits", bytes * 2));
  return digits;
}

std::string Node::text_or(std::string_view key, std::size_t max_bytes, std::string fallback) const {
  const auto member = find(key);
  return member ? member->text(max_bytes) : std::move(fallback);
}

std::optional<Date> Node::date_or_none(std::string_view key) const {
  const auto member = find(key);
  return member ? std::optional<Date>(member->date()) : std::nullopt;
}

bool Node::boolean_or(std::string_view key, bool fallback) const {
  const auto member = find(key);
  return member ? member->boolean() : fallback;
}

std::int64_t Node::integer_or(std::string_view key, std::int64_t least, std::int64_t most,
                              std::int64_t fallback) const {
  const auto member = find(key);
  return member ? member->integer(least, most) : fallback;
}

}  // namespace yitang::cases::json
