#include "ui/speech/wav.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace yitang::ui {
namespace {

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

WavSound tone() { return {16000, 1, {0, 1000, -1000, 32767, -32768, 5}}; }

TEST(Wav, WhatWasWrittenIsReadBack) {
  for (const int channels : {1, 2}) {
    WavSound sound = tone();
    sound.channels = channels;
    const auto read = parse_wav(bytes_of(encode_wav(sound, 100)));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->rate, 16000);
    EXPECT_EQ(read->channels, channels);
    EXPECT_EQ(read->samples, sound.samples);
  }
}

TEST(Wav, VolumeMakesItQuieter) {
  const auto read = parse_wav(bytes_of(encode_wav(tone(), 50)));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->samples, (std::vector<std::int16_t>{0, 500, -500, 16383, -16384, 2}));
  EXPECT_EQ(parse_wav(bytes_of(encode_wav(tone(), 0)))->samples, std::vector<std::int16_t>(6, 0));
}

TEST(Wav, OtherChunksAreSkipped) {
  std::string file = encode_wav(tone(), 100);
  file.insert(12, std::string("LIST\x03\0\0\0abc\0", 12));  // an odd one is filled up
  const auto read = parse_wav(bytes_of(file));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->samples, tone().samples);
}

TEST(Wav, AnythingElseIsRefused) {
  const std::string good = encode_wav(tone(), 100);
  const auto changed = [&](std::size_t at, char byte) {
    std::string file = good;
    file[at] = byte;
    return file;
  };
  const std::vector<std::string> bad{"",
                                     "RIFF",
                                     changed(0, 'X'),
                                     changed(8, 'X'),
                                     changed(20, 3),       // floating point
                                     changed(22, 3),       // three channels
                                     changed(22, 0),       // none
                                     changed(25, 0),       // 128 samples a second
                                     changed(34, 8),       // eight bits
                                     changed(16, 12),      // a format that is too short
                                     changed(43, '\x7F'),  // more data than the file has
                                     good.substr(0, 44),   // no sound
                                     good.substr(0, 36),   // no data
                                     good.substr(0, 12) + good.substr(36)};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    const auto read = parse_wav(bytes_of(bad[i]));
    ASSERT_FALSE(read) << i;
    EXPECT_EQ(read.error().code, ErrorCode::InvalidRecording) << i;
  }
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(parse_wav(bytes_of(good.substr(0, size))));
  EXPECT_FALSE(parse_wav(std::vector<std::uint8_t>(most_wav_bytes + 1)));
  EXPECT_EQ(read_wav("/nowhere/prompt.wav").error().code, ErrorCode::FileUnreadable);
}

}  // namespace
}  // namespace yitang::ui
