#include "devices/barcode/recogniser.hpp"

#include <algorithm>
#include <iterator>

namespace yitang::devices {
namespace {

constexpr std::string_view kActingSchemes[] = {"tel",    "sms",     "mailto", "weixin",     "wechat",
                                               "alipay", "alipays", "intent", "javascript", "data",
                                               "file",   "geo",     "market", "wifi"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

std::string_view without_ends(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool allowed(CodeCharacters characters, char c) {
  switch (characters) {
    case CodeCharacters::Any: return true;
    case CodeCharacters::Digits: return is_digit(c);
    case CodeCharacters::Hex: return is_hex(c);
    case CodeCharacters::LettersDigits: return is_digit(c) || is_ascii_letter(c);
    case CodeCharacters::Printable: return c > ' ' && c <= '~';
  }
  return false;
}

bool fits(const CodeRule& rule, std::string_view text) {
  if (text.size() < rule.least || text.size() > rule.most) return false;
  if (text.substr(0, rule.starts.size()) != rule.starts) return false;
  const std::string_view rest = text.substr(rule.starts.size());
  return std::all_of(rest.begin(), rest.end(), [&rule](char c) { return allowed(rule.characters, c); });
}

}  // namespace

std::string_view name_of(CodeKind kind) {
  switch (kind) {
    case CodeKind::Unknown: return "unknown";
    case CodeKind::Receipt: return "receipt";
    case CodeKind::MedicalInsurance: return "medical-insurance";
    case CodeKind::SocialSecurity: return "social-security";
    case CodeKind::HealthCard: return "health-card";
    case CodeKind::CityCode: return "city-code";
    case CodeKind::Licence: return "licence";
    case CodeKind::Url: return "url";
  }
  return "unknown";
}

bool looks_like_url(std::string_view text) {
  text = without_ends(text);
  if (lower(text.substr(0, 4)) == "www.") return true;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 32 || !is_ascii_letter(text[0])) return false;
  const std::string scheme = lower(text.substr(0, colon));
  const bool well_formed = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_ascii_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  if (!well_formed) return false;
  if (text.substr(colon, 3) == "://") return true;
  return std::find(std::begin(kActingSchemes), std::end(kActingSchemes), scheme) != std::end(kActingSchemes);
}

CodeKind CodeRecogniser::kind_of(std::string_view text) const {
  const std::string_view content = without_ends(text);
  const auto rule =
      std::find_if(rules_.begin(), rules_.end(), [content](const CodeRule& r) { return fits(r, content); });
  if (rule != rules_.end()) return rule->kind;
  return looks_like_url(content) ? CodeKind::Url : CodeKind::Unknown;
}

}  // namespace yitang::devices
