#include "kiosk/terminal/visit/visitor.hpp"

#include <array>
#include <cstring>

#include "devices/wipe.hpp"

namespace yitang::terminal {
namespace {

constexpr std::array<std::string_view, 10> kSurnames{"欧阳", "上官", "诸葛", "司徒", "令狐",
                                                     "皇甫", "尉迟", "公冶", "淳于", "端木"};
constexpr std::array<std::string_view, 20> kGiven{"檀溪", "砚秋", "霁岚", "芷汀", "槿舟", "漪澜", "峤雪",
                                                  "荻洲", "菡池", "岫云", "笙野", "珩川", "棠坞", "沅芷",
                                                  "旻野", "栩舟", "蘅皋", "楹舫", "浠岸", "鹭汀"};

// Everything goes in inverted, digit by digit.
class Inverted {
 public:
  void text(std::string_view part) {
    for (const char byte : part) push(static_cast<std::uint8_t>(byte));
  }
  void digits(std::uint64_t value, int count) {
    std::uint64_t unit = 1;
    for (int i = 1; i < count; ++i) unit *= 10;
    for (; unit > 0; unit /= 10) push(static_cast<std::uint8_t>('0' + value / unit % 10));
  }
  int digit(std::size_t at) const { return static_cast<std::uint8_t>(~bytes_[at]) - '0'; }
  std::size_t size() const { return bytes_.size(); }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  void push(std::uint8_t byte) { bytes_.push_back(static_cast<std::uint8_t>(~byte)); }
  std::vector<std::uint8_t> bytes_;
};

// The check character of GB 11643 (MOD 11-2).
void add_citizen_check(Inverted& number) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * number.digit(i);
  number.text(std::string_view("10X98765432").substr(static_cast<std::size_t>(sum % 11), 1));
}

// The check digit of bank cards (Luhn).
void add_luhn_check(Inverted& number) {
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const int doubled = number.digit(number.size() - 1 - i) * (i % 2 == 0 ? 2 : 1);
    sum += doubled / 10 + doubled % 10;
  }
  number.digits(static_cast<std::uint64_t>((10 - sum % 10) % 10), 1);
}

// Old enough for every item, each on another day.
std::uint64_t birth_of(std::uint64_t visitor) { return 19500101 + visitor / 28 % 12 * 100 + visitor % 28; }

std::string plain(int visitor, MarkerKind kind) {
  std::vector<std::uint8_t> inverted = inverted_marker(visitor, kind);
  std::string text;
  text.reserve(
      std::max<std::size_t>(inverted.size(), 64));  // on the heap: the stack is not overwritten at once
  for (const std::uint8_t byte : inverted) text += static_cast<char>(~byte);
  return text;
}

}  // namespace

std::string_view marker_name(MarkerKind kind) {
  constexpr std::array<std::string_view, 6> kNames{"name", "number", "address", "phone", "bank_card", "code"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::vector<std::uint8_t> inverted_marker(int visitor, MarkerKind kind) {
  const auto k = static_cast<std::uint64_t>(visitor);
  Inverted out;
  switch (kind) {
    case MarkerKind::Name:
      out.text(kSurnames[k % kSurnames.size()]);
      out.text(kGiven[k / kSurnames.size() % kGiven.size()]);
      break;
    case MarkerKind::Number:
      out.digits(990101, 6);
      out.digits(birth_of(k), 8);
      out.digits(101 + k * 4, 3);
      add_citizen_check(out);
      break;
    case MarkerKind::Address:
      out.text("示例省样例县溪口镇第");
      out.digits(700 + k, 3);
      out.text("村民小组旧渡口");
      out.digits(30'000 + k * 131, 5);
      out.text("号");
      break;
    case MarkerKind::Phone:
      out.digits(139, 3);
      out.digits(20'481'000 + k * 7'919, 8);
      break;
    case MarkerKind::BankCard:
      out.digits(621700, 6);
      out.digits(480'311'000'000 + k * 104'729, 12);
      add_luhn_check(out);
      break;
    case MarkerKind::Code:
      out.digits(424, 3);
      out.digits(60'317'000'000'000'000 + k * 7'368'787, 17);
      out.digits(31 + k % 60, 2);
      out.text("990000");
      break;
  }
  return out.take();
}

WipedBytes code_of_visitor(int visitor) {
  WipedBytes code;
  for (const std::uint8_t byte : inverted_marker(visitor, MarkerKind::Code))
    code.push_back(static_cast<unsigned char>(~byte));
  return code;
}

std::string with_markers(std::string_view text, int visitor) {
  std::string result;
  result.reserve(std::max<std::size_t>(text.size() * 2, 256));
  while (!text.empty()) {
    bool replaced = false;
    for (const MarkerKind kind : kMarkerKinds) {
      const std::string_view name = marker_name(kind);
      const bool named = text.size() >= name.size() + 2 && text[0] == '{' &&
                         text.substr(1, name.size()) == name && text[name.size() + 1] == '}';
      if (!named) continue;
      std::string value = plain(visitor, kind);
      result += value;
      devices::wipe(value);
      text.remove_prefix(name.size() + 2);
      replaced = true;
      break;
    }
    if (replaced) continue;
    result += text.front();
    text.remove_prefix(1);
  }
  return result;
}

std::optional<std::string> unknown_marker(std::string_view text) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return "\"{\" without \"}\"";
    const std::string_view name = text.substr(open + 1, close - open - 1);
    bool known = false;
    for (const MarkerKind kind : kMarkerKinds) known = known || name == marker_name(kind);
    if (!known) return "unknown part of a visitor \"" + std::string(name) + "\"";
  }
  return std::nullopt;
}

namespace visitor_detail {

devices::SyntheticCard card_of(int visitor) {
  devices::SyntheticCard card;
  card.label = "visitor";
  card.name = plain(visitor, MarkerKind::Name);
  card.sex = '1';
  card.number = plain(visitor, MarkerKind::Number);
  card.birth = card.number.substr(6, 8);
  card.address = plain(visitor, MarkerKind::Address);
  card.authority = "样例县公安局";
  card.valid_from = "20200101";
  card.valid_to = "长期";
  return card;
}

void overwrite(devices::SyntheticCard& card) {
  for (std::string* text : {&card.name, &card.number, &card.birth, &card.address}) {
    text->resize(text->capacity());
    devices::wipe(*text);
  }
}

}  // namespace visitor_detail

}  // namespace yitang::terminal
