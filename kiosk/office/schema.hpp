// Tables of the office's store.
#pragma once

#include <array>
#include <span>
#include <string>

#include "storage/audit_chain.hpp"
#include "storage/audit_head.hpp"
#include "storage/migration.hpp"

namespace yitang::office {

// Narrow rows for lists, bodies apart, pictures in sealed files. `uid` is the idempotency key: unique, so
// that one case has one effect however often it arrives.
inline constexpr std::string_view kOfficeSchema = R"sql(
CREATE TABLE office_case (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  content_digest BLOB NOT NULL,
  case_no TEXT NOT NULL UNIQUE,
  receipt_no TEXT NOT NULL UNIQUE,
  terminal TEXT NOT NULL,
  item_id TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  department TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT NOT NULL,
  step TEXT NOT NULL,
  revision INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  accepted_on TEXT,
  promised TEXT,
  remark TEXT NOT NULL,
  receipt TEXT NOT NULL
) STRICT;
CREATE INDEX office_case_by_department ON office_case(department, id);
CREATE TABLE office_body (
  case_id INTEGER PRIMARY KEY REFERENCES office_case(id) ON DELETE CASCADE,
  envelope TEXT NOT NULL
) STRICT;
CREATE TABLE office_page (
  case_id INTEGER NOT NULL REFERENCES office_case(id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL,
  size INTEGER NOT NULL,
  seal_digest BLOB NOT NULL,
  PRIMARY KEY (case_id, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE office_answer (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  terminal TEXT NOT NULL,
  uid TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  step TEXT NOT NULL,
  case_no TEXT NOT NULL,
  promised TEXT,
  message TEXT NOT NULL,
  account TEXT NOT NULL,
  UNIQUE (uid, revision)
) STRICT;
CREATE INDEX office_answer_by_terminal ON office_answer(terminal, seq);
CREATE TABLE office_serial (
  task_code TEXT NOT NULL,
  day TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (task_code, day)
) STRICT, WITHOUT ROWID;
)sql";

// The newest signed audit head of each terminal. office_sealed takes the place of office_body for cases that
// come from now on: a body under a key of its own, so that destroying the key erases it. kept_from: when the
// case was closed, by a clock that was trusted; NULL before. erased_at: when its content was destroyed.
inline constexpr std::string_view kHeadsAndErasing = R"sql(
CREATE TABLE terminal_head (
  terminal TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  boot TEXT NOT NULL,
  unix_ms INTEGER NOT NULL,
  key BLOB NOT NULL CHECK (length(key) = 32),
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE office_sealed (
  case_id INTEGER PRIMARY KEY REFERENCES office_case(id) ON DELETE CASCADE,
  key BLOB NOT NULL CHECK (length(key) = 32),
  body BLOB NOT NULL
) STRICT;
ALTER TABLE office_case ADD COLUMN kept_from INTEGER;
ALTER TABLE office_case ADD COLUMN erased_at INTEGER;
CREATE INDEX office_case_kept ON office_case(kept_from) WHERE kept_from IS NOT NULL AND erased_at IS NULL;
)sql";

// What was handed in later: a sealed body of its own, so that what was signed at first stays as it was. Its
// pictures are the case's (office_page). key and body are NULL once the case is erased. office_notice: a
// one-time notice; wanted: codes of materials, one a line. office_answer.details: JSON, see
// cases/case_record.hpp.
inline constexpr std::string_view kNoticesAndSupplements = R"sql(
CREATE TABLE office_notice (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  case_id INTEGER NOT NULL REFERENCES office_case(id) ON DELETE CASCADE,
  given_on TEXT NOT NULL,
  due TEXT NOT NULL,
  cites TEXT NOT NULL,
  wanted TEXT NOT NULL,
  answered_on TEXT
) STRICT;
CREATE INDEX office_notice_of_case ON office_notice(case_id, id);
CREATE TABLE office_supplement (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  case_id INTEGER NOT NULL REFERENCES office_case(id) ON DELETE CASCADE,
  content_digest BLOB NOT NULL,
  receipt TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  key BLOB CHECK (key IS NULL OR length(key) = 32),
  body BLOB
) STRICT;
CREATE INDEX office_supplement_of_case ON office_supplement(case_id);
ALTER TABLE office_answer ADD COLUMN details TEXT NOT NULL DEFAULT '';
)sql";

// One rating a case, by the terminal's key; a bad one has a task. opened_on and due are NULL until a trusted
// clock has seen the task; the comment is '' once it is erased; kept_from, from when on its days count, is
// NULL until a trusted clock has seen it.
inline constexpr std::string_view kRatingsAndRectification = R"sql(
CREATE TABLE office_rating (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  case_id INTEGER NOT NULL UNIQUE REFERENCES office_case(id) ON DELETE CASCADE,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  tags TEXT NOT NULL,
  comment TEXT NOT NULL,
  rated_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  kept_from INTEGER
) STRICT;
CREATE TABLE office_rectify (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  rating_id INTEGER NOT NULL UNIQUE REFERENCES office_rating(id) ON DELETE CASCADE,
  department TEXT NOT NULL,
  opened_on TEXT,
  due TEXT,
  closed_on TEXT,
  closed_by TEXT NOT NULL DEFAULT '',
  follow_up TEXT NOT NULL DEFAULT '',
  result TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX office_rectify_open ON office_rectify(due) WHERE closed_on IS NULL;
)sql";

/// All steps, oldest first. Published steps never change.
inline std::span<const storage::Migration> office_migrations() {
  static const std::string first = std::string(kOfficeSchema) + std::string(storage::kAuditChainSchema);
  static const std::string second = std::string(storage::kSignedHeadSchema) + std::string(kHeadsAndErasing);
  static const std::array steps{
      storage::Migration{1, "office tables", first},
      storage::Migration{2, "signed audit heads, erasing", second},
      storage::Migration{3, "one-time notices, supplements", kNoticesAndSupplements},
      storage::Migration{4, "ratings, rectification tasks", kRatingsAndRectification}};
  return steps;
}

}  // namespace yitang::office
