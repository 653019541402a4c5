#include "storage/audit_head.hpp"

#include "storage/migration.hpp"
#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;
using testing::open_database;
using testing::TemporaryDirectory;

struct AuditHeadTest : ::testing::Test {
  TemporaryDirectory directory;
  Database db = must(open_database(directory / "store.db"));
  const Bytes seed = Bytes(32, 9);

  void SetUp() override {
    const std::string schema = std::string(kAuditChainSchema) + std::string(kSignedHeadSchema);
    const Migration steps[] = {{1, "audit", schema}};
    must(migrate(db, steps));
  }

  void append(const std::string& type) {
    Transaction transaction = must(db.begin());
    must(append_audit(db, {type, "ok", {{"case", "uid-1"}}}, 1000));
    must(transaction.commit());
  }
  std::optional<SignedHead> sign_now(std::int64_t now = 2000) {
    return must(sign_audit_head(db, "YT01", "boot-1", now, seed));
  }
  void tamper(const std::string& sql) {
    must(db.exec(
        "DROP TRIGGER IF EXISTS audit_head_never_changes; DROP TRIGGER IF EXISTS audit_head_never_goes;"
        "DROP TRIGGER IF EXISTS audit_event_never_goes;"));
    must(db.exec(sql));
  }
  void expect_broken(const std::string& words) {
    const auto report = verify_audit_and_heads(db);
    ASSERT_FALSE(report) << words;
    EXPECT_EQ(report.error().code, ErrorCode::AuditBroken);
    EXPECT_NE(report.error().message.find(words), std::string::npos) << report.error().message;
  }
};

TEST_F(AuditHeadTest, AnEmptyChainHasNoHeadToSign) { EXPECT_FALSE(sign_now()); }

TEST_F(AuditHeadTest, TheHeadIsSignedOncePerState) {
  append("one");
  const auto first = sign_now(2000);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->head, must(audit_head(db)));
  EXPECT_TRUE(signature_holds(*first));
  EXPECT_EQ(first->key, public_key_of(seed));
  EXPECT_EQ(sign_now(9000), first);  // nothing new, nothing signed
  append("two");
  const auto second = sign_now(9000);
  EXPECT_EQ(second->head.seq, 2);
  EXPECT_EQ(must(newest_signed_head(db)), second);
  EXPECT_EQ(must(verify_audit_and_heads(db)).count, 2);
}

TEST_F(AuditHeadTest, NothingOfASignedHeadCanBeChanged) {
  append("one");
  const SignedHead good = *sign_now();
  const auto holds = [&](auto change) {
    SignedHead changed = good;
    change(changed);
    return signature_holds(changed);
  };
  EXPECT_TRUE(holds([](SignedHead&) {}));
  EXPECT_FALSE(holds([](SignedHead& h) { h.device = "YT02"; }));
  EXPECT_FALSE(holds([](SignedHead& h) { h.boot += "x"; }));
  EXPECT_FALSE(holds([](SignedHead& h) { h.head.seq = 2; }));
  EXPECT_FALSE(holds([](SignedHead& h) { h.head.hash[31] ^= 1; }));
  EXPECT_FALSE(holds([](SignedHead& h) { ++h.unix_ms; }));
  EXPECT_FALSE(holds([](SignedHead& h) { h.key[0] ^= 1; }));
  EXPECT_FALSE(holds([](SignedHead& h) { h.signature[63] ^= 1; }));
}

TEST_F(AuditHeadTest, HeadsOnlyGrow) {
  append("one");
  sign_now();
  EXPECT_EQ(code_of(db.run("UPDATE audit_head SET unix_ms = 1")), ErrorCode::Constraint);
  EXPECT_EQ(code_of(db.run("DELETE FROM audit_head")), ErrorCode::Constraint);
}

TEST_F(AuditHeadTest, AWrongHeadIsNamed) {
  append("one");
  append("two");
  sign_now();
  append("three");
  sign_now();
  must(verify_audit_and_heads(db));
  tamper("UPDATE audit_head SET unix_ms = unix_ms + 1 WHERE seq = 2");
  expect_broken("audit row 2 does not fit its signature");
}

TEST_F(AuditHeadTest, ACutTailIsNamedByTheHeadThatLostItsRow) {
  append("one");
  append("two");
  sign_now();
  must(verify_audit_and_heads(db));
  tamper("DELETE FROM audit_event WHERE seq = 2");
  expect_broken("audit row 2 has lost its row");
}

TEST_F(AuditHeadTest, ARewrittenChainDoesNotFitItsSignedHead) {
  append("one");
  sign_now();
  tamper("DELETE FROM audit_event");
  append("another");
  expect_broken("the signed head at audit row 1 is not the row's hash");
}

TEST(ThisBoot, HasTheKernelsForm) {
  const std::string boot = this_boot();
  EXPECT_TRUE(boot == "unknown" || boot.size() == 36U) << boot;
  EXPECT_EQ(boot, this_boot());
}

}  // namespace
}  // namespace yitang::storage
