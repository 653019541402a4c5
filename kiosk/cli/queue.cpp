// yitang queue: numbers for the windows, as the staff calls them. Talks to the running terminal, or opens its
// store itself.
#include <cstdio>
#include <memory>

#include "kiosk/base/judged_clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/queue_command.hpp"

namespace yitang::cli {
namespace {

struct QueueOptions {
  std::string data;
  std::string config;
  terminal::QueueCommand command;
};

Result<std::string> by_itself(const QueueOptions& options) {
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

int run(const QueueOptions& options) {
  auto output = ask_running_terminal(options.data, terminal::to_json(options.command));
  if (!output && output.error().kind == ErrorKind::Unavailable) output = by_itself(options);
  if (!output) return report(output.error());
  std::printf("%s\n", output->c_str());
  return kDone;
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
