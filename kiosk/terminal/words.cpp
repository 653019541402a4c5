#include "kiosk/terminal/words.hpp"

namespace yitang::terminal {

Result<ui::Strings> load_words(const std::filesystem::path& share) {
  const auto directory = share / "strings";
  auto strings = ui::Strings::load(directory.string());
  if (!strings) return fail(ErrorKind::BadInput, strings.error().message, directory.string());
  return std::move(*strings);
}

ui::Language ui_language(Language language) {
  return language == Language::English ? ui::Language::English : ui::Language::Chinese;
}

}  // namespace yitang::terminal
