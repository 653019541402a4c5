// The simulated scanner as a whole: pictures go in, bytes cross a line with faults, codes come out of the
// real driver. No code that nobody showed.
#include "devices/barcode/simulated_scanner.hpp"

#include <gtest/gtest.h>

namespace yitang::devices::test {
namespace {

// Reads what the file says: the picture of a code is the code.
class LiteralFinder final : public CodeFinder {
 public:
  Result<std::vector<DecodedCode>> find(const Image& /*image*/, const SearchOptions& /*options*/) override {
    return fail(ErrorCode::NotFound, "no code");
  }
  Result<std::vector<DecodedCode>> find_in_file(ByteView file, const SearchOptions& /*options*/) override {
    DecodedCode code;
    code.bytes.assign(file.begin(), file.end());
    code.text.assign(file.begin(), file.end());
    code.symbology = Symbology::QrCode;
    std::vector<DecodedCode> codes;
    codes.push_back(std::move(code));
    return codes;
  }
  void rest() override {}
};

class SimulatedScannerTest : public testing::Test {
 protected:
  void show(const std::string& text) { ASSERT_TRUE(scanner.show(Bytes(text.begin(), text.end()))); }
  // What comes out within two seconds, one after the other: codes, or the names of errors.
  std::vector<std::string> outcome() {
    std::vector<std::string> found;
    for (int i = 0; i < 20; ++i) {
      const auto code = scanner.poll();
      if (!code) found.emplace_back(name_of(code.error().code));
      if (code && *code) found.push_back((*code)->text);
      clock.advance(milliseconds{100});
    }
    return found;
  }
  void works() {
    line->clear();
    scanner.discard();
    show("healthy");
    EXPECT_EQ(outcome(), std::vector<std::string>{"healthy"});
  }

  ManualClock clock;
  LiteralFinder finder;
  std::shared_ptr<LineFaults> line = std::make_shared<LineFaults>();
  SimulatedScanner scanner{finder, clock, line};
  const std::string long_code = "YT1." + std::string(90, 'L') + "ong";
};

using Outcome = std::vector<std::string>;

TEST_F(SimulatedScannerTest, ACodeKeepsItsTextAndItsKind) {
  show("政务服务");
  const auto read = scanner.poll();
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->text, "政务服务");
  EXPECT_EQ((*read)->symbology, Symbology::QrCode);
}

TEST_F(SimulatedScannerTest, ASplitCodeIsWhole) {
  for (const std::size_t piece : {1U, 7U, 64U}) {
    line->set_packet(piece);
    show(long_code);
    EXPECT_EQ(outcome(), Outcome{long_code}) << piece;
  }
  works();
}

TEST_F(SimulatedScannerTest, AShortCodeIsRefused) {
  line->cut(1);
  show(long_code);
  EXPECT_EQ(outcome().size(), 1U);
  line->clear();
  scanner.discard();
  line->cut(2);
  show("short");
  EXPECT_EQ(outcome(), Outcome{"malformed"});
  works();
}

TEST_F(SimulatedScannerTest, NoiseBeforeACodeSpoilsIt) {
  line->garbage(5);
  show(long_code);
  EXPECT_EQ(outcome(), Outcome{"malformed"});
  works();
}

TEST_F(SimulatedScannerTest, AStallIsClearedAndTheCodeBehindItIsRefused) {
  line->stall(1);
  show(long_code);
  EXPECT_EQ(outcome(), (Outcome{"stall", "malformed"}));
  works();
}

TEST_F(SimulatedScannerTest, NothingComesOutUntilTheLineIsWell) {
  line->set_nak(true);
  show(long_code);
  EXPECT_EQ(outcome(), Outcome{});
  line->clear();
  EXPECT_EQ(outcome(), Outcome{long_code}) << "it waited in the scanner";
  works();
}

TEST_F(SimulatedScannerTest, ThePlugIsPulledAtEveryByte) {
  for (std::size_t at = 1; at <= 12; ++at) {
    line->disconnect_at(at);
    show("12345678");
    const Outcome found = outcome();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.back(), "disconnected") << at;
    for (const std::string& each : found) EXPECT_TRUE(each == "disconnected" || each == "12345678") << each;
    line->clear();
    scanner.set_plugged(true);
    works();
  }
}

TEST_F(SimulatedScannerTest, UnpluggedItForgetsWhatWasShown) {
  show(long_code);
  scanner.set_plugged(false);
  EXPECT_EQ(scanner.poll().error().code, ErrorCode::Disconnected);
  scanner.set_plugged(true);
  EXPECT_EQ(outcome(), Outcome{});
  works();
}

}  // namespace
}  // namespace yitang::devices::test
