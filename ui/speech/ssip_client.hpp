// One connection to speech-dispatcher. Its own client library is not used: that one ends the whole program
// when an answer is not what it expects, waits for answers without limit, and leaves its socket open in
// programs that are started.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "ui/speech/ssip.hpp"

namespace yitang::ui {

enum class SsipEnd {
  Done,
  Refused,   // the service does not want to
  TimedOut,  // no answer in time, or a stop
  Lost,      // the service went away or talks something else
};

/// One thread. After TimedOut and Lost nothing more can be done with it. Every call ends in time; a stop,
/// from any thread, shortens that to `after_stop`, enough for a service that is well to keep both sides in
/// step.
class SsipClient {
 public:
  static constexpr std::chrono::milliseconds after_stop{200};

  /// Null: nobody listens at this path.
  static std::unique_ptr<SsipClient> connect(const std::string& path,
                                             std::chrono::milliseconds answers_within);
  /// What the service still says for us is cancelled, if it can be told without waiting.
  ~SsipClient();
  SsipClient(const SsipClient&) = delete;
  SsipClient& operator=(const SsipClient&) = delete;

  /// `request` is one line without its end.
  SsipEnd order(std::string_view request, const std::stop_token& stop);
  /// Done: `message` is its number. UTF-8; our copy of it is overwritten.
  SsipEnd speak(std::string_view text, std::uint32_t& message, const std::stop_token& stop);
  /// The message has begun to sound, or has ended. A stop ends the waiting at once: TimedOut.
  SsipEnd wait_begun(std::uint32_t message, std::chrono::milliseconds patience, const std::stop_token& stop);
  SsipEnd wait_ended(std::uint32_t message, std::chrono::milliseconds patience, const std::stop_token& stop);

 private:
  class Patience;
  SsipClient(int socket, std::chrono::milliseconds answers_within)
      : socket_(socket), answers_within_(answers_within) {}
  SsipEnd exchange(std::string_view request, SsipAnswer& answer, Patience& patience);
  SsipEnd send(std::string_view bytes, Patience& patience);
  SsipEnd receive(Patience& patience);
  /// Takes the next answer out of what was received; events are noted on the way. Done: it is in `answer`.
  std::optional<SsipEnd> take(SsipAnswer& answer);
  SsipEnd wait_for(const std::optional<std::uint32_t>& event, std::uint32_t message,
                   std::chrono::milliseconds patience, const std::stop_token& stop);

  const int socket_;
  const std::chrono::milliseconds answers_within_;
  std::string received_;
  bool in_step_ = true;                         // the service waits for a request, not for the rest of a text
  std::optional<std::uint32_t> begun_, ended_;  // the last ones: we have one message at a time
};

}  // namespace yitang::ui
