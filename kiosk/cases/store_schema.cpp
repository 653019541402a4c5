#include "kiosk/cases/store_schema.hpp"

#include <array>
#include <string>

#include "storage/audit_chain.hpp"
#include "storage/audit_head.hpp"

namespace yitang::cases {
namespace {

// Rows that lists touch are narrow; what a person entered is in bodies, sealed under a key of its own
// (record_key, by the uid that a draft keeps when it becomes a case): deleting that key row erases body,
// messages and the keys of pictures. Blind indices are keyed digests of identity numbers. Columns that hold
// personal text do not exist outside sealed bodies.
constexpr std::string_view kCases = R"sql(
CREATE TABLE record_key (
  uid TEXT PRIMARY KEY,
  key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  item_id TEXT NOT NULL,
  applicant BLOB,
  agent BLOB,
  updated INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX draft_by_applicant ON draft(applicant) WHERE applicant IS NOT NULL;
CREATE INDEX draft_by_agent ON draft(agent) WHERE agent IS NOT NULL;
CREATE INDEX draft_by_age ON draft(updated);

CREATE TABLE case_row (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  receipt_no TEXT NOT NULL UNIQUE,
  qr_token TEXT NOT NULL UNIQUE,
  item_id TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  outcome INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER NOT NULL,
  promised TEXT,
  office_case_no TEXT NOT NULL DEFAULT '',
  step TEXT NOT NULL DEFAULT '',
  state_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  applicant BLOB,
  agent BLOB
) STRICT;
CREATE INDEX case_by_applicant ON case_row(applicant) WHERE applicant IS NOT NULL;
CREATE INDEX case_by_agent ON case_row(agent) WHERE agent IS NOT NULL;

CREATE TABLE case_body (
  case_id INTEGER PRIMARY KEY REFERENCES case_row(id) ON DELETE CASCADE,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE page (
  name TEXT PRIMARY KEY,
  uid TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX page_by_owner ON page(uid);

CREATE TABLE serial (
  day TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// outbox.state: 0 waiting, 1 claimed, 2 delivered, 3 refused for good.
constexpr std::string_view kQueue = R"sql(
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE REFERENCES case_row(uid),
  idempotency_key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  created INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  office_receipt TEXT,
  refusal TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox(next_at, id) WHERE state = 0;
CREATE INDEX outbox_open ON outbox(created) WHERE state < 2;
CREATE INDEX outbox_claimed ON outbox(id) WHERE state = 1;

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL REFERENCES case_row(uid),
  revision INTEGER NOT NULL,
  state INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  at INTEGER NOT NULL,
  message BLOB,
  unread INTEGER NOT NULL,
  UNIQUE (uid, revision)
) STRICT;

CREATE TABLE rating (
  visit_uid TEXT PRIMARY KEY,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  tags TEXT NOT NULL,
  comment TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE print_job (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  kind INTEGER NOT NULL,
  copy INTEGER NOT NULL,
  result INTEGER NOT NULL DEFAULT 0,
  started INTEGER NOT NULL,
  ended INTEGER
) STRICT;
CREATE INDEX print_job_by_owner ON print_job(uid, kind);
)sql";

constexpr std::string_view kCounters = R"sql(
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('drafts', 0), ('cases', 0), ('outbox.0', 0), ('outbox.1', 0), ('outbox.2', 0), ('outbox.3', 0);

CREATE TRIGGER draft_added AFTER INSERT ON draft BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'drafts';
END;
CREATE TRIGGER draft_removed AFTER DELETE ON draft BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'drafts';
END;
CREATE TRIGGER case_added AFTER INSERT ON case_row BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'cases';
END;
CREATE TRIGGER case_removed AFTER DELETE ON case_row BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'cases';
END;
CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'outbox.' || NEW.state;
END;
CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'outbox.' || OLD.state;
  UPDATE counter SET value = value + 1 WHERE name = 'outbox.' || NEW.state;
END;
)sql";

// draft.stamp counts up with every save: which draft is the newest does not depend on the clock. draft.dated
// and case_row.kept_from: a time that an untrusted clock gave is no reason to erase anything; kept_from is
// NULL until a trusted clock has seen the case, and dated is 0 until one has seen the draft.
constexpr std::string_view kHeadsAndTimes = R"sql(
CREATE TABLE countersigned_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  office_at INTEGER NOT NULL,
  receipt TEXT NOT NULL
) STRICT;

ALTER TABLE draft ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN dated INTEGER NOT NULL DEFAULT 1;
UPDATE draft SET stamp = (SELECT count(*) FROM draft AS o WHERE o.updated < draft.updated
  OR (o.updated = draft.updated AND o.id <= draft.id));
INSERT INTO counter VALUES ('draft.stamp', (SELECT count(*) FROM draft));

ALTER TABLE case_row ADD COLUMN kept_from INTEGER;
UPDATE case_row SET kept_from = submitted_at;
CREATE INDEX case_undated ON case_row(id) WHERE kept_from IS NULL;
)sql";

// printer.unclean: it may hold part of a slip that is void. fed_um: micrometres of paper since roll_from.
// print_job.uid is '' for slips without a case.
constexpr std::string_view kPrinters = R"sql(
CREATE TABLE printer (
  name TEXT PRIMARY KEY,
  unclean INTEGER NOT NULL DEFAULT 0,
  fed_um INTEGER NOT NULL DEFAULT 0,
  roll_from INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

ALTER TABLE print_job ADD COLUMN printer TEXT NOT NULL DEFAULT '';
CREATE INDEX print_job_open ON print_job(id) WHERE ended IS NULL;
)sql";

// Cases that were handed in together. qr_token is that of the slip that names them all.
constexpr std::string_view kBundles = R"sql(
CREATE TABLE bundle_member (
  uid TEXT PRIMARY KEY REFERENCES case_row(uid),
  bundle TEXT NOT NULL,
  position INTEGER NOT NULL,
  qr_token TEXT NOT NULL,
  UNIQUE (bundle, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_member_by_token ON bundle_member(qr_token);
)sql";

// case_row.supplement_of: what was handed in later for another case is a row of its own, with body, key,
// pages and outbox entry as any case has them, but no case to count or to list. notice.details: JSON sealed
// with the case's key, see case_record.hpp.
constexpr std::string_view kSupplements = R"sql(
ALTER TABLE case_row ADD COLUMN supplement_of TEXT;
ALTER TABLE case_row ADD COLUMN notice_no TEXT;
CREATE INDEX case_supplements ON case_row(supplement_of) WHERE supplement_of IS NOT NULL;

DROP TRIGGER case_added;
DROP TRIGGER case_removed;
CREATE TRIGGER case_added AFTER INSERT ON case_row WHEN NEW.supplement_of IS NULL BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'cases';
END;
CREATE TRIGGER case_removed AFTER DELETE ON case_row WHEN OLD.supplement_of IS NULL BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'cases';
END;

ALTER TABLE notice ADD COLUMN step TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN details BLOB;
)sql";

// A rating goes to the office through the outbox, behind its case: outbox.uid is then the rating's own uid,
// and behind the case that must be there first. The rating of a bundle is one of each of its cases. Those of
// a refused case are refused, with their audit rows, when the store is opened (release_claims). kept_from: as
// in case_row.
constexpr std::string_view kRatingsOnTheirWay = R"sql(
CREATE TABLE outbox_next (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  idempotency_key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  created INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  office_receipt TEXT,
  refusal TEXT,
  behind TEXT REFERENCES case_row(uid)
) STRICT;
INSERT INTO outbox_next (id, uid, idempotency_key, state, created, next_at, attempts, office_receipt, refusal)
  SELECT id, uid, idempotency_key, state, created, next_at, attempts, office_receipt, refusal FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
CREATE INDEX outbox_due ON outbox(next_at, id) WHERE state = 0;
CREATE INDEX outbox_open ON outbox(created) WHERE state < 2;
CREATE INDEX outbox_claimed ON outbox(id) WHERE state = 1;
CREATE INDEX outbox_behind ON outbox(behind) WHERE behind IS NOT NULL;
CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
  UPDATE counter SET value = value + 1 WHERE name = 'outbox.' || NEW.state;
END;
CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN OLD.state <> NEW.state BEGIN
  UPDATE counter SET value = value - 1 WHERE name = 'outbox.' || OLD.state;
  UPDATE counter SET value = value + 1 WHERE name = 'outbox.' || NEW.state;
END;

CREATE TABLE case_rating (
  case_uid TEXT PRIMARY KEY REFERENCES case_row(uid),
  uid TEXT NOT NULL UNIQUE,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  tags TEXT NOT NULL,
  comment TEXT NOT NULL,
  at INTEGER NOT NULL,
  kept_from INTEGER
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO case_rating (case_uid, uid, level, tags, comment, at)
  SELECT c.uid, lower(hex(randomblob(16))), r.level, r.tags, r.comment, max(r.at, 1) FROM rating AS r
  LEFT JOIN bundle_member AS m ON m.bundle = r.visit_uid
  JOIN case_row AS c ON c.uid = coalesce(m.uid, r.visit_uid);
DROP TABLE rating;
INSERT INTO outbox (uid, idempotency_key, created, next_at, behind)
  SELECT uid, uid, at, at, case_uid FROM case_rating ORDER BY at, case_uid;
)sql";

// Numbers for the windows: one live one for each person, or for each visit without a card, in each queue on
// each day. ticket.state: 0 waiting, 1 called, 2 served, 3 absent. holder: as case_row.applicant, until the
// day is over.
constexpr std::string_view kTickets = R"sql(
CREATE TABLE ticket (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  queue TEXT NOT NULL,
  day TEXT NOT NULL,
  number INTEGER NOT NULL,
  priority INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  holder BLOB,
  visit TEXT NOT NULL DEFAULT '',
  drawn_at INTEGER NOT NULL,
  state_at INTEGER NOT NULL,
  UNIQUE (queue, day, number)
) STRICT;
CREATE UNIQUE INDEX ticket_of_person ON ticket(queue, day, holder) WHERE holder IS NOT NULL AND state < 2;
CREATE UNIQUE INDEX ticket_of_visit ON ticket(queue, day, visit) WHERE holder IS NULL AND visit <> '' AND state < 2;
CREATE INDEX ticket_waiting ON ticket(queue, day, priority, number) WHERE state = 0;

CREATE TABLE queue_day (
  queue TEXT NOT NULL,
  day TEXT NOT NULL,
  last INTEGER NOT NULL DEFAULT 0,
  stopped INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (queue, day)
) STRICT, WITHOUT ROWID;
)sql";

// What somebody without a card typed. draft.prepared: the reference of what waits for the counter, and until
// when it is kept, whatever its age. draft.typed: nobody has proven to be its applicant; such drafts stand
// behind all others of that number, so that nobody can crowd out a person's own by typing their number.
constexpr std::string_view kPrepared = R"sql(
ALTER TABLE draft ADD COLUMN typed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN prepared TEXT;
ALTER TABLE draft ADD COLUMN until INTEGER;
CREATE UNIQUE INDEX draft_prepared ON draft(prepared) WHERE prepared IS NOT NULL;
)sql";

