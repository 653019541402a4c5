// yitang queue: numbers for the windows, as the staff calls them. Talks to the running terminal, or opens its
// store itself.
#include <memory>

#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/queue_command.hpp"

namespace yitang::cli {
namespace {

struct QueueOptions {
  std::string data;
  std::string config;
  terminal::QueueCommand command;
};

int run(const QueueOptions& options) {
  const auto work = [&options](cases::CaseStore& store, const catalog::Catalog& catalog) {
    return terminal::perform(store, catalog, options.command);
  };
  return print_answer(options.data, terminal::to_json(options.command),
                      [&] { return with_own_store(options.data, options.config, work); });
}

}  // namespace

void add_queue(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<QueueOptions>();
  CLI::App* queue = app.add_subcommand("queue", "Numbers for the windows: who waits, calling, closing");
  queue->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, terminal::QueueVerb verb) {
    CLI::App* command = queue->add_subcommand(name, help);
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--config", options->config, "Configuration (TOML)");
    CLI::Option* id = command->add_option("queue", options->command.queue, "Queue, as in queues.json");
    if (verb != terminal::QueueVerb::List) id->required();
    command->callback([options, verb, &exit_code] {
      options->command.verb = verb;
      exit_code = run(*options);
    });
    return command;
  };
  add("list", "Lists today's numbers as JSON: those who wait in the order of calling, then the others",
      terminal::QueueVerb::List);
  add("call", "Calls the next number", terminal::QueueVerb::Call);
  CLI::App* done = add("done", "A called number was seen to", terminal::QueueVerb::Done);
  done->add_option("number", options->command.number, "A007, or 7")->required();
  done->add_flag("--absent", options->command.absent, "Nobody came");
  add("close", "Gives out no more numbers today; those who wait are still called",
      terminal::QueueVerb::Close);
  add("reopen", "Gives out numbers again", terminal::QueueVerb::Reopen);
}

}  // namespace yitang::cli
