// Commands that a running terminal answers, or the store itself where none runs.
#include <cstdio>

#include "kiosk/base/judged_clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {

Result<std::string> with_own_store(
    const std::string& data, const std::string& config_file,
    const std::function<Result<std::string>(cases::CaseStore&, const catalog::Catalog&)>& work) {
  auto config = configuration(config_file);
  if (!config) return tl::unexpected(config.error());
  auto catalog = catalogue(*config);
  if (!catalog) return tl::unexpected(catalog.error());
  std::error_code code;
  if (!std::filesystem::is_directory(terminal::terminal_store(data), code))
    return fail(ErrorKind::BadInput, "there is no terminal's store", data);
  const SystemClock system;
  JudgedClock clock{system};
  const auto random = system_random();
  auto store = cases::CaseStore::open(
      {terminal::terminal_store(data), terminal::host_binding(data, *config), config->terminal_code}, clock,
      *random);
  if (!store) return tl::unexpected(store.error());
  auto newest = store->newest_time();
  if (!newest) return tl::unexpected(newest.error());
  if (*newest) clock.remember(**newest);
  return work(*store, **catalog);
}

int print_answer(const std::string& data, const std::string& request,
                 const std::function<Result<std::string>()>& by_itself) {
  auto output = ask_running_terminal(data, request);
  if (!output && output.error().kind == ErrorKind::Unavailable) output = by_itself();
  if (!output) return report(output.error());
  std::printf("%s\n", output->c_str());
  return kDone;
}

}  // namespace yitang::cli
