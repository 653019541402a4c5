#include "devices/smartcard/card_questions.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <thread>

namespace yitang::devices::test {
namespace {

constexpr milliseconds kSoon{20};
constexpr milliseconds kNeverReached{60'000};

CardQuestions::Question answers(Bytes bytes) {
  return [bytes = std::move(bytes)]() -> Result<Bytes> { return bytes; };
}

// Blocks as a driver does whose reader says nothing, until the test lets it go.
class SilentReader {
 public:
  CardQuestions::Question question() {
    return [held = opened_, begun = begun_, through = through_]() -> Result<Bytes> {
      begun->set_value();
      held.wait();
      through->set_value();
      return Bytes{0x90, 0x00};
    };
  }
  void until_asked() { begun_->get_future().wait(); }
  void let_go() {
    gate_.set_value();
    through_->get_future().wait();
  }

 private:
  std::promise<void> gate_;
  std::shared_future<void> opened_{gate_.get_future()};
  // Shared: the thread that sets them may outlive the test.
  std::shared_ptr<std::promise<void>> begun_ = std::make_shared<std::promise<void>>();
  std::shared_ptr<std::promise<void>> through_ = std::make_shared<std::promise<void>>();
};

TEST(CardQuestions, AnAnswerOrAnErrorComesBack) {
  CardQuestions questions(kNeverReached);
  EXPECT_EQ(questions.ask("A", answers({1, 2, 3})).value(), (Bytes{1, 2, 3}));
  const auto failed = questions.ask("A", []() -> Result<Bytes> { return fail(ErrorCode::Busy, "held"); });
  EXPECT_EQ(failed.error().code, ErrorCode::Busy);
}

TEST(CardQuestions, AQuestionWithoutAnAnswerIsLeftBehindAndItsReaderIsNotAskedMeanwhile) {
  SilentReader silent;
  {
    CardQuestions questions(kSoon);
    EXPECT_EQ(questions.ask("A", silent.question()).error().code, ErrorCode::Timeout);
    bool asked = false;
    const auto again = questions.ask("A", [&asked]() -> Result<Bytes> {
      asked = true;
      return Bytes{};
    });
    EXPECT_EQ(again.error().code, ErrorCode::Timeout);
    EXPECT_FALSE(asked);
  }
  silent.let_go();  // nobody is there any more: nothing happens
}

TEST(CardQuestions, AReaderThatIsThroughIsAskedAgainAndOthersMeanwhile) {
  SilentReader silent;
  CardQuestions questions(kSoon);
  EXPECT_EQ(questions.ask("A", silent.question()).error().code, ErrorCode::Timeout);
  Result<Bytes> answer = fail(ErrorCode::Timeout, "");
  while (!answer) answer = questions.ask("B", answers({7}));  // a slow machine may miss the limit
  EXPECT_EQ(answer.value(), Bytes{7});
  silent.let_go();
  answer = fail(ErrorCode::Timeout, "");
  // Its thread still has to say that it is through.
  while (!answer) answer = questions.ask("A", answers({8}));
  EXPECT_EQ(answer.value(), Bytes{8});
}

TEST(CardQuestions, CancelEndsTheWaiting) {
  SilentReader silent;
  CardQuestions questions(kNeverReached);
  auto asked = std::async(std::launch::async, [&] { return questions.ask("A", silent.question()); });
  silent.until_asked();
  // One that comes just before the waiting begins is lost: whoever cancels repeats it.
  while (asked.wait_for(milliseconds{1}) != std::future_status::ready) questions.cancel();
  EXPECT_EQ(asked.get().error().code, ErrorCode::Cancelled);
  silent.let_go();
}

}  // namespace
}  // namespace yitang::devices::test
