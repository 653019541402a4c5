#include "kiosk/cli/passphrase_input.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "storage/passphrase.hpp"

namespace yitang::cli {
namespace {

using storage::SecretBytes;

class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd_ > 2) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// Typed letters stay off the screen while this lives.
class WithoutEcho {
 public:
  explicit WithoutEcho(int terminal) : terminal_(terminal), changed_(::tcgetattr(terminal, &before_) == 0) {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (changed_) ::tcsetattr(terminal_, TCSAFLUSH, &quiet);
  }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;
  ~WithoutEcho() {
    if (changed_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }

 private:
  int terminal_;
  termios before_{};
  bool changed_;
};

// Up to the end of the line, in wiped memory and byte by byte: what follows on a pipe is somebody else's.
Result<SecretBytes> read_line(int fd, const std::string& name) {
  SecretBytes line(storage::kMaxPassphraseSize + 1);
  std::size_t size = 0;
  for (;;) {
    std::uint8_t* next = line.span().data() + size;
    const ssize_t got = ::read(fd, next, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorKind::BadInput, "the passphrase cannot be read", name);
    if (got == 0 || *next == '\n') break;
    if (++size > storage::kMaxPassphraseSize)
      return fail(ErrorKind::BadInput, "the passphrase is too long", name);
  }
  if (size > 0 && line.view()[size - 1] == '\r') --size;
  if (size == 0) return fail(ErrorKind::BadInput, "the passphrase is empty", name);
  return SecretBytes::copy_of(line.view().first(size));
}

std::size_t letters_of(const SecretBytes& text) {
  return static_cast<std::size_t>(std::count_if(text.view().begin(), text.view().end(),
                                                [](std::uint8_t byte) { return (byte & 0xc0) != 0x80; }));
}

}  // namespace

Result<SecretBytes> passphrase_from(const std::string& file) {
  if (file == "-") return read_line(0, "standard input");
  const OpenFile open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (open.get() < 0) return fail(ErrorKind::BadInput, "the passphrase file cannot be opened", file);
  return read_line(open.get(), file);
}

bool can_ask() {
  const OpenFile terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  return terminal.get() >= 0;
}

Result<SecretBytes> ask_passphrase(const std::string& prompt) {
  const OpenFile terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (terminal.get() < 0) {
    return fail(ErrorKind::Unavailable, "no terminal to ask for a passphrase: use --passphrase-file");
  }
  const WithoutEcho quiet(terminal.get());
  const auto say = [&terminal](const std::string& text) {
    return ::write(terminal.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
  };
  if (!say(prompt + ": ")) return fail(ErrorKind::Unavailable, "the terminal cannot be written");
  auto line = read_line(terminal.get(), "terminal");
  say("\n");
  return line;
}

Result<SecretBytes> new_passphrase(const std::string& file, const std::string& prompt) {
  auto first = file.empty() ? ask_passphrase(prompt) : passphrase_from(file);
  if (!first) return first;
  if (letters_of(*first) < kLeastPassphraseLetters) {
    return fail(ErrorKind::BadInput, "a new passphrase needs at least 12 letters, better several words");
  }
  if (file.empty()) {
    auto second = ask_passphrase("The same once more");
    if (!second) return second;
    if (!storage::equal_in_constant_time(first->view(), second->view())) {
      return fail(ErrorKind::BadInput, "the two passphrases differ");
    }
  }
  return first;
}

}  // namespace yitang::cli
