// Where codes on telephones come from in demonstrations and scripted visits, and who can say whose they are:
// a register of people that do not exist. Not more than that: a code that it did not issue is nobody's.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "devices/barcode/recogniser.hpp"
#include "devices/clock.hpp"
#include "kiosk/office/identity.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::terminal {

/// Codes are issued where the simulated devices are worked, and redeemed on the office's thread: it has a
/// lock of its own. Keeps digests of codes only, and a person until the code was used or its time is over.
class SimulatedPlatform final : public office::IdentityPlatform {
 public:
  static constexpr devices::milliseconds kLifetime{60'000};

  explicit SimulatedPlatform(devices::Clock& clock) : clock_(clock) {}

  /// A new code: good for kLifetime, once.
  WipedBytes issue(catalog::IdentityMethod method, cases::Person holder);
  /// The same with a code from elsewhere.
  void enter(const WipedBytes& code, catalog::IdentityMethod method, cases::Person holder);
  cases::IdentityAnswer redeem(catalog::IdentityMethod method, const WipedBytes& payload) override;

 private:
  struct Issued {
    catalog::IdentityMethod method;
    devices::TimePoint until;
    std::optional<cases::Person> holder;  ///< empty: used, or too late
  };
  void forget_the_late();

  devices::Clock& clock_;
  std::mutex mutex_;
  std::atomic<std::uint64_t> issued_{0};
  std::map<storage::SealedDigest, Issued> register_;
};

/// By which the terminal tells its codes. Those of social security and licences have no published shape:
/// these are of the simulation alone.
std::vector<devices::CodeRule> simulated_code_rules();

}  // namespace yitang::terminal
