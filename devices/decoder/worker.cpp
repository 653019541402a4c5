#include "devices/decoder/worker.hpp"

#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "devices/decoder/sandbox.hpp"
#include "devices/decoder/search.hpp"
#include "devices/image/codec.hpp"

namespace yitang::devices {
namespace {

DecoderAnswer failed(const Error& error) {
  DecoderAnswer answer;
  answer.error = error.code;
  answer.reason = error.message;
  return answer;
}

Result<Image> image_of(const DecoderRequest& request, ByteView content) {
  if (request.input == DecoderInput::File) return decode_image(content);
  Image image;
  image.width = static_cast<int>(request.width);
  image.height = static_cast<int>(request.height);
  image.format = request.input == DecoderInput::Rgb ? PixelFormat::Rgb : PixelFormat::Grey;
  image.pixels.assign(content.begin(), content.end());
  return image;
}

bool send_answer(int socket, const DecoderAnswer& answer) {
  const Bytes message = encode(answer);
  return ::send(socket, message.data(), message.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(message.size());
}

// Loads what the libraries load on first use (tables, character sets) while files may still be read.
void warm_up() {
  const Image nothing = make_image(64, 64, PixelFormat::Grey);
  (void)search_codes(nothing, {});
}

}  // namespace

DecoderAnswer answer_request(const DecoderRequest& request, ByteView memory) {
  if (request.length > memory.size()) return failed({ErrorCode::BadArgument, "more than the memory", 0, 0});
  const auto image = image_of(request, memory.first(static_cast<std::size_t>(request.length)));
  if (!image) return failed(image.error());
  auto codes = search_codes(*image, request.options);
  if (!codes) return failed(codes.error());
  DecoderAnswer answer;
  answer.codes = std::move(*codes);
  return answer;
}

int run_decoder_worker(int socket, int memory) {
  void* mapped = ::mmap(nullptr, decoder_memory_bytes, PROT_READ, MAP_SHARED, memory, 0);
  if (mapped == MAP_FAILED) return 1;
  warm_up();
  if (!enter_sandbox(socket, memory)) return 1;
  const ByteView shared(static_cast<const std::uint8_t*>(mapped), decoder_memory_bytes);
  std::array<std::uint8_t, 64> message{};
  while (true) {
    const ssize_t got = ::recv(socket, message.data(), message.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    const auto request = parse_decoder_request(ByteView(message).first(static_cast<std::size_t>(got)));
    const DecoderAnswer answer = request ? answer_request(*request, shared) : failed(request.error());
    if (!send_answer(socket, answer)) return 0;
  }
}

}  // namespace yitang::devices
