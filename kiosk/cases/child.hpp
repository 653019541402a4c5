// A child without a card: what the guardian types, and the person it makes. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/cases/form.hpp"

namespace yitang::cases {

/// Name, kind of number, number, and the birth date where the number does not tell it. Keys begin with
/// "typed.": they belong to no item and are never handed in as values.
const std::vector<catalog::FormField>& child_fields();
const catalog::FormField* child_field(std::string_view key);

/// Canonical values that check_field() accepted. The source is Typed: for the office to confirm.
Person typed_child(const FormValues& values);

}  // namespace yitang::cases
