#include "kiosk/catalog/regions.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/catalog/pinyin.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kLongestRegionQuery = 60;  ///< bytes; no place has a longer name

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

std::string lower_letters(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c != ' ' && c != '\'' && c != '-') {
      out += c;
    }
  }
  return out;
}

/// The letters are a beginning of each character's reading, one character after the other: "hz", "hangz".
bool reads_as(const std::u32string& name, std::size_t at, std::string_view letters) {
  if (letters.empty()) return true;
  if (at >= name.size()) return false;
  for (const std::string_view reading : pinyin_of(name[at])) {
    for (std::size_t length = 1; length <= reading.size() && length <= letters.size(); ++length) {
      if (letters[length - 1] != reading[length - 1]) break;
      if (reads_as(name, at + 1, letters.substr(length))) return true;
    }
  }
  return false;
}

bool is_named_by(const Region& region, const std::string& letters, std::string_view query) {
  const bool is_latin = std::all_of(letters.begin(), letters.end(), is_lower);
  if (!is_latin) return region.name.zh.find(query) != std::string::npos;
  return lower_letters(region.name.en).starts_with(letters) ||
         reads_as(decode_utf8(region.name.zh), 0, letters);
}

bool is_within(Level level, Level finest) { return static_cast<int>(level) >= static_cast<int>(finest); }

std::string code_above(std::string_view code, Level level) {
  std::string above(code);
  const std::size_t kept = level == Level::County ? 4 : 2;
  std::fill(above.begin() + static_cast<std::ptrdiff_t>(kept), above.end(), '0');
  return above;
}

}  // namespace

Level level_of_region(std::string_view code) {
  if (code.substr(2) == "0000") return Level::Province;
  return code.substr(4) == "00" ? Level::City : Level::County;
}

bool is_region_code(std::string_view code) {
  if (code.size() != 6 || code.find_first_not_of("0123456789") != std::string_view::npos) return false;
  if (code.substr(0, 2) == "00") return false;
  return code.substr(2, 2) != "00" || code.substr(4) == "00";
}

RegionTable::RegionTable(std::vector<Region> regions) : regions_(std::move(regions)) {
  std::sort(regions_.begin(), regions_.end(),
            [](const Region& a, const Region& b) { return a.code < b.code; });
  for (std::size_t i = 0; i < regions_.size(); ++i)
    by_words_.emplace(words(regions_[i].code, Language::Chinese), i);
}

const Region* RegionTable::find(std::string_view code) const {
  const auto at =
      std::lower_bound(regions_.begin(), regions_.end(), code,
                       [](const Region& region, std::string_view wanted) { return region.code < wanted; });
  return at != regions_.end() && at->code == code ? &*at : nullptr;
}

const Region* RegionTable::above(std::string_view code) const {
  if (!is_region_code(code)) return nullptr;
  std::string here(code);
  for (Level level = level_of_region(here); level != Level::Province; level = level_of_region(here)) {
    here = code_above(here, level);
    if (const Region* found = find(here)) return found;
  }
  return nullptr;
}

std::vector<const Region*> RegionTable::inside(std::string_view code, Level finest) const {
  std::vector<const Region*> found;
  for (const Region& region : regions_) {
    if (!is_within(level_of_region(region.code), finest)) continue;
    const Region* parent = above(region.code);
    if (parent == nullptr ? code.empty() : parent->code == code) found.push_back(&region);
  }
  return found;
}

std::string RegionTable::words(std::string_view code, Language language) const {
  std::string text;
  for (const Region* region = find(code); region != nullptr; region = above(region->code)) {
    if (language == Language::Chinese) {
      text.insert(0, region->name.zh);
    } else {
      text += (text.empty() ? "" : ", ") + region->name.en;
    }
  }
  return text;
}

const Region* RegionTable::by_words(std::string_view chinese) const {
  const auto found = by_words_.find(chinese);
  return found == by_words_.end() ? nullptr : &regions_[found->second];
}

std::vector<const Region*> RegionTable::search(std::string_view query, Level finest,
                                               std::size_t limit) const {
  std::vector<const Region*> found;
  const std::string letters = lower_letters(query);
  if (letters.empty() || query.size() > kLongestRegionQuery || !is_utf8(query)) return found;
  for (const Level level : {Level::Province, Level::City, Level::County}) {
    if (!is_within(level, finest)) break;
    for (const Region& region : regions_) {
      if (found.size() >= limit) return found;
      if (level_of_region(region.code) == level && is_named_by(region, letters, query))
        found.push_back(&region);
    }
  }
  return found;
}

}  // namespace yitang::catalog
