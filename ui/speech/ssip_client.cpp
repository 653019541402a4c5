#include "ui/speech/ssip_client.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>

#include "ui/speech/wipe_utterance.hpp"

namespace yitang::ui {

namespace {

using Steady = std::chrono::steady_clock;

class WakeUp {
 public:
  WakeUp() : file_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~WakeUp() {
    if (file_ >= 0) ::close(file_);
  }
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;
  int file() const { return file_; }
  void wake() const {
    const std::uint64_t one = 1;
    while (::write(file_, &one, sizeof one) < 0 && errno == EINTR) {
    }
  }

 private:
  const int file_;
};

}  // namespace

// How long one call may take, all its waiting together.
class SsipClient::Patience {
 public:
  Patience(std::chrono::milliseconds total, std::chrono::milliseconds after_stop, const std::stop_token& stop)
      : until_(Steady::now() + total), after_stop_(after_stop), on_stop_(stop, [this] { wake_up_.wake(); }) {}

  /// False: the time is over, also if the other side never falls silent.
  bool wait(int socket, short what) {
    if (wake_up_.file() < 0) return false;
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until_ - Steady::now()).count();
      if (left <= 0) return false;
      std::array<pollfd, 2> files{pollfd{socket, what, 0},
                                  pollfd{stopped_ ? -1 : wake_up_.file(), POLLIN, 0}};
      const int ready = ::poll(files.data(), files.size(), static_cast<int>(left));
      if (ready < 0 && errno != EINTR) return false;
      if (ready <= 0) continue;
      if (files[1].revents != 0) {
        stopped_ = true;
        until_ = std::min(until_, Steady::now() + after_stop_);
      }
      if (files[0].revents != 0) return true;
    }
  }

 private:
  Steady::time_point until_;
  const std::chrono::milliseconds after_stop_;
  bool stopped_ = false;
  WakeUp wake_up_;
  std::stop_callback<std::function<void()>> on_stop_;
};

std::unique_ptr<SsipClient> SsipClient::connect(const std::string& path,
                                                std::chrono::milliseconds answers_within) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) return nullptr;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return nullptr;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return nullptr;
  }
  return std::unique_ptr<SsipClient>(new SsipClient(socket, answers_within));
}

SsipClient::~SsipClient() {
  constexpr std::string_view farewell = "CANCEL SELF\r\nQUIT\r\n";
  if (in_step_) static_cast<void>(::send(socket_, farewell.data(), farewell.size(), MSG_NOSIGNAL));
  ::close(socket_);
}

SsipEnd SsipClient::order(std::string_view request, const std::stop_token& stop) {
  Patience patience(answers_within_, after_stop, stop);
  SsipAnswer answer;
  return exchange(std::string(request) + "\r\n", answer, patience);
}

SsipEnd SsipClient::speak(std::string_view text, std::uint32_t& message, const std::stop_token& stop) {
  Patience patience(answers_within_, after_stop, stop);
  SsipAnswer answer;
  if (const SsipEnd ready = exchange("SPEAK\r\n", answer, patience); ready != SsipEnd::Done) return ready;
  std::string data = ssip_text(text);
  const SsipEnd end = exchange(data, answer, patience);
  wipe_text(data);
  if (end != SsipEnd::Done) return end;
  const auto number = ssip_message(answer);
  if (!number) return SsipEnd::Lost;
  message = *number;
  return SsipEnd::Done;
}

SsipEnd SsipClient::wait_begun(std::uint32_t message, std::chrono::milliseconds patience,
                               const std::stop_token& stop) {
  return wait_for(begun_, message, patience, stop);
}

SsipEnd SsipClient::wait_ended(std::uint32_t message, std::chrono::milliseconds patience,
                               const std::stop_token& stop) {
  return wait_for(ended_, message, patience, stop);
}

SsipEnd SsipClient::wait_for(const std::optional<std::uint32_t>& event, std::uint32_t message,
                             std::chrono::milliseconds patience, const std::stop_token& stop) {
  Patience whole(patience, std::chrono::milliseconds(0), stop);
  for (;;) {
    SsipAnswer unasked;
    if (const auto taken = take(unasked)) return taken == SsipEnd::Done ? SsipEnd::Lost : *taken;
    if (event == message) return SsipEnd::Done;
    if (const SsipEnd more = receive(whole); more != SsipEnd::Done) return more;
  }
}

SsipEnd SsipClient::exchange(std::string_view request, SsipAnswer& answer, Patience& patience) {
  if (const SsipEnd sent = send(request, patience); sent != SsipEnd::Done) return sent;
  for (;;) {
    if (const auto taken = take(answer)) {
      if (taken != SsipEnd::Done) return *taken;
      return answer.done() ? SsipEnd::Done : SsipEnd::Refused;
    }
    if (const SsipEnd more = receive(patience); more != SsipEnd::Done) return more;
  }
}

SsipEnd SsipClient::send(std::string_view bytes, Patience& patience) {
  in_step_ = false;
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent < 0 && errno == EAGAIN) {
      if (!patience.wait(socket_, POLLOUT)) return SsipEnd::TimedOut;
    } else if (sent == 0 || errno != EINTR) {
      return SsipEnd::Lost;
    }
  }
  in_step_ = true;
  return SsipEnd::Done;
}

SsipEnd SsipClient::receive(Patience& patience) {
  std::array<char, 1024> bytes;
  for (;;) {
    if (!patience.wait(socket_, POLLIN)) return SsipEnd::TimedOut;
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got > 0) {
      received_.append(bytes.data(), static_cast<std::size_t>(got));
      return SsipEnd::Done;
    }
    if (got == 0 || (errno != EAGAIN && errno != EINTR)) return SsipEnd::Lost;
  }
}

std::optional<SsipEnd> SsipClient::take(SsipAnswer& answer) {
  for (;;) {
    SsipTaken taken = take_ssip_answer(received_);
    if (taken.reading == SsipReading::Broken) return SsipEnd::Lost;
    if (taken.reading == SsipReading::Incomplete) return std::nullopt;
    received_.erase(0, taken.used);
    if (taken.answer.code / 100 != 7) {
      answer = std::move(taken.answer);
      return SsipEnd::Done;
    }
    const auto event = ssip_event(taken.answer);
    if (!event) continue;  // a newer service may tell more
    if (event->kind == SsipEventKind::Begun) begun_ = event->message;
    if (event->kind == SsipEventKind::Ended || event->kind == SsipEventKind::Cancelled)
      begun_ = ended_ = event->message;
  }
}

}  // namespace yitang::ui
