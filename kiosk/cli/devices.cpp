// yitang devices: what is configured, what is plugged in, and whether it works.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/control_request.hpp"
#include "kiosk/terminal/control_socket.hpp"
#include "kiosk/terminal/device_check.hpp"
#include "kiosk/terminal/device_list.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/words.hpp"

namespace yitang::cli {
namespace {

constexpr std::chrono::seconds kLookEvery{1};

struct DevicesOptions {
  std::string config;
  std::string data;
  std::string language;
  std::string device;
  bool json = false;
  bool watch = false;
};

std::filesystem::path data_folder(const DevicesOptions& options, const terminal::Config& config) {
  if (!options.data.empty()) return options.data;
  return config.data_directory.empty() ? terminal::default_data_directory() : config.data_directory;
}

/// Asks the terminal that runs; Unavailable if there is none.
Result<std::string> ask_running(const DevicesOptions& options, const terminal::Config& config) {
  return ask_running_terminal(data_folder(options, config), terminal::devices_request());
}

// This program's own look, when no terminal runs.
class OwnLook {
 public:
  explicit OwnLook(const terminal::Config& config)
      : config_(config), hardware_(terminal::Hardware::create(config.devices, clock_, nullptr, [] {})) {
    hardware_->load_profiles(terminal::printer_profiles(terminal::share_directory()));
    terminal::try_all(*hardware_, clock_);
  }
  std::string list() {
    hardware_->look();
    return to_json(terminal::DeviceList{false, hardware_->board().snapshot(),
                                        unknown_devices(config_.devices), devices::plugged_devices(),
                                        clock_.now()});
  }

 private:
  const terminal::Config& config_;
  devices::SystemClock clock_;
  std::unique_ptr<terminal::Hardware> hardware_;
};

Result<ui::Strings> words_for(const DevicesOptions& options, const terminal::Config& config) {
  auto words = terminal::load_words(terminal::share_directory());
  if (!words) return words;
  const Language usual = config.flow.language;
  const Language language = options.language.empty()   ? usual
                            : options.language == "en" ? Language::English
                                                       : Language::Chinese;
  words->set_language(terminal::ui_language(language));
  return words;
}

// Times pass in every list; only what else changes is news.
std::string without_times(std::string json) {
  for (const std::string_view member : {"\"seconds\":", "\"seconds_ago\":"}) {
    for (auto at = json.find(member); at != std::string::npos; at = json.find(member, at + 1)) {
      const auto begin = at + member.size();
      json.erase(begin, json.find_first_not_of("0123456789", begin) - begin);
    }
  }
  return json;
}

Result<void> print(const DevicesOptions& options, const std::string& json, const ui::Strings& words) {
  if (options.json) {
    std::printf("%s\n", json.c_str());
  } else {
    auto text = terminal::to_words(json, words);
    if (!text) return tl::unexpected(text.error());
    std::printf("%s", text->c_str());
  }
  std::fflush(stdout);
  return {};
}

int list_devices(const DevicesOptions& options) {
  const auto config = configuration(options.config);
  if (!config) return report(config.error());
  const auto words = words_for(options, *config);
  if (!words) return report(words.error());
  std::unique_ptr<OwnLook> own;
  std::string before;
  while (true) {
    auto json = ask_running(options, *config);
    if (json) {
      own.reset();  // the terminal has the devices now
    } else if (json.error().kind == ErrorKind::Unavailable) {
      if (!own) own = std::make_unique<OwnLook>(*config);
      json = own->list();
    }
    if (!json) return report(json.error());
    if (std::string now = without_times(*json); now != before) {
      if (auto printed = print(options, *json, *words); !printed) return report(printed.error());
      before = std::move(now);
    }
    if (!options.watch) {
      const auto well = terminal::all_well(*json);
      if (!well) return report(well.error());
      return *well ? kDone : kNotFoundOrNotHeld;
    }
    std::this_thread::sleep_for(kLookEvery);
  }
}

int test_device(const DevicesOptions& options) {
  const auto config = configuration(options.config);
  if (!config) return report(config.error());
  const auto words = words_for(options, *config);
  if (!words) return report(words.error());
  if (ask_running(options, *config)) {
    return report({ErrorKind::Refused, "a terminal runs and uses the devices: end it first", options.device});
  }
  devices::SystemClock clock;
  const auto hardware = terminal::Hardware::create(config->devices, clock, nullptr, [] {});
  hardware->load_profiles(terminal::printer_profiles(terminal::share_directory()));
  std::unique_ptr<devices::FreetypeRasterizer> fonts;
  terminal::CheckContext context{*hardware, clock, *words,
                                 [&fonts]() -> Result<devices::GlyphRasterizer*> {
                                   auto made =
                                       devices::FreetypeRasterizer::create(devices::system_receipt_fonts());
                                   if (!made) return fail(ErrorKind::NotFound, made.error().message, "fonts");
                                   fonts = std::move(*made);
                                   return fonts.get();
                                 },
                                 [](const std::string& line) {
                                   std::printf("%s\n", line.c_str());
                                   std::fflush(stdout);
                                 }};
  const auto kind = devices::device_kind(options.device);
  return kind && terminal::check_device(*kind, context) ? kDone : kNotFoundOrNotHeld;
}

void add_common(CLI::App* command, const std::shared_ptr<DevicesOptions>& options) {
  command->add_option("--config", options->config, "Configuration (TOML)")->check(CLI::ExistingFile);
  command->add_option("--data", options->data, "Data folder of the terminal that may be running");
  command->add_option("--lang", options->language, "zh or en; without it as configured")
      ->check(CLI::IsMember({"zh", "en"}));
}

}  // namespace

void add_devices(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<DevicesOptions>();
  CLI::App* command = app.add_subcommand("devices", "What is configured, what is plugged in, what works");
  add_common(command, options);
  command->add_flag("--json", options->json, "One line of JSON (docs/devices-json.md)");
  command->add_flag("--watch", options->watch, "Again whenever something changes, until it is ended");
  std::vector<std::string> names;
  for (const devices::DeviceKind kind : devices::kDeviceKinds) names.emplace_back(devices::name_of(kind));
  CLI::App* test =
      command->add_subcommand("test", fmt::format("Tries one device: {}", fmt::join(names, ", ")));
  add_common(test, options);
  test->add_option("device", options->device, fmt::format("{}", fmt::join(names, ", ")))
      ->required()
      ->check(CLI::IsMember(names));
  test->callback([options, &exit_code] { exit_code = test_device(*options); });
  command->callback([options, test, &exit_code] {
    if (!test->parsed()) exit_code = list_devices(*options);
  });
}

}  // namespace yitang::cli
