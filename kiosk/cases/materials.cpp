#include "kiosk/cases/materials.hpp"

#include <algorithm>
#include <array>

namespace yitang::cases {
namespace {

using catalog::Material;
using catalog::MaterialSource;
using catalog::Necessity;
using catalog::ServiceItem;

bool says_any(const Material& material, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return material.condition.zh.find(phrase) != std::string::npos;
  });
}

/// The catalogue states conditions in words. These phrases are what the terminal knows by itself; any other
/// condition is put to the person.
Need need_by_condition(const Material& material, const Draft& draft, Date today) {
  if (material.doc_type == "authorisation" || says_any(material, {"代办"})) {
    return draft.agent && !draft.agreed.guardian ? Need::Required : Need::NotNeeded;
  }
  if (says_any(material, {"未满18周岁"}) && draft.applicant && draft.applicant->birth) {
    return draft.applicant->birth->years_until(today) < 18 ? Need::Required : Need::NotNeeded;
  }
  const bool fetched =
      material.source == MaterialSource::SharedData || material.source == MaterialSource::ELicence;
  if (fetched || says_any(material, {"核验不到", "共享不到", "未在线回传"})) return Need::OfficeAsks;
  const auto answer = draft.applies.find(material.code);
  if (answer == draft.applies.end()) return Need::Ask;
  return answer->second ? Need::Required : Need::NotNeeded;
}

bool card_was_read(const Draft& draft) {
  return draft.applicant && draft.applicant->source == PersonSource::CardReader;
}

/// Nobody else may promise for the applicant: an agent alone brings the proof itself.
bool takes_commitment(const Material& material, const Draft& draft) {
  return may_commit(draft) && !draft.proofs.contains(material.code);
}

Supply supply_of(const ServiceItem& item, const Material& material, const Draft& draft) {
  if (is_authorisation(material) && draft.applicant_present) return Supply::Form;
  // A child without a card, or a code instead of it: the office finds name and number in the registers.
  const bool code = draft.applicant && draft.applicant->source == PersonSource::Code;
  if (material.doc_type == "id_card" && (code || (draft.agreed.guardian && !card_was_read(draft))))
    return Supply::SharedData;
  switch (material.source) {
    case MaterialSource::SharedData: return Supply::SharedData;
    case MaterialSource::ELicence: return Supply::ELicence;
    case MaterialSource::KioskForm: return Supply::Form;
    case MaterialSource::Commitment:
      if (takes_commitment(material, draft)) return Supply::Commitment;
      break;
    case MaterialSource::ResidentScan: break;
  }
  if (material.doc_type == "id_card" && card_was_read(draft)) return Supply::CardReader;
  return item.kiosk_mode == catalog::KioskMode::Reserve ? Supply::Later : Supply::Scanned;
}

Need need_of(const Material& material, Supply supply, const Draft& draft, Date today) {
  if (material.necessity == Necessity::Required) return Need::Required;
  if (material.necessity == Necessity::Optional) return Need::Optional;
  const Need need = need_by_condition(material, draft, today);
  if (need != Need::Ask) return need;
  // Nothing hangs on the answer here: the card was read, or the person takes it along to the appointment.
  if (supply == Supply::CardReader) return Need::Required;
  return supply == Supply::Later ? Need::Optional : need;
}

const MaterialPages* pages_of(const Draft& draft, const std::string& code) {
  const auto found = std::find_if(draft.materials.begin(), draft.materials.end(),
                                  [&](const MaterialPages& pages) { return pages.code == code; });
  return found == draft.materials.end() ? nullptr : &*found;
}

std::optional<std::size_t> first_blurred(const std::vector<PageImage>& pages, double least_sharpness) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].sharpness > 0 && pages[i].sharpness < least_sharpness) return i;
  }
  return std::nullopt;
}

std::optional<MissingMaterial> what_misses(const MaterialNeed& need, const Draft& draft,
                                           double least_sharpness) {
  MissingMaterial missing{need.material, MissingReason::NotAnswered, need.have_pages, need.least_pages, 0};
  if (need.need == Need::Ask) return missing;
  const auto* pages = pages_of(draft, need.material->code);
  const bool handed_in = need.to_scan() || (need.need == Need::Optional && need.have_pages > 0);
  if (need.supply != Supply::Scanned || !handed_in) return std::nullopt;
  missing.reason = need.have_pages == 0 ? MissingReason::NotScanned : MissingReason::TooFewPages;
  if (need.have_pages < need.least_pages) return missing;
  const auto blurred = pages ? first_blurred(pages->pages, least_sharpness) : std::nullopt;
  if (!blurred) return std::nullopt;
  missing.reason = MissingReason::NotSharp;
  missing.page = *blurred;
  return missing;
}

}  // namespace

std::vector<MaterialNeed> materials_for(const ServiceItem& item, const Draft& draft, Date today) {
  std::vector<MaterialNeed> needs;
  for (const auto& material : item.materials) {
    MaterialNeed need;
    need.material = &material;
    need.supply = supply_of(item, material, draft);
    need.need = need_of(material, need.supply, draft, today);
    const auto* pages = pages_of(draft, material.code);
    need.have_pages = pages ? pages->pages.size() : 0;
    const bool both_sides = material.doc_type == "id_card";
    if (need.supply == Supply::Scanned && need.need != Need::NotNeeded) need.least_pages = both_sides ? 2 : 1;
    needs.push_back(need);
  }
  return needs;
}

std::vector<MaterialNeed> demanded_materials(const ServiceItem& item, const Draft& draft,
                                             const std::vector<std::string>& wanted) {
  std::vector<MaterialNeed> needs;
  for (const std::string& code : wanted) {
    const Material* material = item.material(code);
    if (material == nullptr) continue;
    const auto* pages = pages_of(draft, code);
    // One page is enough: the office may want just the side that was not sharp.
    needs.push_back({material, Need::Required, Supply::Scanned, 1, pages ? pages->pages.size() : 0});
  }
  return needs;
}

std::vector<MissingMaterial> missing(const ServiceItem& item, const Draft& draft, Date today,
                                     double least_sharpness) {
  std::vector<MissingMaterial> all;
  for (const auto& need : materials_for(item, draft, today)) {
    if (auto found = what_misses(need, draft, least_sharpness)) all.push_back(*found);
  }
  return all;
}

bool is_authorisation(const Material& material) { return material.doc_type == "authorisation"; }

std::vector<const Material*> commitments_to_make(const ServiceItem& item, const Draft& draft, Date today) {
  std::vector<const Material*> wanted;
  for (const auto& need : materials_for(item, draft, today)) {
    if (need.need == Need::Required && need.supply == Supply::Commitment) wanted.push_back(need.material);
  }
  return wanted;
}

std::vector<const Material*> commitments_missing(const ServiceItem& item, const Draft& draft, Date today) {
  auto wanted = commitments_to_make(item, draft, today);
  std::erase_if(wanted, [&](const Material* one) { return is_committed(*one, draft.agreed.commitments); });
  return wanted;
}

std::uint64_t picture_bytes(const std::vector<MaterialPages>& materials) {
  std::uint64_t bytes = 0;
  for (const MaterialPages& material : materials) {
    for (const PageImage& page : material.pages) bytes += page.bytes;
  }
  return bytes;
}

}  // namespace yitang::cases
