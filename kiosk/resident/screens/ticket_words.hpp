// Wording of numbers for the windows, shared by their pages.
#pragma once

#include <string>

#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

/// "前面3人" / "没有人等".
std::string people_text(const Screen& s, int waiting);
/// "今天14:00" / "明天08:30" / "11月30日 星期一 08:30".
std::string opening_text(const Screen& s, UnixMillis when);
/// Why there are no numbers now, and when there will be.
std::string closed_text(const Screen& s, const QueueOffer& offer);
/// What a number taken now may come to; "" if all is well.
std::string warning_text(const Screen& s, const QueueOffer& offer);
/// The same in a word, key; "".
const char* warning_badge_key(cases::QueueWarning warning);
/// Key of what stands on top of the list of queues.
const char* queues_hint_key(const ResidentState& state);
/// "A007", "" before it is drawn.
std::string ticket_label_of(const ResidentState& state);

}  // namespace yitang::resident
