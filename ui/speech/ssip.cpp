#include "ui/speech/ssip.hpp"

#include <algorithm>
#include <charconv>

namespace yitang::ui {
namespace {

constexpr std::size_t code_digits = 3;
constexpr int first_event = 700;
constexpr int last_event = 705;
constexpr int message_taken = 225;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// Also of a line that has only begun.
bool may_be_line(std::string_view line) {
  for (std::size_t i = 0; i < std::min(line.size(), code_digits); ++i) {
    if (!is_digit(line[i]) || (i == 0 && line[i] == '0')) return false;
  }
  return line.size() <= code_digits || line[code_digits] == '-' || line[code_digits] == ' ';
}

int code_of(std::string_view line) { return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'); }

std::optional<std::uint32_t> number_of(const SsipAnswer& answer) {
  if (answer.lines.empty()) return std::nullopt;
  const std::string& text = answer.lines.front();
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

SsipTaken take_ssip_answer(std::string_view received) {
  SsipTaken taken;
  std::size_t at = 0;
  for (std::size_t count = 0; count < most_ssip_lines; ++count) {
    const std::string_view rest = received.substr(at, most_ssip_line + 2);
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    taken.reading = SsipReading::Broken;
    if (!may_be_line(line) || (count > 0 && line.size() >= code_digits && code_of(line) != taken.answer.code))
      return taken;
    if (end == std::string_view::npos) {
      if (line.size() <= most_ssip_line + 1) taken.reading = SsipReading::Incomplete;
      return taken;
    }
    if (line.size() <= code_digits || line.size() > most_ssip_line) return taken;
    taken.answer.code = code_of(line);
    at += end + 1;
    if (line[code_digits] == ' ') {
      taken.reading = SsipReading::Whole;
      taken.used = at;
      return taken;
    }
    taken.answer.lines.emplace_back(line.substr(code_digits + 1));
  }
  taken.reading = SsipReading::Broken;
  return taken;
}

std::optional<SsipEvent> ssip_event(const SsipAnswer& answer) {
  if (answer.code < first_event || answer.code > last_event) return std::nullopt;
  const auto message = number_of(answer);
  if (!message) return std::nullopt;
  return SsipEvent{static_cast<SsipEventKind>(answer.code - first_event), *message};
}

std::optional<std::uint32_t> ssip_message(const SsipAnswer& answer) {
  return answer.code == message_taken ? number_of(answer) : std::nullopt;
}

std::string ssip_text(std::string_view utf8) {
  std::string text;
  text.reserve(2 * utf8.size() + 8);  // never moved: nothing of it stays behind
  bool begins = true;
  for (const char byte : utf8) {
    if (byte == '\n') {
      text += "\r\n";
      begins = true;
      continue;
    }
    if (begins && byte == '.') text += '.';
    begins = false;
    const auto value = static_cast<unsigned char>(byte);
    text += value < 0x20 || value == 0x7F ? ' ' : byte;
  }
  text += "\r\n.\r\n";
  return text;
}

}  // namespace yitang::ui
