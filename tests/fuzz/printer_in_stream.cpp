// Any bytes as a printer's answers: the same replies however they are cut into packets, little kept back, no
// byte lost, and ids and texts within their bounds.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <type_traits>

#include "devices/printer/in_stream.hpp"

namespace {

using namespace yitang::devices;

void require(bool condition) {
  if (!condition) std::abort();
}

// The bytes that a reply was made of, behind the number of its kind.
Bytes bytes_of(const PrinterReply& reply) {
  Bytes bytes{static_cast<std::uint8_t>(reply.index())};
  std::visit(
      [&](const auto& one) {
        using Reply = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<Reply, AutomaticStatusReply>) {
          bytes.insert(bytes.end(), one.bytes.begin(), one.bytes.end());
        } else if constexpr (std::is_same_v<Reply, ProcessIdReply>) {
          require(std::all_of(one.id.begin(), one.id.end(), [](char c) { return c >= 0x20 && c <= 0x7E; }));
          bytes.insert(bytes.end(), {0x37, 0x22});
          bytes.insert(bytes.end(), one.id.begin(), one.id.end());
          bytes.push_back(0);
        } else if constexpr (std::is_same_v<Reply, ClearedReply>) {
          bytes.insert(bytes.end(), {0x37, 0x25, 0});
        } else if constexpr (std::is_same_v<Reply, InfoReply>) {
          require(one.text.size() < 80);
          bytes.push_back(0x5F);
          bytes.insert(bytes.end(), one.text.begin(), one.text.end());
          bytes.push_back(0);
        } else {
          bytes.push_back(one.byte);
        }
      },
      reply);
  return bytes;
}

std::vector<Bytes> replies_to(ByteView bytes, std::size_t step) {
  PrinterInStream stream;
  std::vector<Bytes> replies;
  Bytes seen;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    for (const PrinterReply& reply : stream.push(bytes.subspan(at, std::min(step, bytes.size() - at)))) {
      replies.push_back(bytes_of(reply));
      seen.insert(seen.end(), replies.back().begin() + 1, replies.back().end());
    }
    require(stream.pending() <= 81);
  }
  require(seen.size() + stream.pending() == bytes.size());
  require(std::equal(seen.begin(), seen.end(), bytes.begin()));
  return replies;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView bytes(data, size);
  const auto at_once = replies_to(bytes, size);
  require(replies_to(bytes, 1) == at_once);
  require(replies_to(bytes, 1 + data[0] % 64) == at_once);
  return 0;
}
