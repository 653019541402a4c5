// One subcommand a file. Each adds itself to the application and sets the exit code when it is run.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/terminal/config.hpp"

namespace yitang::cases {
class CaseStore;
}

namespace yitang::cli {

// Exit codes of every command.
inline constexpr int kDone = 0;
inline constexpr int kNotFoundOrNotHeld =
    1;  ///< nothing found, an expectation failed, a stream rejected, store faulty
inline constexpr int kBadInput = 2;  ///< wrong command line, file, or content

/// Prints "yitang: place: reason" on standard error and returns the exit code for this kind of error.
int report(const Error& error);

/// The configuration of --config, or the standard one for an empty path.
Result<terminal::Config> configuration(const std::string& path);
/// The catalogue that this configuration names, or the sample.
Result<catalog::CatalogPtr> catalogue(const terminal::Config& config);

/// What the terminal that runs on this data folder answers. Unavailable: none runs.
Result<std::string> ask_running_terminal(const std::string& data, const std::string& request);
/// What `work` answers with the store of the terminal, opened here: none runs.
Result<std::string> with_own_store(
    const std::string& data, const std::string& config_file,
    const std::function<Result<std::string>(cases::CaseStore&, const catalog::Catalog&)>& work);
/// Prints what the running terminal answers, or, where none runs, `by_itself`. Returns the exit code.
int print_answer(const std::string& data, const std::string& request,
                 const std::function<Result<std::string>()>& by_itself);

void add_run(CLI::App& app, int& exit_code);
void add_visit(CLI::App& app, int& exit_code);
void add_catalog(CLI::App& app, int& exit_code);
void add_case(CLI::App& app, int& exit_code);
void add_office(CLI::App& app, int& exit_code);
void add_decode(CLI::App& app, int& exit_code);
void add_card(CLI::App& app, int& exit_code);
void add_escpos(CLI::App& app, int& exit_code);
void add_store(CLI::App& app, int& exit_code);
void add_keys(CLI::App& app, int& exit_code);
void add_audit(CLI::App& app, int& exit_code);
void add_clock(CLI::App& app, int& exit_code);
void add_devices(CLI::App& app, int& exit_code);
void add_simulate(CLI::App& app, int& exit_code);
void add_backup(CLI::App& app, int& exit_code);
void add_printer(CLI::App& app, int& exit_code);
void add_appointment(CLI::App& app, int& exit_code);
void add_queue(CLI::App& app, int& exit_code);

}  // namespace yitang::cli
