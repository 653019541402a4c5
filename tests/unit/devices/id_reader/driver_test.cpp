#include <gmock/gmock.h>

#include "reader_bench.hpp"

namespace yitang::devices {
namespace {

using Kind = ReaderEventKind;
using testing::ElementsAre;
using testing::IsEmpty;

class EitherModule : public testing::TestWithParam<SamSimulator::Pipes> {};

TEST_P(EitherModule, WholeVisit) {
  ReaderBench bench(GetParam());
  bench.run_until(Kind::ReaderReady);
  EXPECT_EQ(bench.reader.sam_id(), "05.03-20240101-0000990101-0000000042");
  EXPECT_THAT(bench.run_for(milliseconds{3000}), IsEmpty());

  bench.place("relative");
  const ReaderEvent read = bench.run_until(Kind::CardPresent);
  ASSERT_TRUE(read.card);
  EXPECT_EQ(read.card->name, "王建国");
  EXPECT_EQ(read.card->newest_address, "示例省青河市云溪县城关镇人民路66号2栋301室");
  EXPECT_THAT(bench.run_for(milliseconds{60000}), IsEmpty());

  bench.simulator.remove_card();
  EXPECT_THAT(bench.run_for(milliseconds{3000}), ElementsAre(Kind::Removed));

  bench.place("elder");
  const ReaderEvent second = bench.run_until(Kind::CardPresent);
  EXPECT_EQ(second.card->name, "李桂兰");
  EXPECT_EQ(second.card->newest_address, "");
}

INSTANTIATE_TEST_SUITE_P(Pipes, EitherModule,
                         testing::Values(SamSimulator::Pipes::Two, SamSimulator::Pipes::Four));

TEST(IdReader, ReadsEverySampleCard) {
  ReaderBench bench;
  for (const SyntheticCard& sample : sample_cards()) {
    ASSERT_TRUE(bench.simulator.place_card(sample));
    const ReaderEvent read = bench.run_until(Kind::CardPresent);
    EXPECT_EQ(read.card->number, sample.number) << sample.label;
    EXPECT_EQ(read.card->kind, sample.kind);
    bench.simulator.remove_card();
    bench.run_until(Kind::Removed);
  }
}

TEST(IdReader, FindIsNotSentFasterThanMakersAllow) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  const std::size_t before = bench.simulator.commands_seen();
  bench.run_for(milliseconds{30000});
  EXPECT_LE(bench.simulator.commands_seen() - before, 101U);
  EXPECT_GE(bench.simulator.commands_seen() - before, 95U);
}

TEST(IdReader, RemovalNeedsTwoNegatives) {
  ReaderBench bench;
  bench.place("elder");
  bench.run_until(Kind::CardPresent);
  bench.simulator.remove_card();
  EXPECT_EQ(bench.poll().kind, Kind::Nothing);
  EXPECT_EQ(bench.poll().kind, Kind::Removed);
}

TEST(IdReader, QuickSwapIsRemovalAndNewCard) {
  ReaderBench bench;
  bench.place("elder");
  bench.run_until(Kind::CardPresent);
  bench.place("relative");
  bench.seen.clear();
  EXPECT_EQ(bench.run_until(Kind::CardPresent).card->name, "王建国");
  EXPECT_THAT(bench.seen, ElementsAre(Kind::Removed, Kind::CardPresent));
}

TEST(IdReader, OtherCardIsSaidOnce) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  bench.simulator.place_other_card();
  EXPECT_THAT(bench.run_for(milliseconds{5000}), ElementsAre(Kind::NotAnIdCard));
  bench.simulator.remove_card();
  EXPECT_THAT(bench.run_for(milliseconds{5000}), ElementsAre(Kind::Removed));
}

TEST(IdReader, OtherCardReplacedByAnIdCard) {
  ReaderBench bench;
  bench.simulator.place_other_card();
  bench.run_until(Kind::NotAnIdCard);
  bench.place("elder");
  EXPECT_EQ(bench.run_until(Kind::CardPresent).card->name, "李桂兰");
}

TEST(IdReader, OneFailedReadIsRepeatedSilently) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  bench.simulator.fail_reads(1);
  bench.place("elder");
  EXPECT_THAT(bench.run_for(milliseconds{3000}), ElementsAre(Kind::CardPresent));
}

TEST(IdReader, UnreadableIsSaidOnceAndHealsWhenTheCardIsPlacedAgain) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  bench.simulator.fail_reads(1000);
  bench.place("elder");
  EXPECT_THAT(bench.run_for(milliseconds{20000}), ElementsAre(Kind::Unreadable));
  bench.simulator.remove_card();
  EXPECT_THAT(bench.run_for(milliseconds{3000}), ElementsAre(Kind::Removed));
  bench.simulator.fail_reads(0);
  bench.place("elder");
  EXPECT_THAT(bench.run_for(milliseconds{3000}), ElementsAre(Kind::CardPresent));
}

