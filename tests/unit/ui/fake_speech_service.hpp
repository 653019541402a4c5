// The system's speech service as far as the tests need it: takes what is said, and can go wrong in every way.
#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ui/speech/speech.hpp"

namespace yitang::ui::test {

class FakeService {
 public:
  explicit FakeService(const std::string& path)
      : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeService() {
    ::shutdown(listener_, SHUT_RDWR);
    hang_up();
    thread_.join();
    ::close(listener_);
  }
  FakeService(const FakeService&) = delete;
  FakeService& operator=(const FakeService&) = delete;

  void hang_up() {
    const std::lock_guard lock(mutex_);
    if (client_ >= 0) ::shutdown(client_, SHUT_RDWR);
  }
  /// Messages are finished at once, or only by a cancel.
  void set_endless(bool endless) {
    const std::lock_guard lock(mutex_);
    endless_ = endless;
  }
  /// Answers, but its module for sound has died: nothing ever begins.
  void set_silent(bool silent) {
    const std::lock_guard lock(mutex_);
    silent_ = silent;
  }
  /// Takes everything and answers nothing.
  void set_mute(bool mute) {
    const std::lock_guard lock(mutex_);
    mute_ = mute;
  }
  /// Something else listens there: no answer begins with a code.
  void set_garbage(bool garbage) {
    const std::lock_guard lock(mutex_);
    garbage_ = garbage;
  }
  /// Goes away in the middle of a line of its next answer.
  void set_breaks_off(bool breaks_off) {
    const std::lock_guard lock(mutex_);
    breaks_off_ = breaks_off;
  }
  /// Never stops talking, and never says what was asked.
  void set_endless_events(bool endless) {
    const std::lock_guard lock(mutex_);
    endless_events_ = endless;
  }
  void wait_for(const std::string& line) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return std::find(lines_.begin(), lines_.end(), line) != lines_.end(); });
  }
  std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      listen_to(client);
    }
  }

  void listen_to(int client) {
    {
      const std::lock_guard lock(mutex_);
      client_ = client;
    }
    std::string line;
    for (char byte = 0; ::recv(client, &byte, 1, 0) == 1;) {
      if (byte == '\n') {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        take(client, std::exchange(line, {}));
      } else {
        line.push_back(byte);
      }
    }
    const std::lock_guard lock(mutex_);
    ::close(std::exchange(client_, -1));
  }

  void take(int client, const std::string& line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(line);
    changed_.notify_all();
    if (mute_) return;
    if (garbage_) return send(client, "Hello there\r\n");
    if (breaks_off_) {
      send(client, "200-o");
      ::shutdown(client, SHUT_RDWR);
      return;
    }
    if (endless_events_) {
      while (::send(client, "701-0\r\n701 BEGIN\r\n", 18, MSG_NOSIGNAL) > 0) {
      }
      return;
    }
    if (in_text_ && line != ".") return;
    if (in_text_) {
      in_text_ = false;
      const std::string number = std::to_string(++message_);
      send(client, "225-" + number + "\r\n225 OK MESSAGE QUEUED\r\n");
      if (silent_) return;
      send(client, event("701", "BEGIN"));
      if (!endless_) send(client, event("702", "END"));
    } else if (line.starts_with("SPEAK") || line.starts_with("speak")) {
      in_text_ = true;
      send(client, "230 OK RECEIVING DATA\r\n");
    } else if (line.starts_with("CANCEL")) {
      send(client, "210 OK CANCELED\r\n" + event("703", "CANCELED"));
    } else if (line.starts_with("QUIT")) {
      send(client, "231 HAPPY HACKING\r\n");
    } else if (line.starts_with("HISTORY GET CLIENT_ID")) {
      send(client, "245-1\r\n245 OK CLIENT ID SENT\r\n");
    } else {
      send(client, "200 OK\r\n");
    }
  }
  std::string event(const std::string& code, const std::string& name) const {
    return code + "-" + std::to_string(message_) + "\r\n" + code + "-1\r\n" + code + " " + name + "\r\n";
  }
  // Whoever says farewell does not wait for the answer: nobody may be there to take it.
  static void send(int client, const std::string& text) {
    static_cast<void>(::send(client, text.data(), text.size(), MSG_NOSIGNAL));
  }

  const int listener_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int client_ = -1;
  bool in_text_ = false;
  bool endless_ = false;
  bool mute_ = false;
  bool garbage_ = false;
  bool breaks_off_ = false;
  bool endless_events_ = false;
  bool silent_ = false;
  int message_ = 0;
  std::vector<std::string> lines_;
  std::thread thread_;
};

class Notebook final : public Voice {
 public:
  explicit Notebook(std::vector<std::string>& said) : said_(said) {}
  SpeechEnd speak(const Utterance& utterance, int, int, const std::stop_token&) override {
    said_.push_back(utterance.text);
    return SpeechEnd::Spoken;
  }

 private:
  std::vector<std::string>& said_;
};

class Changes {
 public:
  void note() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

}  // namespace yitang::ui::test
