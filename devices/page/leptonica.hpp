// The few ways in and out of Leptonica; not for use outside this folder.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

#include "devices/image/image.hpp"

namespace yitang::devices {

struct PixEnd {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixOwner = std::unique_ptr<Pix, PixEnd>;

// 8 bits a dot. Null if there is no memory. `grey` must be a grey picture.
[[nodiscard]] PixOwner to_pix(const Image& grey);
// Of an 8-bit picture.
[[nodiscard]] Image from_pix(Pix& pix);
// Leptonica prints what it dislikes to stderr unless told otherwise; it keeps that setting for the process.
void quiet_leptonica();

}  // namespace yitang::devices
