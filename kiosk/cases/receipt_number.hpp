// The number on the slip, and the opaque token in its QR code.
//
// Receipt number: TTTT-YYMMDD-NNNN-C. T is the terminal's code (four characters, unique in the county), then
// the day of submission in China, the serial of that terminal on that day (four digits, more when a day has
// more), and a check character. So a terminal without a network issues numbers that no other terminal issues.
// The 43-character case number of the national exchange table is the office's to give: its serial is unique
// per task code over all terminals.
//
// Alphabet: the 31 characters of GB 32100 (digits and capitals without I, O, S, V, Z). Check character: sum
// of character i times 3^i modulo 31 must be 0 together with it; finds every wrong character and every swap
// of two.
//
// The token says nothing: 24 random characters (118 bits) behind "YT1.".
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"

namespace yitang {
class Random;
}

namespace yitang::cases {

inline constexpr std::string_view kReceiptAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
inline constexpr std::string_view kQrPrefix = "YT1.";

struct ReceiptNumber {
  std::string terminal;
  Date day;  ///< year 2000..2099
  int serial = 0;
  bool operator==(const ReceiptNumber&) const = default;
};

/// Serials of a day begin behind block * kSerialsInABlock. A store that was never put back from a copy has
/// block 0; a copy takes a block of its own, because the store it is a copy of may have issued any number of
/// block 0 meanwhile.
inline constexpr int kSerialsInABlock = 10000;
inline constexpr int kRestoredBlocks = 998;
/// One of 1..kRestoredBlocks that is not in `used`, each equally likely: two copies of one store know nothing
/// of each other, whenever they were put back. Begins again from all of them when every one was used.
int draw_restored_block(Random& random, const std::set<int>& used);

bool is_terminal_code(std::string_view code);
/// Requires a valid terminal code and serial 1..9999999.
std::string format_receipt_number(const ReceiptNumber& number);
/// Accepts lower case, spaces, full-width forms and missing hyphens, as people type; nullopt if the check
/// fails.
std::optional<ReceiptNumber> parse_receipt_number(std::string_view text);

/// With the check character that belongs behind `body`, whose characters are of the alphabet.
std::string with_check_character(std::string body);
/// Every character of the alphabet, and the last is the right check character.
bool check_character_fits(std::string_view text);
/// Upper and half-width, without spaces and hyphens: as check characters are computed.
std::string compact_number(std::string_view text);

std::string new_qr_token(Random& random);
bool is_qr_token(std::string_view text);

}  // namespace yitang::cases
