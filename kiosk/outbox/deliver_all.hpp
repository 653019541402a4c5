// Delivery without threads: for commands, and for a terminal that is being put out of service.
#pragma once

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/outbox/link.hpp"

namespace yitang::outbox {

/// Offers every case that waits to the office once, whatever its next attempt was put off to, and takes the
/// office's answers, all on the caller's thread. Returns the queue as it is then: what could not be delivered
/// waits for its next attempt. An error only when the store cannot be read.
Result<cases::OutboxCounts> deliver_all(cases::CaseStore& store, Link& link, const Clock& clock,
                                        Random& random);

}  // namespace yitang::outbox
