// Ratings.
#include <algorithm>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

constexpr std::size_t kMaxTags = 20;
constexpr std::size_t kMaxCommentBytes = 2000;

Result<void> check_rating(const Rating& rating) {
  if (rating.level < 1 || rating.level > 5)
    return fail(ErrorKind::BadInput, "must be 1 to 5", "rating.level");
  if (rating.visit_uid.empty()) return fail(ErrorKind::BadInput, "is empty", "rating.visit_uid");
  const bool tags_fit =
      rating.tags.size() <= kMaxTags && std::all_of(rating.tags.begin(), rating.tags.end(), [](auto& tag) {
        return !tag.empty() && tag.size() <= 20 && tag.find(',') == std::string::npos;
      });
  if (!tags_fit) return fail(ErrorKind::BadInput, "are too many or no codes", "rating.tags");
  if (rating.comment.size() > kMaxCommentBytes || !is_utf8(rating.comment)) {
    return fail(ErrorKind::BadInput, "is too long or no UTF-8", "rating.comment");
  }
  return {};
}

std::string joined(const std::vector<std::string>& tags) {
  std::string text;
  for (const auto& tag : tags) text += (text.empty() ? "" : ",") + tag;
  return text;
}

}  // namespace

Result<void> CaseStore::store_rating(const Rating& rating) {
  if (auto right = check_rating(rating); !right) return right;
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto stored = parts.database.run(
      "INSERT INTO rating (visit_uid, level, tags, comment, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
      "(visit_uid) DO UPDATE"
      " SET level = excluded.level, tags = excluded.tags, comment = excluded.comment, at = excluded.at",
      rating.visit_uid, rating.level, joined(rating.tags), rating.comment, parts.clock.now());
  if (!stored) return failure(stored);
  auto audited = append_audit(parts, audit::RatingStored{rating.visit_uid, rating.level});
  if (!audited) return audited;
  return up(transaction->commit());
}

Result<void> CaseStore::note_keys_change(const audit::KeysChanged& change) {
  auto transaction = parts_->database.begin();
  if (!transaction) return failure(transaction);
  if (auto audited = append_audit(*parts_, change); !audited) return audited;
  return up(transaction->commit());
}

Result<std::optional<Rating>> CaseStore::rating_of(std::string_view visit_uid) {
  auto row = parts_->database.query_one<int, std::string, std::string, std::int64_t>(
      "SELECT level, tags, comment, at FROM rating WHERE visit_uid = ?", visit_uid);
  if (!row) return failure(row);
  if (!*row) return std::nullopt;
  auto& [level, tags, comment, at] = **row;
  Rating rating{std::string(visit_uid), level, {}, std::move(comment), at};
  if (!tags.empty()) rating.tags = split(tags, ',');
  return rating;
}

}  // namespace yitang::cases
