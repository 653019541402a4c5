#include "kiosk/terminal/control_answer.hpp"

#include <future>
#include <memory>
#include <nlohmann/json.hpp>

#include "kiosk/office/office.hpp"
#include "kiosk/terminal/office_command.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

std::string refusal(const Error& error) {
  return json{{"ok", false}, {"bad_input", error.kind == ErrorKind::BadInput}, {"error", describe(error)}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

// The terminal may end, and drop what waits for the office's thread.
Result<std::string> taken(std::future<Result<std::string>>& answer) {
  try {
    return answer.get();
  } catch (const std::future_error&) {
    return fail(ErrorKind::Unavailable, "the terminal is ending, nothing was done");
  }
}

std::string still_running() {
  return json{{"ok", false},
              {"bad_input", false},
              {"running", true},
              {"error",
               "still running: the terminal took the command and goes on with it. Look at the case with "
               "`yitang office list` before giving it again."}}
      .dump();
}

}  // namespace

std::string ControlAnswer::operator()(const std::string& request) const {
  const auto command = office_command_from_json(request);
  if (!command) return refusal(command.error());
  auto done = std::make_shared<std::promise<Result<std::string>>>();
  auto answer = done->get_future();
  with_office([done = std::move(done), told = performed, command = *command](office::Office& office) {
    auto result = perform(office, command);
    told();
    done->set_value(std::move(result));
  });
  if (answer.wait_for(patience) != std::future_status::ready) return still_running();
  const Result<std::string> result = taken(answer);
  if (!result) return refusal(result.error());
  return json{{"ok", true}, {"output", *result}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace yitang::terminal
