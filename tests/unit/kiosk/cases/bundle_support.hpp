// A bundle of the sample, filled in as a person would: every question of the merged form once.
#pragma once

#include "kiosk/cases/bundle.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::cases::test {

const catalog::Bundle& bundle(std::string_view id);
MergedItem merged(std::string_view bundle_id, std::string_view sex = "male");
/// A value that the field accepts, whatever its type; "" values for what is not required.
FieldValue answer_to(const catalog::FormField& field);
/// Everything that is asked, photographed, chosen and signed; pictures are not sealed yet.
Draft bundle_draft(const MergedItem& merged, Random& random, UnixMillis now = kFriday,
                   const Person& person = elder());

}  // namespace yitang::cases::test
