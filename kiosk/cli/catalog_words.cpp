// The clerk's language: Chinese where the environment, or the command, says so.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "kiosk/cli/catalog_commands.hpp"
#include "kiosk/terminal/paths.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

constexpr std::size_t kMostWordBytes = std::size_t{1} << 20;
constexpr std::string_view kBetweenReasons = "; ";

// POSIX: the first that is set and not empty decides.
bool environment_is_chinese() {
  for (const char* name : std::array{"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("zh");
  }
  return false;
}

std::string words_of(const char* file) {
  const auto path = terminal::share_directory() / "faults" / file;
  const auto bytes = storage::read_file(path, kMostWordBytes);
  return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

}  // namespace

ClerkWords ClerkWords::of(const std::string& language) {
  ClerkWords words;
  if (language.empty() ? !environment_is_chinese() : language != "zh") return words;
  auto read = catalog::FaultWords::from_json(words_of("en.json"), words_of("zh.json"));
  if (read) words.words_ = std::move(*read);
  return words;
}

std::string ClerkWords::say(const std::string& english) const {
  if (!words_ || english.empty()) return english;
  if (words_->knows(english)) return words_->chinese(english);
  std::string text;  // several reasons in one line
  for (std::size_t at = 0; at <= english.size();) {
    const std::size_t end = std::min(english.find(kBetweenReasons, at), english.size());
    text += (text.empty() ? "" : "；") + words_->chinese(english.substr(at, end - at));
    at = end + kBetweenReasons.size();
  }
  return text;
}

std::string ClerkWords::say(const Error& error) const {
  return error.where.empty() ? say(error.reason) : error.where + ": " + say(error.reason);
}

}  // namespace yitang::cli
