// yitang appointment: who comes by appointment, and cancelling one for somebody who called. Talks to the
// running terminal, or opens its store itself.
#include <memory>

#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/appointment_command.hpp"

namespace yitang::cli {
namespace {

struct AppointmentOptions {
  std::string data;
  std::string config;
  terminal::AppointmentCommand command;
};

int run(const AppointmentOptions& options) {
  const auto work = [&options](cases::CaseStore& store, const catalog::Catalog& catalog) {
    return terminal::perform(store, catalog, options.command);
  };
  return print_answer(options.data, terminal::to_json(options.command),
                      [&] { return with_own_store(options.data, options.config, work); });
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
