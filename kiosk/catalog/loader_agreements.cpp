// Texts to agree to: each goes to the item it is for, and none may be missing.
#include <algorithm>

#include "kiosk/catalog/loader.hpp"

namespace yitang::catalog {
namespace {

void put_days(std::string& text, int days) {
  constexpr std::string_view kDays = "{days}";
  if (const auto at = text.find(kDays); at != std::string::npos)
    text.replace(at, kDays.size(), std::to_string(days));
}

ConsentText with_days(ConsentText consent, int days) {
  put_days(consent.kept.zh, days);
  put_days(consent.kept.en, days);
  return consent;
}

bool give_consent(ServiceItem& item, const ConsentText& text) {
  if (item.privacy.basis != PrivacyBasis::SeparateConsent) return false;
  item.privacy.consent = with_days(text, item.privacy.retention_days);
  return true;
}

bool give_commitment(ServiceItem& item, const AgreementLine& line) {
  const auto material =
      std::find_if(item.materials.begin(), item.materials.end(),
                   [&](const Material& candidate) { return candidate.code == line.material; });
  if (material == item.materials.end() || material->source != MaterialSource::Commitment) return false;
  material->commitment = line.commitment;
  return true;
}

std::string line_of(const ServiceItem& item, const std::string& inside) {
  return "items.jsonl:" + std::to_string(item.line) + " " + item.id + " " + inside;
}

}  // namespace

bool Loader::link_agreements() {
  return std::all_of(agreements_.begin(), agreements_.end(),
                     [this](const AgreementLine& line) { return link_agreement(line); }) &&
         check_agreements();
}

bool Loader::link_agreement(const AgreementLine& line) {
  auto& items = catalog_->items_;
  if (line.item.empty()) {  // of every item
    for (ServiceItem& item : items)
      item.privacy.guardian_consent = with_days(*line.consent, item.privacy.retention_days);
    return true;
  }
  bool known = false;
  bool fits = false;
  for (ServiceItem& item : items) {  // each version of it that asks for such a text
    if (item.id != line.item) continue;
    known = true;
    fits = (line.consent ? give_consent(item, *line.consent) : give_commitment(item, line)) || fits;
  }
  if (!known)
    return refuse_reference("items.jsonl", line.place + " item", "there is no item '" + line.item + "'");
  if (fits) return true;
  return line.consent
             ? refuse(line.place + " item", "the item asks for no separate consent")
             : refuse(line.place + " material", "the item has no commitment '" + line.material + "'");
}

bool Loader::check_agreements() {
  return std::all_of(catalog_->items_.begin(), catalog_->items_.end(),
                     [this](const ServiceItem& item) { return check_agreements_of(item); });
}

bool Loader::check_agreements_of(const ServiceItem& item) {
  constexpr const char* kFile = "agreements.jsonl";
  const bool authorised = std::any_of(item.materials.begin(), item.materials.end(),
                                      [](const Material& m) { return m.doc_type == "authorisation"; });
  if (item.agent.needs_authorisation && !authorised &&
      !refuse(line_of(item, "agent_service"), "needs an authorisation that is none of its materials"))
    return false;
  if (item.privacy.basis == PrivacyBasis::SeparateConsent && !item.privacy.consent &&
      !refuse_reference(kFile, line_of(item, "privacy"), "its consent has no text in agreements.jsonl"))
    return false;
  if (!item.privacy.guardian_consent &&
      !refuse_reference(kFile, kFile, "there is no text of kind guardian_consent"))
    return false;
  for (const Material& material : item.materials) {
    if (material.source == MaterialSource::Commitment && !material.commitment &&
        !refuse_reference(kFile, line_of(item, "materials " + material.code),
                          "its commitment has no text in agreements.jsonl"))
      return false;
  }
  return true;
}

}  // namespace yitang::catalog
