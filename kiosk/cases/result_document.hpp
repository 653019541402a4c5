// The result of a case as a sheet of text, as a department sends it along with its decision: JSON
// "yitang.result/1". What it says is the department's; who may print it, and on what, is ours.
//
//   {"schema": "yitang.result/1", "title": "参保登记回执", "number": "…", "issuer": "示例县…", "date":
//   "2026-11-23",
//    "valid_until": "2027-11-22", "on_slip": true,
//    "blocks": [{"paragraph": "…"}, {"rows": [["姓名", "…"], ["证件号码", "…"]]}]}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"

namespace yitang::cases {

inline constexpr std::size_t kMaxResultBytes = 32 * 1024;
inline constexpr std::size_t kMaxResultBlocks = 40;
inline constexpr std::size_t kMaxResultRows = 60;  ///< of one table

/// A paragraph, or rows of label and value; never both. UTF-8.
struct ResultBlock {
  std::string paragraph{};  ///< '\n' begins a new line
  std::vector<std::pair<std::string, std::string>> rows{};
  bool operator==(const ResultBlock&) const = default;
};

/// Holds personal data.
struct ResultDocument {
  std::string title;
  std::string number{};  ///< as the department counts it; "" if it has none
  std::string issuer;    ///< body that issues it
  Date date;
  std::optional<Date> valid_until{};
  bool on_slip = false;  ///< it may be printed on the narrow paper of receipts
  std::vector<ResultBlock> blocks;
  bool operator==(const ResultDocument&) const = default;
};

/// Canonical JSON.
std::string result_to_json(const ResultDocument& document);
/// BadInput with place and reason for anything else: an unknown member, a control character, more than the
/// limits, no block, a last day before the day of issue. Pure.
Result<ResultDocument> result_from_json(std::string_view json);

}  // namespace yitang::cases
