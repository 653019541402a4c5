// How often the right character is first, and among the first ten, for writing of all kinds of mess; and how
// long one stroke end takes, in processor time of all threads and as the person waits.
//   handwriting_bench [--strokes DIR] [--every N]
// Without DIR the writing is that of ink_writer.hpp. DIR is an unpacked npm package hanzi-writer-data (Arphic
// Public License): 玉.json and so on, with the middle lines of strokes; every Nth character (default 10) of
// it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/handwriting/ink_writer.hpp"
#include "tests/bench/handwriting/messy_ink.hpp"
#include "ui/input/handwriting.hpp"

namespace {

using namespace yitang::ui;

struct Sample {
  std::string text;
  PenStrokes strokes;
};

std::vector<Sample> read_folder(const std::string& folder, std::size_t every) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const bool one_character = entry.path().stem().string().size() <= 4;
    if (entry.path().extension() == ".json" && one_character) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < paths.size(); i += every) {
    std::ifstream file(paths[i]);
    const auto parsed = nlohmann::json::parse(file, nullptr, false);
    if (parsed.is_discarded() || !parsed.contains("medians")) continue;
    Sample sample{paths[i].stem().string(), {}};
    for (const auto& median : parsed["medians"]) {
      auto& stroke = sample.strokes.emplace_back();
      // 1024 to the em, y upwards from the baseline.
      for (const auto& p : median)
        stroke.push_back({p[0].get<float>() / 10.24F, (900 - p[1].get<float>()) / 10.24F});
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::vector<Sample> own_writing(bool in_model) {
  std::vector<Sample> samples;
  for (const auto& character : testing::written_characters()) {
    if (character.in_model == in_model) samples.push_back({character.text, testing::write(character.parts)});
  }
  return samples;
}

void measure(HandwritingEngine& engine, const std::vector<Sample>& samples, const char* title) {
  std::printf("%s, %zu characters\n%-20s %7s %7s %13s %13s %13s\n", title, samples.size(), "", "top 1",
              "top 10", "median cpu ms", "median waited", "longest");
  for (const testing::Mess mess : testing::all_messes) {
    std::size_t first = 0;
    std::size_t among_ten = 0;
    std::vector<double> times;
    std::vector<double> waits;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const auto ink = testing::make_messy(samples[i].strokes, mess, static_cast<std::uint32_t>(i + 1));
      const std::clock_t start = std::clock();
      const auto begun = std::chrono::steady_clock::now();
      const auto found = engine.recognise(ink, 10);
      times.push_back(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
      waits.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
      const auto place = std::find(found.begin(), found.end(), samples[i].text);
      first += place == found.begin() && !found.empty() ? 1 : 0;
      among_ten += place != found.end() ? 1 : 0;
    }
    std::sort(times.begin(), times.end());
    std::sort(waits.begin(), waits.end());
    const auto percent = [&](std::size_t n) {
      return 100.0 * static_cast<double>(n) / static_cast<double>(samples.size());
    };
    std::printf("%-20s %6.1f%% %6.1f%% %13.1f %13.1f %13.1f\n", testing::name_of(mess), percent(first),
                percent(among_ten), times[times.size() / 2], waits[waits.size() / 2], waits.back());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder;
  std::size_t every = 10;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view word = argv[i];
    if (word == "--strokes") folder = argv[i + 1];
    if (word == "--every") every = std::max(1UL, std::strtoul(argv[i + 1], nullptr, 10));
  }
  auto both = open_handwriting();
  if (!both) {
    std::fprintf(stderr, "%s\n", both.error().message.c_str());
    return 1;
  }
  const auto shapes = make_shape_handwriting();
  if (!folder.empty()) {
    const auto samples = read_folder(folder, every);
    if (samples.empty()) return 1;
    measure(**both, samples, "both ways");
    measure(*shapes, samples, "shapes alone");
    return 0;
  }
  measure(**both, own_writing(true), "both ways, characters of GB2312");
  measure(**both, own_writing(false), "both ways, characters beyond it");
  measure(*shapes, own_writing(true), "shapes alone, characters of GB2312");
  return 0;
}
