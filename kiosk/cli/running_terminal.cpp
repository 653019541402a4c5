#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/control_request.hpp"
#include "kiosk/terminal/control_socket.hpp"

namespace yitang::cli {

Result<std::string> ask_running_terminal(const std::string& data, const std::string& request) {
  auto answer = terminal::ask_terminal(terminal::control_path(data), request);
  return answer ? terminal::output_of(*answer) : std::move(answer);
}

}  // namespace yitang::cli
