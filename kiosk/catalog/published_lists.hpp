// Lists that a county makes public: who is responsible for what, and on what basis (lists.json). Plain data.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "kiosk/base/language.hpp"
#include "kiosk/catalog/enums.hpp"

namespace yitang::catalog {

inline constexpr std::array<ListKind, 4> kListKinds{ListKind::PowerDuty, ListKind::Territory,
                                                    ListKind::VillageAffairs, ListKind::VillageNoProof};

struct ListEntry {
  ListKind kind = ListKind::PowerDuty;
  std::string id;  ///< unique among all entries, "village.road-upkeep"
  Text name;
  Text text;   ///< what it means for a resident, a few sentences
  Text basis;  ///< as published; `en` may be empty: it is read in Chinese then
  /// Key of the body that is responsible, "" if it is none of departments.json (a village committee).
  std::string department;
  std::vector<std::string> assisting_departments;  ///< keys
  std::string item;                                ///< id of the item by which it is applied for; may be ""
  std::vector<std::string> words;                  ///< everyday words, for the search

  // Of a loaded catalogue never empty.
  Text responsible;  ///< who: the department's name, or as written
  std::string phone;
  std::vector<Text> assisting;  ///< names; may be empty
};

}  // namespace yitang::catalog
