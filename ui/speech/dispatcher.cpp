#include "ui/speech/dispatcher.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "ui/speech/child_program.hpp"
#include "ui/speech/ssip_client.hpp"

namespace yitang::ui {
namespace {

constexpr std::chrono::seconds longest_utterance{120};  // nothing that a page says takes longer

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

// The program goes into the background when the service listens. One that hangs meanwhile is ended.
void start_dispatcher(const std::string& socket, std::chrono::milliseconds patience,
                      const std::stop_token& stop) {
  const std::string program = find_program("speech-dispatcher");
  if (program.empty()) return;
  std::stop_source give_up;
  const std::stop_callback on_stop(stop, [&give_up] { give_up.request_stop(); });
  std::mutex mutex;
  std::condition_variable_any changed;
  const std::jthread watch([&](const std::stop_token& started) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, started, patience, [] { return false; });
    if (!started.stop_requested()) give_up.request_stop();
  });
  run_child(program, {"--spawn", "--communication-method", "unix_socket", "--socket-path", socket}, {},
            give_up.get_token());
}

class DispatcherVoice final : public Voice {
 public:
  DispatcherVoice(DispatcherOptions options, std::unique_ptr<Voice> otherwise)
      : options_(std::move(options)), otherwise_(std::move(otherwise)) {}

  bool prepare(const std::stop_token& stop) override {
    return open(stop) || (otherwise_ && otherwise_->prepare(stop));
  }

  SpeechEnd speak(const Utterance& utterance, int volume, int rate, const std::stop_token& stop) override {
    if (open(stop)) {
      const SpeechEnd end = speak_here(utterance, volume, rate, stop);
      if (end != SpeechEnd::Unavailable) return end;
      client_.reset();
    }
    if (stop.stop_requested()) return SpeechEnd::Spoken;
    return otherwise_ ? otherwise_->speak(utterance, volume, rate, stop) : SpeechEnd::Unavailable;
  }

 private:
  bool open(const std::stop_token& stop) {
    if (client_) return true;
    if (spared_until_ && options_.now() < *spared_until_) return false;
    spared_until_.reset();
    const std::string socket = options_.socket.empty() ? usual_dispatcher_socket() : options_.socket;
    client_ = SsipClient::connect(socket, options_.answers_within);
    if (!client_ && options_.start_service && !socket.empty()) {
      start_dispatcher(socket, options_.answers_within, stop);
      client_ = SsipClient::connect(socket, options_.answers_within);
    }
    for (const char* request : {"SET SELF CLIENT_NAME yitang:yitang:pages", "SET SELF NOTIFICATION BEGIN ON",
                                "SET SELF NOTIFICATION END ON", "SET SELF NOTIFICATION CANCEL ON"}) {
      if (client_ && client_->order(request, stop) != SsipEnd::Done) client_.reset();
    }
    if (!client_ && !stop.stop_requested()) spare();
    return client_ != nullptr;
  }

  // Looking for it costs seconds of silence each time.
  void spare() {
    if (otherwise_) spared_until_ = options_.now() + options_.spared_for;
  }

  SpeechEnd speak_here(const Utterance& utterance, int volume, int rate, const std::stop_token& stop) {
    std::uint32_t message = 0;
    SsipEnd end = set(utterance.language, volume, rate, stop);
    if (end == SsipEnd::Done && stop.stop_requested()) return SpeechEnd::Spoken;
    if (end == SsipEnd::Done) end = client_->speak(utterance.text, message, stop);
    if (end != SsipEnd::Done) return failed(end, stop);
    end = client_->wait_begun(message, options_.begins_within, stop);
    const bool begun = end == SsipEnd::Done;
    if (begun) end = client_->wait_ended(message, longest_utterance, stop);
    if (end == SsipEnd::Done) return SpeechEnd::Spoken;
    if (end == SsipEnd::Lost) return failed(end, stop);
    if (client_->order("CANCEL SELF", stop) != SsipEnd::Done) return failed(SsipEnd::TimedOut, stop);
    if (stop.stop_requested()) return SpeechEnd::Spoken;
    if (begun) return SpeechEnd::Failed;
    return failed(SsipEnd::TimedOut, stop);  // its module died, or it has no sound
  }

  // The service counts volume and rate from -100 to 100.
  SsipEnd set(SpeechLanguage language, int volume, int rate, const std::stop_token& stop) {
    SsipEnd end = client_->order(
        language == SpeechLanguage::English ? "SET SELF LANGUAGE en" : "SET SELF LANGUAGE zh", stop);
    if (end == SsipEnd::Done)
      end = client_->order("SET SELF VOLUME " + std::to_string(2 * volume - 100), stop);
    if (end == SsipEnd::Done) end = client_->order("SET SELF RATE " + std::to_string(rate - 100), stop);
    return end;
  }

  // A service that went away may be back at once; one that hangs or refuses will not be better soon.
  SpeechEnd failed(SsipEnd end, const std::stop_token& stop) {
    if (end != SsipEnd::Lost && !stop.stop_requested()) spare();
    return SpeechEnd::Unavailable;
  }

  const DispatcherOptions options_;
  const std::unique_ptr<Voice> otherwise_;
  std::unique_ptr<SsipClient> client_;
  std::optional<std::chrono::steady_clock::time_point> spared_until_;
};

}  // namespace

std::string usual_dispatcher_socket() {
  const std::string address = variable("SPEECHD_ADDRESS");
  constexpr std::string_view of_this_machine = "unix_socket:";
  if (address.starts_with(of_this_machine)) return address.substr(of_this_machine.size());
  if (!address.empty() && address != "unix_socket") return {};
  std::string folder = variable("XDG_RUNTIME_DIR");
  if (folder.empty()) {
    folder = variable("XDG_CACHE_HOME");
    if (folder.empty() && !variable("HOME").empty()) folder = variable("HOME") + "/.cache";
  }
  return folder.empty() ? std::string() : folder + "/speech-dispatcher/speechd.sock";
}

std::unique_ptr<QueuedSpeech> open_dispatcher(const DispatcherOptions& options,
                                              std::unique_ptr<Voice> otherwise) {
  return std::make_unique<QueuedSpeech>(std::make_unique<DispatcherVoice>(options, std::move(otherwise)),
                                        options.queue);
}

}  // namespace yitang::ui
