#include "ui/speech/wav.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

namespace yitang::ui {
namespace {

using WavBytes = std::span<const std::uint8_t>;

constexpr std::size_t riff_header = 12;   // "RIFF", size, "WAVE"
constexpr std::size_t chunk_header = 8;   // name, size
constexpr std::size_t format_chunk = 16;  // of PCM; longer ones say more about other formats
constexpr int sample_bytes = 2;

std::uint32_t little(WavBytes bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i) value |= std::uint32_t{bytes[at + static_cast<std::size_t>(i)]} << (8 * i);
  return value;
}

bool named(WavBytes bytes, std::size_t at, std::string_view name) {
  return std::equal(name.begin(), name.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char letter, std::uint8_t byte) { return static_cast<std::uint8_t>(letter) == byte; });
}

tl::unexpected<Error> no_wav(std::string why) {
  return tl::unexpected(Error{ErrorCode::InvalidRecording, std::move(why)});
}

void put(std::string& out, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

}  // namespace

Result<WavSound> parse_wav(WavBytes bytes) {
  if (bytes.size() > most_wav_bytes) return no_wav("larger than 4 MiB");
  if (bytes.size() < riff_header || !named(bytes, 0, "RIFF") || !named(bytes, 8, "WAVE"))
    return no_wav("no RIFF/WAVE file");
  std::optional<WavSound> sound;
  for (std::size_t at = riff_header; bytes.size() - at >= chunk_header;) {
    const std::size_t size = little(bytes, at + 4, 4);
    const std::size_t content = at + chunk_header;
    if (size > bytes.size() - content) return no_wav("a chunk is longer than the file");
    if (named(bytes, at, "fmt ")) {
      if (size < format_chunk) return no_wav("the format is too short");
      WavSound found;
      found.channels = static_cast<int>(little(bytes, content + 2, 2));
      const std::uint32_t rate = little(bytes, content + 4, 4);
      if (little(bytes, content, 2) != 1 || little(bytes, content + 14, 2) != 8 * sample_bytes)
        return no_wav("not 16-bit PCM");
      if (found.channels < 1 || found.channels > 2 || rate < 8000 || rate > 48000)
        return no_wav("not 1 or 2 channels of 8 to 48 kHz");
      found.rate = static_cast<int>(rate);
      sound = std::move(found);
    } else if (named(bytes, at, "data")) {
      if (!sound) return no_wav("data before the format");
      const auto frame = std::size_t{sample_bytes} * static_cast<std::size_t>(sound->channels);
      if (size < frame) return no_wav("no sound in it");
      for (std::size_t i = content; i < content + size - size % frame; i += sample_bytes)
        sound->samples.push_back(static_cast<std::int16_t>(little(bytes, i, sample_bytes)));
      return std::move(*sound);
    }
    at = std::min(bytes.size(), content + size + size % 2);  // chunks begin at even places
  }
  return no_wav("no data");
}

Result<WavSound> read_wav(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected(Error{ErrorCode::FileUnreadable, path});
  std::vector<std::uint8_t> bytes(most_wav_bytes + 1);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (file.bad()) return tl::unexpected(Error{ErrorCode::FileUnreadable, path});
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return parse_wav(bytes);
}

std::string encode_wav(const WavSound& sound, int volume) {
  const auto data = static_cast<std::uint32_t>(sound.samples.size() * sample_bytes);
  const auto channels = static_cast<std::uint32_t>(sound.channels);
  const auto rate = static_cast<std::uint32_t>(sound.rate);
  std::string out = "RIFF";
  put(out, data + 36, 4);
  out += "WAVEfmt ";
  put(out, format_chunk, 4);
  put(out, 1, 2);
  put(out, channels, 2);
  put(out, rate, 4);
  put(out, rate * channels * sample_bytes, 4);
  put(out, channels * sample_bytes, 2);
  put(out, 8 * sample_bytes, 2);
  out += "data";
  put(out, data, 4);
  const int loud = std::clamp(volume, 0, 100);
  for (const std::int16_t sample : sound.samples)
    put(out, static_cast<std::uint32_t>(sample * loud / 100) & 0xFFFF, sample_bytes);
  return out;
}

}  // namespace yitang::ui
