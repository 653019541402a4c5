#include "kiosk/terminal/copy_note.hpp"

#include <fmt/format.h>

#include "kiosk/base/date.hpp"

namespace yitang::terminal {

Result<std::optional<std::string>> copy_note(cases::CaseStore& store, office::Office& office) {
  auto known = office.newest_head_of(store.terminal_code());
  if (!known) return tl::unexpected(known.error());
  if (*known) {
    if (auto old = store.notice_old_copy(**known); !old) return tl::unexpected(old.error());
  }
  auto restored = store.restored();
  if (!restored) return tl::unexpected(restored.error());
  if (!*restored) return std::nullopt;
  return fmt::format("put back on {} from a copy of {}: what came after that is at the office only",
                     date_time_text((*restored)->at), date_time_text((*restored)->as_of));
}

}  // namespace yitang::terminal
