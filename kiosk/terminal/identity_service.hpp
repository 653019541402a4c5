// Asks the office whose code somebody showed. Neither the code nor the answer is kept here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/barcode/recogniser.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/outbox/link.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/resident/flow/ports.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// What this kind of code may prove; nothing for a kind that names nobody.
std::optional<catalog::IdentityMethod> identity_method(devices::CodeKind kind);
/// The ways of proof that these rules tell, in the order of the enumeration.
std::vector<catalog::IdentityMethod> identity_methods(const std::vector<devices::CodeRule>& rules);

/// Calls from the main thread. The link is used on its own thread, behind what it is at work with: who waits
/// for an answer, and for how long, is the flow's. What came of it goes to the terminal's audit log, without
/// code and person.
class IdentityService {
 public:
  struct Parts {
    Executor& link_thread;
    outbox::Link& link;
    StoreService& store;
    Random& random;
    std::string terminal;  ///< code
    std::function<void(resident::Event)> post;
  };
  explicit IdentityService(Parts parts);
  ~IdentityService();

  /// IdentityAnswered with the wish's number.
  void ask(const resident::IdentityWish& wish);
  /// The person left: what the office was not asked yet it is not asked, and no answer is passed on.
  void forget();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
