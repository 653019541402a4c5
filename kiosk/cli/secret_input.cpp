#include "kiosk/cli/secret_input.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "kiosk/cases/storage_error.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

constexpr std::size_t kLongest = 1024;

/// The controlling terminal without echo, as it was before when destroyed.
class QuietTerminal {
 public:
  QuietTerminal() : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (fd_ < 0 || ::tcgetattr(fd_, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;
  ~QuietTerminal() {
    if (changed_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
    if (fd_ >= 0) ::close(fd_);
  }
  bool usable() const { return changed_; }

  Result<storage::SecretBytes> ask(const std::string& question) {
    say(question + ": ");
    storage::SecretBytes line(kLongest);
    std::size_t length = 0;
    while (length < line.size()) {
      const ssize_t got = ::read(fd_, line.span().data() + length, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0 || line.view()[length] == '\n') break;
      ++length;
    }
    say("\n");
    return storage::SecretBytes::copy_of(line.view().first(length));
  }

 private:
  void say(const std::string& text) {
    // A question that cannot be shown: the person will not answer, and an empty secret is refused.
    static_cast<void>(!::write(fd_, text.data(), text.size()));
  }
  int fd_;
  termios before_{};
  bool changed_ = false;
};

Result<storage::SecretBytes> from_file(const std::string& file) {
  auto content = storage::read_private_file(file, kLongest);
  if (!content) return fail(ErrorKind::BadInput, content.error().message, file);
  const auto end =
      std::find_if(content->begin(), content->end(), [](auto byte) { return byte == '\n' || byte == '\r'; });
  auto secret = storage::SecretBytes::copy_of(
      storage::ByteView(content->data(), static_cast<std::size_t>(end - content->begin())));
  std::fill(content->begin(), content->end(), std::uint8_t{0});
  return secret;
}

}  // namespace

Result<storage::SecretBytes> read_secret(const std::string& file, const std::string& question, bool twice) {
  if (!file.empty()) return from_file(file);
  QuietTerminal terminal;
  if (!terminal.usable())
    return fail(ErrorKind::BadInput, "there is no terminal to ask on: give a file (see --help)", question);
  auto secret = terminal.ask(question);
  if (!secret || !twice) return secret;
  auto again = terminal.ask(question + ", once more");
  if (!again) return again;
  if (!storage::equal_in_constant_time(secret->view(), again->view()))
    return fail(ErrorKind::BadInput, "the two entries differ", question);
  return secret;
}

}  // namespace yitang::cli
