// Recorded prompts: WAV files as studios and telephones make them. RIFF/WAVE, "fmt " chunk with format tag 1
// (PCM), then "data": https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ui/error.hpp"

namespace yitang::ui {

struct WavSound {
  int rate = 0;                       // samples a second of each channel, 8000 to 48000
  int channels = 1;                   // 1 or 2
  std::vector<std::int16_t> samples;  // of two channels: left, right, left ...; never empty
};

inline constexpr std::size_t most_wav_bytes =
    4 * 1024 * 1024;  // 20 s in the largest form, minutes in usual ones

/// Pure. InvalidRecording: anything but 16-bit PCM of one or two channels within these bounds.
Result<WavSound> parse_wav(std::span<const std::uint8_t> bytes);
/// FileUnreadable, InvalidRecording.
Result<WavSound> read_wav(const std::string& path);
/// A whole WAV file, made quieter: `volume` is 0 to 100 percent.
std::string encode_wav(const WavSound& sound, int volume);

}  // namespace yitang::ui
