#pragma once
#include <cstddef>
#include <string_view>

namespace yitang::ui {

// The code point at `position`, which moves behind it. A byte that starts no valid character gives U+FFFD and
// is skipped.
char32_t next_code_point(std::string_view text, std::size_t& position);
// How many code points the text has.
int code_point_count(std::string_view text);
// Byte position of the n-th code point, at most text.size().
std::size_t byte_position(std::string_view text, int code_points);

}  // namespace yitang::ui
