// What a township may say of its own places: where they are, when they are open, the phone and the counter.
// Everything else is the county's, and a file that tries to change it is refused with the row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/faults.hpp"
#include "kiosk/catalog/lists.hpp"

namespace yitang::catalog {

/// One row of township.csv; a member that is unset leaves what the county says.
struct PointChange {
  std::string place;  ///< "township.csv:3"
  std::string id;     ///< of the service point
  std::optional<Text> address;
  std::optional<Text> hours;
  std::optional<Text> counter;
  std::optional<std::string> phone;
};

/// CSV as spreadsheets save it (see csv.hpp), columns by their Chinese or English names:
/// 点位编号/id, 地点/place, 服务时间/hours, 电话/phone, 窗口/window, and the English texts of three of them,
/// 地点英文/place_en, 服务时间英文/hours_en, 窗口英文/window_en. Pure; with `all` every fault goes there.
Result<std::vector<PointChange>> parse_township(std::string_view csv, const std::string& file,
                                                Faults* all = nullptr);

void apply(const PointChange& change, ServicePoint& point);

}  // namespace yitang::catalog
