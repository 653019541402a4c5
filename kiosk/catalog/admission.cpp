#include "kiosk/catalog/admission.hpp"

#include "kiosk/catalog/document.hpp"

namespace yitang::catalog {
namespace {

Admission read_admission(const Node& node) {
  Admission admission;
  if (const Node basis = node.optional("legal_basis")) admission.legal_basis = basis.texts(50);
  if (const Node consent = node.optional("consent")) {
    admission.consent_by = consent["by"].text();
    const Node on = consent["on"];
    const std::string day = on.text();
    admission.consent_on = Date::parse(day);
    if (!day.empty() && !admission.consent_on) on.problem("is no date such as 2026-10-01");
  }
  return admission;
}

// What a resident reads before setting out, and the parser lets be empty.
std::vector<std::string> gaps_of_guide(const ServiceItem& item) {
  std::vector<std::string> gaps;
  if (item.conditions.empty()) gaps.emplace_back("conditions_zh");
  if (item.materials.empty()) gaps.emplace_back("materials");
  if (item.case_type == CaseType::Promised && item.promise_days == 0) gaps.emplace_back("promise_days");
  const bool no_amount = item.fee.amount.find_first_of("123456789") == std::string::npos;
  if (item.fee.charged && no_amount) gaps.emplace_back("fee.amount");
  return gaps;
}

}  // namespace

Result<Admissions> parse_admissions(std::string_view json, const std::string& file, Faults* all) {
  return read_document<Admissions>(json, file, "yitang.admission/1", all,
                                   [](const Node& root, Admissions& admissions) {
                                     for (const auto& [id, node] : root["items"].members(20'000))
                                       admissions.emplace(id, read_admission(node));
                                   });
}

void admit(ServiceItem& item, const Admission* given, const Catalog& catalog) {
  item.admission = given == nullptr ? Admission() : *given;
  Admission& admission = item.admission;
  admission.guide_gaps = gaps_of_guide(item);
  if (catalog.department(item.department_code) == nullptr)
    admission.gaps.push_back(AdmissionGap::NoDepartment);
  if (admission.legal_basis.empty()) admission.gaps.push_back(AdmissionGap::NoLegalBasis);
  if (!admission.guide_gaps.empty()) admission.gaps.push_back(AdmissionGap::GuideIncomplete);
  if (admission.consent_by.empty() || !admission.consent_on)
    admission.gaps.push_back(AdmissionGap::NoConsent);
}

}  // namespace yitang::catalog
