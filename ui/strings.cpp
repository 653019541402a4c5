#include "ui/strings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace yitang::ui {

namespace {

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close != std::string_view::npos) names.emplace(text.substr(open + 1, close - open - 1));
  }
  return names;
}

std::string filled(std::string_view text, std::initializer_list<StringArg> args) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    const StringArg* match = nullptr;
    if (close != std::string_view::npos) {
      const std::string_view name = text.substr(i + 1, close - i - 1);
      const auto* found =
          std::find_if(args.begin(), args.end(), [name](const StringArg& arg) { return arg.first == name; });
      match = found != args.end() ? found : nullptr;
    }
    if (match != nullptr) {
      out += match->second;
      i = close + 1;
    } else {
      out += text[i++];
    }
  }
  return out;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected(Error{ErrorCode::FileUnreadable, path.string() + ": cannot be opened"});
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool is_language_file(const std::string& name, std::string_view language) {
  const std::string ending = fmt::format("{}.json", language);
  return name == ending || name.ends_with("." + ending);
}

}  // namespace

Result<Strings::Table> Strings::parse(std::string_view json, std::string_view name) {
  const auto invalid = [name](const std::string& why) {
    return tl::unexpected(Error{ErrorCode::InvalidCatalogue, fmt::format("{}: {}", name, why)});
  };
  Table table;
  try {
    // A key twice is a mistake that the parser would hide, so it is looked for while parsing.
    std::string repeated;
    const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
      if (depth == 1 && event == nlohmann::json::parse_event_t::key &&
          !table.try_emplace(parsed.get<std::string>()).second) {
        repeated = parsed.get<std::string>();
      }
      return true;
    };
    const nlohmann::json document = nlohmann::json::parse(json, watch);
    if (!document.is_object()) return invalid("not an object");
    if (!repeated.empty()) return invalid("key twice: " + repeated);
    for (const auto& [key, value] : document.items()) {
      if (!value.is_string()) return invalid("not a string: " + key);
      table[key] = value.get<std::string>();
    }
  } catch (const nlohmann::json::exception& e) {
    return invalid(e.what());
  }
  return table;
}

Result<Strings> Strings::from_tables(Table chinese, Table english) {
  std::vector<std::string> differences;
  for (const auto& [key, text] : chinese) {
    const auto other = english.find(key);
    if (other == english.end()) {
      differences.push_back("en lacks " + key);
    } else if (placeholders(text) != placeholders(other->second)) {
      differences.push_back("other placeholders in " + key);
    }
  }
  for (const auto& [key, text] : english) {
    if (!chinese.contains(key)) differences.push_back("zh lacks " + key);
  }
  if (!differences.empty()) {
    return tl::unexpected(Error{ErrorCode::KeysMissing, fmt::format("{}", fmt::join(differences, ", "))});
  }
  Strings strings;
  strings.chinese_ = std::move(chinese);
  strings.english_ = std::move(english);
  return strings;
}

Result<Strings> Strings::from_json(std::string_view chinese, std::string_view english) {
  auto zh = parse(chinese, "zh");
  if (!zh) return tl::unexpected(zh.error());
  auto en = parse(english, "en");
  if (!en) return tl::unexpected(en.error());
  return from_tables(std::move(*zh), std::move(*en));
}

Result<Strings> Strings::load(const std::string& directory) {
  std::error_code failure;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator i(directory, failure), end; !failure && i != end;
       i.increment(failure)) {
    files.push_back(i->path());
  }
  if (failure) return tl::unexpected(Error{ErrorCode::FileUnreadable, directory + ": " + failure.message()});
  std::sort(files.begin(), files.end());
  Table tables[2];
  for (const std::filesystem::path& file : files) {
    const std::string name = file.filename().string();
    const bool english = is_language_file(name, "en");
    if (!english && !is_language_file(name, "zh")) continue;
    const auto text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    const auto part = parse(*text, name);
    if (!part) return tl::unexpected(part.error());
    for (const auto& [key, value] : *part) {
      if (!tables[english ? 1 : 0].try_emplace(key, value).second) {
        return tl::unexpected(
            Error{ErrorCode::InvalidCatalogue, fmt::format("{}: key twice: {}", name, key)});
      }
    }
  }
  if (tables[0].empty())
    return tl::unexpected(Error{ErrorCode::InvalidCatalogue, directory + ": no language files"});
  return from_tables(std::move(tables[0]), std::move(tables[1]));
}

std::string Strings::tr(std::string_view key, std::initializer_list<StringArg> args) const {
  return tr(key, language_, args);
}

std::string Strings::tr(std::string_view key, Language language,
                        std::initializer_list<StringArg> args) const {
  const Table& table = language == Language::Chinese ? chinese_ : english_;
  const auto found = table.find(key);
  if (found == table.end()) {
    missing_.emplace(key);
    return std::string(key);
  }
  return filled(found->second, args);
}

bool Strings::has(std::string_view key) const { return chinese_.find(key) != chinese_.end(); }

std::vector<std::string> Strings::keys() const {
  std::vector<std::string> all;
  for (const auto& [key, text] : chinese_) all.push_back(key);
  return all;
}

}  // namespace yitang::ui
