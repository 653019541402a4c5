// How people write on glass: the same strokes, less neatly. Made from a seed, the same on every machine.
#pragma once

#include <array>
#include <cstdint>

#include "ui/input/handwriting.hpp"

namespace yitang::ui::testing {

enum class Mess {
  Clean,
  Jitter,     // strokes a little beside their place, lines that tremble; all those below have it, too
  Swapped,    // two pairs of neighbouring strokes in the wrong order
  Joined,     // the pen stays on the glass between two strokes
  AllJoined,  // and again and again: every second time
  Tilted,     // by 15 degrees to either side
  Squashed,   // half as wide, or half as high
  LateLift,   // the finger slides on before it leaves the glass
};
inline constexpr std::array<Mess, 8> all_messes{Mess::Clean,    Mess::Jitter,    Mess::Swapped,
                                                Mess::Joined,   Mess::AllJoined, Mess::Tilted,
                                                Mess::Squashed, Mess::LateLift};
const char* name_of(Mess mess);

/// Strokes on a square of `size`, as write() gives them with 100.
PenStrokes make_messy(PenStrokes strokes, Mess mess, std::uint32_t seed, float size = 100);

}  // namespace yitang::ui::testing
