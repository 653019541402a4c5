// Every word that the product shows or prints, from its catalogue files.
#pragma once

#include <filesystem>

#include "kiosk/base/error.hpp"
#include "kiosk/base/language.hpp"
#include "ui/strings.hpp"

namespace yitang::terminal {

/// Reads <share>/strings. NotFound or BadInput with the file or the keys concerned.
Result<ui::Strings> load_words(const std::filesystem::path& share);
ui::Language ui_language(Language language);

}  // namespace yitang::terminal
