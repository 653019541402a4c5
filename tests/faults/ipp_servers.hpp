#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace yitang::faults {

// A driverless printer that we did not write: CUPS's own reference printer, in a process of its own on a free
// port of the loopback interface. What it "prints" goes to a shell script.
class ReferencePrinter {
 public:
  // `script`: body of the script; $1 is the document, $DIR the folder of this printer. Null when it does not
  // start.
  static std::unique_ptr<ReferencePrinter> start(const std::string& script);
  ReferencePrinter(const ReferencePrinter&) = delete;
  ReferencePrinter& operator=(const ReferencePrinter&) = delete;
  ~ReferencePrinter();

  [[nodiscard]] std::string address() const;
  // Lets a script that waits with `read x < $DIR/go` go on.
  void let_go() const;
  [[nodiscard]] std::string file(const std::string& name) const { return directory_ + "/" + name; }
  // As if its plug were pulled out; it may be switched on again at the same port.
  void switch_off();
  bool switch_on();

 private:
  ReferencePrinter() = default;
  bool start_bus();

  std::string directory_;
  std::uint16_t port_ = 0;
  pid_t bus_ = -1;  // it looks for a message bus, and finds one with nobody on it
  pid_t printer_ = -1;
};

// Takes connections and does with them what no printer should.
class WrongServer {
 public:
  enum class Way { Silent, Trickles, Nonsense, HangsUp };
  explicit WrongServer(Way way);
  WrongServer(const WrongServer&) = delete;
  WrongServer& operator=(const WrongServer&) = delete;
  ~WrongServer();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void serve(int client) const;

  Way way_;
  int listener_ = -1;
  int stop_[2] = {-1, -1};
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace yitang::faults
