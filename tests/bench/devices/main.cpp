// How much time the program itself adds to its devices: simulated ones without any delay, the real drivers
// and services, real threads.
//   device_bench [--dir DIR] [--repeats N]
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "tests/bench/devices/measurements.hpp"
#include "tests/bench/store/bench_support.hpp"

namespace yitang::bench {

void print_row(const std::string& what, std::vector<double> values, double limit_ms) {
  const auto [least, worst] = std::minmax_element(values.begin(), values.end());
  const double middle = median(values);
  std::printf("| %s | %.2f | %.2f | %.2f | ", what.c_str(), *least, middle, *worst);
  if (limit_ms > 0) std::printf("%s: %.0f ", middle < limit_ms ? "met" : "MISSED", limit_ms);
  std::printf("|\n");
  std::fflush(stdout);
}

}  // namespace yitang::bench

int main(int argc, char** argv) {
  CLI::App app("Time that the program adds to its devices");
  std::string directory = ".";
  int repeats = 200;
  app.add_option("--dir", directory, "Folder for the store, on the medium to measure");
  app.add_option("--repeats", repeats)->check(CLI::Range(3, 100'000));
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::err);
  std::printf("| our share, ms (%d times) | least | median | worst | limit |\n|---|---:|---:|---:|---|\n",
              repeats);
  try {
    yitang::bench::measure_card(repeats);
    yitang::bench::measure_receipt(directory, repeats);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "device_bench: %s\n", failure.what());
    return 2;
  }
  return 0;
}
