// yitang visit: plays a scripted visit without a display, or lets items of the catalogue play themselves.
#include <cstdio>
#include <filesystem>
#include <memory>

#include "kiosk/cli/command.hpp"
#include "kiosk/cli/visit_auto.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/visit/runner.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

struct VisitOptions {
  std::string script;
  std::string out;
  std::string size = "1080x1920";
  std::string density = "standard";
  std::string language = "zh";
  std::uint64_t seed = 1;
  bool keep_memory = false;
  VisitAuto by_itself;
};

bool read_size(const std::string& text, int& width, int& height) {
  char rest = 0;
  return std::sscanf(text.c_str(), "%4dx%4d%c", &width, &height, &rest) == 2 && width >= 480 && height >= 640;
}

int visit(const VisitOptions& options) {
  terminal::VisitOptions visit_options;
  if (!read_size(options.size, visit_options.width_px, visit_options.height_px)) {
    return report({ErrorKind::BadInput, "must be WIDTHxHEIGHT, at least 480x640", "--size"});
  }
  visit_options.out = options.out;
  visit_options.share = terminal::share_directory();
  visit_options.density = options.density == "elder" ? resident::Density::Elder : resident::Density::Standard;
  visit_options.language = options.language == "en" ? Language::English : Language::Chinese;
  visit_options.seed = options.seed;
  visit_options.keep_memory = options.keep_memory;
  if (options.by_itself.wanted)
    return play_visits(options.by_itself, visit_options, options.language + " " + options.density);
  if (options.script.empty()) return report({ErrorKind::BadInput, "needs --script or --auto", "visit"});
  auto content = storage::read_file(options.script, terminal::kMaxScriptBytes + 1);
  if (!content)
    return report({ErrorKind::BadInput, "cannot be read: " + content.error().message, options.script});
  auto script = terminal::parse_visit_script(
      {reinterpret_cast<const char*>(content->data()), content->size()}, options.script);
  if (!script) return report(script.error());
  auto outcome = terminal::play_visit(*script, visit_options);
  if (!outcome) return report(outcome.error());
  for (const std::string& fault : outcome->faults)
    std::fprintf(stderr, "%s: %s\n", options.script.c_str(), fault.c_str());
  std::printf("%s %s %s: %s, %d pictures, %d slips in %s\n", script->name.c_str(), options.language.c_str(),
              options.density.c_str(), outcome->held ? "held" : "FAILED", outcome->pictures,
              outcome->receipts, options.out.c_str());
  return outcome->held ? kDone : kNotFoundOrNotHeld;
}

}  // namespace

void add_visit(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<VisitOptions>();
  CLI::App* command =
      app.add_subcommand("visit", "Plays a scripted visit headless and writes pictures and slips");
  command->add_option("--script", options->script, "Visit script (JSON)");
  command->add_option("--out", options->out, "Folder for pictures, slips and visit.json")->required();
  command->add_option("--size", options->size, "Screen in pixels")->capture_default_str();
  command->add_option("--density", options->density, "standard or elder")
      ->check(CLI::IsMember({"standard", "elder"}));
  command->add_option("--lang", options->language, "zh or en")->check(CLI::IsMember({"zh", "en"}));
  command->add_option("--seed", options->seed, "Seed of numbers and tokens");
  command->add_flag("--keep-memory", options->keep_memory,
                    "For tests: wipes no memory, so that the expectation `residue` must fail");
  VisitAuto& own = options->by_itself;
  CLI::Option* by_itself = command->add_flag("--auto", own.wanted, "Plays items and bundles by itself");
  by_itself->excludes("--script");
  command->add_option("--item", own.items, "With --auto: id of an item; may be given again")
      ->needs(by_itself);
  command->add_option("--bundle", own.bundles, "With --auto: id of a bundle; may be given again")
      ->needs(by_itself);
  command->add_flag("--all", own.all, "With --auto: every item and bundle")->needs(by_itself);
  command->add_option("--part", own.part, "With --all: only every Mth of them, the Nth first (N/M)")
      ->needs(by_itself);
  command->add_option("--pace", own.pace, "With --auto: how long a person takes")
      ->check(CLI::IsMember({"none", "adult", "elder"}))
      ->needs(by_itself);
  command->add_option("--form-seconds", own.form_seconds, "With --auto: a longer form is a fault")
      ->check(CLI::Range(1, 100'000))
      ->needs(by_itself);
  command->add_flag("--pictures", own.pictures, "With --auto: a picture of every page")->needs(by_itself);
  command->callback([options, &exit_code] { exit_code = visit(*options); });
}

}  // namespace yitang::cli
