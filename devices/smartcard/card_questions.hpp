// Questions to cards that may never be answered. The smart-card service ends a command when the reader's
// driver gives up, which may be never, and nothing can call it back: each question has a thread of its own,
// which is left behind when the time is over.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

class CardQuestions {
 public:
  // Runs on a thread of its own, perhaps longer than this object lives: it may borrow nothing.
  using Question = std::function<Result<Bytes>()>;

  explicit CardQuestions(milliseconds limit);
  // Does not wait for questions that were left behind. Their answers are wiped.
  ~CardQuestions() = default;
  CardQuestions(const CardQuestions&) = delete;
  CardQuestions& operator=(const CardQuestions&) = delete;

  // One caller at a time. Timeout: no answer in time, or the question before on this reader has none yet: a
  // reader is asked one thing at a time. Cancelled: by cancel(). OutOfMemory: no thread can be had.
  Result<Bytes> ask(const std::string& reader, Question question);
  // Any thread: ends an ask() that runs now.
  void cancel();

 private:
  struct Pending;
  struct Shared;
  milliseconds limit_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::devices
