// CPU time of one frame at 1080x1920 without a window: the home page in full, press feedback, a scrolling
// list.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>

#include "tests/unit/ui/gallery/pages.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace {

using namespace yitang::ui;

struct Bench {
  std::unique_ptr<Ui> ui;
  Surface surface{1080, 1920};
  gallery::PageDrawer draw;
  double now = 1;

  explicit Bench(const std::string& name, Density density = Density::Standard) {
    auto created = Ui::create({.metrics = {}, .density = density, .fonts = {}});
    if (!created) std::abort();
    ui = std::move(*created);
    for (const gallery::Page& page : gallery::pages()) {
      if (page.name == name) draw = page.draw;
    }
    for (int i = 0; i < 3; ++i) frame();
  }

  FrameResult frame() {
    now += 0.016;
    ui->begin_frame(now);
    draw(*ui, {});
    return ui->end_frame(surface.view());
  }
};

void full_home(benchmark::State& state) {
  Bench bench("home");
  for (auto _ : state) {
    bench.ui->redraw_all();
    benchmark::DoNotOptimize(bench.frame());
  }
}
BENCHMARK(full_home)->Unit(benchmark::kMillisecond);

void unchanged_home(benchmark::State& state) {
  Bench bench("home");
  for (auto _ : state) benchmark::DoNotOptimize(bench.frame());
}
BENCHMARK(unchanged_home)->Unit(benchmark::kMillisecond);

void press_feedback(benchmark::State& state) {
  Bench bench("home");
  const Point at = bench.ui->semantics().find_by_id("fn.farm")->rect.center();
  bool down = true;
  for (auto _ : state) {
    bench.ui->push(
        PointerEvent{down ? PointerEvent::Kind::Down : PointerEvent::Kind::Up, at.x, at.y, bench.now});
    down = !down;
    benchmark::DoNotOptimize(bench.frame());
  }
}
BENCHMARK(press_feedback)->Unit(benchmark::kMillisecond);

void scrolling(benchmark::State& state, Density density) {
  Bench bench("items", density);
  float offset = 0, step = 7;
  for (auto _ : state) {
    offset += step;
    if (offset > 400 || offset < 7) step = -step;
    bench.ui->scroll_state("items").offset = offset;
    benchmark::DoNotOptimize(bench.frame());
  }
}
BENCHMARK_CAPTURE(scrolling, standard, Density::Standard)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scrolling, elder, Density::Elder)->Unit(benchmark::kMillisecond);

void first_frame(benchmark::State& state) {
  for (auto _ : state) {
    auto ui = Ui::create({});
    Surface surface(1080, 1920);
    (*ui)->begin_frame(1);
    gallery::pages().front().draw(**ui, {});
    benchmark::DoNotOptimize((*ui)->end_frame(surface.view()));
  }
}
BENCHMARK(first_frame)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
