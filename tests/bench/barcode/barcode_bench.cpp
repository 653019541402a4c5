// How many codes of a known set are read and how long a frame takes: our search beside plain ZXing and ZBar,
// in one run.
//   barcode_bench [--count N]    scenes a class, 40 unless told
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/decoder/read_zbar.hpp"
#include "devices/decoder/read_zxing.hpp"
#include "devices/decoder/search.hpp"
#include "tests/bench/barcode/distort.hpp"

namespace {

using namespace yitang;
using Codes = std::vector<devices::RawCode>;
using Reader = std::function<Codes(const devices::Image&)>;

struct Score {
  int read = 0, wrong = 0;
  std::vector<double> milliseconds;
  [[nodiscard]] double median() {
    std::nth_element(milliseconds.begin(),
                     milliseconds.begin() + static_cast<std::ptrdiff_t>(milliseconds.size() / 2),
                     milliseconds.end());
    return milliseconds[milliseconds.size() / 2];
  }
};

void look(Score& score, const Reader& reader, const devices::Image& frame, const std::string& truth) {
  const auto begun = std::chrono::steady_clock::now();
  const Codes codes = reader(frame);
  score.milliseconds.push_back(
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  if (codes.empty()) return;
  const std::string text(codes.front().bytes.begin(), codes.front().bytes.end());
  ++(text == truth ? score.read : score.wrong);
}

Codes ours(const devices::Image& frame, int turn) {
  auto codes = devices::search_codes(frame, {.other_formats = false, .max_codes = 1, .turn = turn});
  return codes ? *codes : Codes{};
}

}  // namespace

int main(int argc, char** argv) {
  int count = 40;
  if (argc == 3 && std::string_view(argv[1]) == "--count") count = std::atoi(argv[2]);
  if (count < 1 || (argc != 1 && argc != 3)) {
    std::fprintf(stderr, "barcode_bench [--count N]\n");
    return 2;
  }
  std::mt19937 random(20261122);
  const std::vector<std::pair<const char*, Reader>> readers{
      {"ours, all looks", [](const devices::Image& f) { return ours(f, -1); }},
      {"ZXing", [](const devices::Image& f) { return devices::read_qr_by_zxing(f, 1); }},
      {"ZBar", [](const devices::Image& f) { return devices::read_qr_by_zbar(f, 1); }}};
  std::printf(
      "| class (%d frames of 1280 x 720) | ours | ZXing | ZBar | wrong | ours, ms | ZXing, ms | ZBar, ms | "
      "times ZXing |\n",
      count);
  std::printf("|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
  for (const auto& kind : bench::all_classes(count, random)) {
    std::vector<Score> scores(readers.size());
    int number = 0;
    for (const bench::Scene& scene : kind.scenes) {
      const std::string truth = "YT1." + kind.name + "-" + std::to_string(++number) + "-6P30W6AW3";
      const devices::Image frame = bench::frame_with_code(truth, scene, random);
      for (std::size_t i = 0; i < readers.size(); ++i) look(scores[i], readers[i].second, frame, truth);
    }
    const auto share = [&](const Score& s) { return 100.0 * s.read / count; };
    const double mine = scores[0].median(), theirs = scores[1].median();
    std::printf("| %s | %.0f %% | %.0f %% | %.0f %% | %d | %.1f | %.1f | %.1f | %.2f |\n", kind.name.c_str(),
                share(scores[0]), share(scores[1]), share(scores[2]),
                scores[0].wrong + scores[1].wrong + scores[2].wrong, mine, theirs, scores[2].median(),
                mine / theirs);
  }
  return 0;
}
