#include "devices/barcode/decoder_process.hpp"

#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>

#include "devices/image/codec.hpp"
#include "devices/process/child_process.hpp"
#include "devices/process/descriptor.hpp"

namespace yitang::devices {
namespace {

tl::unexpected<Error> system_failure(const char* what) {
  return fail(ErrorCode::Io, std::string("the code reader: ") + what + ": " + std::strerror(errno));
}

}  // namespace

struct DecoderProcess::Child {
  std::optional<ChildProcess> process;
  Descriptor socket;
  std::uint8_t* memory = nullptr;

  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    process.reset();
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

pid_t DecoderProcess::process_id() const { return child_ ? child_->process->id() : 0; }

Result<void> DecoderProcess::start() {
  auto child = std::make_unique<Child>();
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return system_failure("socket");
  child->socket = Descriptor(pair[0]);
  const Descriptor theirs(pair[1]);
  const Descriptor memory(::memfd_create("yitang-decoder", MFD_CLOEXEC));
  if (memory.get() < 0 || ::ftruncate(memory.get(), decoder_memory_bytes) != 0)
    return system_failure("memory");
  void* mapped = ::mmap(nullptr, decoder_memory_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  if (mapped == MAP_FAILED) return system_failure("memory");
  child->memory = static_cast<std::uint8_t*>(mapped);
  (void)::madvise(mapped, decoder_memory_bytes, MADV_DONTDUMP);
  auto process = ChildProcess::start({.program = settings_.program,
                                      .name = "yitang-decoder",
                                      .descriptors = {null_device, null_device, same_as_ours, theirs.get(),
                                                      memory.get()}});  // 3 and 4: its own
  if (!process) {
    process.error().message = "the code reader " + process.error().message;
    return tl::unexpected(process.error());
  }
  child->process = std::move(*process);
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
