// Where the kernel shows its devices; elsewhere in tests.
#pragma once

#include <string>

namespace yitang::devices {

struct NodeRoots {
  std::string sys = "/sys";
  std::string dev = "/dev";
};

}  // namespace yitang::devices
