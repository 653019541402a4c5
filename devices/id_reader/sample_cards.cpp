// People who do not exist. Region 990101 belongs to no place; the Hong Kong number is the specimen of the
// official announcement; the foreign ones use country codes that no country has.
#include <algorithm>

#include "devices/id_reader/synthetic_card.hpp"

namespace yitang::devices {

namespace {

std::string with_check_digit(std::string first_seventeen) {
  first_seventeen.push_back(citizen_check_digit(first_seventeen));
  return first_seventeen;
}

SyntheticCard resident(std::string label, std::string name, char sex, std::string birth,
                       const std::string& sequence) {
  SyntheticCard card;
  card.label = std::move(label);
  card.name = std::move(name);
  card.sex = sex;
  card.number = with_check_digit("990101" + birth + sequence);
  card.birth = std::move(birth);
  card.address = "示例省青河市云溪县石桥镇柳湾村3组12号";
  card.authority = "云溪县公安局";
  card.valid_from = "20180612";
  card.valid_to = "20380612";
  return card;
}

SyntheticCard hong_kong() {
  SyntheticCard card;
  card.label = "hong-kong";
  card.kind = CardKind::HongKongMacauTaiwan;
  card.name = "陈样本";
  card.sex = '2';
  card.birth = "19940823";
  card.address = "示例省青河市云溪县城关镇人民路8号";
  card.number = "810000199408230021";
  card.authority = "云溪县公安局";
  card.valid_from = "20230901";
  card.valid_to = "20280901";
  card.permit_number = "H00000000";
  card.issue_count = "01";
  return card;
}

SyntheticCard foreign_2017() {
  SyntheticCard card;
  card.label = "foreign-2017";
  card.kind = CardKind::ForeignPermanent2017;
  card.name = "样安娜";
  card.latin_name = "SPECIMEN, ANNA MARIA";
  card.sex = '2';
  card.nation_code = "UTO";
  card.birth = "19800615";
  card.number = "UTO990180061520";
  card.authority = "9901";
  card.valid_from = "20190305";
  card.valid_to = "20290305";
  card.card_version = "01";
  return card;
}

SyntheticCard foreign_2023() {
  SyntheticCard card;
  card.label = "foreign-2023";
  card.kind = CardKind::ForeignPermanent2023;
  card.name = "样扬";
  card.latin_name = "SPECIMEN, JAN MAXIMILIAN VON DER SAMPLE";
  card.sex = '1';
  card.nation_code = "UTO";
  card.birth = "19851120";
  card.number = with_check_digit("99999919851120001");
  card.valid_from = "20240110";
  card.valid_to = "20340110";
  card.issue_count = "00";
  return card;
}

std::vector<SyntheticCard> make_cards() {
  std::vector<SyntheticCard> cards;
  cards.push_back(resident("elder", "李桂兰", '2', "19580307", "042"));
  cards.back().valid_to = "长期";

  cards.push_back(resident("relative", "王建国", '1', "19850916", "031"));
  cards.back().newest_address = "示例省青河市云溪县城关镇人民路66号2栋301室";

  cards.push_back(resident("rare-name", "张𠮷", '1', "19720128", "055"));
  cards.back().valid_to = "长期";

  // U+E863: where old systems put a character that had no code point of its own.
  cards.push_back(resident("private-use-name", "赵\uE863平", '1', "19690504", "013"));
  cards.back().valid_to = "长期";

  cards.push_back(resident("minority", "阿依古丽·买买提", '2', "19900221", "066"));
  cards.back().nation_code = "05";

  cards.push_back(resident("expired", "周志强", '1', "19760810", "077"));
  cards.back().valid_from = "20040810";
  cards.back().valid_to = "20240810";

  // Old enough for what begins at eighty.
  cards.push_back(resident("aged", "陈德厚", '1', "19410616", "073"));
  cards.back().valid_to = "长期";

  cards.push_back(resident("child", "李小满", '2', "20180512", "088"));
  cards.back().valid_from = "20240610";
  cards.back().valid_to = "20290610";  // five years below the age of 16

  cards.push_back(hong_kong());
  cards.push_back(foreign_2017());
  cards.push_back(foreign_2023());
  return cards;
}

}  // namespace

const std::vector<SyntheticCard>& sample_cards() {
  static const std::vector<SyntheticCard> cards = make_cards();
  return cards;
}

const SyntheticCard* sample_card(std::string_view label) {
  const auto& cards = sample_cards();
  const auto found = std::find_if(cards.begin(), cards.end(),
                                  [label](const SyntheticCard& card) { return card.label == label; });
  return found == cards.end() ? nullptr : &*found;
}

}  // namespace yitang::devices
