// Reads items.jsonl and bundles.jsonl. Pure, never throws, never crashes on any bytes. Errors are BadInput
// with the place ("items.jsonl:7 form[3].type") and the reason. Keys that are not known are ignored, so that
// a newer catalogue still loads; a known key with a wrong type or value is an error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/faults.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::catalog {

inline constexpr std::size_t kMaxLineBytes = 256 * 1024;
inline constexpr std::size_t kMaxFileBytes = 64 * 1024 * 1024;
inline constexpr std::size_t kMaxItems = 10'000;
inline constexpr int kMaxDepth = 16;

/// One item; option labels are not filled in yet (Catalog::load does that). `place` names file and line.
/// With `all` every fault of the record goes there, and the error is Refused.
Result<ServiceItem> parse_item(std::string_view json_line, const std::string& place, Faults* all = nullptr);
Result<Bundle> parse_bundle(std::string_view json_line, const std::string& place, Faults* all = nullptr);

/// Whole files, one record a line, empty lines allowed. Refuses a version of an item, or a bundle, that is
/// there twice. With `all` every fault goes there, and the records without one are returned.
Result<std::vector<ServiceItem>> parse_items(std::string_view text, const std::string& file = "items.jsonl",
                                             Faults* all = nullptr);
Result<std::vector<Bundle>> parse_bundles(std::string_view text, const std::string& file = "bundles.jsonl",
                                          Faults* all = nullptr);

}  // namespace yitang::catalog
