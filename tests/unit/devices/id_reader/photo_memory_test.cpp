// The photo is never kept: after a read no byte sequence of it is left anywhere in the memory of the process,
// and without a decoder it never leaves the answer.
#include "reader_bench.hpp"
#include "tests/unit/memory_search.hpp"

namespace yitang::devices {
namespace {

using yitang::test::InvertedBytes;
using yitang::test::occurrences;
using yitang::test::occurrences_in_heap;

constexpr std::size_t kPieceAt = 4 + kCardTextSize + 300;  // in the middle of the photo
constexpr std::size_t kPieceSize = 48;

InvertedBytes inverted_photo_piece() {
  SamModule module;
  EXPECT_TRUE(module.place(*sample_card("elder")));
  SecretBytes out;
  module.receive(build_request(SamCommand::Find), out);
  module.receive(build_request(SamCommand::Select), out);
  out.clear();
  module.receive(build_request(SamCommand::Read), out);
  InvertedBytes piece(kPieceSize);
  for (std::size_t i = 0; i < kPieceSize; ++i) {
    piece[i] = static_cast<std::uint8_t>(~out[10 + kPieceAt + i]);
  }
  return piece;
}

IdReaderSettings with_photo() {
  IdReaderSettings settings;
  settings.deliver_photo = true;
  return settings;
}

TEST(PhotoMemory, NothingIsLeftAfterARead) {
  const auto piece = inverted_photo_piece();
  {
    // The search finds what is there.
    Bytes control(kPieceSize);
    for (std::size_t i = 0; i < kPieceSize; ++i) {
      control[i] = static_cast<std::uint8_t>(~piece[i]);
    }
    const ByteView view(control);
    EXPECT_EQ(occurrences(view.data(), view.data() + view.size(), piece), 1U);
    wipe(control);
  }
  const std::size_t before = occurrences_in_heap(piece);
  ReaderBench bench;
  bench.place("elder");
  const ReaderEvent event = bench.run_until(ReaderEventKind::CardPresent);
  EXPECT_EQ(before, 0U);
  EXPECT_EQ(occurrences_in_heap(piece), 0U);
  EXPECT_EQ(event.photo.capacity(), 0U) << "without a decoder it is not even copied";
}

TEST(PhotoMemory, WithADecoderItIsInTheEventAndNowhereElse) {
  const auto piece = inverted_photo_piece();
  ReaderBench bench(SamSimulator::Pipes::Two, with_photo());
  bench.place("elder");
  {
    const ReaderEvent event = bench.run_until(ReaderEventKind::CardPresent);
    ASSERT_EQ(event.photo.size(), kPhotoSize);
    EXPECT_EQ(occurrences(event.photo.data(), event.photo.data() + event.photo.size(), piece), 1U);
    EXPECT_LE(occurrences_in_heap(piece), 1U);
  }
  EXPECT_EQ(occurrences_in_heap(piece), 0U);
}

TEST(PhotoMemory, ACardForgottenBeforeItIsDeliveredTakesItsPhotoAlong) {
  const auto piece = inverted_photo_piece();
  ReaderBench bench(SamSimulator::Pipes::Two, with_photo());
  bench.place("elder");
  // Reset, status, id, find, select, read; the newest address is still to come.
  for (int polls = 0; polls < 40 && occurrences_in_heap(piece) == 0; ++polls) {
    ASSERT_NE(bench.poll().kind, ReaderEventKind::CardPresent);
    if (bench.simulator.commands_seen() >= 6) break;
  }
  bench.reader.forget();
  EXPECT_EQ(occurrences_in_heap(piece), 0U);
  bench.simulator.remove_card();
  bench.place("relative");
  const ReaderEvent event = bench.run_until(ReaderEventKind::CardPresent);
  EXPECT_EQ(event.card->name, sample_card("relative")->name);
  EXPECT_EQ(event.photo.size(), kPhotoSize);
}

}  // namespace
}  // namespace yitang::devices
