// Ratings from outside: any bytes give a rating or a typed error, what is accepted survives a round trip, and
// what is made to fit is accepted.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/cases/rating.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::cases;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto rating = rating_from_json(text)) {
    if (!is_rating(text) || rating_from_json(rating_to_json(*rating)) != *rating) std::abort();
  }
  if (!check_rating({"uid", 3, {}, fit_comment(text), 0})) std::abort();
  return 0;
}
