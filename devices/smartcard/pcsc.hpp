// The smart-card service of the system, pcscd, through libpcsclite.
// Sources: PC/SC Workgroup, Interoperability Specification part 5 (resource manager); winscard.h of
// pcsc-lite.
#pragma once

#include <memory>

#include "devices/smartcard/card_system.hpp"

namespace yitang::devices {

// Opens nothing yet; works whether or not pcscd runs.
[[nodiscard]] std::unique_ptr<CardSystem> pcsc_card_system();

}  // namespace yitang::devices
