// The operating system's speech service, speech-dispatcher, over its socket: whatever voices the machine has
// are used the way its owner set them up. The service is a process of its own (GPL-2+); its client library is
// not used, because it ends the program on an answer it does not expect and waits without limit. The service
// keeps what it was given to say in memory until it ends, and writes it to its log from LogLevel 4 on: a
// terminal keeps it at 3 or below.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "ui/speech/queued_speech.hpp"

namespace yitang::ui {

struct DispatcherOptions {
  std::string socket = {};    // path of the service's socket; empty: where the system has it
  bool start_service = true;  // if it does not run
  std::chrono::milliseconds answers_within{3000};  // else it hangs, and counts as not there
  std::chrono::milliseconds begins_within{5000};   // to speak; else the other voice does
  std::chrono::seconds spared_for{
      60};  // after it hung, stayed silent or was not there, if another voice speaks
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  QueueOptions queue = {};
};

/// The service is sought on the queue's thread, not here; while it is not there, `otherwise` speaks (may be
/// null: then nobody does, and the state says so).
std::unique_ptr<QueuedSpeech> open_dispatcher(const DispatcherOptions& options,
                                              std::unique_ptr<Voice> otherwise);

/// Where the service's socket is for this user: $SPEECHD_ADDRESS, $XDG_RUNTIME_DIR, ~/.cache; "" if nothing
/// tells. Other kinds of address than "unix_socket:PATH" are not for one machine: "".
std::string usual_dispatcher_socket();

}  // namespace yitang::ui
