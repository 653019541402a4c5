#include "kiosk/catalog/item.hpp"

#include <algorithm>
#include <charconv>

namespace yitang::catalog {
namespace {

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Date> DateBound::resolve(Date today, std::optional<Date> birth) const {
  if (base == Base::Birth && !birth) return std::nullopt;
  const Date start = base == Base::Birth ? *birth : today;
  return start.plus_years(years).plus_days(days);
}

const Option* Validation::option(std::string_view code) const {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.code == code; });
  return found == options.end() ? nullptr : &*found;
}

bool ShowIf::holds(std::string_view actual) const {
  if (actual.empty()) return false;
  if (op == Comparison::Equal) return actual == value;
  const auto left = to_number(actual);
  const auto right = to_number(value);
  if (!left || !right) return false;
  switch (op) {
    case Comparison::Less: return *left < *right;
    case Comparison::LessOrEqual: return *left <= *right;
    case Comparison::Greater: return *left > *right;
    case Comparison::GreaterOrEqual: return *left >= *right;
    case Comparison::Equal:
    case Comparison::In:
    case Comparison::Between: break;
  }
  return false;
}

const FormField* ServiceItem::field(std::string_view key) const {
  const auto found = std::find_if(form.begin(), form.end(), [&](const FormField& f) { return f.key == key; });
  return found == form.end() ? nullptr : &*found;
}

const Material* ServiceItem::material(std::string_view code) const {
  const auto found =
      std::find_if(materials.begin(), materials.end(), [&](const Material& m) { return m.code == code; });
  return found == materials.end() ? nullptr : &*found;
}

const Text& public_name_of(const ServiceItem& item) {
  return item.restricted_to ? item.public_name : item.name;
}

const Text& proof_name(const Material& material) {
  return material.commitment ? material.commitment->replaces : material.name;
}

bool is_admitted(const ServiceItem& item) {
  return item.status == ItemStatus::Published && item.admission.gaps.empty();
}

bool is_effective(const ServiceItem& item, Date day) {
  return (!item.effective_from || *item.effective_from <= day) &&
         (!item.effective_until || day <= *item.effective_until);
}

bool accepts(const ServiceItem& item, IdentityMethod method) {
  return std::find(item.identity.begin(), item.identity.end(), method) != item.identity.end();
}

bool needs_identity(const ServiceItem& item) {
  const bool field = std::any_of(item.form.begin(), item.form.end(), [](const FormField& f) {
    return f.prefill && *f.prefill != Prefill::ELicenceUscc;
  });
  const bool card = std::any_of(item.materials.begin(), item.materials.end(),
                                [](const Material& m) { return m.doc_type == "id_card"; });
  return field || card;
}

}  // namespace yitang::catalog