// Places of appointments that were given to cases (slots.hpp). appointment.state: 0 booked, 1 checked in,
// 2 cancelled, 3 missed. holder: as case_row.applicant, until the day is over. ticket: uid of the number that
// was drawn for it. No reference to case_row: a salvage may bring its rows first.
constexpr std::string_view kAppointments = R"sql(
CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,
  day TEXT NOT NULL,
  from_minute INTEGER NOT NULL,
  until_minute INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  case_uid TEXT NOT NULL UNIQUE,
  holder BLOB,
  ticket TEXT,
  booked_at INTEGER NOT NULL,
  state_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX appointment_of_person ON appointment(plan, holder) WHERE holder IS NOT NULL AND state = 0;
CREATE INDEX appointment_by_holder ON appointment(holder) WHERE holder IS NOT NULL;
CREATE INDEX appointment_by_slot ON appointment(plan, day, from_minute) WHERE state < 2;
CREATE INDEX appointment_by_ticket ON appointment(ticket) WHERE ticket IS NOT NULL;
)sql";

}  // namespace

std::span<const storage::Migration> store_migrations() {
  static const std::string first = std::string(kCases) + std::string(kQueue) + std::string(kCounters) +
                                   std::string(storage::kAuditChainSchema);
  static const std::string second = std::string(storage::kSignedHeadSchema) + std::string(kHeadsAndTimes);
  static const std::array steps{
      storage::Migration{1, "drafts, cases, outbox, notices, ratings, print journal", first},
      storage::Migration{2, "signed and countersigned audit heads, times that may be trusted", second},
      storage::Migration{3, "printers: what they may hold, and paper used", kPrinters},
      storage::Migration{4, "bundles: cases that were handed in together", kBundles},
      storage::Migration{5, "supplements, what the office's answers say besides their words", kSupplements},
      storage::Migration{6, "ratings go to the office behind their cases", kRatingsOnTheirWay},
      storage::Migration{7, "numbers for the windows", kTickets},
      storage::Migration{8, "applications without a card, kept for the counter", kPrepared},
      storage::Migration{9, "places of appointments", kAppointments}};
  return steps;
}

}  // namespace yitang::cases
