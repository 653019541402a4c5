// A decoder that does what the picture file says: what happens when a library in it is taken over or breaks.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>

#include "devices/barcode/decoder_messages.hpp"
#include "devices/decoder/sandbox.hpp"

namespace {

using namespace yitang::devices;
constexpr int socket_descriptor = 3, memory_descriptor = 4;

void say(const std::string& text) {
  DecoderAnswer answer;
  RawCode code;
  code.bytes.assign(text.begin(), text.end());
  code.symbology = Symbology::QrCode;
  answer.codes.push_back(code);
  const Bytes message = encode(answer);
  (void)::send(socket_descriptor, message.data(), message.size(), MSG_NOSIGNAL);
}

void act(const std::string& wish) {
  if (wish == "hello") return say("hello");
  if (wish == "die") std::abort();
  if (wish == "hang") {
    while (true) ::sched_yield();
  }
  if (wish == "open a file") return say(::open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 ? "no" : "yes");
  if (wish == "make a socket")
    return say(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) < 0 ? "no" : "yes");
  if (wish == "start a program") {
    ::execl("/bin/true", "true", nullptr);
    return say("yes");
  }
  if (wish == "executable memory") {
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return say(page == MAP_FAILED ? "no" : "yes");
  }
  if (wish == "environment") return say(environ[0] == nullptr ? "empty" : "inherited");
  if (wish == "kill the parent") {
    ::kill(::getppid(), 0);
    return say("yes");
  }
  const std::string nonsense = "nonsense";
  (void)::send(socket_descriptor, nonsense.data(), nonsense.size(), MSG_NOSIGNAL);
}

}  // namespace

int main() {
  void* memory = ::mmap(nullptr, decoder_memory_bytes, PROT_READ, MAP_SHARED, memory_descriptor, 0);
  if (memory == MAP_FAILED || !enter_sandbox(socket_descriptor, memory_descriptor)) return 1;
  std::array<std::uint8_t, 64> message{};
  while (true) {
    const ssize_t got = ::recv(socket_descriptor, message.data(), message.size(), 0);
    if (got <= 0) ::_exit(0);
    const auto request = parse_decoder_request(ByteView(message).first(static_cast<std::size_t>(got)));
    if (!request) ::_exit(1);
    act(std::string(static_cast<const char*>(memory), static_cast<std::size_t>(request->length)));
  }
}
