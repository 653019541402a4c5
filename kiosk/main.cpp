// yitang: the self-service terminal and its tools.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <exception>

#include "kiosk/cli/command.hpp"
#include "storage/process_hygiene.hpp"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Yitang: self-service terminal for townships and villages"};
  app.set_version_flag("--version", YITANG_VERSION);
  app.require_subcommand(1);
  int exit_code = yitang::cli::kDone;
  yitang::cli::add_run(app, exit_code);
  yitang::cli::add_visit(app, exit_code);
  yitang::cli::add_catalog(app, exit_code);
  yitang::cli::add_case(app, exit_code);
  yitang::cli::add_office(app, exit_code);
  yitang::cli::add_decode(app, exit_code);
  yitang::cli::add_card(app, exit_code);
  yitang::cli::add_escpos(app, exit_code);
  yitang::cli::add_store(app, exit_code);
  yitang::cli::add_keys(app, exit_code);
  yitang::cli::add_audit(app, exit_code);
  yitang::cli::add_clock(app, exit_code);
  yitang::cli::add_backup(app, exit_code);
  yitang::cli::add_devices(app, exit_code);
  yitang::cli::add_simulate(app, exit_code);
  yitang::cli::add_printer(app, exit_code);
  yitang::cli::add_appointment(app, exit_code);
  yitang::cli::add_queue(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? yitang::cli::kDone : yitang::cli::kBadInput;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  if (auto hardened = yitang::storage::harden_process(); !hardened) {
    std::fprintf(stderr, "yitang: %s\n", yitang::storage::describe(hardened.error()).c_str());
    return yitang::cli::kNotFoundOrNotHeld;
  }
  // Standard output belongs to the commands' results.
  spdlog::set_default_logger(spdlog::stderr_logger_mt("yitang"));
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "yitang: %s\n", error.what());
    return yitang::cli::kNotFoundOrNotHeld;
  }
}
