// The looks at a picture, in their order. See README.md.
#pragma once

#include <vector>

#include "devices/barcode/code_finder.hpp"
#include "devices/barcode/decoded_code.hpp"
#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

// Empty: no code. BadArgument: a picture whose sizes contradict each other, or wrong options. Malformed: the
// library gave up.
[[nodiscard]] Result<std::vector<RawCode>> search_codes(const Image& image,
                                                        const SearchOptions& options = {});

// In this process, with texts: for tools and tests that made the picture themselves. NotFound: no code.
[[nodiscard]] Result<std::vector<DecodedCode>> decode_codes(const Image& image, const Clock& clock,
                                                            const SearchOptions& options = {});

}  // namespace yitang::devices
