#include <cstdio>

#include "kiosk/cli/command.hpp"

namespace yitang::cli {

int report(const Error& error) {
  std::fprintf(stderr, "yitang: %s\n", describe(error).c_str());
  return error.kind == ErrorKind::BadInput ? kBadInput : kNotFoundOrNotHeld;
}

}  // namespace yitang::cli
