// Files about places and banks: what is chosen instead of typed.
#include <algorithm>
#include <set>

#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kShortestPrefix = 3;
constexpr std::size_t kLongestPrefix = 10;

bool has_only_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Result<std::vector<Region>> parse_regions(std::string_view json, const std::string& file, Faults* all) {
  return read_document<std::vector<Region>>(
      json, file, "yitang.regions/1", all, [](const Node& root, std::vector<Region>& regions) {
        std::set<std::string> seen;
        for (const Node& entry : root["regions"].list()) {
          Region region{entry["code"].text(), entry.bilingual()};
          if (!is_region_code(region.code)) entry["code"].problem("is no code such as 330100");
          if (!seen.insert(region.code).second) entry["code"].problem("'" + region.code + "' is there twice");
          regions.push_back(std::move(region));
        }
      });
}

Result<std::vector<CardPrefix>> parse_card_prefixes(std::string_view json, const std::string& file,
                                                    Faults* all) {
  return read_document<std::vector<CardPrefix>>(
      json, file, "yitang.bank_cards/1", all, [](const Node& root, std::vector<CardPrefix>& prefixes) {
        std::set<std::string> seen;
        for (const Node& entry : root["prefixes"].list()) {
          CardPrefix prefix{entry["prefix"].text(), entry["bank"].text()};
          const std::size_t size = prefix.digits.size();
          if (!has_only_digits(prefix.digits) || size < kShortestPrefix || size > kLongestPrefix)
            entry["prefix"].problem("must be 3 to 10 digits");
          if (!seen.insert(prefix.digits).second)
            entry["prefix"].problem("'" + prefix.digits + "' is there twice");
          prefixes.push_back(std::move(prefix));
        }
        std::sort(prefixes.begin(), prefixes.end(),
                  [](const CardPrefix& a, const CardPrefix& b) { return a.digits.size() > b.digits.size(); });
      });
}

}  // namespace yitang::catalog
