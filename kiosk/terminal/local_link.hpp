// The office inside the terminal: the default link, nothing to install.
#pragma once

#include <atomic>

#include "kiosk/office/office.hpp"
#include "kiosk/outbox/link.hpp"

namespace yitang::terminal {

/// Used on the office's thread only, but for can_identify(). Borrows the office.
class LocalLink final : public outbox::Link {
 public:
  /// `in_reach`, if given, is the simulated line between the two; borrowed.
  explicit LocalLink(office::Office& office, const std::atomic<bool>* in_reach = nullptr)
      : office_(office), in_reach_(in_reach) {}
  Result<std::string> post(const std::string& envelope, const std::string& audit_head) override {
    if (!reaches()) return fail(ErrorKind::Unavailable, "the line to the office is down");
    return office_.intake(envelope, audit_head);
  }
  Result<std::vector<outbox::News>> fetch(const std::string& terminal, std::int64_t after,
                                          int limit) override {
    if (!reaches()) return fail(ErrorKind::Unavailable, "the line to the office is down");
    auto answers = office_.answers(terminal, after, limit);
    if (!answers) return tl::unexpected(answers.error());
    std::vector<outbox::News> news;
    for (office::Answer& answer : *answers) news.push_back({answer.seq, std::move(answer.update)});
    return news;
  }
  cases::IdentityAnswer identify(const cases::IdentityQuestion& question) override {
    if (!reaches()) return tl::unexpected(cases::IdentityRefusal::Unavailable);
    return office_.identify(question);
  }
  bool can_identify() const override { return office_.can_identify(); }
  const storage::PublicKey& office_key() const override { return office_.public_key(); }

 private:
  bool reaches() const { return in_reach_ == nullptr || *in_reach_; }

  office::Office& office_;
  const std::atomic<bool>* in_reach_;
};

}  // namespace yitang::terminal
