// Single-byte characters of a receipt printer (ESC t): which character stands behind the bytes from 80 on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace yitang::devices {

class CodePage {
 public:
  // Numbers as Epson's TM series has them: 0 to 5 and 16 to 19. Others are known to no table of ours and hold
  // no characters; models differ in them.
  void select(int number);
  // `byte` from 80 on. Nothing: no such character in this page.
  [[nodiscard]] std::optional<char32_t> character(std::uint8_t byte);

 private:
  int number_ = 0;
  std::array<std::optional<char32_t>, 128> seen_;
};

}  // namespace yitang::devices
