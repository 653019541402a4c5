// yitang run: the terminal in a window.
#include "kiosk/terminal/run.hpp"

#include <memory>

#include "kiosk/cli/command.hpp"
#include "kiosk/cli/passphrase_input.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

struct RunOptions {
  std::string config;
  std::string data;
  std::string passphrase_file;
  bool demo = false;
  bool no_panel = false;
  bool exit_after_first_frame = false;
};

std::filesystem::path data_folder(const RunOptions& options, const terminal::Config& config) {
  if (!options.data.empty()) return options.data;
  if (!config.data_directory.empty() && !options.demo) return config.data_directory;
  return options.demo ? terminal::demo_data_directory() : terminal::default_data_directory();
}

std::shared_ptr<const storage::SecretBytes> typed_passphrase() {
  auto typed = ask_passphrase("Passphrase of the stores (empty line: none)");
  if (!typed) return nullptr;
  return std::make_shared<const storage::SecretBytes>(std::move(*typed));
}

int run(const RunOptions& options) {
  terminal::RunOptions run_options;
  auto loaded = configuration(options.config);
  if (!loaded) return report(loaded.error());
  run_options.terminal.config = std::move(*loaded);
  terminal::Config& config = run_options.terminal.config;
  if (options.demo) {
    config.devices.reader = terminal::DeviceSource::Simulated;
    config.devices.printer = terminal::DeviceSource::Simulated;
    config.devices.form_printer = terminal::DeviceSource::Simulated;
    config.devices.scanner = terminal::DeviceSource::Simulated;
    config.devices.camera = terminal::CameraSource::Simulated;
  }
  run_options.terminal.data = data_folder(options, config);
  run_options.terminal.share = terminal::share_directory();
  run_options.demo = options.demo;
  run_options.panel = !options.no_panel;
  run_options.exit_after_first_frame = options.exit_after_first_frame;
  if (!options.passphrase_file.empty()) {
    auto given = passphrase_from(options.passphrase_file);
    if (!given) return report(given.error());
    run_options.terminal.passphrase = std::make_shared<const storage::SecretBytes>(std::move(*given));
  } else if (can_ask()) {
    run_options.ask_passphrase = typed_passphrase;
  }
  auto done = terminal::run_in_window(run_options);
  return done ? kDone : report(done.error());
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "The terminal in a window");
  command->add_option("--config", options->config, "Configuration (TOML)")->check(CLI::ExistingFile);
  command->add_option("--data", options->data, "Data folder");
  command->add_option(
      "--passphrase-file", options->passphrase_file,
      "Open the stores with the passphrase in the first line of this file; -: standard input");
  command->add_flag("--demo", options->demo,
                    "Simulated devices, embedded office, sample catalogue, a panel to play with");
  command->add_flag("--no-panel", options->no_panel, "With --demo: the page alone, as on a real terminal");
  command->add_flag("--exit-after-first-frame", options->exit_after_first_frame,
                    "Measure the start, then end");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace yitang::cli
