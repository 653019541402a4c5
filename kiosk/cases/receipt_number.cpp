#include "kiosk/cases/receipt_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <vector>

#include "kiosk/base/random.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::cases {
namespace {

constexpr std::size_t kTerminalLength = 4;
constexpr std::size_t kDayLength = 6;
constexpr std::size_t kMinSerialLength = 4;
constexpr std::size_t kMaxSerialLength = 7;
constexpr std::size_t kTokenLength = 24;
constexpr int kModulus = 31;

/// Weighted sum of all characters, the first with weight 1; -1 for a character outside the alphabet.
int weighted_sum(std::string_view text) {
  int sum = 0;
  int weight = 1;
  for (const char c : text) {
    const auto value = kReceiptAlphabet.find(c);
    if (value == std::string_view::npos) return -1;
    sum = (sum + static_cast<int>(value) * weight) % kModulus;
    weight = weight * 3 % kModulus;
  }
  return sum;
}

char check_character(std::string_view body) {
  for (const char c : kReceiptAlphabet) {
    if (weighted_sum(std::string(body) + c) == 0) return c;
  }
  throw std::logic_error("receipt number: the modulus is prime, so one character always fits");
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return value;
}

/// Upper case without hyphens and spaces, as the check character is computed.
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : to_half_width(text)) {
    if (c == '-' || c == ' ') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

}  // namespace

int draw_restored_block(Random& random, const std::set<int>& used) {
  std::vector<int> free;
  for (int block = 1; block <= kRestoredBlocks; ++block) {
    if (!used.contains(block)) free.push_back(block);
  }
  if (free.empty()) return draw_restored_block(random, {});
  return free[static_cast<std::size_t>(random.number() % free.size())];  // 64 bits: no bias that matters
}

bool is_terminal_code(std::string_view code) {
  return code.size() == kTerminalLength && std::all_of(code.begin(), code.end(), [](char c) {
           return kReceiptAlphabet.find(c) != std::string_view::npos;
         });
}

std::string format_receipt_number(const ReceiptNumber& number) {
  const auto day = number.day.compact().substr(2);
  const auto serial = fmt::format("{:04}", number.serial);
  return fmt::format("{}-{}-{}-{}", number.terminal, day, serial,
                     check_character(number.terminal + day + serial));
}

std::optional<ReceiptNumber> parse_receipt_number(std::string_view text) {
  if (text.size() > 200) return std::nullopt;
  const auto all = compact(text);
  constexpr auto kFixed = kTerminalLength + kDayLength + 1;
  if (all.size() < kFixed + kMinSerialLength || all.size() > kFixed + kMaxSerialLength) return std::nullopt;
  if (weighted_sum(all) != 0) return std::nullopt;
  const auto day = Date::parse("20" + all.substr(kTerminalLength, kDayLength));
  const auto serial = digits(std::string_view(all).substr(kTerminalLength + kDayLength, all.size() - kFixed));
  if (!day || !serial || *serial < 1) return std::nullopt;
  return ReceiptNumber{all.substr(0, kTerminalLength), *day, *serial};
}

std::string with_check_character(std::string body) {
  body += check_character(body);
  return body;
}

bool check_character_fits(std::string_view text) { return !text.empty() && weighted_sum(text) == 0; }

std::string compact_number(std::string_view text) { return compact(text); }

std::string new_qr_token(Random& random) {
  return std::string(kQrPrefix) + random.text(kTokenLength, kReceiptAlphabet);
}

bool is_qr_token(std::string_view text) {
  if (text.size() != kQrPrefix.size() + kTokenLength || !text.starts_with(kQrPrefix)) return false;
  const auto body = text.substr(kQrPrefix.size());
  return std::all_of(body.begin(), body.end(),
                     [](char c) { return kReceiptAlphabet.find(c) != std::string_view::npos; });
}

}  // namespace yitang::cases
