#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "deterministic_random.hpp"

int main(int argc, char** argv) {
  yitang::faults::make_sodium_deterministic();
  spdlog::set_level(spdlog::level::off);  // thousands of failed commits would be reported
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
