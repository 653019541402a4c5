// Renders every face of the resident's pages to PNG, for looking at them:
//   screen_gallery DIR [--only NAME-PART] [--look zh-standard|zh-elder|en-standard|en-elder]
//                  [--contrast normal|black-on-white|white-on-black|yellow-on-black|cyan-on-black|all]
//                  [--sheet]
// With --sheet DIR gets contact sheets of all faces, in the look for most people and in the one with the
// largest words (or in the look that is named), and faces.txt, which says on which sheet a face is.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "devices/barcode/qr.hpp"
#include "kiosk/resident/screens/screens.hpp"
#include "tests/bench/contact_sheet.hpp"
#include "tests/unit/kiosk/resident/screens_support.hpp"
#include "ui/contrast_check.hpp"
#include "ui/png.hpp"
#include "ui/surface.hpp"

namespace {

using namespace yitang;
using namespace yitang::resident;

struct Wish {
  std::string directory, only, look, contrast = "normal";
  bool sheet = false;
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

// Contrast of the words as the eye meets it, where it is too little.
void report_contrast(ui::Ui& ui, ui::Surface& surface, const std::string& path) {
  const float least = ui.theme().two_colors() ? 7.F : 4.5F;
  for (const ui::MeasuredWords& words :
       ui::measure_contrast(surface.view(), ui.written_words(), ui.theme().metrics().mm_per_px)) {
    if (words.ratio < least)
      std::printf("%s: %.2f '%s'\n", path.c_str(), static_cast<double>(words.ratio), words.text.c_str());
  }
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
  report_contrast(ui, surface, path);
  return true;
}

/// Lines for faces.txt: which face is where.
bool save_sheets(const ContactSheet& sheet, const std::vector<std::string>& names,
                 const std::string& directory, const std::string& look) {
  const std::vector<std::string> files = sheet.save(directory, look);
  if (files.size() != names.size()) return false;
  std::ofstream list(directory + "/faces.txt", std::ios::app);
  for (std::size_t i = 0; i < names.size(); ++i) list << files[i] << " " << names[i] << "\n";
  return list.good();
}

int draw_look(const Wish& wish, const catalog::Catalog& catalog, const ui::Strings& words, Language language,
              Density density, Contrast contrast) {
  const std::string look = std::string(language == Language::English ? "en" : "zh") +
                           (density == Density::Elder ? "-elder" : "-standard");
  const std::string scheme(ui::contrast_scheme_name(scheme_of(contrast)));
  if (!wish.look.empty() && wish.look != look) return 0;
  if (wish.sheet && wish.look.empty() && look != "zh-standard" && look != "en-elder") return 0;
  if (wish.contrast != "all" && wish.contrast != scheme) return 0;
  auto ui = ui::Ui::create({});
  if (!ui) return 1;
  (*ui)->note_written_words();
  auto pinyin = ui::open_pinyin();
  auto characters = ui::make_character_pinyin();
  auto handwriting = ui::open_handwriting();
  ScreenContext context{.catalog = catalog, .words = words};
  context.place = {{"示例镇便民服务中心", "Sample Town Service Centre"}, "12345", "DEM0"};
  context.point = "sample-town-01";
  context.now = face_time;
  context.pinyin = pinyin ? pinyin->get() : characters.get();
  context.handwriting = handwriting ? handwriting->get() : nullptr;
  context.demo = true;
  context.qr = real_code;
  context.card_photos = true;  // the longer notice
  const std::string folder = wish.directory + "/" + look + (contrast == Contrast::Normal ? "" : "-" + scheme);
  std::filesystem::create_directories(wish.sheet ? wish.directory : folder);
  ContactSheet sheet;
  std::vector<std::string> names;
  ui::Surface surface(1080, 1920);
  for (Face& face : faces(catalog)) {
    if (!wish.only.empty() && face.name.find(wish.only) == std::string::npos) continue;
    face.state.language = language;
    face.state.density = density;
    face.state.contrast = contrast;
    set_look(**ui, face.state);
    const std::string path = folder + "/" + face.name + ".png";
    if (!draw_face(**ui, context, face, surface, path)) return 1;
    if (wish.sheet) {
      sheet.add(surface.view(), face.name);
      names.push_back(face.name);
    } else if (!ui::save_png(surface.view(), path)) {
      return 1;
    }
  }
  if (wish.sheet && !save_sheets(sheet, names, wish.directory, look)) return 1;
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
    } else if (word == "--contrast" && i + 1 < argc) {
      wish.contrast = argv[++i];
    } else if (word == "--sheet") {
      wish.sheet = true;
    } else {
      wish.directory = word;
    }
  }
  if (wish.directory.empty() || wish.directory[0] == '-') {
    std::fputs(
        "usage: screen_gallery DIR [--only NAME-PART] [--look zh-standard] [--contrast all] [--sheet]\n",
        stderr);
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
  if (wish.sheet) std::filesystem::remove(wish.directory + "/faces.txt");
  int result = 0;
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const Density density : {Density::Standard, Density::Elder}) {
      for (int scheme = 0; scheme < ui::contrast_scheme_count; ++scheme)
        result |= draw_look(wish, **catalog, *words, language, density, static_cast<Contrast>(scheme));
    }
  }
  return result;
}
