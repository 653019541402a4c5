// Renders every face of the resident's pages to PNG, for looking at them:
//   screen_gallery DIR [--only NAME-PART] [--look zh-standard|zh-elder|en-standard|en-elder]
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "devices/barcode/qr.hpp"
#include "kiosk/resident/screens/screens.hpp"
#include "tests/unit/kiosk/resident/screens_support.hpp"
#include "ui/png.hpp"
#include "ui/surface.hpp"

namespace {

using namespace yitang;
using namespace yitang::resident;

struct Wish {
  std::string directory, only, look;
};

ui::QrMatrix real_code(std::string_view text) {
  ui::QrMatrix matrix;
  const auto made = devices::make_qr({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!made) return matrix;
  matrix.size = made->width();
  for (int y = 0; y < made->height(); ++y) {
    for (int x = 0; x < made->width(); ++x) matrix.dark.push_back(made->get(x, y));
  }
  return matrix;
}

bool draw_face(ui::Ui& ui, const ScreenContext& context, const Face& face, ui::Surface& surface,
               const std::string& path) {
  ScreenMemory memory;
  ui.reset_interaction();
  for (int frame = 0; frame < 4; ++frame) {
    Intents intents;
    ui.begin_frame(1.0 + frame * 0.5);
    draw(ui, context, face.state, memory, intents);
    ui.end_frame(surface.view());
    if (frame == 0 && face.prepare) face.prepare(memory, context);
  }
  for (const ui::LayoutProblem& problem : ui.semantics().check(ui.page(), ui.theme().min_target())) {
    std::printf("%s: %s '%s' '%s'\n", path.c_str(), std::string(ui::problem_name(problem.kind)).c_str(),
                problem.id.c_str(), problem.other.c_str());
  }
  return ui::save_png(surface.view(), path).has_value();
}

int draw_look(const Wish& wish, const catalog::Catalog& catalog, const ui::Strings& words, Language language,
              Density density) {
  const std::string look = std::string(language == Language::English ? "en" : "zh") +
                           (density == Density::Elder ? "-elder" : "-standard");
  if (!wish.look.empty() && wish.look != look) return 0;
  ui::UiOptions options;
  options.density = density == Density::Elder ? ui::Density::Elder : ui::Density::Standard;
  auto ui = ui::Ui::create(options);
  if (!ui) return 1;
  auto pinyin = ui::open_pinyin();
  auto characters = ui::make_character_pinyin();
  auto handwriting = ui::open_handwriting();
  ScreenContext context{.catalog = catalog, .words = words};
  context.place = {{"示例镇便民服务中心", "Sample Town Service Centre"}, "12345", "DEM0"};
  context.now = face_time;
  context.pinyin = pinyin ? pinyin->get() : characters.get();
  context.handwriting = handwriting ? handwriting->get() : nullptr;
  context.demo = true;
  context.qr = real_code;
  context.card_photos = true;  // the longer notice
  std::filesystem::create_directories(wish.directory + "/" + look);
  ui::Surface surface(1080, 1920);
  for (Face& face : faces(catalog)) {
    if (!wish.only.empty() && face.name.find(wish.only) == std::string::npos) continue;
    face.state.language = language;
    face.state.density = density;
    if (!draw_face(**ui, context, face, surface, wish.directory + "/" + look + "/" + face.name + ".png"))
      return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Wish wish;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--only" && i + 1 < argc) {
      wish.only = argv[++i];
    } else if (word == "--look" && i + 1 < argc) {
      wish.look = argv[++i];
    } else {
      wish.directory = word;
    }
  }
  if (wish.directory.empty() || wish.directory[0] == '-') {
    std::fputs("usage: screen_gallery DIR [--only NAME-PART] [--look zh-standard]\n", stderr);
    return 2;
  }
  const auto catalog = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
  if (!catalog) {
    std::fprintf(stderr, "%s\n", describe(catalog.error()).c_str());
    return 1;
  }
  const auto words = ui::Strings::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/resident/strings");
  if (!words) {
    std::fprintf(stderr, "%s\n", words.error().message.c_str());
    return 1;
  }
  int result = 0;
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const Density density : {Density::Standard, Density::Elder})
      result |= draw_look(wish, **catalog, *words, language, density);
  }
  return result;
}
