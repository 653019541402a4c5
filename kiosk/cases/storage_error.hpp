// The border between the store's errors and the product's.
#pragma once

#include "kiosk/base/error.hpp"
#include "storage/error.hpp"

namespace yitang::cases {

/// Keeps file and reason; maps the code to what a flow can tell a person.
Error product_error(const storage::Error& error);

inline tl::unexpected<Error> store_failure(const storage::Error& error) {
  return tl::unexpected<Error>(product_error(error));
}

}  // namespace yitang::cases
