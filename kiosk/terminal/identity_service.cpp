#include "kiosk/terminal/identity_service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "kiosk/base/audit_events.hpp"

namespace yitang::terminal {
namespace {

using cases::IdentityRefusal;
using catalog::IdentityMethod;
using Noted = audit::IdentityAsked::Disposition;

Noted noted_as(const cases::IdentityAnswer& answer) {
  if (answer) return Noted::Proven;
  switch (answer.error()) {
    case IdentityRefusal::Expired: return Noted::Expired;
    case IdentityRefusal::Unknown: return Noted::Unknown;
    case IdentityRefusal::NotAccepted: return Noted::NotAccepted;
    case IdentityRefusal::Unavailable: break;
  }
  return Noted::Unavailable;
}

void note(StoreService& store, IdentityMethod method, Noted what) {
  store.with_store([method, what](cases::CaseStore& rows) {
    const audit::IdentityAsked event{what, catalog::code_of(method)};
    if (auto noted = rows.note(audit::record_of(event)); !noted)
      spdlog::error("store: audit: {}", describe(noted.error()));
  });
}

}  // namespace

std::optional<IdentityMethod> identity_method(devices::CodeKind kind) {
  switch (kind) {
    case devices::CodeKind::MedicalInsurance: return IdentityMethod::MedicalCode;
    case devices::CodeKind::SocialSecurity: return IdentityMethod::SocialCode;
    case devices::CodeKind::Licence: return IdentityMethod::LicenceCode;
    case devices::CodeKind::Unknown:
    case devices::CodeKind::Receipt:
    case devices::CodeKind::HealthCard:
    case devices::CodeKind::CityCode:
    case devices::CodeKind::Url: break;
  }
  return std::nullopt;
}

std::vector<IdentityMethod> identity_methods(const std::vector<devices::CodeRule>& rules) {
  std::vector<IdentityMethod> methods;
  for (const devices::CodeRule& rule : rules) {
    if (const auto method = identity_method(rule.kind)) methods.push_back(*method);
  }
  std::sort(methods.begin(), methods.end());
  methods.erase(std::unique(methods.begin(), methods.end()), methods.end());
  return methods;
}

struct IdentityService::Shared : std::enable_shared_from_this<IdentityService::Shared> {
  explicit Shared(Parts p) : parts(std::move(p)) {}

  // On the link's thread.
  void ask(const cases::IdentityQuestion& question, int request, int of_visit) {
    if (of_visit != visit.load()) return;
    cases::IdentityAnswer answer = parts.link.identify(question);
    note(parts.store, question.method, noted_as(answer));
    if (!answer)
      spdlog::info("identity: {} is {}", catalog::code_of(question.method), name_of(answer.error()));
    if (of_visit == visit.load()) parts.post(resident::IdentityAnswered{request, std::move(answer)});
  }

  Parts parts;
  std::atomic<int> visit{0};  ///< raised when somebody leaves
};

IdentityService::IdentityService(Parts parts) : shared_(std::make_shared<Shared>(std::move(parts))) {}
IdentityService::~IdentityService() { ++shared_->visit; }

void IdentityService::ask(const resident::IdentityWish& wish) {
  cases::IdentityQuestion question{wish.method, wish.payload, wish.item_id, shared_->parts.terminal,
                                   shared_->parts.random.text(32, "0123456789abcdef")};
  shared_->parts.link_thread.post([weak = shared_->weak_from_this(), question = std::move(question),
                                   request = wish.request, visit = shared_->visit.load()] {
    if (const auto self = weak.lock()) self->ask(question, request, visit);
  });
}

void IdentityService::forget() { ++shared_->visit; }

}  // namespace yitang::terminal
