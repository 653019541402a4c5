// What the staff does with the numbers for the windows, until there is a page for it: as `yitang queue` asks
// the running terminal, or does it itself.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/terminal/store_answer.hpp"

namespace yitang::cases {
class CaseStore;
}

namespace yitang::terminal {

enum class QueueVerb {
  List,    ///< who waits, in the order of calling; of every queue if none is named
  Call,    ///< the next one
  Done,    ///< the number called was seen to, or nobody came
  Close,   ///< no more numbers today
  Reopen,  ///< again
};

struct QueueCommand {
  QueueVerb verb = QueueVerb::List;
  std::string queue;    ///< id in queues.json
  std::string number;   ///< Done: "A007" or "7"
  bool absent = false;  ///< Done: nobody came
};

/// One line of JSON, {"ask":"queue", ...}, and back. BadInput for anything else; any bytes may come.
std::string to_json(const QueueCommand& command);
Result<QueueCommand> queue_command_from_json(std::string_view text);

/// JSON for the staff: numbers, no names (there are none). BadInput for an unknown queue or number. On the
/// store's thread.
Result<std::string> perform(cases::CaseStore& store, const catalog::Catalog& catalog,
                            const QueueCommand& command);

/// The running terminal's side. Call on a thread that may block, not on the store's.
struct QueueAnswer {
  WithStore with_store;
  const catalog::Catalog& catalog;
  std::chrono::milliseconds patience{8000};

  Result<std::string> operator()(const QueueCommand& command) const;
};

}  // namespace yitang::terminal
