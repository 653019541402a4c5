// What speech-dispatcher answers: read in any pieces to the same, always within bounds; no text ends early.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ui/speech/ssip.hpp"

namespace {

using yitang::ui::SsipReading;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_text(std::string_view text) {
  const std::string sent = "\n" + yitang::ui::ssip_text(text);
  require(sent.find("\n.\r\n") == sent.size() - 4);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_text(bytes);
  for (std::string_view rest = bytes; !rest.empty();) {
    const yitang::ui::SsipTaken taken = yitang::ui::take_ssip_answer(rest);
    if (taken.reading != SsipReading::Whole) {
      const bool bounded = rest.size() <= yitang::ui::most_ssip_lines * (yitang::ui::most_ssip_line + 2);
      require(taken.reading == SsipReading::Broken || bounded);
      break;
    }
    require(taken.used > 0 && taken.used <= rest.size());
    require(taken.answer.code >= 100 && taken.answer.code <= 999);
    require(taken.answer.lines.size() < yitang::ui::most_ssip_lines);
    for (std::size_t part = 0; part < taken.used; ++part)
      require(yitang::ui::take_ssip_answer(rest.substr(0, part)).reading == SsipReading::Incomplete);
    if (yitang::ui::ssip_event(taken.answer)) require(taken.answer.code / 100 == 7);
    if (yitang::ui::ssip_message(taken.answer)) require(taken.answer.done());
    rest.remove_prefix(taken.used);
  }
  return 0;
}
