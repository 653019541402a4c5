// What the measurements of devices share, and their list.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "devices/error.hpp"

namespace yitang::bench {

// What a device gave, or the end of the measurement.
template <class Value>
Value good(devices::Result<Value> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

// One line of the table: least, median and worst of the values, beside the limit if there is one.
void print_row(const std::string& what, std::vector<double> values, double limit_ms = 0);

// From the reader's "card found" to the parsed card in the terminal's hands.
void measure_card(int repeats);
// From the wish for a receipt to its first byte on the line, and the receipt's bytes by themselves.
void measure_receipt(const std::filesystem::path& where, int repeats);

}  // namespace yitang::bench
