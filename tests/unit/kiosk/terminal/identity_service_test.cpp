// A code on its way to the office: whose it is comes back once and in time, and the code itself is nowhere
// else.
#include "kiosk/terminal/identity_service.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/scan_service.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using cases::IdentityRefusal;
using catalog::IdentityMethod;
using resident::IdentityAnswered;
using resident::IdentityCodeScanned;

std::string bytes_text(const WipedBytes& bytes) { return {bytes.begin(), bytes.end()}; }

/// Everything that is logged while it lives.
class LogCatcher {
 public:
  LogCatcher() : sink_(std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)) {
    spdlog::default_logger()->sinks().push_back(sink_);
    level_ = spdlog::get_level();
    spdlog::set_level(spdlog::level::trace);
  }
  ~LogCatcher() {
    spdlog::default_logger()->sinks().pop_back();
    spdlog::set_level(level_);
  }
  LogCatcher(const LogCatcher&) = delete;
  LogCatcher& operator=(const LogCatcher&) = delete;
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  spdlog::sink_ptr sink_;
  spdlog::level::level_enum level_;
};

class AskedLink final : public outbox::Link {
 public:
  Result<std::string> post(const std::string&, const std::string&) override {
    return fail(ErrorKind::Unavailable, "not here");
  }
  Result<std::vector<outbox::News>> fetch(const std::string&, std::int64_t, int) override {
    return std::vector<outbox::News>{};
  }
  const storage::PublicKey& office_key() const override { return key_; }
  bool can_identify() const override { return true; }
  cases::IdentityAnswer identify(const cases::IdentityQuestion& question) override {
    questions.push_back(question);
    if (meanwhile) meanwhile();
    if (refuse) return tl::unexpected(*refuse);
    cases::Person person = cases::test::elder();
    person.source = cases::PersonSource::Code;
    person.proof = cases::IdentityProof{question.method, "r"};
    return person;
  }
  std::vector<cases::IdentityQuestion> questions;
  std::optional<IdentityRefusal> refuse;
  std::function<void()> meanwhile;

 private:
  storage::PublicKey key_{};
};

class IdentityServiceTest : public testing::Test {
 protected:
  ServiceBench b;
  AskedLink link;
  ManualExecutor office{b.disk.clock};
  IdentityService identity{{office, link, *b.service, *b.disk.random, "YT01", b.post()}};

  static resident::IdentityWish wish(int request) {
    return {IdentityMethod::MedicalCode,
            {'4', '2', '4', '9', '8', '7', '6', '5'},
            "med.cross-region-filing",
            request};
  }
  void settle() {
    office.run_due();
    b.pass(0ms);
  }
  std::string audit() {
    std::string all;
    EXPECT_TRUE(b.store->export_audit([&all](std::string_view line) -> Result<void> {
      all += std::string(line) + "\n";
      return {};
    }));
    return all;
  }
};

TEST_F(IdentityServiceTest, AsksOnTheOfficesThreadAndAnswersTheWish) {
  identity.ask(wish(7));
  EXPECT_TRUE(link.questions.empty()) << "nobody waits for the office";
  settle();
  ASSERT_EQ(link.questions.size(), 1U);
  EXPECT_EQ(link.questions[0].terminal, "YT01");
  EXPECT_EQ(link.questions[0].item_id, "med.cross-region-filing");
  EXPECT_EQ(link.questions[0].nonce.size(), 32U);
  ASSERT_TRUE(b.last<IdentityAnswered>());
  EXPECT_EQ(b.last<IdentityAnswered>()->request, 7);
  EXPECT_EQ(b.last<IdentityAnswered>()->answer->number, cases::test::elder().number);
  identity.ask(wish(8));
  settle();
  EXPECT_NE(link.questions[1].nonce, link.questions[0].nonce);
}

TEST_F(IdentityServiceTest, EveryRefusalIsPassedOnAndNoted) {
  int request = 0;
  for (const auto why : {IdentityRefusal::Expired, IdentityRefusal::Unknown, IdentityRefusal::NotAccepted,
                         IdentityRefusal::Unavailable}) {
    link.refuse = why;
    identity.ask(wish(++request));
    settle();
    ASSERT_TRUE(b.last<IdentityAnswered>());
    ASSERT_FALSE(b.last<IdentityAnswered>()->answer);
    EXPECT_EQ(b.last<IdentityAnswered>()->answer.error(), why);
    EXPECT_NE(audit().find(std::string(name_of(why))), std::string::npos);
  }
}

TEST_F(IdentityServiceTest, WhoLeftIsNotAskedAbout) {
  identity.ask(wish(1));
  identity.forget();
  settle();
  EXPECT_TRUE(link.questions.empty());
  EXPECT_EQ(b.count<IdentityAnswered>(), 0);
}

TEST_F(IdentityServiceTest, WhoLeavesWhileTheOfficeLooksGetsNoAnswer) {
  link.meanwhile = [this] { identity.forget(); };
  identity.ask(wish(1));
  settle();
  EXPECT_EQ(b.count<IdentityAnswered>(), 0);
  EXPECT_NE(audit().find("identity.asked"), std::string::npos) << "it was asked all the same";
}

