#include "devices/barcode/decoder_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

#include "devices/image/codec.hpp"

namespace yitang::devices {
namespace {

constexpr int child_socket = 3, child_memory = 4;  // in the decoder

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_ = -1;
};

tl::unexpected<Error> system_failure(const char* what) {
  return fail(ErrorCode::Io, std::string("the code reader: ") + what + ": " + std::strerror(errno));
}

// Descriptors above those of the decoder, so that putting them in their places never overwrites one.
Result<Descriptor> lifted(Descriptor low) {
  Descriptor high(::fcntl(low.get(), F_DUPFD_CLOEXEC, 10));
  if (high.get() < 0) return system_failure("descriptors");
  return high;
}

int spawn(const std::string& program, int socket, int memory, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, socket, child_socket);
  posix_spawn_file_actions_adddup2(&actions, memory, child_memory);
  std::string name = "yitang-decoder";
  std::array<char*, 2> arguments{name.data(), nullptr};
  std::array<char*, 1> environment{nullptr};  // nothing of ours is inherited
  const int result =
      ::posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

}  // namespace

struct DecoderProcess::Child {
  pid_t pid = 0;
  Descriptor socket;
  std::uint8_t* memory = nullptr;

  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid > 0) {
      ::kill(pid, SIGKILL);  // it holds nothing worth saving
      while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
    if (memory != nullptr) ::munmap(memory, decoder_memory_bytes);
  }
};

std::string decoder_beside_this_program() {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  std::string program(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  program.resize(program.rfind('/') + 1);
  return program + "yitang-decoder";
}

DecoderProcess::DecoderProcess(DecoderProcessSettings settings, const Clock& clock)
    : settings_(std::move(settings)), clock_(clock) {}

DecoderProcess::~DecoderProcess() = default;

void DecoderProcess::rest() { child_.reset(); }

pid_t DecoderProcess::process_id() const { return child_ ? child_->pid : 0; }

Result<void> DecoderProcess::start() {
  auto child = std::make_unique<Child>();
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return system_failure("socket");
  child->socket = Descriptor(pair[0]);
  auto theirs = lifted(Descriptor(pair[1]));
  if (!theirs) return tl::unexpected(theirs.error());
  Descriptor created(::memfd_create("yitang-decoder", MFD_CLOEXEC));
  if (created.get() < 0 || ::ftruncate(created.get(), decoder_memory_bytes) != 0)
    return system_failure("memory");
  auto memory = lifted(std::move(created));
  if (!memory) return tl::unexpected(memory.error());
  void* mapped = ::mmap(nullptr, decoder_memory_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory->get(), 0);
  if (mapped == MAP_FAILED) return system_failure("memory");
  child->memory = static_cast<std::uint8_t*>(mapped);
  (void)::madvise(mapped, decoder_memory_bytes, MADV_DONTDUMP);
  if (const int error = spawn(settings_.program, theirs->get(), memory->get(), child->pid); error != 0) {
    child->pid = 0;
    return fail(ErrorCode::NotSupported,
                "the code reader " + settings_.program + " cannot be started: " + std::strerror(error));
  }
  child_ = std::move(child);
  return {};
}

Result<DecoderAnswer> DecoderProcess::exchange(const DecoderRequest& request) {
  const int socket = child_->socket.get();
  const Bytes message = encode(request);
  if (::send(socket, message.data(), message.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(message.size())) {
    return fail(ErrorCode::Malformed, "the code reader has ended");
  }
  pollfd wanted{socket, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&wanted, 1, static_cast<int>(settings_.answer_limit.count()));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) return fail(ErrorCode::Timeout, "the code reader took too long for a picture");
  Bytes answer(max_decoder_answer);
  const ssize_t got = ::recv(socket, answer.data(), answer.size(), 0);
  if (got <= 0) return fail(ErrorCode::Malformed, "a picture made the code reader end");
  answer.resize(static_cast<std::size_t>(got));
  return parse_decoder_answer(answer);
}

Result<std::vector<DecodedCode>> DecoderProcess::ask(const DecoderRequest& request, ByteView content) {
  const TimePoint begun = clock_.now();
  if (!child_) {
    if (auto started = start(); !started) return tl::unexpected(started.error());
  }
  std::copy(content.begin(), content.end(), child_->memory);
  auto answer = exchange(request);
  if (!answer) {
    child_.reset();  // dead, stuck or talking nonsense: the next picture gets a new one
    return tl::unexpected(answer.error());
  }
  // What people hold before the camera is theirs: the dots do not stay.
  ::explicit_bzero(child_->memory, content.size());
  if (answer->error) return fail(*answer->error, answer->reason);
  if (answer->codes.empty()) return fail(ErrorCode::NotFound, "no code in the picture");
  const double elapsed = std::chrono::duration<double, std::milli>(clock_.now() - begun).count();
  std::vector<DecodedCode> codes;
  for (RawCode& code : answer->codes) {
    codes.push_back(with_text(std::move(code)));
    codes.back().milliseconds = elapsed;
  }
  return codes;
}

Result<std::vector<DecodedCode>> DecoderProcess::find(const Image& image, const SearchOptions& options) {
  DecoderRequest request;
  request.input = image.format == PixelFormat::Rgb ? DecoderInput::Rgb : DecoderInput::Grey;
  request.options = options;
  request.width = static_cast<std::uint32_t>(std::max(0, image.width));
  request.height = static_cast<std::uint32_t>(std::max(0, image.height));
  request.length = image.pixels.size();
  if (!parse_decoder_request(encode(request))) {
    return fail(ErrorCode::BadArgument, "picture size and dots do not agree");
  }
  return ask(request, image.pixels);
}

Result<std::vector<DecodedCode>> DecoderProcess::find_in_file(ByteView file, const SearchOptions& options) {
  if (file.size() > ImageLimits{}.max_file_bytes)
    return fail(ErrorCode::Overflow, "the picture file is too large");
  if (file.empty()) return fail(ErrorCode::Malformed, "the picture file is empty");
  DecoderRequest request;
  request.input = DecoderInput::File;
  request.options = options;
  request.length = file.size();
  return ask(request, file);
}

}  // namespace yitang::devices
