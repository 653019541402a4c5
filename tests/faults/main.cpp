#include <gtest/gtest.h>

#include <cstdio>

#include "device_bench.hpp"

int main(int argc, char** argv) {
  if (!yitang::faults::enter_emulated_root(argv)) {
    std::fputs("cannot start the emulated devices\n", stderr);
    return 2;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
