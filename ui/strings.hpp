#pragma once
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/error.hpp"

namespace yitang::ui {

enum class Language { Chinese, English };

// A value for a {name} placeholder.
using StringArg = std::pair<std::string_view, std::string>;

// All words the product shows, in both languages. Files are flat JSON objects {"key": "text with {name}"}.
// Both languages must have the same keys, and each key the same placeholders in both.
class Strings {
 public:
  // Errors: InvalidCatalogue (not such a file), KeysMissing (names every key that differs).
  static Result<Strings> from_json(std::string_view chinese, std::string_view english);
  // Reads every DIR/*.zh.json and DIR/*.en.json plus DIR/zh.json, DIR/en.json; a key twice is an error.
  static Result<Strings> load(const std::string& directory);

  void set_language(Language language) { language_ = language; }
  Language language() const { return language_; }

  // The text with placeholders replaced. An unknown key comes back as itself and is recorded in missing(); a
  // placeholder without a value stays as written.
  std::string tr(std::string_view key, std::initializer_list<StringArg> args = {}) const;
  std::string tr(std::string_view key, Language language, std::initializer_list<StringArg> args = {}) const;
  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;
  const std::set<std::string>& missing() const { return missing_; }

 private:
  using Table = std::map<std::string, std::string, std::less<>>;
  Strings() = default;
  static Result<Table> parse(std::string_view json, std::string_view name);
  static Result<Strings> from_tables(Table chinese, Table english);
  Table chinese_, english_;
  Language language_ = Language::Chinese;
  mutable std::set<std::string> missing_;
};

}  // namespace yitang::ui
