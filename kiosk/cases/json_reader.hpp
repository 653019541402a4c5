// Reads JSON from outside with bounds and places. Private to this folder: a Fault never leaves a parse
// function.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"

namespace yitang::cases::json {

using Json = nlohmann::json;

struct Fault {
  std::string where;
  std::string reason;
};

/// Strict JSON: no comments, no duplicate members, at most 12 levels. Throws Fault.
Json parse(std::string_view text, std::size_t max_bytes);
/// Sorted members, no spaces; bytes that are no UTF-8 become U+FFFD.
std::string dump(const Json& value);

/// A value and how it was reached. Every getter throws Fault naming the place.
class Node {
 public:
  Node(const Json& value, std::string path) : value_(&value), path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  const Json& raw() const { return *value_; }
  [[noreturn]] void fail(std::string reason) const;

  /// Demands an object whose members are all in `allowed`.
  void only(std::initializer_list<std::string_view> allowed) const;
  void object() const;
  bool has(std::string_view key) const;
  Node at(std::string_view key) const;
  std::optional<Node> find(std::string_view key) const;

  std::size_t array(std::size_t max_size) const;  ///< its size
  Node at(std::size_t index) const;

  std::string text(std::size_t max_bytes) const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;
  double number() const;
  bool boolean() const;
  Date date() const;
  /// Lower-case hexadecimal of exactly `bytes` bytes.
  std::string hex(std::size_t bytes) const;

  // Members that may be missing.
  std::string text_or(std::string_view key, std::size_t max_bytes, std::string fallback = {}) const;
  std::optional<Date> date_or_none(std::string_view key) const;
  bool boolean_or(std::string_view key, bool fallback) const;
  std::int64_t integer_or(std::string_view key, std::int64_t least, std::int64_t most,
                          std::int64_t fallback) const;

 private:
  const Json* value_;
  std::string path_;
};

/// Runs `read`, turning a Fault into BadInput.
template <class T, class Read>
Result<T> guarded(Read&& read) {
  try {
    return read();
  } catch (const Fault& fault) {
    return yitang::fail(ErrorKind::BadInput, fault.reason, fault.where);
  }
}

}  // namespace yitang::cases::json
