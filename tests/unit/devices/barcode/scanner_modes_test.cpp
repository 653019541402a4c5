// Scanners in each of their modes, over simulators.
#include <gmock/gmock.h>

#include "scanner_support.hpp"

namespace yitang::devices {
namespace {

using Mode = ScannerSimulator::Mode;
const std::string kGbk = "\xD5\xFE\xCE\xF1\xB7\xFE\xCE\xF1\xA3\xBA\xC9\xE7\xB1\xA3\xBF\xA8";

class EveryMode : public testing::TestWithParam<Mode> {};

TEST_P(EveryMode, CodesComeInOrderAndOnce) {
  ScannerBench bench(GetParam());
  EXPECT_EQ(bench.next_text(), "nothing");
  for (const char* text : {"YT1.ABCDEFGH23456789JKLMNPQR", "x", "a b{c}~\"'\\|"})
    bench.simulator.present(payload_bytes(text));
  EXPECT_EQ(bench.next_text(), "YT1.ABCDEFGH23456789JKLMNPQR");
  EXPECT_EQ(bench.next_text(), "x");
  EXPECT_EQ(bench.next_text(), "a b{c}~\"'\\|");
  EXPECT_EQ(bench.next_text(), "nothing");
}

TEST_P(EveryMode, DiscardForgetsWhatWasScannedBefore) {
  ScannerBench bench(GetParam());
  EXPECT_EQ(bench.next_text(), "nothing");
  for (int i = 0; i < 5; ++i) bench.simulator.present(payload_bytes("somebody else's"));
  bench.source.discard();
  EXPECT_EQ(bench.next_text(), "nothing");
  bench.simulator.present(payload_bytes("Mine"));
  EXPECT_EQ(bench.next_text(), "Mine");
}

TEST_P(EveryMode, UnpluggedAndPluggedAgain) {
  ScannerBench bench(GetParam());
  bench.simulator.unplug();
  EXPECT_EQ(bench.next_text(), "disconnected");
  EXPECT_FALSE(bench.source.present());
  bench.simulator.plug();
  bench.clock.advance(milliseconds{1000});
  bench.simulator.present(payload_bytes("before we looked"));
  EXPECT_EQ(bench.next_text(), "nothing");
  bench.simulator.present(payload_bytes("after"));
  EXPECT_EQ(bench.next_text(), "after");
  bench.simulator.unplug();
  EXPECT_EQ(bench.next_text(), "disconnected");
  bench.simulator.plug();
  EXPECT_EQ(bench.next_text(), "disconnected") << "looks once a second";
  bench.clock.advance(milliseconds{1000});
  EXPECT_EQ(bench.next_text(), "nothing");
  EXPECT_TRUE(bench.source.present());
}

INSTANTIATE_TEST_SUITE_P(Modes, EveryMode, testing::Values(Mode::Serial, Mode::HidPos, Mode::Keyboard));

class BinaryMode : public testing::TestWithParam<Mode> {};

TEST_P(BinaryMode, ChineseAndLongCodes) {
  ScannerBench bench(GetParam());
  bench.source.discard();
  bench.simulator.present(payload_bytes(kGbk));
  const auto gbk = bench.next();
  ASSERT_TRUE(gbk && *gbk);
  EXPECT_EQ((*gbk)->text, "政务服务：社保卡");
  EXPECT_EQ((*gbk)->origin, TextOrigin::Gb18030);
  const std::string longest(2953, 'Q');  // the largest QR code
  bench.simulator.present(payload_bytes(longest));
  EXPECT_EQ(bench.next_text(), longest);
  bench.simulator.present(Bytes(5000, 'z'));
  EXPECT_EQ(bench.next_text(), "refused");
  bench.simulator.present(payload_bytes("next"));
  EXPECT_EQ(bench.next_text(), "next");
}

INSTANTIATE_TEST_SUITE_P(Modes, BinaryMode, testing::Values(Mode::Serial, Mode::HidPos));

TEST(HidPosScanner, SaysTheSymbology) {
  ScannerBench bench(Mode::HidPos);
  bench.source.discard();
  bench.simulator.present(payload_bytes("a"));
  EXPECT_EQ((*bench.next())->symbology, Symbology::QrCode);
  bench.simulator.set_aim("]C0");
  bench.simulator.present(payload_bytes("b"));
  EXPECT_EQ((*bench.next())->symbology, Symbology::Code128);
  bench.simulator.set_aim("]Q2");
  bench.simulator.present(payload_bytes("\\000029" + kGbk));
  const auto code = bench.next();
  ASSERT_TRUE(code && *code);
  EXPECT_EQ((*code)->text, "政务服务：社保卡");
  EXPECT_EQ((*code)->origin, TextOrigin::Eci);
  EXPECT_EQ((*code)->bytes, payload_bytes(kGbk));
}

TEST(HidPosScanner, APartThatDoesNotComeDropsTheCode) {
  ScannerBench bench(Mode::HidPos);
  EXPECT_EQ(bench.next_text(), "nothing");
  const auto reports = hid_pos_reports(payload_bytes(std::string(100, 'A')));
  bench.simulator.send(reports[0]);
  EXPECT_FALSE(bench.next(milliseconds{400})->has_value());
  EXPECT_EQ(bench.next_text(), "refused");
  bench.simulator.present(payload_bytes("whole"));
  EXPECT_EQ(bench.next_text(), "whole");
}

TEST(HidPosScanner, OtherReportsAndWrongSizesAreNoCodes) {
  ScannerBench bench(Mode::HidPos);
  EXPECT_EQ(bench.next_text(), "nothing");
  bench.simulator.send({4, 0});
  EXPECT_EQ(bench.next_text(), "refused") << "was not announced";
  Bytes report = hid_pos_reports(payload_bytes("abc"))[0];
  report[1] = 57;
  bench.simulator.send(report);
  EXPECT_EQ(bench.next_text(), "refused");
  report.push_back(0);
  bench.simulator.send(report);
  EXPECT_EQ(bench.next_text(), "refused");
}

TEST(HidPosScanner, ADeviceThatIsNoScannerIsRefused) {
  class Silent final : public Transport {
   public:
    explicit Silent(Bytes descriptor) { description_.report_descriptor = std::move(descriptor); }
    [[nodiscard]] const DeviceDescription& description() const override { return description_; }
    Result<std::size_t> write(Channel, ByteView data, milliseconds) override { return data.size(); }
    Result<Bytes> read(Channel, std::size_t, milliseconds) override {
      return fail(ErrorCode::Timeout, "nothing");
    }
    Result<Bytes> control_in(const ControlSetup&, std::uint16_t, milliseconds) override { return Bytes{}; }
    Result<void> control_out(const ControlSetup&, ByteView, milliseconds) override { return {}; }
    Result<void> clear_halt(Direction, Channel) override { return {}; }
    Result<void> reset() override { return {}; }

   private:
    DeviceDescription description_;
  };
  const ManualClock clock;
  const Bytes mouse{0x05, 0x01, 0x75, 0x08, 0x95, 0x03, 0x09, 0x30, 0x81, 0x06};
  EXPECT_EQ(HidPosScanner::create(std::make_unique<Silent>(mouse), clock).error().code,
            ErrorCode::NotSupported);
  EXPECT_EQ(HidPosScanner::create(std::make_unique<Silent>(Bytes{0xC0}), clock).error().code,
            ErrorCode::Malformed);
}

TEST(WedgeScanner, WhatIsTypedWithAltIsRefusedWhole) {
  ScannerBench bench(Mode::Keyboard);
  bench.source.discard();
  bench.simulator.present(payload_bytes("ab" + kGbk + "cd"));
  bench.simulator.present(payload_bytes("plain"));
  EXPECT_EQ(bench.next_text(), "plain");
  bench.simulator.present(payload_bytes(kGbk));
  EXPECT_EQ(bench.next_text(), "refused");
}

TEST(WedgeScanner, WithoutEnterNothingIsTaken) {
  ScannerBench bench(Mode::Keyboard);
  bench.simulator.set_affixes("", "");
  bench.source.discard();
  bench.simulator.present(payload_bytes("half"));
  EXPECT_EQ(bench.next_text(), "refused");
}

TEST(StreamScanner, PrefixSuffixAndIdentifier) {
  ScannerBench bench(Mode::Serial);
  bench.rule.prefix = "$$";
  bench.rule.aim = true;
  bench.rule.suffix_tab = true;
  bench.simulator.set_affixes("$$", "\t");
  bench.source.discard();
  bench.simulator.present(payload_bytes("tabbed"));
  const auto code = bench.next();
  ASSERT_TRUE(code && *code);
  EXPECT_EQ((*code)->text, "tabbed");
  EXPECT_EQ((*code)->symbology, Symbology::QrCode);
  for (const char* wrong : {"$tabbed\t", "$$]Q\t", "$$xQ1tabbed\t", "tabbed\t"}) {
    bench.simulator.send(payload_bytes(wrong));
    EXPECT_EQ(bench.next_text(), "refused") << wrong;
  }
}

TEST(StreamScanner, CharacterSetAsConfigured) {
  ScannerBench bench(Mode::Serial);
  bench.rule.charset = CharsetRule::Utf8;
  bench.source.discard();
  bench.simulator.present(payload_bytes(kGbk));
  EXPECT_EQ((*bench.next())->origin, TextOrigin::Hex);
  EXPECT_EQ(payload_text_as(payload_bytes("社"), CharsetRule::Utf8).text, "社");
  EXPECT_EQ(payload_text_as(payload_bytes(kGbk), CharsetRule::Gb18030).text, "政务服务：社保卡");
  EXPECT_EQ(payload_text_as(Bytes{0xFF}, CharsetRule::Gb18030).text, "FF");
  EXPECT_EQ(payload_text_as(payload_bytes("A"), CharsetRule::Hex).text, "41");
  EXPECT_EQ(payload_text_as(payload_bytes("A"), CharsetRule::Auto).text, "A");
}

TEST(HotplugSource, AScannerThatFailsAgainAndAgainIsOpenedAnew) {
  ScannerBench bench(Mode::Serial);
  std::vector<ScriptedFault> broken;
  for (std::size_t at = 1; at < 100; ++at) broken.push_back({at, TransportFault::IoError});
  bench.script(broken);
  bench.source.discard();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(bench.source.poll().error().code, ErrorCode::Io);
  EXPECT_EQ(bench.source.poll().error().code, ErrorCode::Disconnected);
  bench.clock.advance(milliseconds{1000});
  bench.source.discard();
  bench.simulator.present(payload_bytes("healthy"));
  EXPECT_EQ(bench.next_text(), "healthy");
  EXPECT_EQ(bench.opened, 2);
}

TEST(HotplugSource, PausesGrowWhenAccessIsRefused) {
  ScannerBench bench(Mode::Serial);
  bench.refuse_opening = ErrorCode::Access;
  const TimePoint end = bench.clock.now() + std::chrono::minutes(2);
  while (bench.clock.now() < end) {
    EXPECT_EQ(bench.source.poll().error().code, ErrorCode::Disconnected);
    EXPECT_EQ(bench.source.poll().error().message, "refused");
    bench.clock.advance(milliseconds{100});
  }
  EXPECT_EQ(bench.opened, 8) << "0, 1, 3, 8, 18, 48, 78, 108 s";
  bench.refuse_opening.reset();
  bench.clock.advance(milliseconds{30000});
  EXPECT_EQ(bench.next_text(), "nothing");
}

}  // namespace
}  // namespace yitang::devices
