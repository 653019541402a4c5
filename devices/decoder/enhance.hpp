// Pictures prepared for a second look. Pure; all take and give grey pictures.
#pragma once

#include "devices/image/image.hpp"

namespace yitang::devices {

[[nodiscard]] Image inverted(const Image& grey);

// The middle half in both directions, enlarged twice by linear interpolation: same size as before.
[[nodiscard]] Image centre_twice(const Image& grey);

// Black where a dot is darker than the mean of the square of 2 * `radius` + 1 around it by more than
// `margin`, else white: uneven light goes away.
[[nodiscard]] Image local_threshold(const Image& grey, int radius, int margin);

// Away from the mean of the square around by `amount` times the distance from it: a code slightly out of
// focus gets its edges back.
[[nodiscard]] Image sharpened(const Image& grey, int radius, int amount);

// Contrast-limited equalisation by tiles of about `tile` dots (Zuiderveld 1994): faint codes in shadow or
// behind reflections become strong. `limit` times the mean is the most that a grey value may count.
[[nodiscard]] Image local_contrast(const Image& grey, int tile, double limit);

}  // namespace yitang::devices
