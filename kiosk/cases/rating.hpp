// What a person says of a matter, and how it goes to the office: in an envelope of its own, behind its case.
//
// JSON "yitang.rating/1": "idempotency_key" and "case_uid" (32 hexadecimal digits each), "terminal" (four
// characters), "level" (1 to 5), "tags" (codes of the national list), "comment" (may be absent), "at"
// (milliseconds of the Unix clock). It names no person.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/cases/store_records.hpp"

namespace yitang::cases {

inline constexpr std::size_t kMaxRatingComment = 500;  ///< characters (code points)
/// Of the JSON: a comment of 500 characters, each in its longest form, and the rest.
inline constexpr std::size_t kMaxRatingBytes = 8 * 1024;
/// Levels 1 and 2: the office opens a rectification task.
inline constexpr int kWorstGoodLevel = 3;

struct RatingEnvelope {
  std::string idempotency_key;
  std::string case_uid;
  std::string terminal;
  int level = 0;
  std::vector<std::string> tags;
  std::string comment;
  UnixMillis at = 0;
  bool operator==(const RatingEnvelope&) const = default;
};

/// BadInput, naming the member: a level outside 1..5, tags that are no codes or too many, a comment that is
/// too long or has control characters other than a line end. Pure.
Result<void> check_rating(const Rating& rating);

/// What was typed as a comment may have: control characters (but line ends) and whatever is above the limit
/// are left out. Pure.
std::string fit_comment(std::string_view text);

std::string rating_to_json(const RatingEnvelope& rating);
/// BadInput for anything else. Pure.
Result<RatingEnvelope> rating_from_json(std::string_view json);
/// Whether a text that came to the office is a rating rather than a case. Reads nothing that is larger than a
/// rating can be. Pure.
bool is_rating(std::string_view json);

/// Tags as a store keeps them: with commas between them.
std::string joined_tags(const std::vector<std::string>& tags);
std::vector<std::string> split_tags(std::string_view joined);

}  // namespace yitang::cases
