// Private to the catalogue's parsers: a JSON value that knows its place in the file. Getters never fail
// loudly: every fault is kept in Problems with its place, a faulty value becomes a default, and the caller
// asks once at the end. Header for .cpp files only, since it brings the JSON library with it.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/base/language.hpp"

namespace yitang::catalog {

/// The faults found, one at most for each place: what follows from a fault is no fault of its own.
class Problems {
 public:
  static constexpr std::size_t kMost = 100;

  void report(std::string place, std::string reason);
  bool any() const { return !all_.empty(); }
  /// The first of them.
  tl::unexpected<Error> unexpected() const { return tl::unexpected<Error>(all_.front()); }
  const std::vector<Error>& all() const { return all_; }
  /// At this place, or inside of it.
  bool any_at(const std::string& place) const;

 private:
  std::vector<Error> all_;
  std::set<std::string> places_;
};

/// A document that was parsed with bounds on size and depth and without repeated keys.
Result<nlohmann::json> parse_json(std::string_view text, const std::string& place, std::size_t max_bytes,
                                  int max_depth);

class Node {
 public:
  static constexpr std::size_t kMaxString = 4000;  ///< bytes
  static constexpr std::size_t kMaxList = 5000;

  /// `place` names file and line; `path` the place inside the document.
  Node(const nlohmann::json* value, std::string place, std::string path, Problems& problems)
      : value_(value), place_(std::move(place)), path_(std::move(path)), problems_(&problems) {}

  /// Absent and null are the same.
  explicit operator bool() const { return value_ != nullptr && !value_->is_null(); }
  /// A member that may be absent.
  Node optional(std::string_view key) const;
  /// A member that must be there.
  Node operator[](std::string_view key) const;

  bool is_string() const { return *this && value_->is_string(); }
  bool is_number() const { return *this && value_->is_number(); }
  bool is_boolean() const { return *this && value_->is_boolean(); }
  bool is_list() const { return *this && value_->is_array(); }
  bool is_object() const { return *this && value_->is_object(); }

  std::string text() const;           ///< not empty, no control characters
  std::string text_or_empty() const;  ///< also for an absent one
  bool boolean() const;
  bool boolean_or(bool otherwise) const { return *this ? boolean() : otherwise; }
  int integer(int min, int max) const;
  double number() const;
  std::vector<Node> list(std::size_t max = kMaxList) const;
  std::vector<std::pair<std::string, Node>> members(std::size_t max = kMaxList) const;
  /// A list of texts.
  std::vector<std::string> texts(std::size_t max = kMaxList) const;
  /// {"zh": ..., "en": ...}, both demanded.
  Text bilingual() const;

  template <class E>
  E member_of(std::optional<E> (*find)(std::string_view), const char* what) const {
    const std::string code = text();
    if (code.empty()) return E{};  // said already
    const std::optional<E> value = find(code);
    if (!value) problem(std::string("unknown ") + what + " '" + code.substr(0, 60) + "'");
    return value.value_or(E{});
  }

  void problem(std::string reason) const;
  /// A fault was found here, or inside of it: rules that join its parts have nothing to go by.
  bool faulty() const;
  Problems& problems() const { return *problems_; }

 private:
  Node child(const nlohmann::json* value, std::string path) const;
  bool check(bool right_type, const char* wanted) const;
  std::string whole_place() const;

  const nlohmann::json* value_;
  std::string place_;
  std::string path_;
  Problems* problems_;
};

}  // namespace yitang::catalog
