// yitang simulate: does something to the simulated devices of a demonstration that runs.
#include <cstdio>
#include <memory>

#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/control_request.hpp"
#include "kiosk/terminal/control_socket.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

struct SimulateOptions {
  std::string data;
  std::vector<std::string> words;
  bool list = false;
};

std::string argument_of(const terminal::ActionHelp& help) {
  switch (help.argument) {
    case terminal::ActionArgument::None: return {};
    case terminal::ActionArgument::Number:
      return " " + std::to_string(help.least) + ".." + std::to_string(help.most);
    case terminal::ActionArgument::CardName: return " CARD";
    case terminal::ActionArgument::Text: return " TEXT";
  }
  return {};
}

int list_actions() {
  for (const terminal::ActionHelp& help : terminal::simulated_actions()) {
    const std::string usage = std::string(help.device) + " " + std::string(help.name) + argument_of(help);
    std::printf("%-34s %s\n", usage.c_str(), std::string(help.does).c_str());
  }
  return kDone;
}

int simulate(const SimulateOptions& options) {
  if (options.list) return list_actions();
  // Before the terminal is asked: the message is the same whether one runs or not.
  if (const auto action = terminal::parse_action(options.words); !action) return report(action.error());
  const std::filesystem::path data =
      options.data.empty() ? terminal::demo_data_directory() : std::filesystem::path(options.data);
  const auto done = ask_running_terminal(data, terminal::simulate_request(options.words));
  return done ? kDone : report(done.error());
}

}  // namespace

void add_simulate(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<SimulateOptions>();
  CLI::App* command =
      app.add_subcommand("simulate", "Does something to the simulated devices of a `run --demo` that runs");
  command->add_option("--data", options->data, "Its data folder, if it is not the usual one");
  command->add_flag("--list", options->list, "Every action with what it does");
  command->add_option("words", options->words, "As: card place elder");
  command->callback([options, &exit_code] { exit_code = simulate(*options); });
}

}  // namespace yitang::cli
