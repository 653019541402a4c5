#include "kiosk/terminal/store_answer.hpp"

#include <future>
#include <memory>
#include <utility>

namespace yitang::terminal {

Result<std::string> answer_of_store(const WithStore& with_store,
                                    std::function<Result<std::string>(cases::CaseStore&)> work,
                                    std::chrono::milliseconds patience) {
  auto done = std::make_shared<std::promise<Result<std::string>>>();
  auto answer = done->get_future();
  with_store([done, work = std::move(work)](cases::CaseStore& store) { done->set_value(work(store)); });
  done.reset();
  if (answer.wait_for(patience) != std::future_status::ready)
    return fail(ErrorKind::Unavailable, "the terminal has not answered in time");
  try {
    return answer.get();
  } catch (const std::future_error&) {  // the terminal ends, and drops what waits for its threads
    return fail(ErrorKind::Unavailable, "the terminal is ending");
  }
}

}  // namespace yitang::terminal
