// The terminal's encrypted store: drafts, cases, pictures, outbox, the office's answers, ratings, print
// journal, audit.
//
// Owned by one thread at a time (move_to_this_thread). Everything a call reports as done is on the medium
// when it returns. Errors: StoreFull (nothing was written), StoreFailed, WrongKey, and what each call names.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/base/audit_record.hpp"
#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/audit_heads.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/outbox_queue.hpp"
#include "kiosk/cases/queue.hpp"
#include "kiosk/cases/slots.hpp"
#include "kiosk/cases/space.hpp"
#include "kiosk/cases/store_records.hpp"
#include "storage/key_file.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {

struct StoreParts;

struct StoreOptions {
  std::filesystem::path directory;  ///< made if missing, 0700: keys.bin, cases.db, sealed/
  storage::HostBinding host;        ///< see storage/key_file.hpp
  std::string terminal_code;        ///< four characters, see receipt_number.hpp
  /// The database never grows beyond this many bytes (StoreFull then); 0: as far as the disk goes.
  std::uint64_t database_limit = 0;
  /// Later: the caller calls sweep() when there is time, so that nobody waits for it.
  storage::SweepOrphans orphans = storage::SweepOrphans::AtOpen;
  storage::Disk* disk = &storage::system_disk();  ///< must outlive the store
};

class CaseStore {
 public:
  /// Opens or makes the store, brings its schema up to date, frees claims of the outbox that a crash left,
  /// and removes pictures that no draft or case owns (unless told to do that later). `clock` and `random`
  /// must outlive the store; `random` draws numbers that people see (tokens, uids), keys always come from the
  /// system.
  static Result<CaseStore> open(const StoreOptions& options, const Clock& clock, Random& random);
  CaseStore(CaseStore&&) noexcept;
  CaseStore& operator=(CaseStore&&) noexcept;
  ~CaseStore();

  // --- drafts
  // -------------------------------------------------------------------------------------------------------
  /// Inserts or replaces by uid; sets `updated` to now.
  Result<void> save_draft(const Draft& draft);
  /// Unexpired drafts of this person, as applicant or as agent, newest first, at most 20; of one item only if
  /// `item_id` is not "".
  Result<std::vector<Draft>> find_drafts(std::string_view id_number, std::string_view item_id = {});
  /// The newest of them.
  Result<std::optional<Draft>> find_draft(std::string_view id_number, std::string_view item_id = {});
  Result<std::optional<Draft>> draft(std::string_view uid);
  /// Keeps what somebody without a card has filled in for the counter, until `until`, under a reference of
  /// its own; the same draft again keeps its reference. BadInput for a draft whose applicant has proven who
  /// they are, or that is of a bundle.
  Result<PreparedCase> prepare(const Draft& draft, UnixMillis until);
  /// By its reference (not as typed: see parse_prepared_reference); nothing once its time is over.
  Result<std::optional<Draft>> prepared(std::string_view reference);
  /// What waits for the counter, the newest first.
  Result<std::vector<Draft>> all_prepared(int limit);
  /// With its pictures and key: unreadable for good. False if there was none.
  Result<bool> delete_draft(std::string_view uid);
  /// Deletes every expired draft; returns how many. None while the clock is not trusted.
  Result<int> expire_drafts(UnixMillis now);

  // --- pictures
  // -----------------------------------------------------------------------------------------------------
  /// Seals the picture and returns the page to put into the draft. Until a draft with it is saved it belongs
  /// to nobody.
  Result<PageImage> seal_page(const PageImage& page);
  Result<storage::Bytes> page_content(const PageImage& page);
  /// For a retake: removes a page that is in no saved draft or case any more.
  Result<void> discard_page(const PageImage& page);

