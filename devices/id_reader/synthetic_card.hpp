// Cards that do not exist, for simulators, demonstrations and tests, and the encoder of the 256-byte text.
#pragma once

#include <string>
#include <vector>

#include "devices/id_reader/card.hpp"

namespace yitang::devices {

// A card to lay on the simulator. Only fields of its kind are encoded. Dates as YYYYMMDD, or empty for blank;
// valid_to may be "长期".
struct SyntheticCard {
  std::string label;  // short name for menus and visit scripts, "elder"
  CardKind kind = CardKind::Resident;
  std::string name;
  std::string latin_name;
  char sex = '1';
  std::string nation_code = "01";
  std::string birth;
  std::string address;
  std::string newest_address;
  std::string number;
  std::string authority;
  std::string valid_from;
  std::string valid_to;
  std::string permit_number;
  std::string issue_count;
  std::string card_version;
  std::string former_number;
};

// The 256 bytes. BadArgument if a text does not fit its field or is not UTF-8.
[[nodiscard]] Result<Bytes> encode_card_text(const SyntheticCard& card);
// The 70 bytes of the newest address.
[[nodiscard]] Result<Bytes> encode_extra_address(const SyntheticCard& card);

// elder, relative, rare-name, private-use-name, minority, expired, child, hong-kong, foreign-2017,
// foreign-2023. All numbers of residents lie in region 990101, which is nobody's.
[[nodiscard]] const std::vector<SyntheticCard>& sample_cards();
// By label; nullptr if there is none.
[[nodiscard]] const SyntheticCard* sample_card(std::string_view label);

}  // namespace yitang::devices
