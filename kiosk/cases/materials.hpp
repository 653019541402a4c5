// Which materials this person must hand in for this item, where each comes from, and what is still missing.
// Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

enum class Need {
  Required,
  Optional,
  Ask,         ///< conditional, and only the person knows: set draft.applies[code]
  OfficeAsks,  ///< only if the office cannot fetch the data itself: nothing to bring now
  NotNeeded,   ///< its condition does not hold
};

struct MaterialNeed {
  const catalog::Material* material = nullptr;  ///< of the item, which must outlive this
  Need need = Need::Required;
  Supply supply = Supply::Scanned;
  std::size_t least_pages = 0;  ///< Scanned only; both sides of an identity card are two
  std::size_t have_pages = 0;

  /// Pages are to be scanned here.
  bool to_scan() const { return need == Need::Required && supply == Supply::Scanned; }
};

/// One entry for each material of the item, in its order.
std::vector<MaterialNeed> materials_for(const catalog::ServiceItem& item, const Draft& draft, Date today);

/// What a one-time notice asks for, each to be photographed; codes that the item does not know are left out.
std::vector<MaterialNeed> demanded_materials(const catalog::ServiceItem& item, const Draft& draft,
                                             const std::vector<std::string>& wanted);

enum class MissingReason {
  NotScanned,
  TooFewPages,  ///< have_pages of least_pages
  NotSharp,     ///< page
  NotAnswered,  ///< Need::Ask without an answer
};

struct MissingMaterial {
  const catalog::Material* material = nullptr;
  MissingReason reason = MissingReason::NotScanned;
  std::size_t have_pages = 0;
  std::size_t least_pages = 0;
  std::size_t page = 0;  ///< from 0
};

/// The paper by which the applicant lets somebody else act.
bool is_authorisation(const catalog::Material& material);
/// Materials for which this person makes a commitment, and those of them that are not made yet.
std::vector<const catalog::Material*> commitments_to_make(const catalog::ServiceItem& item,
                                                          const Draft& draft, Date today);
std::vector<const catalog::Material*> commitments_missing(const catalog::ServiceItem& item,
                                                          const Draft& draft, Date today);

/// Size of all pictures of the draft together, see kMaxPicturesBytes.
std::uint64_t picture_bytes(const std::vector<MaterialPages>& materials);

/// Everything that is missing, at once. A page counts as sharp from `least_sharpness`, or if none was
/// measured.
std::vector<MissingMaterial> missing(const catalog::ServiceItem& item, const Draft& draft, Date today,
                                     double least_sharpness = 0);

}  // namespace yitang::cases
