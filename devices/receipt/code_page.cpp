#include "devices/receipt/code_page.hpp"

#include <string_view>

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

// Page 1 is the printer's own: blocks, rules and Japanese syllables. A space stands for no character.
constexpr std::u32string_view katakana_page =
    U"▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯"
    U" ｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"
    U"═╞╪╡◢◣◥◤♠♥♦♣●○╱╲╳円年月日時分秒〒市区町村人▒ ";
static_assert(katakana_page.size() == 128);

const char* charset_of_page(int number) {
  switch (number) {
    case 0: return "CP437";
    case 2: return "CP850";
    case 3: return "CP860";
    case 4: return "CP863";
    case 5: return "CP865";
    case 16: return "CP1252";
    case 17: return "CP866";
    case 18: return "CP852";
    case 19: return "CP858";
    default: return nullptr;
  }
}

}  // namespace

void CodePage::select(int number) {
  if (number == number_) return;
  number_ = number;
  seen_ = {};
}

std::optional<char32_t> CodePage::character(std::uint8_t byte) {
  if (byte < 0x80) return byte;
  const std::size_t place = byte - 0x80U;
  if (number_ == 1) {
    return katakana_page[place] == U' ' ? std::nullopt : std::optional(katakana_page[place]);
  }
  auto& known = seen_[place];
  const char* charset = charset_of_page(number_);
  if (!known && charset != nullptr) {
    const auto utf8 = to_utf8(ByteView(&byte, 1), charset);
    const auto code = utf8 ? decode_utf8(*utf8) : std::nullopt;
    if (code && !code->empty()) known = code->front();
  }
  return known;
}

}  // namespace yitang::devices
