// yitang office: plays the department. Talks to the running terminal, or opens the office's store itself.
#include <cstdio>
#include <memory>

#include "kiosk/cli/command.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/terminal/office_command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

struct Options {
  std::string data;
  std::string config;
  terminal::OfficeCommand command;
};

Result<std::string> by_itself(const Options& options) {
  auto config = configuration(options.config);
  if (!config) return tl::unexpected(config.error());
  auto catalog = catalogue(*config);
  if (!catalog) return tl::unexpected(catalog.error());
  std::error_code code;
  if (!std::filesystem::is_directory(terminal::office_store(options.data), code)) {
    return fail(ErrorKind::BadInput, "there is no office's store", options.data);
  }
  const SystemClock clock;
  auto office = office::Office::open(
      {terminal::office_store(options.data), terminal::host_binding(options.data, *config)}, *catalog, clock);
  if (!office) return tl::unexpected(office.error());
  return terminal::perform(*office, options.command);
}

int run(const Options& options) {
  auto output = ask_running_terminal(options.data, terminal::to_json(options.command));
  if (!output && output.error().kind == ErrorKind::Unavailable) output = by_itself(options);
  if (!output) return report(output.error());
  std::printf("%s\n", output->c_str());
  return kDone;
}

}  // namespace

void add_office(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* office =
      app.add_subcommand("office", "The back office: what has come in, and what a department does");
  office->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, terminal::OfficeVerb verb) {
    CLI::App* command = office->add_subcommand(name, help);
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--config", options->config, "Configuration (TOML)");
    if (verb != terminal::OfficeVerb::List) {
      command->add_option("case", options->command.reference, "Receipt number, case number or uid")
          ->required();
      command->add_option("--by", options->command.by, "Account for the log");
    }
    command->callback([options, verb, &exit_code] {
      options->command.verb = verb;
      exit_code = run(*options);
    });
    return command;
  };
  add("list", "Lists cases as JSON, newest first", terminal::OfficeVerb::List)
      ->add_option("--department", options->command.department, "Code of one body");
  add("accept", "Accepts a case; its clock starts", terminal::OfficeVerb::Accept);
  add("supplement", "Asks for what is missing", terminal::OfficeVerb::Supplement)
      ->add_option("--message", options->command.message, "What is missing, for the applicant")
      ->required();
  CLI::App* decide = add("decide", "Decides a case", terminal::OfficeVerb::Decide);
  decide->add_option("--outcome", options->command.outcome, "approved or refused")
      ->check(CLI::IsMember({"approved", "refused"}))
      ->required();
  decide->add_option("--message", options->command.message, "For the applicant; needed for a refusal");
  add("close", "Closes a concluded case", terminal::OfficeVerb::Close);
}

}  // namespace yitang::cli
