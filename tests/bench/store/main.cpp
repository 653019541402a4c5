// The store's speed, as ratios of one run.
//   store_bench [--dir DIR] [--commits N] [--rows N,N,...] [--only submit|scale]
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tests/bench/store/bench_support.hpp"

int main(int argc, char** argv) {
  CLI::App app("Speed of the encrypted store");
  std::string directory = ".";
  int commits = 400;
  std::vector<int> rows{1000, 10'000, 100'000, 1'000'000};
  std::string only;
  app.add_option("--dir", directory, "Folder on the medium to measure");
  app.add_option("--commits", commits)->check(CLI::Range(10, 100'000));
  app.add_option("--rows", rows)->delimiter(',');
  app.add_option("--only", only)->check(CLI::IsMember({"submit", "scale"}));
  CLI11_PARSE(app, argc, argv);
  try {
    if (only != "scale") yitang::bench::measure_submit(directory, commits);
    std::printf("\n");
    if (only != "submit") yitang::bench::measure_scale(directory, rows);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "store_bench: %s\n", failure.what());
    return 2;
  }
  return 0;
}
