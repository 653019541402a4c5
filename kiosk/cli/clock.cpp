// yitang clock: whether this machine's clock may be believed, and a technician's word that it may.
#include <cstdio>
#include <memory>

#include "kiosk/base/judged_clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

struct ClockOptions {
  std::string data;
  std::string config;
};

int judge(const ClockOptions& options, bool confirm) {
  auto config = configuration(options.config);
  if (!config) return report(config.error());
  std::error_code code;
  if (!std::filesystem::is_directory(terminal::terminal_store(options.data), code)) {
    return report({ErrorKind::BadInput, "there is no terminal's store", options.data});
  }
  const SystemClock system;
  JudgedClock clock(system);
  const auto random = system_random();
  auto store = cases::CaseStore::open({terminal::terminal_store(options.data),
                                       terminal::host_binding(options.data, *config), config->terminal_code},
                                      clock, *random);
  if (!store) return report(store.error());
  if (confirm) {
    if (clock.now() < start_of(kReleaseDay)) {
      return report({ErrorKind::BadInput, "the clock shows a day before this program was made; set it first",
                     date_time_text(clock.now())});
    }
    if (auto confirmed = store->confirm_time(); !confirmed) return report(confirmed.error());
  }
  auto newest = store->newest_time();
  if (!newest) return report(newest.error());
  if (*newest) clock.remember(**newest);
  const ClockJudgement judgement = clock.judgement();
  std::printf("now %s, newest known time %s, kernel %s: %s (%s)\n", date_time_text(clock.now()).c_str(),
              *newest ? date_time_text(**newest).c_str() : "none",
              kernel_clock_synchronised() ? "synchronised" : "not synchronised",
              is_trusted(judgement) ? "trusted" : "NOT TRUSTED", std::string(name_of(judgement)).c_str());
  return is_trusted(judgement) ? kDone : kNotFoundOrNotHeld;
}

}  // namespace

void add_clock(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ClockOptions>();
  CLI::App* clock = app.add_subcommand("clock", "Whether the clock may be believed");
  clock->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, bool confirm) {
    CLI::App* command = clock->add_subcommand(name, help);
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--config", options->config, "Configuration (TOML)");
    command->callback([options, confirm, &exit_code] { exit_code = judge(*options, confirm); });
  };
  add("status", "Says what the clock shows and why it is trusted or not", false);
  add("confirm", "A technician has looked: the clock is right", true);
}

}  // namespace yitang::cli
