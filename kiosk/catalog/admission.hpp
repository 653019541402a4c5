// Private to the loader: the gate that a new item passes before residents see it. Four things are demanded:
// its department is known, it has a legal basis, its guide is complete in Chinese, and the township that has
// to do the work agreed. What lacks one of them stays hidden.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/faults.hpp"

namespace yitang::catalog {

/// By id of the item: what admission.json says, `gaps` empty.
using Admissions = std::map<std::string, Admission, std::less<>>;

/// Pure; errors name file and place. With `all` every fault goes there.
Result<Admissions> parse_admissions(std::string_view json, const std::string& file, Faults* all = nullptr);

/// Puts `given` (nullptr: nothing is known) into the item, with everything that is missing.
void admit(ServiceItem& item, const Admission* given, const Catalog& catalog);

}  // namespace yitang::catalog
