#include "kiosk/base/error.hpp"

namespace yitang {

std::string describe(const Error& error) {
  return error.where.empty() ? error.reason : error.where + ": " + error.reason;
}

}  // namespace yitang
