// Any datagram from the decoder or to it: a message that encodes to the same bytes, or a typed error.
#include <cstdint>
#include <cstdlib>

#include "devices/barcode/decoder_messages.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::devices;
  const ByteView message(data, size);
  const auto request = parse_decoder_request(message);
  if (request && encode(*request) != Bytes(data, data + size)) std::abort();
  const auto answer = parse_decoder_answer(message);
  if (answer && encode(*answer) != Bytes(data, data + size)) std::abort();
  if (answer) {
    for (const RawCode& code : answer->codes) (void)with_text(code);
  }
  return 0;
}