  // --- cases
  // --------------------------------------------------------------------------------------------------------
  /// One transaction: number, case, outbox entry, removal of the draft, audit row. The same idempotency key
  /// again gives the number issued the first time. Pictures that carry content are sealed first. BadInput for
  /// an incomplete envelope, also for a supplement to a case that is not here; Refused when its pictures are
  /// larger than kMaxPicturesBytes; StoreFull: nothing was sent, the draft is still there. With a place, it
  /// is given in the same transaction. Taken: somebody else has the last one of that slot; Refused: this
  /// person has one of this plan already.
  Result<SubmittedCase> submit(const Envelope& envelope, const std::optional<SlotWish>& place = std::nullopt);
  /// The cases of one bundle (Envelope::bundle, the same uid in each) in ONE transaction: all numbers or
  /// none. Takes the bundle's draft away; a picture that serves several of them is sealed once for each, so
  /// that erasing one leaves the others whole. The same uids again give the numbers issued the first time.
  Result<SubmittedBundle> submit_all(const std::vector<Envelope>& envelopes);
  /// Of a bundle's uid or token, in the order of the slip; empty if there is none.
  Result<std::vector<CaseRow>> cases_of_bundle(std::string_view uid_or_token);
  /// The bundle that this case was handed in with: its uid; nothing if it came alone.
  Result<std::optional<std::string>> bundle_of(std::string_view uid);
  Result<std::optional<CaseRow>> find_by_uid(std::string_view uid);
  Result<std::optional<CaseRow>> find_by_receipt(std::string_view receipt_no);
  Result<std::optional<CaseRow>> find_by_token(std::string_view qr_token);
  /// Newest first; as applicant or agent.
  Result<std::vector<CaseRow>> find_by_person(std::string_view id_number);
  Result<std::vector<CaseRow>> list(int limit, int offset = 0);
  /// The same item for the same applicant that is still open.
  Result<std::optional<CaseRow>> open_case_of(std::string_view item_id, std::string_view id_number);
  /// What was handed in later for this case, oldest first. No other call lists these rows, except by uid; the
  /// number and token of one find the case that it belongs to.
  Result<std::vector<CaseRow>> supplements_of(std::string_view uid);
  /// What was handed in, without pictures' content. NotFound also after erasing.
  Result<Envelope> case_content(std::string_view uid);
  /// Delivered cases that are here since before `before`, by a trusted clock, and whose content is still
  /// here; oldest first. For retention.
  Result<std::vector<CaseRow>> kept_before(UnixMillis before, int limit, int offset = 0);
  /// The row stays (number, item, state, dates); everything personal, pictures included, becomes unreadable
  /// for good, with what was handed in later for it. Refused while any of it is not delivered.
  Result<void> erase_case(std::string_view uid, EraseReason reason = EraseReason::RetentionOver);

  /// Comments of ratings older than that which the office has. Returns how many.
  Result<int> erase_comments(UnixMillis before);

  // --- the office's answers
  // -----------------------------------------------------------------------------------------
  /// False if it was known already or is older than what is known. NotFound for a case of another terminal.
  Result<bool> apply_status(const StatusUpdate& update);
  Result<std::vector<Notice>> unread_notices(std::string_view id_number);
  Result<std::vector<Notice>> notices_of(std::string_view uid);
  Result<void> mark_read(std::int64_t notice_id);

  // --- ratings and paper
  // --------------------------------------------------------------------------------------------
  /// One transaction: the rating, its outbox entry behind the case's, audit row; of a bundle for each of its
  /// cases. BadInput as check_rating() says, NotFound for an unknown case, Refused if it was rated before:
  /// once for each matter.
  Result<void> store_rating(const Rating& rating);
  Result<std::optional<Rating>> rating_of(std::string_view case_uid);
  /// Before the first byte goes to the printer. `uid` "": a slip without a case, never a copy. `copy` of the
  /// result counts earlier slips of this kind that may have come out, also in part: above 0 the slip carries
  /// the copy mark. From now on `printer` is unclean, until print_ended() says otherwise.
  Result<PrintJob> print_started(std::string_view uid, PrintKind kind, std::string_view printer = {});
  /// Printed only when the printer confirmed it. Once more for the same job: the answer came late.
  Result<void> print_ended(std::int64_t job, const PrintEnd& end);
  Result<std::vector<PrintJob>> print_jobs_of(std::string_view uid);
  /// As print_started() for the result's sheet, if fewer than `limit` of them came out or may have. Refused
  /// else.
  Result<PrintJob> result_print_started(std::string_view uid, int limit, std::string_view printer = {});
  /// How many sheets of its result came out, or may have: those that certainly did not are not counted.
  Result<int> result_prints(std::string_view uid);
  /// Begun and never ended, oldest first: the program or the power failed while they printed.
  Result<std::vector<PrintJob>> open_prints();
  /// The newest first; for a technician.
  Result<std::vector<PrintJob>> newest_prints(int limit);
  Result<std::vector<PrinterRecord>> printer_records();
  Result<void> keep_printer_record(const PrinterRecord& record);

  // --- numbers for the windows (queue.hpp); today is the day of the clock
  // -------------------------------------------------------------------------------------------------------
  /// One transaction: the number, the row, audit. Who has a live number in that queue gets it again, and its
  /// priority if it had none. Refused: the staff gives out no more today.
  Result<DrawnTicket> draw_ticket(const TicketWish& wish);
  /// With those ahead of it now.
  Result<std::optional<DrawnTicket>> ticket(std::string_view uid);
  /// Of queues of which something is known today.
  Result<std::vector<QueueCount>> queue_counts();
  /// Of today: those who wait in the order in which they are called, then the others.
  Result<std::vector<Ticket>> tickets(std::string_view queue);
  /// The next one is called now; nothing if nobody waits.
  Result<std::optional<Ticket>> call_next(std::string_view queue);
  /// Served or Absent. NotFound; Refused if that number was not called.
  Result<Ticket> end_ticket(std::string_view queue, int number, TicketState end);
  /// No more numbers of it today, or again.
  Result<void> stop_queue(std::string_view queue, bool stopped);
  /// Whose the numbers of earlier days were, and after a month the numbers too. Nothing while the clock is
  /// not trusted.
  Result<void> forget_tickets();

