#include "kiosk/cases/page_image.hpp"

namespace yitang::cases {

PageImage page_of(storage::Bytes content, std::string media_type, double sharpness) {
  PageImage page;
  page.media_type = std::move(media_type);
  page.bytes = content.size();
  page.digest = storage::to_hex(storage::digest_of(content));
  page.sharpness = sharpness;
  page.content = std::move(content);
  return page;
}

}  // namespace yitang::cases
