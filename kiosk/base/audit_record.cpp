#include "kiosk/base/audit_record.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace yitang::audit {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kWordTail = "abcdefghijklmnopqrstuvwxyz0123456789._-";
constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t kLongestWord = 64;

bool all_of(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kLongestWord &&
         kSmall.find(text.front()) != std::string_view::npos && all_of(text, kWordTail);
}

// TTTT-YYMMDD-NNNN-C, see receipt_number.hpp; here only its shape counts.
bool is_receipt(std::string_view text) {
  if (text.size() < 18 || text.size() > 21) return false;
  return text[4] == '-' && text[11] == '-' && text[text.size() - 2] == '-' &&
         all_of(text.substr(0, 4), kCapitals) && all_of(text.substr(5, 6), "0123456789") &&
         all_of(text.substr(12, text.size() - 14), "0123456789") &&
         all_of(text.substr(text.size() - 1), kCapitals);
}

std::string digest_of_name(std::string_view text) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string hex;
  for (const unsigned char byte : hash) {
    hex += kHexDigits[byte >> 4];
    hex += kHexDigits[byte & 15];
  }
  return hex;
}

}  // namespace

RecordBuilder& RecordBuilder::add(std::string_view name, std::string_view value, bool right) {
  if (!right && wrong_.empty()) wrong_ = name;
  record_.fields_.emplace_back(name, value);
  return *this;
}

RecordBuilder& RecordBuilder::uid(std::string_view name, std::string_view value) {
  return add(name, value, value.size() == 32 && all_of(value, kHexDigits));
}

RecordBuilder& RecordBuilder::digest(std::string_view name, std::string_view value) {
  return add(name, value, value.size() >= 32 && value.size() <= 128 && all_of(value, kHexDigits));
}

RecordBuilder& RecordBuilder::number(std::string_view name, std::int64_t value) {
  return add(name, std::to_string(value), true);
}

RecordBuilder& RecordBuilder::word(std::string_view name, std::string_view value) {
  return add(name, value, is_word(value));
}

RecordBuilder& RecordBuilder::receipt(std::string_view name, std::string_view value) {
  return add(name, value, is_receipt(value));
}

RecordBuilder& RecordBuilder::terminal(std::string_view name, std::string_view value) {
  return add(name, value, value.size() == 4 && all_of(value, kCapitals));
}

RecordBuilder& RecordBuilder::account(std::string_view name, std::string_view value) {
  return add(name, is_word(value) ? std::string(value) : digest_of_name(value), true);
}

Result<Record> RecordBuilder::finish() {
  if (!wrong_.empty()) {
    return fail(ErrorKind::BadInput, "an audit field does not follow its kind", record_.type_ + "." + wrong_);
  }
  return std::move(record_);
}

}  // namespace yitang::audit
