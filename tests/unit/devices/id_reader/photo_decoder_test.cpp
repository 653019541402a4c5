// Decoders of card photos that behave and that do not: small shell programs.
#include "devices/id_reader/photo_decoder.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "devices/id_reader/photo_picture.hpp"
#include "devices/process/descriptor.hpp"

namespace yitang::devices {
namespace {

constexpr milliseconds kPlenty{60'000};  // on a busy machine, too
constexpr milliseconds kShort{50};       // for those that never answer

Bytes text_bytes(std::string_view text) { return {text.begin(), text.end()}; }

class PhotoDecoderTest : public ::testing::Test {
 protected:
  PhotoDecoderTest() {
    std::string pattern = "/tmp/yitang-photo-XXXXXX";
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    for (std::size_t i = 0; i < kPhotoSize; ++i) block.push_back(static_cast<std::uint8_t>(i * 7 + i / 256));
  }
  ~PhotoDecoderTest() override { std::filesystem::remove_all(folder); }

  std::string program(const std::string& script) {
    const std::string path = folder + "/decoder";
    {
      std::ofstream file(path, std::ios::trunc);
      file << "#!/bin/sh\n" << script << "\n";
    }
    EXPECT_EQ(::chmod(path.c_str(), 0700), 0);
    return path;
  }
  Result<Image> decode(const std::string& script, milliseconds limit = kPlenty) {
    auto picture = photo_decoder({.program = program(script), .answer_limit = limit})(block);
    // Whatever happened, nobody is left to be waited for.
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
    return picture;
  }
  ErrorCode error_of(const std::string& script, milliseconds limit = kPlenty) {
    const auto picture = decode(script, limit);
    EXPECT_FALSE(picture) << script;
    return picture ? ErrorCode::BadArgument : picture.error().code;
  }
  std::string written(const std::string& name) {
    std::ifstream file(folder + "/" + name);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
  }

  std::string folder;
  Bytes block;
};

TEST_F(PhotoDecoderTest, GetsTheBlockAndItsEndAndGivesGrey) {
  const auto picture = decode("printf 'P5\\n32 32\\n255\\n'; cat");
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_EQ(picture->width, 32);
  EXPECT_EQ(picture->height, 32);
  EXPECT_EQ(picture->format, PixelFormat::Grey);
  EXPECT_EQ(picture->pixels, block) << "exactly the bytes of the block";
}

TEST_F(PhotoDecoderTest, GivesRgb) {
  const auto picture = decode("cat >/dev/null; printf 'P6 # drawn\\n2 1 255\\nabcdef'");
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_EQ(picture->format, PixelFormat::Rgb);
  EXPECT_EQ(picture->pixels, text_bytes("abcdef"));
}

TEST_F(PhotoDecoderTest, TheLargestAnswerIsTaken) {
  const auto picture = decode("printf 'P6 512 640 255\\n'; head -c 983040 /dev/zero");
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_EQ(picture->pixels.size(), 983040U);
}

TEST_F(PhotoDecoderTest, OneThatDoesNotReadIsNoTrouble) {
  EXPECT_TRUE(decode("printf 'P5 1 1 255\\nx'"));
  EXPECT_EQ(error_of("exit 0"), ErrorCode::Malformed);
}

TEST_F(PhotoDecoderTest, AnotherStatusIsNoPhoto) {
  EXPECT_EQ(error_of("printf 'P5 1 1 255\\nx'; exit 1"), ErrorCode::Malformed);
  EXPECT_EQ(error_of("printf 'P5 1 1 255\\nx'; kill -SEGV $$"), ErrorCode::Malformed);
}

TEST_F(PhotoDecoderTest, OneThatNeverAnswersIsKilled) {
  EXPECT_EQ(error_of("while :; do :; done", kShort), ErrorCode::Timeout);
  EXPECT_EQ(error_of("exec sleep 1000", kShort), ErrorCode::Timeout);
  EXPECT_EQ(error_of("printf 'P5 1 1 255\\nx'; exec sleep 1000", kShort), ErrorCode::Timeout);
  EXPECT_EQ(error_of("trap '' TERM HUP INT; while :; do :; done", kShort), ErrorCode::Timeout);
}

TEST_F(PhotoDecoderTest, OneThatClosesItsOutputAndStaysIsKilled) {
  EXPECT_EQ(error_of("printf 'P5 1 1 255\\nx'; exec sleep 1000 >/dev/null", milliseconds{200}),
            ErrorCode::Malformed);
}

TEST_F(PhotoDecoderTest, TooMuchIsNoPhoto) {
  EXPECT_EQ(error_of("cat /dev/zero"), ErrorCode::Overflow);
  EXPECT_EQ(error_of("printf 'P5 1 1 255\\nxy'"), ErrorCode::Malformed);
  EXPECT_EQ(error_of("printf 'P5 513 1 255\\n'; head -c 513 /dev/zero"), ErrorCode::Overflow);
}

TEST_F(PhotoDecoderTest, MessagesHoldNothingOfTheAnswer) {
  const auto picture = decode("printf 'SECRET'");
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().message.find("SECRET"), std::string::npos) << picture.error().message;
}

TEST_F(PhotoDecoderTest, InheritsNothingAndMayDoLittle) {
  const Descriptor leaked(::fcntl(STDERR_FILENO, F_DUPFD, 60));  // without close-on-exec
  ASSERT_GE(leaked.get(), 60);
  const auto previous = ::signal(SIGPIPE, SIG_IGN);
  const auto picture =
      decode("cd " + folder +
             "\n"
             "wc -c < /proc/$$/environ > environment\n"
             "echo $(ls /proc/self/fd) > descriptors\n"
             "readlink /proc/$$/fd/2 > errors\n"
             "echo \"$(ulimit -c) $(ulimit -n) $(ulimit -v) $(ulimit -t)\" > limits\n"
             "grep NoNewPrivs /proc/$$/status | tr -d '\\t' > rights\n"
             // By the shell itself: while it starts a program, it blocks all signals.
             "while read -r name value; do case $name in SigBlk:|SigIgn:) echo $name$value;; "
             "esac; done < /proc/$$/status > signals\n"
             "cut -d' ' -f5 /proc/$$/stat > group; echo $$ > number\n"
             "printf 'P5 1 1 255\\nx'");
  ::signal(SIGPIPE, previous);
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_EQ(written("environment"), "0\n");
  EXPECT_EQ(written("descriptors"), "0 1 2 3\n") << "3 is the folder that ls reads";
  EXPECT_EQ(written("errors"), "/dev/null\n");
  EXPECT_EQ(written("limits"), "0 64 1048576 3\n");
  EXPECT_EQ(written("rights"), "NoNewPrivs:1\n");
  EXPECT_EQ(written("signals"), "SigBlk:0000000000000000\nSigIgn:0000000000000000\n");
  EXPECT_EQ(written("group"), written("number"));
}

bool is_alive(const std::string& number) {
  std::ifstream file("/proc/" + number + "/stat");
  std::string id;
  std::string name;
  std::string state;
  return (file >> id >> name >> state) && state != "Z" && state != "X";
}

TEST_F(PhotoDecoderTest, WhatItStartedEndsWithIt) {
  ASSERT_TRUE(decode("sleep 1000 >/dev/null & echo $! > " + folder + "/helper; printf 'P5 1 1 255\\nx'"));
  std::string helper = written("helper");
  ASSERT_FALSE(helper.empty());
  helper.pop_back();
  // The signal was sent; the kernel acts on it when that process runs next.
  for (int looks = 0; looks < 1'000'000 && is_alive(helper); ++looks) ::sched_yield();
  EXPECT_FALSE(is_alive(helper));
}

TEST_F(PhotoDecoderTest, AProgramThatCannotBeStartedIsSaid) {
  const auto picture = photo_decoder({.program = "/nowhere/decoder"})(block);
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().code, ErrorCode::NotSupported);
  EXPECT_NE(picture.error().message.find("/nowhere/decoder"), std::string::npos);
  const std::string path = program("exit 0");
  EXPECT_EQ(photo_decoder({.program = path})(ByteView(block).first(1000)).error().code,
            ErrorCode::BadArgument);
}

TEST_F(PhotoDecoderTest, WrongProgramsAreKnownBeforehand) {
  const std::string path = program("exit 0");
  EXPECT_EQ(wrong_photo_decoder(path), std::nullopt);
  EXPECT_EQ(wrong_photo_decoder("decoder"), "is not an absolute path");
  EXPECT_EQ(wrong_photo_decoder(folder + "/none"), "No such file or directory");
  EXPECT_EQ(wrong_photo_decoder(folder), "is not a file");
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(wrong_photo_decoder(path), "cannot be executed");
  ASSERT_EQ(::chmod(path.c_str(), 0777), 0);
  EXPECT_EQ(wrong_photo_decoder(path), "may be changed by everybody");
}

TEST(PhotoPicture, TakesOneWholePictureAndNothingElse) {
  const auto code_of = [](std::string_view answer) {
    const auto picture = parse_photo_answer(text_bytes(answer));
    return picture ? std::string("picture") : std::string(name_of(picture.error().code));
  };
  EXPECT_EQ(code_of("P5 2 1 255\nab"), "picture");
  EXPECT_EQ(code_of("P5 1 2 255 ab"), "picture");
  EXPECT_EQ(code_of("P6\n#\n1 1\n255\nabc"), "picture");
  EXPECT_EQ(code_of("P6 1 640 255\n" + std::string(1920, 'a')), "picture");
  for (const char* wrong : {"",
                            "P",
                            "P5",
                            "P5 ",
                            "P5 2 1 255",
                            "P5 2 1 255\n",
                            "P5 2 1 255\na",
                            "P5 2 1 255\nabc",
                            "P6 1 1 255\nab",
                            "P6 1 1 255\nabcd",
                            "P2 1 1 255\n7",
                            "P4 8 1\na",
                            "P7 1 1 255\na",
                            "p5 1 1 255\na",
                            "P5 0 1 255\n",
                            "P5 1 0 255\n",
                            "P5 1 1 254\na",
                            "P5 1 1 65535\naa",
                            "P5 1 1 0\na",
                            "P5 -1 1 255\na",
                            "P5 1 1 255#a",
                            "P5 99999999999 1 255\na",
                            "GIF89a"}) {
    EXPECT_EQ(code_of(wrong), "malformed") << wrong;
  }
  EXPECT_EQ(code_of("P5 1 641 255\n" + std::string(641, 'a')), "overflow");
  EXPECT_EQ(code_of("P5 513 1 255\n" + std::string(513, 'a')), "overflow");
}

}  // namespace
}  // namespace yitang::devices
