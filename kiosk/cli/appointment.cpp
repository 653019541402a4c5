// yitang appointment: who comes by appointment, and cancelling one for somebody who called. Talks to the
// running terminal, or opens its store itself.
#include <cstdio>
#include <memory>

#include "kiosk/base/judged_clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/appointment_command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

struct AppointmentOptions {
  std::string data;
  std::string config;
  terminal::AppointmentCommand command;
};

Result<std::string> by_itself(const AppointmentOptions& options) {
  auto config = configuration(options.config);
  if (!config) return tl::unexpected(config.error());
  auto catalog = catalogue(*config);
  if (!catalog) return tl::unexpected(catalog.error());
  std::error_code code;
  if (!std::filesystem::is_directory(terminal::terminal_store(options.data), code))
    return fail(ErrorKind::BadInput, "there is no terminal's store", options.data);
  const SystemClock system;
  JudgedClock clock{system};
  const auto random = system_random();
  auto store = cases::CaseStore::open({terminal::terminal_store(options.data),
                                       terminal::host_binding(options.data, *config), config->terminal_code},
                                      clock, *random);
  if (!store) return tl::unexpected(store.error());
  auto newest = store->newest_time();
  if (!newest) return tl::unexpected(newest.error());
  if (*newest) clock.remember(**newest);
  return terminal::perform(*store, **catalog, options.command);
}

int run(const AppointmentOptions& options) {
  auto output = ask_running_terminal(options.data, terminal::to_json(options.command));
  if (!output && output.error().kind == ErrorKind::Unavailable) output = by_itself(options);
  if (!output) return report(output.error());
  std::printf("%s\n", output->c_str());
  return kDone;
}

}  // namespace

void add_appointment(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AppointmentOptions>();
  CLI::App* appointment = app.add_subcommand("appointment", "Appointments: who comes when; cancelling one");
  appointment->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, terminal::AppointmentVerb verb) {
    CLI::App* command = appointment->add_subcommand(name, help);
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--config", options->config, "Configuration (TOML)");
    command->callback([options, verb, &exit_code] {
      options->command.verb = verb;
      exit_code = run(*options);
    });
    return command;
  };
  CLI::App* list = add("list", "Lists appointments as JSON, names masked: from today on, or of one day",
                       terminal::AppointmentVerb::List);
  list->add_option("--day", options->command.day, "2026-11-25");
  CLI::App* cancel =
      add("cancel", "Cancels one and frees its place; the case stays", terminal::AppointmentVerb::Cancel);
  cancel->add_option("--receipt", options->command.receipt, "Number of the receipt")->required();
}

}  // namespace yitang::cli