TEST_F(IdentityServiceTest, NeitherLogNorAuditHasTheCodeOrThePerson) {
  const LogCatcher log;
  identity.ask(wish(1));
  settle();
  link.refuse = IdentityRefusal::Expired;
  identity.ask(wish(2));
  settle();
  const std::string all = log.text() + audit();
  EXPECT_NE(all.find("medical_code"), std::string::npos);
  EXPECT_EQ(all.find("42498765"), std::string::npos);
  EXPECT_EQ(all.find(cases::test::elder().number), std::string::npos);
  EXPECT_EQ(all.find(link.questions[0].nonce), std::string::npos);
}

TEST(IdentityMethods, AreThoseThatTheRulesTell) {
  EXPECT_EQ(identity_methods(DeviceConfig{}.codes), std::vector{IdentityMethod::MedicalCode});
  EXPECT_TRUE(
      identity_methods({{devices::CodeKind::HealthCard, "", 64, 64, devices::CodeCharacters::Hex}}).empty());
  auto rules = simulated_code_rules();
  rules.push_back(rules[0]);
  EXPECT_EQ(identity_methods(rules), (std::vector{IdentityMethod::SocialCode, IdentityMethod::LicenceCode}));
}

TEST(ScannedIdentity, PassesInWipedMemoryAndTheLogHasItsKindOnly) {
  ServiceBench b;
  std::vector<devices::CodeRule> rules = DeviceConfig{}.codes;
  for (const auto& rule : simulated_code_rules()) rules.push_back(rule);
  ScanService scan{b.queue, &b.world.scanner, b.post(), devices::CodeRecogniser(rules)};
  const LogCatcher log;
  scan.want(true);
  b.pass(1s);
  const std::pair<IdentityMethod, const char*> ways[] = {{IdentityMethod::MedicalCode, "424"},
                                                         {IdentityMethod::SocialCode, "SIMSSC"},
                                                         {IdentityMethod::LicenceCode, "SIMLIC"}};
  for (const auto& [method, start] : ways) {
    ASSERT_TRUE(b.world.show_identity(method, "elder"));
    b.pass(1s);
    const auto scanned = b.last<IdentityCodeScanned>();
    ASSERT_TRUE(scanned);
    EXPECT_EQ(scanned->method, method);
    EXPECT_TRUE(bytes_text(scanned->payload).starts_with(start));
    EXPECT_EQ(log.text().find(bytes_text(scanned->payload)), std::string::npos);
  }
  EXPECT_NE(log.text().find("a code of kind medical-insurance"), std::string::npos);
  EXPECT_EQ(b.count<resident::UnknownCodeScanned>(), 0);
}

class SimulatedPlatformTest : public testing::Test {
 protected:
  ManualClock wall{0};
  ManualDeviceClock clock{wall};
  SimulatedPlatform platform{clock};

  std::optional<IdentityRefusal> refused(IdentityMethod method, const WipedBytes& code) {
    const auto answer = platform.redeem(method, code);
    return answer ? std::nullopt : std::optional(answer.error());
  }
};

TEST_F(SimulatedPlatformTest, ACodeAnswersOnce) {
  const WipedBytes code = platform.issue(IdentityMethod::MedicalCode, cases::test::elder());
  EXPECT_EQ(code.size(), 28U);
  EXPECT_EQ(refused(IdentityMethod::SocialCode, code), IdentityRefusal::Unknown) << "of another kind";
  const auto person = platform.redeem(IdentityMethod::MedicalCode, code);
  ASSERT_TRUE(person);
  EXPECT_EQ(person->number, cases::test::elder().number);
  EXPECT_EQ(refused(IdentityMethod::MedicalCode, code), IdentityRefusal::Expired);
  EXPECT_NE(platform.issue(IdentityMethod::MedicalCode, cases::test::elder()), code);
}

TEST_F(SimulatedPlatformTest, ACodeIsGoodForAMinute) {
  const WipedBytes code = platform.issue(IdentityMethod::SocialCode, cases::test::elder());
  wall.advance(59'999);
  EXPECT_EQ(refused(IdentityMethod::SocialCode, code), std::nullopt);
  const WipedBytes late = platform.issue(IdentityMethod::SocialCode, cases::test::elder());
  wall.advance(60'000);
  EXPECT_EQ(refused(IdentityMethod::SocialCode, late), IdentityRefusal::Expired);
  wall.advance(600'000);
  EXPECT_EQ(refused(IdentityMethod::SocialCode, late), IdentityRefusal::Unknown) << "forgotten";
}

TEST_F(SimulatedPlatformTest, WhatItDidNotIssueIsNobodys) {
  const std::string forged = "4240000000000000000000990000";
  EXPECT_EQ(refused(IdentityMethod::MedicalCode, WipedBytes(forged.begin(), forged.end())),
            IdentityRefusal::Unknown);
}

}  // namespace
}  // namespace yitang::terminal::test
