#include "devices/smartcard/card_questions.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "devices/wipe.hpp"

namespace yitang::devices {

struct CardQuestions::Pending {
  std::string reader;
  bool wanted = true;  // somebody still waits for the answer
  std::optional<Result<Bytes>> answer;
};

struct CardQuestions::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::shared_ptr<Pending>> pending;  // one for a reader
  unsigned cancels = 0;
};

CardQuestions::CardQuestions(milliseconds limit) : limit_(limit), shared_(std::make_shared<Shared>()) {}

Result<Bytes> CardQuestions::ask(const std::string& reader, Question question) {
  std::unique_lock lock(shared_->mutex);
  auto& all = shared_->pending;
  if (std::any_of(all.begin(), all.end(), [&](const auto& each) { return each->reader == reader; }))
    return fail(ErrorCode::Timeout, "the reader has not answered the question before");
  auto mine = std::make_shared<Pending>();
  mine->reader = reader;
  try {
    std::thread([shared = shared_, mine, question = std::move(question)] {
      Result<Bytes> answer = question();
      const std::lock_guard done(shared->mutex);
      if (mine->wanted) {
        mine->answer = std::move(answer);
      } else if (answer) {
        wipe(*answer);
      }
      std::erase(shared->pending, mine);
      shared->changed.notify_all();
    }).detach();
  } catch (const std::system_error& error) {
    return fail(ErrorCode::OutOfMemory, error.what());
  }
  all.push_back(mine);
  const unsigned cancels = shared_->cancels;
  const bool ended = shared_->changed.wait_for(
      lock, limit_, [&] { return mine->answer.has_value() || shared_->cancels != cancels; });
  mine->wanted = false;
  if (mine->answer) return std::move(*mine->answer);
  if (ended) return fail(ErrorCode::Cancelled, "cancelled");
  return fail(ErrorCode::Timeout, "the reader does not answer");
}

void CardQuestions::cancel() {
  const std::lock_guard lock(shared_->mutex);
  ++shared_->cancels;
  shared_->changed.notify_all();
}

}  // namespace yitang::devices
