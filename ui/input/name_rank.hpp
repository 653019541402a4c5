// Which characters people's names are made of. Internal to text entry; pure, read-only, from data/*.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yitang::ui {

/// One-character surnames read so, the most frequent first. `syllable` may be unfinished ("zh").
std::vector<std::string> surnames_of(std::string_view syllable);
/// Characters of given names read so, the most usual first. Only for whole syllables.
std::vector<std::string> given_name_characters_of(std::string_view syllable);
/// 欧阳, 上官 and the like, the most frequent first.
std::vector<std::string> compound_surnames();

}  // namespace yitang::ui
