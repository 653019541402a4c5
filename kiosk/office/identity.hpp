// Whose code it is. The office asks the body that issued it, through whatever it is connected to.
#pragma once

#include "kiosk/cases/identity.hpp"

namespace yitang::office {

/// The way to those who issue codes (medical insurance, social security, licences). Used on the office's
/// thread; may block. An office without one cannot say who anybody is.
class IdentityPlatform {
 public:
  virtual ~IdentityPlatform() = default;
  IdentityPlatform() = default;
  IdentityPlatform(const IdentityPlatform&) = delete;
  IdentityPlatform& operator=(const IdentityPlatform&) = delete;

  /// Whose code this is: each answers once. The person's source and proof are of no meaning.
  virtual cases::IdentityAnswer redeem(catalog::IdentityMethod method, const WipedBytes& payload) = 0;
};

}  // namespace yitang::office
