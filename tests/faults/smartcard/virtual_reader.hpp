// The system's smart-card service and the virtual reader of vsmartcard, both as Debian ships them, with cards
// made of software. Each test has a service of its own, which the rest of the machine does not see.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "devices/transport.hpp"

namespace yitang::faults {

// Gives this process a /run of its own, in which services can be started without rights and unseen. Before
// the first thread. False: the kernel refuses.
[[nodiscard]] bool enter_own_run();

class SmartCardService {
 public:
  SmartCardService();
  ~SmartCardService();
  SmartCardService(const SmartCardService&) = delete;
  SmartCardService& operator=(const SmartCardService&) = delete;

  // False: pcscd or vsmartcard's driver is not installed, or does not start within ten seconds.
  [[nodiscard]] bool start();
  // As a crash would end it.
  void kill();
  // Where the virtual reader waits for a card, on the loopback interface.
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  bool launch();
  bool listens() const;

  std::string directory_;
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

// A card that lies on the virtual reader as long as it lives.
class VirtualCard {
 public:
  enum class Fault {
    None,
    LiftedAtPower,    // taken away when the reader powers it
    LiftedAtReset,    // when it is asked for its answer to reset
    LiftedAtCommand,  // when it gets a command
    LiftedInAnswer,   // in the middle of its answer
    NoReset,          // its answer to reset is empty
    OddReset,         // its answer to reset is not one
    ShortAnswer,      // one byte
    EmptyAnswer,      // an answer of no bytes
    NoAnswer,         // it takes the command and says nothing
    LongAnswer,       // more than any reader takes
  };
  // `answer`: to every command.
  VirtualCard(std::uint16_t port, devices::Bytes answer, Fault fault = Fault::None);
  ~VirtualCard();  // lifted
  VirtualCard(const VirtualCard&) = delete;
  VirtualCard& operator=(const VirtualCard&) = delete;

  [[nodiscard]] int commands() const { return commands_; }

 private:
  void serve();
  bool answer_to(const devices::Bytes& request);
  bool send(const devices::Bytes& answer, std::size_t most = SIZE_MAX);

  devices::Bytes answer_;
  Fault fault_;
  std::atomic<int> commands_{0};
  int socket_ = -1;
  std::thread thread_;
};

}  // namespace yitang::faults
