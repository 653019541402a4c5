// The smart-card service of the system, pcscd, through libpcsclite.
// Sources: PC/SC Workgroup, Interoperability Specification part 5 (resource manager); winscard.h of
// pcsc-lite.
#pragma once

#include <memory>

#include "devices/smartcard/card_system.hpp"

namespace yitang::devices {

// Several times what a card takes that answers slowly, and short enough for a person who stands there.
inline constexpr milliseconds kCardAnswerLimit{5'000};

// Opens nothing yet; works whether or not pcscd runs. `answer_limit`: after it ask() gives up.
[[nodiscard]] std::unique_ptr<CardSystem> pcsc_card_system(milliseconds answer_limit = kCardAnswerLimit);

}  // namespace yitang::devices
