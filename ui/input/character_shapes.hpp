// Shapes of printed characters, made at build time by make_character_shapes.cpp from the outlines of a font.
// Read-only data inside the program; usable from every thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace yitang::ui {

struct CharacterShape {
  char32_t code = 0;
  int strokes = 0;                      // as the dictionary counts them
  int tier = 0;                         // 0 to 2: levels of the national table; 3: rarer
  const std::uint8_t* shape = nullptr;  // shape_size values, see ink_shape.hpp
};

std::size_t character_shape_count();
CharacterShape character_shape(std::size_t index);  // below the count; in order of code points

}  // namespace yitang::ui
