#include "kiosk/cases/home_region.hpp"

#include <algorithm>
#include <iterator>

namespace yitang::cases {
namespace {

constexpr std::size_t kCodeDigits = 6;  ///< of a citizen number: where it was given out (GB/T 2260)

/// The office of another county sends it; nobody here has it to hand over.
bool comes_from_afar(catalog::Delivery kind) {
  return kind != catalog::Delivery::Window && kind != catalog::Delivery::Agent;
}

}  // namespace

void fill_home_region(const catalog::Catalog& catalog, const catalog::ServiceItem& item,
                      const Person& applicant, FormValues& values) {
  const catalog::FormField* field = item.field(kHomeRegion);
  if (field == nullptr || !text_of(values, kHomeRegion).empty()) return;
  if (applicant.document != DocumentKind::ResidentId || applicant.number.size() != 18) return;
  const std::string_view code = std::string_view(applicant.number).substr(0, kCodeDigits);
  if (catalog.regions().find(code) == nullptr) return;
  values[field->key] = catalog.regions().words(code, Language::Chinese);
}

std::string_view home_elsewhere(const catalog::ServiceItem& item, const FormValues& values) {
  const std::string_view home = text_of(values, kHomeRegion);
  const bool here = item.own_region.ends_with(home);  // also without its province, as somebody may write it
  return item.own_region.empty() || here ? std::string_view() : home;
}

std::vector<catalog::Delivery> deliveries_for(const catalog::ServiceItem& item, const FormValues& values) {
  const auto& offered = item.result.delivery;
  if (home_elsewhere(item, values).empty()) return offered;
  std::vector<catalog::Delivery> left;
  std::copy_if(offered.begin(), offered.end(), std::back_inserter(left), comes_from_afar);
  return left.empty() ? offered : left;
}

}  // namespace yitang::cases
