#include "devices/id_reader/photo_decoder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "devices/id_reader/photo_picture.hpp"
#include "devices/process/child_process.hpp"
#include "devices/process/descriptor.hpp"

namespace yitang::devices {
namespace {

// Libraries of that kind are small; some of their wrappers start an interpreter or an emulator of another
// processor, which reserves addresses generously.
constexpr ChildLimits photo_limits{
    .memory_bytes = 1U << 30U, .cpu_seconds = 3, .open_files = 64, .file_bytes = max_photo_answer};

struct PipeEnds {
  Descriptor from, to;
};

tl::unexpected<Error> photo_failure(ErrorCode code, const std::string& what) {
  return fail(code, "the photo decoder " + what);
}

Result<PipeEnds> make_pipe() {
  std::array<int, 2> pair{};
  if (::pipe2(pair.data(), O_CLOEXEC) != 0)
    return photo_failure(ErrorCode::Io, std::string("gets no pipe: ") + std::strerror(errno));
  return PipeEnds{Descriptor(pair[0]), Descriptor(pair[1])};
}

// The whole block lies in the pipe before anybody reads: it is smaller than any pipe. So nobody waits here,
// and no program that ends early sends us a signal.
Result<Descriptor> pipe_with(ByteView block) {
  auto pipe = make_pipe();
  if (!pipe) return tl::unexpected(pipe.error());
  if (::write(pipe->to.get(), block.data(), block.size()) != static_cast<ssize_t>(block.size()))
    return photo_failure(ErrorCode::Io, "did not get the block");
  return std::move(pipe->from);
}

// False: time is over.
bool readable(int descriptor, TimePoint deadline) {
  pollfd wanted{descriptor, POLLIN, 0};
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    const int ready = ::poll(&wanted, 1, static_cast<int>(std::max<milliseconds::rep>(0, left.count())));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

// Everything until the program closes its output.
Result<SecretBytes> read_answer(int from, TimePoint deadline) {
  SecretBytes answer(max_photo_answer + 1);  // at once: a buffer that grows leaves copies
  std::size_t size = 0;
  while (true) {
    if (!readable(from, deadline)) return photo_failure(ErrorCode::Timeout, "took too long");
    const ssize_t got = ::read(from, answer.data() + size, answer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return photo_failure(ErrorCode::Io, std::string("cannot be read: ") + std::strerror(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > max_photo_answer) return photo_failure(ErrorCode::Overflow, "answered too much");
  }
  answer.resize(size);
  return answer;
}

Result<Image> decode(const PhotoDecoderSettings& settings, ByteView block) {
  if (block.size() != kPhotoSize) return photo_failure(ErrorCode::BadArgument, "was given no photo block");
  const TimePoint deadline = std::chrono::steady_clock::now() + settings.answer_limit;
  auto input = pipe_with(block);
  if (!input) return tl::unexpected(input.error());
  auto output = make_pipe();
  if (!output) return tl::unexpected(output.error());
  auto child = ChildProcess::start({.program = settings.program,
                                    .name = "photo-decoder",
                                    .descriptors = {input->get(), output->to.get(), null_device},
                                    .limits = photo_limits});
  if (!child) return photo_failure(child.error().code, child.error().message);
  input->close();
  output->to.close();
  const auto answer = read_answer(output->from.get(), deadline);
  if (!answer) return tl::unexpected(answer.error());
  if (!child->ended_well(deadline))
    return photo_failure(ErrorCode::Malformed, "did not end with status 0 in time");
  auto picture = parse_photo_answer(*answer);
  if (!picture) return photo_failure(picture.error().code, "gave no picture: " + picture.error().message);
  return picture;
}

}  // namespace

DecodePhoto photo_decoder(PhotoDecoderSettings settings) {
  return [settings = std::move(settings)](ByteView block) { return decode(settings, block); };
}

std::optional<std::string> wrong_photo_decoder(const std::string& program) {
  if (program.empty() || program.front() != '/') return "is not an absolute path";
  struct stat file {};
  if (::stat(program.c_str(), &file) != 0) return std::strerror(errno);
  if (!S_ISREG(file.st_mode)) return "is not a file";
  if ((file.st_mode & S_IWOTH) != 0) return "may be changed by everybody";
  if (::access(program.c_str(), X_OK) != 0) return "cannot be executed";
  return std::nullopt;
}

}  // namespace yitang::devices
