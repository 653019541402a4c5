// What the tests of failing disks share: the kinds of trouble, and what they count.
#pragma once

#include <cerrno>
#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "ledger.hpp"

namespace yitang::faults {

struct Trouble {
  const char* name;
  int error;
  ErrorKind kind;  ///< what the product's error must say
};
inline constexpr Trouble kTroubles[] = {{"full disk", ENOSPC, ErrorKind::StoreFull},
                                        {"read-only disk", EROFS, ErrorKind::StoreFailed},
                                        {"I/O error", EIO, ErrorKind::StoreFailed}};

struct FaultFigures {
  std::uint64_t points = 0;
  std::uint64_t runs = 0;
  std::uint64_t refused = 0;  ///< somebody was told
  std::vector<std::string> wrong;
};

void note(FaultFigures& figures, const std::string& where, const std::string& what);
void note_findings(const Findings& findings, const std::string& where, FaultFigures& figures);
/// Prints the line of figures; the test fails for everything that is wrong.
void print_faults(const std::string& name, const FaultFigures& figures);

}  // namespace yitang::faults
