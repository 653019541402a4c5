#include "kiosk/cases/values.hpp"

namespace yitang::cases {

std::string_view text_of(const FormValues& values, std::string_view key) {
  const auto found = values.find(key);
  if (found == values.end()) return {};
  const auto* text = std::get_if<std::string>(&found->second);
  return text ? std::string_view(*text) : std::string_view();
}

bool is_empty(const FieldValue& value) {
  return std::visit([](const auto& content) { return content.empty(); }, value);
}

}  // namespace yitang::cases
