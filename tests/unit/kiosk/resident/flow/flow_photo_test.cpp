// The photo of a card: on the card page, of the card that is shown, and nowhere else.
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "tests/unit/memory_search.hpp"

namespace yitang::resident::test {
namespace {

constexpr int kWidth = 20;
constexpr int kHeight = 25;

unsigned char dot(int at) { return static_cast<unsigned char>(17 + at * 37 + at / 9); }

CardPhoto photo_of(int reading) {
  CardPhoto photo{reading, {kWidth, kHeight, 1, {}}};
  photo.picture.pixels.reserve(kWidth * kHeight);
  for (int at = 0; at < kWidth * kHeight; ++at) photo.picture.pixels.push_back(dot(at));
  return photo;
}

/// A part of it from the middle.
yitang::test::InvertedBytes inverted_piece() {
  yitang::test::InvertedBytes piece;
  for (int at = 200; at < 248; ++at) piece.push_back(static_cast<std::uint8_t>(~dot(at)));
  return piece;
}

/// On the card page, a card read and its photo shown.
class PhotoBench : public FlowBench {
 public:
  explicit PhotoBench(bool photo = true) {
    to_card();
    flow.on(Event{CardRead{elder(), 7}});
    if (photo) flow.on(Event{photo_of(7)});
  }
};

TEST(FlowPhoto, ArrivesAfterTheTextAndIsShownThen) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder(), 7}});
  EXPECT_EQ(b.state().card.view, CardView::Read) << "the page does not wait for it";
  EXPECT_FALSE(b.state().card.photo);
  (void)b.flow.take_changed();
  b.flow.on(Event{photo_of(7)});
  ASSERT_TRUE(b.state().card.photo);
  EXPECT_EQ(b.state().card.photo->pixels, photo_of(7).picture.pixels);
  EXPECT_TRUE(b.flow.take_changed()) << "it is drawn";
}

TEST(FlowPhoto, OfAnotherReadingIsDropped) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{photo_of(7)});
  EXPECT_FALSE(b.state().card.photo) << "no card was read";
  b.flow.on(Event{CardRead{elder(), 8}});
  b.flow.on(Event{photo_of(7)});
  EXPECT_FALSE(b.state().card.photo);
  b.tap(IntentKind::AnotherCard);
  b.flow.on(Event{photo_of(8)});
  EXPECT_FALSE(b.state().card.photo) << "the page waits for another card";
  b.flow.on(Event{CardRead{younger(), 9}});
  b.flow.on(Event{photo_of(8)});
  EXPECT_FALSE(b.state().card.photo);
  b.flow.on(Event{photo_of(9)});
  EXPECT_TRUE(b.state().card.photo);
}

TEST(FlowPhoto, OnAnotherPageIsDropped) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{elder(), 7}});
  b.tap(IntentKind::GoBack);
  ASSERT_NE(b.page(), Page::Card);
  b.flow.on(Event{photo_of(7)});
  EXPECT_FALSE(b.state().card.photo);

  FlowBench query;
  query.to_query();
  query.flow.on(Event{CardRead{elder(), 7}});
  query.flow.on(Event{photo_of(7)});
  EXPECT_FALSE(query.state().card.photo) << "whoever asks for progress compares nothing";

  FlowBench used;
  used.to_card();
  used.flow.on(Event{CardRead{elder(), 7}});
  used.tap(IntentKind::UseCard);
  used.flow.on(Event{photo_of(7)});
  EXPECT_FALSE(used.state().card.photo);
}

TEST(FlowPhoto, OfAPersonWhoIsTurnedAwayIsDropped) {
  FlowBench b;
  b.to_card();
  b.flow.on(Event{CardRead{child(), 7}});
  ASSERT_EQ(b.state().card.view, CardView::UnderAge);
  b.flow.on(Event{photo_of(7)});
  EXPECT_FALSE(b.state().card.photo);
}

TEST(FlowPhoto, EveryWayOutOfThePageWipesIt) {
  const auto piece = inverted_piece();
  ASSERT_EQ(yitang::test::occurrences_in_heap(piece), 0U);
  const auto expect_gone = [&piece](FlowBench& b, const char* how) {
    EXPECT_FALSE(b.state().card.photo) << how;
    EXPECT_EQ(yitang::test::occurrences_in_heap(piece), 0U) << how;
  };
  {
    PhotoBench b;
    const CardPicture& photo = *b.state().card.photo;
    EXPECT_EQ(
        yitang::test::occurrences(photo.pixels.data(), photo.pixels.data() + photo.pixels.size(), piece), 1U)
        << "the search finds what is there";
    b.tap(IntentKind::UseCard);
    expect_gone(b, "the card was confirmed");
  }
  {
    PhotoBench b;
    b.tap(IntentKind::AnotherCard);
    expect_gone(b, "another card");
  }
  {
    PhotoBench b;
    b.tap(IntentKind::GoBack);
    expect_gone(b, "back");
  }
  {
    PhotoBench b;
    b.tap(IntentKind::GoHome);
    expect_gone(b, "home");
  }
  {
    PhotoBench b;
    b.seconds(100);
    EXPECT_EQ(b.page(), Page::Idle);
    expect_gone(b, "the person went away");
  }
  {
    PhotoBench b;
    b.flow.on(Event{CardRead{younger(), 8}});
    expect_gone(b, "another card was read");
  }
}

TEST(FlowPhoto, IsInNothingThatIsSaved) {
  std::vector<std::string> saved[2];
  for (const bool photo : {false, true}) {
    PhotoBench b(photo);
    b.tap(IntentKind::UseCard);
    b.answer_person();
    ASSERT_EQ(b.page(), Page::Form);
    b.fill_and_leave_form();
    for (const cases::Draft& draft : b.ports.saved)
      saved[photo ? 1 : 0].push_back(cases::draft_to_json(draft));
  }
  EXPECT_FALSE(saved[0].empty());
  EXPECT_EQ(saved[0], saved[1]);
}

}  // namespace
}  // namespace yitang::resident::test
