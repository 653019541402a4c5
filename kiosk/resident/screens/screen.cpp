#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

std::string words_of(const ScreenContext& context, Language language, std::string_view key,
                     std::initializer_list<ui::StringArg> args) {
  const auto shown = language == Language::English ? ui::Language::English : ui::Language::Chinese;
  return context.words.tr(key, shown, args);
}

std::string Screen::tr(std::string_view key, std::initializer_list<ui::StringArg> args) const {
  return words_of(context, state.language, key, args);
}

}  // namespace yitang::resident
