// yitang office: plays the department. Talks to the running terminal, or opens the office's store itself.
#include <memory>

#include "kiosk/cases/result_document.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/terminal/office_command.hpp"
#include "kiosk/terminal/paths.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

struct OfficeOptions {
  std::string data;
  std::string config;
  std::string result_file;
  terminal::OfficeCommand command;
};

Result<std::string> by_itself(const OfficeOptions& options) {
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

// Looked at here as well: a wrong file is refused with its place before anybody is asked.
Result<void> take_result(OfficeOptions& options) {
  if (options.result_file.empty()) return {};
  auto content = storage::read_file(options.result_file, cases::kMaxResultBytes + 1);
  if (!content)
    return fail(ErrorKind::BadInput, "cannot be read: " + content.error().message, options.result_file);
  auto document = cases::result_from_json({reinterpret_cast<const char*>(content->data()), content->size()});
  if (!document) {
    return fail(ErrorKind::BadInput, document.error().reason,
                options.result_file + (document.error().where.empty() ? "" : " " + document.error().where));
  }
  options.command.result = cases::result_to_json(*document);
  return {};
}

int run(OfficeOptions& options) {
  if (auto taken = take_result(options); !taken) return report(taken.error());
  return print_answer(options.data, terminal::to_json(options.command), [&] { return by_itself(options); });
}

/// The tasks that bad ratings opened.
void add_rectify(CLI::App& office, const std::shared_ptr<OfficeOptions>& options, int& exit_code) {
  CLI::App* rectify = office.add_subcommand("rectify", "Rectification tasks: what bad ratings opened");
  rectify->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, terminal::OfficeVerb verb) {
    CLI::App* command = rectify->add_subcommand(name, help);
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--config", options->config, "Configuration (TOML)");
    command->callback([options, verb, &exit_code] {
      options->command.verb = verb;
      exit_code = run(*options);
    });
    return command;
  };
  CLI::App* list = add("list", "Lists tasks as JSON, open ones first, by their last day",
                       terminal::OfficeVerb::RectifyList);
  list->add_option("--department", options->command.department, "Code of one body");
  list->add_flag_callback(
      "--open", [options] { options->command.open_only = "yes"; }, "Only open ones");
  CLI::App* close = add("close", "Closes a task", terminal::OfficeVerb::RectifyClose);
  close->add_option("task", options->command.reference, "Number of the task, or of its case")->required();
  close->add_option("--by", options->command.by, "Account for the log");
  close->add_option("--follow-up", options->command.follow_up, "What came of calling the person")
      ->check(CLI::IsMember({"reached", "unreachable", "declined", "not_needed"}))
      ->required();
  close->add_option("--result", options->command.message, "What was done about it; it is kept, so no names")
      ->required();
}

}  // namespace

void add_office(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<OfficeOptions>();
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
  add("show", "Prints what was handed in as JSON; noted in the audit log", terminal::OfficeVerb::Show)
      ->add_option("--role", options->command.role, "Needed for a case that is restricted to one")
      ->check(CLI::IsMember({"legal_aid", "complaint", "mediation"}));
  add("accept", "Accepts a case; its clock starts", terminal::OfficeVerb::Accept);
  CLI::App* supplement =
      add("supplement", "One-time notice: asks for all that is missing", terminal::OfficeVerb::Supplement);
  supplement->add_option("--materials", options->command.materials,
                         "Codes of the materials that are wanted, with commas between them");
  supplement->add_option("--message", options->command.message,
                         "What is missing, in words for the applicant");
  supplement->add_option("--cites", options->command.cites,
                         "Number of the first notice; needed when the case had one");
  const auto add_place = [&](CLI::App* command) {
    command->add_option("--shelf", options->command.shelf, "Where the result lies to be fetched");
    command->add_option("--courier", options->command.courier_no, "Number of the parcel with the result");
    command->add_option("--result", options->result_file,
                        "The result's sheet (JSON), for the applicant to print at the terminal");
  };
  CLI::App* decide = add("decide", "Decides a case", terminal::OfficeVerb::Decide);
  decide->add_option("--outcome", options->command.outcome, "approved or refused")
      ->check(CLI::IsMember({"approved", "refused"}))
      ->required();
  decide->add_option("--message", options->command.message, "For the applicant; needed for a refusal");
  add_place(decide);
  add_place(add("close", "Closes a concluded case", terminal::OfficeVerb::Close));
  add_rectify(*office, options, exit_code);
}

}  // namespace yitang::cli
