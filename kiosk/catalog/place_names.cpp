#include "kiosk/catalog/place_names.hpp"

#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace yitang::catalog {
namespace {

// Dictionaries whose options are places. One that a catalogue lacks is passed over.
constexpr std::array<std::string_view, 8> place_dictionaries{
    "village", "grid", "school", "hospital", "police_station", "marriage_registry", "card_bank", "bank"};

class Names {
 public:
  explicit Names(const CountyInfo& county) : county_(county.county.zh), township_(county.township.zh) {}

  void add(const std::string& name) {
    if (name.empty()) return;
    keep(name);
    std::string_view rest = name;
    for (const std::string* prefix : {&county_, &township_}) {
      if (!prefix->empty() && rest.starts_with(*prefix)) rest.remove_prefix(prefix->size());
    }
    constexpr std::size_t two_characters = 6;  // bytes
    if (rest.size() < name.size() && rest.size() > two_characters) keep(std::string(rest));
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  void keep(std::string name) {
    if (seen_.insert(name).second) names_.push_back(std::move(name));
  }

  std::string county_, township_;
  std::set<std::string> seen_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> place_names(const Catalog& catalog) {
  const CountyInfo& county = catalog.county();
  Names names(county);
  names.add(county.county.zh);
  names.add(county.township.zh);
  names.add(county.county.zh + county.township.zh);
  for (const std::string_view name : place_dictionaries) {
    const Dictionary* dictionary = catalog.dictionary(name);
    if (dictionary == nullptr) continue;
    for (const Option& place : *dictionary) names.add(place.label.zh);
  }
  for (const ServicePoint& point : catalog.points()) {
    names.add(point.name.zh);
    names.add(point.address.zh);
  }
  return names.take();
}

}  // namespace yitang::catalog
