// The door through which `yitang office` reaches a terminal that runs and so holds its stores: a local socket
// in the data folder, for the same user only. One request a connection: a JSON line in, a JSON line out.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/error.hpp"

namespace yitang::terminal {

std::filesystem::path control_path(const std::filesystem::path& data);

class ControlSocket {
 public:
  /// Answers one request with one line; called on the socket's own thread, may block.
  using Handler = std::function<std::string(const std::string& request)>;
  static Result<std::unique_ptr<ControlSocket>> listen(const std::filesystem::path& path, Handler handler);
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

 private:
  struct Parts;
  explicit ControlSocket(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Unavailable when no terminal runs there.
Result<std::string> ask_terminal(const std::filesystem::path& path, const std::string& request);

}  // namespace yitang::terminal
