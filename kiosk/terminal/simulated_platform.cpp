#include "kiosk/terminal/simulated_platform.hpp"

#include <iterator>
#include <string_view>
#include <utility>

#include "kiosk/base/wipe.hpp"
#include "storage/bytes.hpp"

namespace yitang::terminal {
namespace {

using cases::IdentityRefusal;
using catalog::IdentityMethod;

constexpr std::string_view kSocialStart = "SIMSSC";
constexpr std::string_view kLicenceStart = "SIMLIC";
constexpr devices::milliseconds kRemembered{600'000};  // a late or used code is told from a wrong one
constexpr std::size_t kMiddle = 19;                    // digits that differ

storage::SealedDigest digest(const WipedBytes& payload) {
  return storage::digest_of(storage::ByteView(payload.data(), payload.size()));
}

void append(WipedBytes& to, std::string_view text) { to.insert(to.end(), text.begin(), text.end()); }

// As random as a demonstration needs: the same in every run.
void append_digits(WipedBytes& to, std::uint64_t seed) {
  const auto bytes = storage::digest_of(storage::bytes_of("simulated code " + std::to_string(seed)));
  for (std::size_t i = 0; i < kMiddle; ++i) to.push_back(static_cast<unsigned char>('0' + bytes[i] % 10));
}

}  // namespace

std::vector<devices::CodeRule> simulated_code_rules() {
  const std::size_t length = kSocialStart.size() + kMiddle;
  return {{devices::CodeKind::SocialSecurity, std::string(kSocialStart), length, length,
           devices::CodeCharacters::Digits},
          {devices::CodeKind::Licence, std::string(kLicenceStart), length, length,
           devices::CodeCharacters::Digits}};
}

WipedBytes SimulatedPlatform::issue(IdentityMethod method, cases::Person holder) {
  WipedBytes code;
  code.reserve(64);
  append(code, method == IdentityMethod::MedicalCode  ? std::string_view("424")
               : method == IdentityMethod::SocialCode ? kSocialStart
                                                      : kLicenceStart);
  append_digits(code, issued_.fetch_add(1) + 1);
  if (method == IdentityMethod::MedicalCode) append(code, "990000");  // province 99 is nobody's
  enter(code, method, std::move(holder));
  return code;
}

void SimulatedPlatform::enter(const WipedBytes& code, IdentityMethod method, cases::Person holder) {
  const std::lock_guard lock(mutex_);
  forget_the_late();
  register_.insert_or_assign(digest(code), Issued{method, clock_.now() + kLifetime, std::move(holder)});
}

cases::IdentityAnswer SimulatedPlatform::redeem(IdentityMethod method, const WipedBytes& payload) {
  const std::lock_guard lock(mutex_);
  forget_the_late();
  const auto found = register_.find(digest(payload));
  if (found == register_.end() || found->second.method != method)
    return tl::unexpected(IdentityRefusal::Unknown);
  if (!found->second.holder) return tl::unexpected(IdentityRefusal::Expired);
  cases::IdentityAnswer answer = std::move(*found->second.holder);
  renew(found->second.holder);
  return answer;
}

void SimulatedPlatform::forget_the_late() {
  const devices::TimePoint now = clock_.now();
  for (auto each = register_.begin(); each != register_.end();) {
    if (now >= each->second.until && each->second.holder) renew(each->second.holder);
    each = now >= each->second.until + kRemembered ? register_.erase(each) : std::next(each);
  }
}

}  // namespace yitang::terminal
