// Draws sample pages with every widget: ui_gallery DIR
#include <fmt/core.h>

#include "tests/unit/ui/gallery/pages.hpp"
#include "ui/png.hpp"

namespace {

using namespace yitang::ui;

int draw_all(const std::string& directory, Density density, bool english) {
  auto ui = Ui::create({.metrics = {}, .density = density, .fonts = {}});
  if (!ui) {
    fmt::print(stderr, "{}\n", ui.error().message);
    return 1;
  }
  int problems = 0;
  Surface surface(1080, 1920);
  for (const gallery::Page& page : gallery::pages()) {
    (*ui)->reset_interaction();
    for (int frame = 0; frame < 3; ++frame) {
      (*ui)->begin_frame(frame * 0.02);
      page.draw(**ui, {english});
      (*ui)->end_frame(surface.view());
    }
    const std::string name = fmt::format("{}-{}-{}", page.name, english ? "en" : "zh",
                                         density == Density::Elder ? "elder" : "standard");
    for (const LayoutProblem& problem :
         (*ui)->semantics().check((*ui)->page(), (*ui)->theme().min_target())) {
      fmt::print("{}: {} {} {}\n", name, problem_name(problem.kind), problem.id, problem.other);
      ++problems;
    }
    const auto saved = save_png(surface.view(), fmt::format("{}/{}.png", directory, name));
    if (!saved) {
      fmt::print(stderr, "{}\n", saved.error().message);
      return 1;
    }
  }
  fmt::print("{} problems\n", problems);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string directory = argc > 1 ? argv[1] : ".";
  for (const bool english : {false, true}) {
    for (const Density density : {Density::Standard, Density::Elder}) {
      if (const int failure = draw_all(directory, density, english); failure != 0) return failure;
    }
  }
  return 0;
}
