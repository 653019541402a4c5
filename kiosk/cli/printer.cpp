// yitang printer: the printer of the running terminal, and the profiles of printers.
#include <cstdio>
#include <memory>

#include "devices/printer/profile_set.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/printer_access.hpp"
#include "kiosk/terminal/printer_command.hpp"

namespace yitang::cli {
namespace {

struct PrinterOptions {
  std::string data;
  std::string file;
  terminal::PrinterCommand command;
};

int ask(const PrinterOptions& options) {
  auto output = ask_running_terminal(options.data, terminal::to_json(options.command));
  if (!output) return report(output.error());
  std::printf("%s\n", output->c_str());
  return kDone;
}

int check(const PrinterOptions& options) {
  const auto profile = devices::load_printer_profile(options.file);
  if (!profile) return report(Error{ErrorKind::BadInput, profile.error().message, ""});
  std::printf("%s: good\n", profile->name.c_str());
  return kDone;
}

int list_profiles() {
  const auto set = devices::ProfileSet::load(terminal::printer_profiles(terminal::share_directory()));
  if (!set) return report(Error{ErrorKind::NotFound, set.error().message, ""});
  for (const devices::ModelProfile& profile : set->all()) {
    std::printf("%-24s %s\n", profile.name.c_str(), profile.title.c_str());
    for (const devices::ProfileMatch& match : profile.matches) {
      if (match.has_ids()) std::printf("  usb %04x:%04x", match.vendor, match.product);
      if (!match.model.empty()) std::printf("  model \"%s\"", match.model.c_str());
      std::printf("\n");
    }
  }
  return kDone;
}

}  // namespace

void add_printer(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PrinterOptions>();
  CLI::App* printer = app.add_subcommand("printer", "The receipt printer of the running terminal; profiles");
  printer->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, terminal::PrinterVerb verb) {
    CLI::App* command = printer->add_subcommand(name, help);
    command->add_option("--data", options->data, "Data folder")->required();
    command->callback([options, verb, &exit_code] {
      options->command.verb = verb;
      exit_code = ask(*options);
    });
    return command;
  };
  add("status", "State, profile, paper left and the newest slips, as JSON", terminal::PrinterVerb::Status);
  add("new-roll", "A new roll was put in: counts its paper from here", terminal::PrinterVerb::NewRoll);
  add("reprint", "Prints the receipt of a case once more", terminal::PrinterVerb::Reprint)
      ->add_option("receipt", options->command.receipt_no, "Receipt number")
      ->required();
  CLI::App* file = printer->add_subcommand("check", "Says what is wrong with a profile");
  file->add_option("file", options->file, "Profile (TOML)")->required();
  file->callback([options, &exit_code] { exit_code = check(*options); });
  printer->add_subcommand("profiles", "Lists the shipped profiles")->callback([&exit_code] {
    exit_code = list_profiles();
  });
}

}  // namespace yitang::cli
