// SSIP, what programs and speech-dispatcher say to each other on its socket. Requests are lines that end in
// CR LF. An answer is any number of lines "NNN-..." and a last one "NNN ...": 2xx done, 3xx to 5xx not done,
// 7xx an event of a message, which comes unasked. "SSIP Documentation" of speech-dispatcher 0.11, chapters 2
// and 4: https://freebsoft.org/doc/speechd/ssip.html
// Everything here is pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::ui {

inline constexpr std::size_t most_ssip_line = 512;  // bytes, without its end
inline constexpr std::size_t most_ssip_lines = 16;  // of one answer; those that we cause have at most four

struct SsipAnswer {
  int code = 0;                    // 100 to 999
  std::vector<std::string> lines;  // of all lines but the last: what follows "NNN-"
  bool done() const { return code / 100 == 2; }
};

enum class SsipReading {
  Incomplete,  // so far nothing is wrong with it
  Whole,
  Broken,  // never an answer, whatever follows
};

struct SsipTaken {
  SsipReading reading = SsipReading::Incomplete;
  SsipAnswer answer;     // if whole
  std::size_t used = 0;  // bytes of it
};

/// The first answer of what was received.
SsipTaken take_ssip_answer(std::string_view received);

enum class SsipEventKind { Mark, Begun, Ended, Cancelled, Paused, Resumed };

struct SsipEvent {
  SsipEventKind kind = SsipEventKind::Mark;
  std::uint32_t message = 0;
};

/// Codes 700 to 705; its first line is the message's number.
std::optional<SsipEvent> ssip_event(const SsipAnswer& answer);
/// The number that the service gave to a message it took, 225.
std::optional<std::uint32_t> ssip_message(const SsipAnswer& answer);

/// A text as it follows "SPEAK", with its end: lines that begin with a dot get another one. What no text has
/// (control characters) becomes a space.
std::string ssip_text(std::string_view utf8);

}  // namespace yitang::ui
