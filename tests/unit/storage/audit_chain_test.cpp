#include "storage/audit_chain.hpp"

#include "storage/migration.hpp"
#include "storage/sealed_files.hpp"
#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;
using testing::open_database;
using testing::TemporaryDirectory;

struct AuditTest : ::testing::Test {
  TemporaryDirectory directory;
  Database db = must(open_database(directory / "store.db"));

  void SetUp() override {
    const Migration steps[] = {{1, "audit", kAuditChainSchema}};
    must(migrate(db, steps));
  }

  AuditHead append(const std::string& type, std::int64_t now = 1000) {
    Transaction transaction = must(db.begin());
    const AuditHead head = must(append_audit(db, {type, "ok", {{"case", "uid-1"}, {"digest", "00ff"}}}, now));
    must(transaction.commit());
    return head;
  }

  // What somebody with the database key could do.
  void tamper(const std::string& sql) {
    must(db.exec(
        "DROP TRIGGER IF EXISTS audit_event_never_changes; DROP TRIGGER IF EXISTS audit_event_never_goes;"));
    must(db.exec(sql));
  }

  void expect_broken(const std::string& words) {
    const auto report = verify_audit(db);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::AuditBroken);
    EXPECT_NE(report.error().message.find(words), std::string::npos) << report.error().message;
  }
};

TEST_F(AuditTest, AnEmptyChainHolds) {
  const AuditReport report = must(verify_audit(db));
  EXPECT_EQ(report.count, 0);
  EXPECT_EQ(report.head, AuditHead());
}

TEST_F(AuditTest, GrowsAndVerifies) {
  append("case.opened");
  const AuditHead head = append("case.submitted", 2000);
  const AuditReport report = must(verify_audit(db));
  EXPECT_EQ(report.count, 2);
  EXPECT_EQ(report.head, head);
  EXPECT_EQ(must(audit_head(db)), head);
  std::vector<std::string> types;
  must(for_each_audit_row(db, 1, [&](const AuditRow& row) {
    types.push_back(row.type);
    EXPECT_EQ(row.unix_ms, 2000);
    EXPECT_EQ(row.fields, (std::vector<AuditField>{{"case", "uid-1"}, {"digest", "00ff"}}));
  }));
  EXPECT_EQ(types, std::vector<std::string>{"case.submitted"});
}

TEST_F(AuditTest, NeedsATransactionAndGoesWithIt) {
  EXPECT_EQ(code_of(append_audit(db, {"x", "ok", {}}, 1)), ErrorCode::Misuse);
  {
    Transaction transaction = must(db.begin());
    must(append_audit(db, {"x", "ok", {}}, 1));
  }
  EXPECT_EQ(must(verify_audit(db)).count, 0);
}

TEST_F(AuditTest, RowsCannotBeChangedOrDeletedByMistake) {
  append("x");
  EXPECT_EQ(code_of(db.run("UPDATE audit_event SET type='y'")), ErrorCode::Constraint);
  EXPECT_EQ(code_of(db.run("DELETE FROM audit_event")), ErrorCode::Constraint);
}

TEST_F(AuditTest, EveryChangedColumnIsNamedByItsRow) {
  for (int i = 0; i < 3; ++i) append("x");
  for (const char* change :
       {"unix_ms=unix_ms+1", "type='y'", "disposition='no'", "fields=x'00000000'", "hash=zeroblob(32)"}) {
    tamper("BEGIN; UPDATE audit_event SET " + std::string(change) + " WHERE seq=2;");
    expect_broken("audit row 2");
    must(db.exec("ROLLBACK"));
  }
  tamper("UPDATE audit_event SET fields=x'ff' WHERE seq=2");
  expect_broken("audit row 2 is malformed");
}

TEST_F(AuditTest, AMissingRowIsNamed) {
  for (int i = 0; i < 3; ++i) append("x");
  tamper("DELETE FROM audit_event WHERE seq=2");
  expect_broken("audit row 2 is missing");
}

TEST_F(AuditTest, ExchangedRowsAreFound) {
  for (int i = 0; i < 3; ++i) append("x" + std::to_string(i));
  tamper(
      "UPDATE audit_event SET seq=9 WHERE seq=1; UPDATE audit_event SET seq=1 WHERE seq=2;"
      "UPDATE audit_event SET seq=2 WHERE seq=9;");
  expect_broken("audit row 1");
}

TEST_F(AuditTest, AnOutsideAnchorFindsACutTailAndAnotherPast) {
  append("a");
  const AuditHead anchor = append("b");
  append("c");
  EXPECT_TRUE(verify_audit(db, anchor));
  AuditHead other = anchor;
  other.hash[0] ^= 1;
  EXPECT_EQ(code_of(verify_audit(db, other)), ErrorCode::AuditBroken);
  tamper("DELETE FROM audit_event WHERE seq > 1");
  EXPECT_TRUE(verify_audit(db));  // whole in itself
  EXPECT_EQ(code_of(verify_audit(db, anchor)), ErrorCode::AuditBroken);
}

TEST(AuditFields, DecodeWhatWasEncodedAndNothingElse) {
  const std::vector<AuditField> fields{{"a", "1"}, {"", std::string("\0x", 2)}};
  const Bytes encoded = encode_audit_fields(fields);
  EXPECT_EQ(decode_audit_fields(encoded), fields);
  for (std::size_t kept = 0; kept < encoded.size(); ++kept) {
    EXPECT_FALSE(decode_audit_fields(ByteView(encoded).first(kept))) << kept;
  }
  Bytes longer = encoded;
  longer.push_back(0);
  EXPECT_FALSE(decode_audit_fields(longer));
  EXPECT_FALSE(decode_audit_fields(Bytes{0xff, 0xff, 0xff, 0xff}));
}

// The layout of the hashed bytes, written out: an independent verifier relies on it (storage/README.md).
TEST(AuditHashes, HashTheDocumentedBytes) {
  const AuditRow row{1, 2, "t", "ok", {{"n", "v"}}, {}};
  const Bytes expected = *from_hex(
      "0e000000796974616e672061756469742031"  // label
      "0000000000000000000000000000000000000000000000000000000000000000"
      "0100000000000000"
      "0200000000000000"
      "0100000074"
      "020000006f6b"
      "01000000"
      "010000006e"
      "0100000076");
  EXPECT_EQ(audit_hash(row, AuditHash{}), digest_of(expected));
}

}  // namespace
}  // namespace yitang::storage
