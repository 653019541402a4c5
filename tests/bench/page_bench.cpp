// How long a photographed page takes from picture to JPEG: one line a step, medians of processor time.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include "devices/image/page_jpeg.hpp"
#include "devices/page/prepare.hpp"
#include "tests/unit/devices/page/scene_support.hpp"

namespace {

using namespace yitang::devices;

double processor_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

void measure(const char* what, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < 9; ++i) {
    const double before = processor_ms();
    work();
    times.push_back(processor_ms() - before);
  }
  std::sort(times.begin(), times.end());
  std::printf("%-34s %7.1f ms (best %.1f, worst %.1f)\n", what, times[4], times.front(), times.back());
}

}  // namespace

int main() {
  const auto corners = test::sheet_at({1296, 972}, 1240, 1754, 5, 0.04);
  const Image picture = test::picture_of({.width = 2592, .height = 1944, .sheets = {{corners}}});
  const Image desk = test::picture_of({.width = 2592, .height = 1944});
  const PreparedPage page = prepare_page(picture);
  std::printf("picture 2592 x 1944, page %d x %d\n", page.image.width, page.image.height);
  measure("find the sheet", [&] { static_cast<void>(find_page(picture)); });
  measure("find no sheet (all looks)", [&] { static_cast<void>(find_page(desk)); });
  measure("straighten",
          [&] { static_cast<void>(straighten(picture, corners, page.image.width, page.image.height)); });
  measure("picture to page, with its measures", [&] { static_cast<void>(prepare_page(picture)); });
  measure("empty desk, with its measures", [&] { static_cast<void>(prepare_page(desk)); });
  measure("page to JPEG", [&] { static_cast<void>(encode_page_jpeg(page.image)); });
  return 0;
}
