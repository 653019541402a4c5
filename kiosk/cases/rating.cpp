#include "kiosk/cases/rating.hpp"

#include <algorithm>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/json_parts.hpp"

namespace yitang::cases {
namespace {

using json::Json;
using json::Node;

constexpr std::string_view kRatingSchema = "yitang.rating/1";
constexpr std::size_t kMaxTags = 8;
constexpr std::size_t kMaxTagBytes = 20;
constexpr std::size_t kTerminalBytes = 4;

bool is_tag(const std::string& tag) {
  return !tag.empty() && tag.size() <= kMaxTagBytes && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
  });
}

bool is_control(char32_t c) { return (c < 0x20 && c != U'\n') || (c >= 0x7F && c < 0xA0); }

bool is_comment(std::string_view text) {
  if (!is_utf8(text)) return false;
  const std::u32string points = decode_utf8(text);
  return points.size() <= kMaxRatingComment && std::none_of(points.begin(), points.end(), is_control);
}

RatingEnvelope read(const Node& root) {
  root.only({"schema", "idempotency_key", "case_uid", "terminal", "level", "tags", "comment", "at"});
  const Node schema = root.at("schema");
  if (schema.text(json::kMaxKeyBytes) != kRatingSchema) schema.fail("is not yitang.rating/1");
  RatingEnvelope rating;
  rating.idempotency_key = root.at("idempotency_key").hex(16);
  rating.case_uid = root.at("case_uid").hex(16);
  rating.terminal = root.at("terminal").text(kTerminalBytes);
  if (rating.terminal.size() != kTerminalBytes) root.at("terminal").fail("must have four characters");
  rating.level = static_cast<int>(root.at("level").integer(1, 5));
  const Node tags = root.at("tags");
  const std::size_t size = tags.array(kMaxTags);
  for (std::size_t i = 0; i < size; ++i) rating.tags.push_back(tags.at(i).text(kMaxTagBytes));
  if (!std::all_of(rating.tags.begin(), rating.tags.end(), is_tag)) tags.fail("are no codes");
  rating.comment = root.text_or("comment", kMaxRatingBytes);
  if (!is_comment(rating.comment)) root.at("comment").fail("is too long or has control characters");
  rating.at = root.at("at").integer(1, json::kMaxMillis);
  return rating;
}

}  // namespace

Result<void> check_rating(const Rating& rating) {
  const auto refuse = [](const char* what, const char* where) {
    return fail(ErrorKind::BadInput, what, where);
  };
  if (rating.level < 1 || rating.level > 5) return refuse("must be 1 to 5", "rating.level");
  if (rating.visit_uid.empty()) return refuse("is empty", "rating.visit_uid");
  if (rating.tags.size() > kMaxTags || !std::all_of(rating.tags.begin(), rating.tags.end(), is_tag))
    return refuse("are too many or no codes", "rating.tags");
  if (!is_comment(rating.comment)) return refuse("is too long or no plain text", "rating.comment");
  return {};
}

std::string fit_comment(std::string_view text) {
  std::u32string points = decode_utf8(text);
  std::erase_if(points, is_control);
  points.resize(std::min(points.size(), kMaxRatingComment));
  return encode_utf8(points);
}

std::string rating_to_json(const RatingEnvelope& rating) {
  Json root{{"schema", kRatingSchema},
            {"idempotency_key", rating.idempotency_key},
            {"case_uid", rating.case_uid},
            {"terminal", rating.terminal},
            {"level", rating.level},
            {"tags", rating.tags},
            {"at", rating.at}};
  if (!rating.comment.empty()) root["comment"] = rating.comment;
  return json::dump(root);
}

Result<RatingEnvelope> rating_from_json(std::string_view text) {
  return json::guarded<RatingEnvelope>([&]() -> RatingEnvelope {
    const Json root = json::parse(text, kMaxRatingBytes);
    return read(Node(root, ""));
  });
}

bool is_rating(std::string_view text) {
  if (text.size() > kMaxRatingBytes) return false;
  const auto schema = json::guarded<std::string>([&]() -> std::string {
    const Json root = json::parse(text, kMaxRatingBytes);
    return Node(root, "").text_or("schema", json::kMaxKeyBytes);
  });
  return schema && *schema == kRatingSchema;
}

std::string joined_tags(const std::vector<std::string>& tags) {
  std::string text;
  for (const std::string& tag : tags) text += (text.empty() ? "" : ",") + tag;
  return text;
}

std::vector<std::string> split_tags(std::string_view joined) {
  return joined.empty() ? std::vector<std::string>() : split(joined, ',');
}

}  // namespace yitang::cases
