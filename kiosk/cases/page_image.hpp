// One captured page of a material. The picture itself is in a sealed file; a page outside the store carries
// its bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/sealed_files.hpp"

namespace yitang::cases {

struct PageImage {
  std::string media_type = "image/jpeg";     ///< image/jpeg, image/png or application/pdf
  std::uint64_t bytes = 0;                   ///< size of the picture
  std::string digest;                        ///< lower-case hexadecimal BLAKE2b-256 of the picture
  double sharpness = 0;                      ///< as the scanner's check measured it; 0 if unknown
  std::optional<storage::SealedRef> sealed;  ///< set once the store has the picture
  storage::Bytes content;                    ///< the picture while it travels (envelope), else empty
};

/// Pages of one material, in reading order.
struct MaterialPages {
  std::string code;  ///< code of the catalogue's material
  std::vector<PageImage> pages;
};

/// A page holding `content` with its size and digest filled in.
PageImage page_of(storage::Bytes content, std::string media_type, double sharpness = 0);

inline constexpr std::size_t kMaxPageBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMaxPagesOfMaterial = 60;
inline constexpr std::size_t kMaxMaterials = 60;

}  // namespace yitang::cases
