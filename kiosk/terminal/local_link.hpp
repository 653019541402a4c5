// The office inside the terminal: the default link, nothing to install.
#pragma once

#include "kiosk/office/office.hpp"
#include "kiosk/outbox/link.hpp"

namespace yitang::terminal {

/// Used on the office's thread only. Borrows the office.
class LocalLink final : public outbox::Link {
 public:
  explicit LocalLink(office::Office& office) : office_(office) {}
  Result<std::string> post(const std::string& envelope, const std::string& audit_head) override {
    return office_.intake(envelope, audit_head);
  }
  Result<std::vector<outbox::News>> fetch(const std::string& terminal, std::int64_t after,
                                          int limit) override {
    auto answers = office_.answers(terminal, after, limit);
    if (!answers) return tl::unexpected(answers.error());
    std::vector<outbox::News> news;
    for (office::Answer& answer : *answers) news.push_back({answer.seq, std::move(answer.update)});
    return news;
  }
  const storage::PublicKey& office_key() const override { return office_.public_key(); }

 private:
  office::Office& office_;
};

}  // namespace yitang::terminal
