// What kind of code a text is, by a table that a technician configures. Only the kind: whether a code is
// genuine is for whoever issued it to say, and nothing in a code is ever opened, called or followed. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::devices {

enum class CodeKind : std::uint8_t {
  Unknown,
  Receipt,           // a slip of ours
  MedicalInsurance,  // electronic medical insurance voucher
  SocialSecurity,    // electronic social security card
  HealthCard,
  CityCode,
  Licence,  // electronic licence
  Url,      // an address of the internet, whatever else it is
};

// Stable names for configuration and logs: "medical-insurance" ...
[[nodiscard]] std::string_view name_of(CodeKind kind);

enum class CodeCharacters : std::uint8_t { Any, Digits, Hex, LettersDigits, Printable };

// Fits a text that begins with `starts`, has `least` to `most` bytes altogether, and behind its beginning
// only `characters` (of ASCII, but for Any).
struct CodeRule {
  CodeKind kind = CodeKind::Unknown;
  std::string starts;
  std::size_t least = 1;
  std::size_t most = 4096;
  CodeCharacters characters = CodeCharacters::Any;
};

class CodeRecogniser {
 public:
  explicit CodeRecogniser(std::vector<CodeRule> rules = {}) : rules_(std::move(rules)) {}
  // By the first rule that fits; else Url if it looks like one; else Unknown. Spaces and line ends around the
  // text do not count.
  [[nodiscard]] CodeKind kind_of(std::string_view text) const;

 private:
  std::vector<CodeRule> rules_;
};

// Begins with a scheme and "://", with a scheme that programs act on ("tel:", "weixin:" ...), or with "www.".
[[nodiscard]] bool looks_like_url(std::string_view text);

}  // namespace yitang::devices
