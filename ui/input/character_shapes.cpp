#include "ui/input/character_shapes.hpp"

#include <cstring>

#include "ui/input/ink_shape.hpp"

// Eight million numbers as C++ text would take the compiler minutes; the assembler copies the file as it is.
// Records follow each other without padding: code point (4 bytes, of this machine), strokes, tier, shape.
asm(".section .rodata.yitang_character_shapes,\"a\"\n"
    ".balign 16\n"
    ".globl yitang_character_shapes\n"
    ".hidden yitang_character_shapes\n"
    "yitang_character_shapes:\n"
    ".incbin \"" YITANG_CHARACTER_SHAPES
    "\"\n"
    ".globl yitang_character_shapes_end\n"
    ".hidden yitang_character_shapes_end\n"
    "yitang_character_shapes_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
[[gnu::visibility("hidden")]] extern const std::uint8_t yitang_character_shapes[];
[[gnu::visibility("hidden")]] extern const std::uint8_t yitang_character_shapes_end[];
}

namespace yitang::ui {
namespace {

constexpr std::size_t head_size = sizeof(std::uint32_t) + 2;
constexpr std::size_t record_size = head_size + shape_size;

}  // namespace

std::size_t character_shape_count() {
  return static_cast<std::size_t>(yitang_character_shapes_end - yitang_character_shapes) / record_size;
}

CharacterShape character_shape(std::size_t index) {
  const std::uint8_t* record = yitang_character_shapes + index * record_size;
  std::uint32_t code = 0;
  std::memcpy(&code, record, sizeof code);
  return {code, record[sizeof code], record[sizeof code + 1], record + head_size};
}

}  // namespace yitang::ui