TEST(IdReader, LiftedAtAnyByteOfTheReadIsUnreadableNeverPartial) {
  for (std::size_t bytes = 0; bytes <= 1290; bytes += 43) {
    ReaderBench bench;
    bench.run_until(Kind::ReaderReady);
    bench.simulator.lift_during_read(bytes);
    bench.place("elder");
    EXPECT_THAT(bench.run_for(milliseconds{12000}), ElementsAre(Kind::Unreadable, Kind::Removed)) << bytes;
    bench.place("relative");
    EXPECT_EQ(bench.run_until(Kind::CardPresent).card->name, "王建国") << bytes;
  }
}

TEST(IdReader, ModuleThatDoesNotHaltCards) {
  ReaderBench bench;
  bench.simulator.set_halts_after_read(false);
  bench.place("elder");
  bench.run_until(Kind::CardPresent);
  EXPECT_THAT(bench.run_for(milliseconds{5000}), IsEmpty());
}

TEST(IdReader, ReadAgainDeliversTheSameCardOnceMore) {
  ReaderBench bench;
  bench.place("elder");
  bench.run_until(Kind::CardPresent);
  bench.reader.read_again();
  EXPECT_THAT(bench.run_for(milliseconds{5000}), ElementsAre(Kind::CardPresent));
}

TEST(IdReader, NoReaderIsSaidOnceAndTheNextIsFoundAtOnce) {
  ReaderBench bench;
  bench.simulator.unplug();
  EXPECT_THAT(bench.run_for(milliseconds{60000}), ElementsAre(Kind::NoReader));
  EXPECT_LE(bench.opened, 35);
  bench.simulator.plug();
  bench.reader.device_arrived();
  EXPECT_EQ(bench.poll().kind, Kind::Nothing);
  EXPECT_TRUE(bench.reader.has_reader());
  bench.run_until(Kind::ReaderReady, 3);
}

TEST(IdReader, UnplugWhileACardLiesThere) {
  ReaderBench bench;
  bench.place("elder");
  bench.run_until(Kind::CardPresent);
  bench.simulator.unplug();
  EXPECT_THAT(bench.run_for(milliseconds{5000}), ElementsAre(Kind::NoReader));
  bench.simulator.plug();
  EXPECT_THAT(bench.run_for(milliseconds{5000}), ElementsAre(Kind::ReaderReady, Kind::CardPresent));
}

TEST(IdReader, PluggedOutAndInBetweenTwoPolls) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  bench.simulator.unplug();
  bench.simulator.plug();
  bench.reader.device_arrived();
  EXPECT_THAT(bench.run_for(milliseconds{3000}), ElementsAre(Kind::NoReader, Kind::ReaderReady));
}

TEST(IdReader, MuteReaderIsAFaultAndIsHealedWithGrowingPauses) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  bench.simulator.set_mute(true);
  EXPECT_THAT(bench.run_for(milliseconds{300000}), ElementsAre(Kind::Fault));
  EXPECT_GE(bench.opened, 8);
  EXPECT_LE(bench.opened, 20);
  bench.simulator.set_mute(false);
  EXPECT_THAT(bench.run_for(milliseconds{35000}), ElementsAre(Kind::ReaderReady));
}

TEST(IdReader, BadChecksumsAndStallsAreFaultsToo) {
  ReaderBench bench;
  bench.run_until(Kind::ReaderReady);
  bench.simulator.set_bad_checksums(true);
  EXPECT_THAT(bench.run_for(milliseconds{20000}), ElementsAre(Kind::Fault));
  bench.simulator.set_bad_checksums(false);
  EXPECT_THAT(bench.run_for(milliseconds{35000}), ElementsAre(Kind::ReaderReady));
  bench.simulator.set_stalled(true);
  EXPECT_THAT(bench.run_for(milliseconds{20000}), ElementsAre(Kind::Fault));
  bench.simulator.set_stalled(false);
  EXPECT_THAT(bench.run_for(milliseconds{35000}), ElementsAre(Kind::ReaderReady));
}

TEST(IdReader, ModuleOutOfServiceIsToldApart) {
  for (const auto health : {SamModule::Health::SelfTestFailed, SamModule::Health::NotAuthorised}) {
    ReaderBench bench;
    bench.simulator.set_health(health);
    EXPECT_EQ(bench.run_until(Kind::Fault).fault, ReaderFault::OutOfService);
    EXPECT_THAT(bench.run_for(milliseconds{60000}), IsEmpty());
    bench.simulator.set_health(SamModule::Health::Good);
    EXPECT_THAT(bench.run_for(milliseconds{6000}), ElementsAre(Kind::ReaderReady));
  }
}

TEST(IdReader, RefusedOpeningSaysWhy) {
  ReaderBench bench;
  bench.refuse_opening = ErrorCode::Access;
  EXPECT_EQ(bench.run_until(Kind::Fault).fault, ReaderFault::NoPermission);
  bench.refuse_opening = ErrorCode::Busy;
  EXPECT_EQ(bench.run_until(Kind::Fault).fault, ReaderFault::InUse);
  bench.refuse_opening.reset();
  bench.reader.device_arrived();
  bench.run_until(Kind::ReaderReady);
}

TEST(IdReader, AnswersInSingleBytesAreFine) {
  ReaderBench bench(SamSimulator::Pipes::Four);
  bench.simulator.set_packet_size(1);
  bench.place("elder");
  EXPECT_EQ(bench.run_until(Kind::CardPresent).card->name, "李桂兰");
}

}  // namespace
}  // namespace yitang::devices
