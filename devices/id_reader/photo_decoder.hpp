// The photo of a card as a picture, by a program of the reader's maker that is not ours: the block has a
// closed format. docs/photo-decoder.md has the protocol.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/id_reader/packet.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

// Block of kPhotoSize bytes to picture. BadArgument (another size), NotSupported (the program cannot be
// started), Timeout, Malformed (ended badly, or is no picture), Overflow (too much), Io. Messages hold
// nothing of the photo. The picture is personal: wipe(pixels) when done.
using DecodePhoto = std::function<Result<Image>(ByteView block)>;

struct PhotoDecoderSettings {
  std::string program;               // absolute path
  milliseconds answer_limit{1'500};  // from its start to its end; then it is killed
};

// Starts the program anew for each photo and waits for its answer, on the caller's thread.
[[nodiscard]] DecodePhoto photo_decoder(PhotoDecoderSettings settings);

// Why this file cannot be the program, in English; nothing if it can.
[[nodiscard]] std::optional<std::string> wrong_photo_decoder(const std::string& program);

}  // namespace yitang::devices
