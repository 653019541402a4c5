// Provinces, cities and counties by their codes (GB/T 2260: two digits each), for choosing a place instead of
// typing it. Plain data from regions.json; immutable. Which places are listed is the county's matter: a
// province may have no cities here, and then it stands for itself.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/language.hpp"
#include "kiosk/catalog/enums.hpp"

namespace yitang::catalog {

struct Region {
  std::string code;  ///< six digits, "330100"
  Text name;
};

class RegionTable {
 public:
  RegionTable() = default;
  /// Codes must be well formed and different; the order does not matter.
  explicit RegionTable(std::vector<Region> regions);

  bool empty() const { return regions_.empty(); }
  const std::vector<Region>& all() const { return regions_; }  ///< by code
  const Region* find(std::string_view code) const;             ///< nullptr if it is not listed
  /// What `code` is divided into, down to `finest` (City: no counties); "" gives the provinces. A county that
  /// has no city above it in the list belongs to its province (the districts of Beijing).
  std::vector<const Region*> inside(std::string_view code, Level finest) const;
  /// The next one above; nullptr for a province.
  const Region* above(std::string_view code) const;
  /// From the province down, in Chinese without gaps ("浙江省杭州市") or in English from below with commas.
  std::string words(std::string_view code, Language language) const;
  /// The place that has these Chinese words; nullptr if none has.
  const Region* by_words(std::string_view chinese) const;
  /// Places whose name begins with these letters of its pinyin ("hz", "hangz"), of its English name, or
  /// contains these characters; the larger places first. An empty query finds nothing.
  std::vector<const Region*> search(std::string_view query, Level finest, std::size_t limit) const;

 private:
  std::vector<Region> regions_;
  std::map<std::string, std::size_t, std::less<>> by_words_;
};

/// Province, City or County, by the zeros at the end; six digits are assumed.
Level level_of_region(std::string_view code);
/// Six digits of which the first two and, of a county, the middle ones are not zero.
bool is_region_code(std::string_view code);

}  // namespace yitang::catalog
