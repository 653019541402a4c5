// Code 128 whose code sets the sender chose (ISO/IEC 15417): the library chooses them itself, a printer does
// not.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "devices/barcode/linear_code.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t most_symbols = 160;
constexpr int shift_symbol = 98;
constexpr int stop_symbol = 106;

// Widths of bars and spaces in turn, by symbol value.
constexpr std::array<std::string_view, 107> symbol_widths{
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};

enum class CodeSet : std::uint8_t { A, B, C };

CodeSet other_of(CodeSet set) { return set == CodeSet::A ? CodeSet::B : CodeSet::A; }

// The symbol that selects a set inside the code: set A has 101 in B and C, and so on.
int select_symbol(CodeSet set) { return 101 - static_cast<int>(set); }

std::optional<int> symbol_of(CodeSet set, std::uint8_t byte) {
  switch (set) {
    case CodeSet::A:
      if (byte < 0x20) return byte + 64;
      if (byte < 0x60) return byte - 0x20;
      break;
    case CodeSet::B:
      if (byte >= 0x20 && byte < 0x80) return byte - 0x20;
      break;
    case CodeSet::C:
      if (byte < 100) return byte;
      break;
  }
  return std::nullopt;
}

// FNC4 is the symbol that would select the set in force.
std::optional<int> function_symbol(CodeSet set, std::uint8_t byte) {
  if (byte == '1') return 102;
  if (set == CodeSet::C) return std::nullopt;
  if (byte == '2') return 97;
  if (byte == '3') return 96;
  if (byte == '4') return select_symbol(set);
  return std::nullopt;
}

class Code128Data {
 public:
  explicit Code128Data(ByteView data) : data_(data) {}

  bool parse() {
    if (data_.size() < 3 || data_[0] != '{' || !select(data_[1])) return false;
    symbols.push_back(103 + static_cast<int>(set_));
    for (std::size_t at = 2; at < data_.size(); ++at) {
      if (symbols.size() > most_symbols) return false;
      if (data_[at] != '{') {
        if (!put(data_[at])) return false;
      } else if (++at == data_.size() || !escaped(data_[at])) {
        return false;
      }
    }
    return symbols.size() > 1 && !shifted_;
  }

  std::vector<int> symbols;  // start symbol first, without check and stop
  std::string text;

 private:
  bool select(std::uint8_t letter) {
    if (letter < 'A' || letter > 'C') return false;
    set_ = static_cast<CodeSet>(letter - 'A');
    return true;
  }

  bool escaped(std::uint8_t byte) {
    if (byte == '{') return set_ != CodeSet::C && put('{');
    if (shifted_) return false;
    if (byte == 'S') {
      if (set_ == CodeSet::C) return false;
      symbols.push_back(shift_symbol);
      shifted_ = true;
      return true;
    }
    if (const auto function = function_symbol(set_, byte)) {
      symbols.push_back(*function);
      return true;
    }
    const CodeSet before = set_;
    if (!select(byte)) return false;
    if (set_ != before) symbols.push_back(select_symbol(set_));
    return true;
  }

  bool put(std::uint8_t byte) {
    const auto symbol = symbol_of(shifted_ ? other_of(set_) : set_, byte);
    shifted_ = false;
    if (!symbol) return false;
    symbols.push_back(*symbol);
    if (set_ == CodeSet::C) {
      text.push_back(static_cast<char>('0' + byte / 10));
      text.push_back(static_cast<char>('0' + byte % 10));
    } else {
      text.push_back(static_cast<char>(byte));
    }
    return true;
  }

  ByteView data_;
  CodeSet set_ = CodeSet::B;
  bool shifted_ = false;
};

}  // namespace

Result<LinearCode> make_code128_of_sets(ByteView data, int narrow) {
  Code128Data code(data);
  if (narrow < 1 || narrow > 6 || !code.parse())
    return fail(ErrorCode::BadArgument, "no Code 128 with code sets");
  int check = code.symbols[0];
  for (std::size_t i = 1; i < code.symbols.size(); ++i)
    check = (check + static_cast<int>(i) * code.symbols[i]) % 103;
  code.symbols.push_back(check);
  code.symbols.push_back(stop_symbol);

  // Eleven modules a symbol, two more in the stop.
  LinearCode made{Bitmap((static_cast<int>(code.symbols.size()) * 11 + 2) * narrow, 1), code.text, code.text};
  for (char& c : made.label) c = c < 0x20 || c == 0x7F ? ' ' : c;
  int x = 0;
  for (const int symbol : code.symbols) {
    bool black = true;
    for (const char width : symbol_widths[static_cast<std::size_t>(symbol)]) {
      const int dots = (width - '0') * narrow;
      if (black) made.bars.fill(x, 0, dots, 1);
      black = !black;
      x += dots;
    }
  }
  return made;
}

}  // namespace yitang::devices
