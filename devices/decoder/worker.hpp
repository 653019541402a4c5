// The decoder's side of the conversation.
#pragma once

#include "devices/barcode/decoder_messages.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// One request: what is in `memory` is searched. Pure; any bytes give an answer.
[[nodiscard]] DecoderAnswer answer_request(const DecoderRequest& request, ByteView memory);

// Maps the shared memory, enters the sandbox and answers until the other side hangs up. The value is the
// process's exit code: 0, or 1 if there is no sandbox to be had.
[[nodiscard]] int run_decoder_worker(int socket, int memory);

}  // namespace yitang::devices
