#include "kiosk/cases/money_words.hpp"

#include <array>
#include <optional>

namespace yitang::cases {
namespace {

constexpr std::size_t kMostFigures = 12;
constexpr std::array<const char*, 10> kFigures{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr std::array<const char*, 4> kPlaces{"", "拾", "佰", "仟"};
constexpr std::array<const char*, 3> kMyriads{"", "万", "亿"};

struct Sum {
  bool negative = false;
  std::string yuan;  ///< without leading zeros, "0" for none
  int jiao = 0;
  int fen = 0;
};

bool is_figures(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<Sum> read_sum(std::string_view text) {
  Sum sum;
  sum.negative = text.starts_with('-');
  if (sum.negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view yuan = text.substr(0, point);
  if (!is_figures(yuan)) return std::nullopt;
  while (yuan.size() > 1 && yuan.front() == '0') yuan.remove_prefix(1);
  if (yuan.size() > kMostFigures) return std::nullopt;
  sum.yuan = yuan;
  if (point == std::string_view::npos) return sum;
  const std::string_view small = text.substr(point + 1);
  if (!is_figures(small) || small.size() > 2) return std::nullopt;
  sum.jiao = small[0] - '0';
  sum.fen = small.size() > 1 ? small[1] - '0' : 0;
  return sum;
}

/// Yuan above zero. A zero is said before the next figure, once, however many stand there.
std::string yuan_in_chinese(std::string_view figures) {
  std::string words;
  bool zero_waits = false;
  bool group_said = false;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const std::size_t place = figures.size() - 1 - i;
    const int figure = figures[i] - '0';
    if (figure == 0) {
      zero_waits = true;
    } else {
      if (zero_waits && !words.empty()) words += kFigures[0];
      zero_waits = false;
      group_said = true;
      words += kFigures[static_cast<std::size_t>(figure)];
      words += kPlaces[place % 4];
    }
    if (place % 4 != 0) continue;
    if (group_said) words += kMyriads[place / 4];
    group_said = false;
  }
  return words;
}

}  // namespace

std::string money_in_chinese(std::string_view canonical) {
  const auto sum = read_sum(canonical);
  if (!sum) return {};
  const bool has_yuan = sum->yuan != "0";
  const bool has_small = sum->jiao != 0 || sum->fen != 0;
  std::string words = sum->negative && (has_yuan || has_small) ? "负" : "";
  if (!has_yuan && !has_small) return "零元整";
  if (has_yuan) words += yuan_in_chinese(sum->yuan) + "元";
  if (!has_small) return words + "整";
  if (sum->jiao != 0) {
    words += kFigures[static_cast<std::size_t>(sum->jiao)];
    words += "角";
  } else if (has_yuan) {
    words += kFigures[0];
  }
  if (sum->fen != 0) {
    words += kFigures[static_cast<std::size_t>(sum->fen)];
    words += "分";
  }
  return words;
}

std::string money_with_separators(std::string_view canonical) {
  const auto sum = read_sum(canonical);
  if (!sum) return {};
  std::string text = sum->yuan;
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  if (sum->jiao != 0 || sum->fen != 0) text += "." + std::to_string(sum->jiao) + std::to_string(sum->fen);
  return (sum->negative ? "-" : "") + text;
}

}  // namespace yitang::cases