  // --- appointments (slots.hpp); today is the day of the clock
  // -------------------------------------------------------------------------------------------------------
  /// Places of this plan that are given away, from today on.
  Result<std::vector<PlacesTaken>> places_taken(std::string_view plan);
  /// Until this day the store cannot tell what is given away: it is a copy, and places may have been given
  /// after it was made. Nothing if it can.
  Result<std::optional<Date>> places_unknown_until(int last_day);
  /// The one that this person holds in this plan and that is still to come.
  Result<std::optional<Appointment>> live_appointment(std::string_view plan, std::string_view id_number);
  /// Of today and later, also what was cancelled; of the applicant or who acted for them. Soonest first.
  Result<std::vector<Appointment>> appointments_of(std::string_view id_number);
  Result<std::optional<Appointment>> appointment_of_case(std::string_view uid);
  Result<std::optional<Appointment>> appointment_of_ticket(std::string_view ticket_uid);
  /// Of one day, or from today on; in the order of their beginning.
  Result<std::vector<ListedAppointment>> list_appointments(std::optional<Date> day);
  /// One transaction: the number, the state, audit. Once more gives the same number. NotFound: no
  /// appointment; Refused: it is not of today, or not held any more; without priority as draw_ticket.
  Result<DrawnTicket> check_in(const CheckInWish& wish);
  /// Frees its place. NotFound; Refused if it is not booked any more.
  Result<void> cancel_appointment(std::string_view uid);
  /// Those of earlier days to which nobody came are missed; whose they were is forgotten, and a month later
  /// all of them. Nothing while the clock is not trusted.
  Result<void> close_appointments();

  // --- an old copy
  // -------------------------------------------------------------------------------------------------------
  /// Notes that this store is a copy as it was at `as_of`: what came later is not here. From now on serials
  /// come from another block, drawn at random, so that no number is issued twice; answers of the office are
  /// all asked for again.
  Result<void> mark_restored(UnixMillis as_of, RestoredHow by);
  /// Holds the log against the newest head that the office has of this terminal. True: rows that the office
  /// knows are not here, so this is an old copy; it is noted once for each such head.
  Result<bool> notice_old_copy(const CountersignedHead& known);
  /// Whether it is because of the last such note that this store does not have the row of this head: the
  /// office had seen it by then. What the office saw later must be here, or another old copy was put in
  /// place.
  Result<bool> copy_explains(const CountersignedHead& head);
  /// The last such note; empty when this store never was a copy.
  Result<std::optional<Restored>> restored();

  // --- upkeep
  // -------------------------------------------------------------------------------------------------------
  OutboxQueue& outbox();
  Result<StoreCounts> counts();
  /// Integrity, audit chain, pictures against rows, bodies against keys. Reads everything.
  Result<StoreReport> check();
  /// Removes pictures that no draft or case owns, but none that was sealed since opening. Returns how many.
  Result<std::size_t> sweep();
  /// The newest time that a trusted clock has shown to this store; nothing in a new one.
  Result<std::optional<UnixMillis>> newest_time();
  /// Keeps the time of now, and gives drafts and cases that came in under an untrusted clock their time;
  /// nothing while the clock is not trusted.
  Result<void> note_time();
  /// A technician says that the clock is right: the newest known time becomes that of now, also if it is
  /// less.
  Result<void> confirm_time();
  /// A technician changed the keys of a store: into the audit log.
  Result<void> note_keys_change(const audit::KeysChanged& change);
  /// Room on the disk, to warn a technician before it is full.
  Result<Space> space(const SpaceThresholds& thresholds = {});
  /// While idle: folds the log into the database file.
  Result<void> checkpoint();
  /// Removes copies from before a change of the schema: once the store has worked under the new one.
  Result<void> discard_copies();
  /// An audit row of the caller: `store.note(audit::record_of(audit::ResidentStaffCalled{}))`.
  Result<void> note(const Result<audit::Record>& record);
  /// Signs the audit log's head as it is now; nothing is written while it is signed already.
  Result<void> sign_audit_head();
  /// The whole log, line by line, for somebody without our keys: see audit_export.hpp.
  Result<void> export_audit(const std::function<Result<void>(std::string_view)>& write);
  /// Recomputes the chain and every signed head, and holds it against the head that the office countersigned.
  Result<AuditVerdict> verify_audit();
  /// The newest head of the audit log that the office has countersigned, as far as this store knows.
  Result<std::optional<CountersignedHead>> newest_countersigned_head();
  /// Whether this store's log passes through a head that the office keeps of this terminal: its own newest
  /// one, or one that was asked of the office.
  Result<HeadStanding> standing_of(const storage::AuditHead& head);
  /// Ed25519 key of this terminal, for signing what it sends.
  storage::ByteView signing_seed() const;
  const std::string& terminal_code() const;
  /// Decrypted pages go back to the allocator, which overwrites them in the program `yitang`. The next calls
  /// read again, about 0.1 ms each.
  Result<void> release_memory();
  void move_to_this_thread();

 private:
  explicit CaseStore(std::unique_ptr<StoreParts> parts);
  std::unique_ptr<StoreParts> parts_;
};

}  // namespace yitang::cases
