// The receiving side: takes delivered cases into its own encrypted store, exactly once, gives them their
// number, routes them to the department of the item, runs the clock in working days, decides what a rule may
// decide, and answers.
//
// Runs embedded in the terminal (the default) or behind a link. Owned by one thread at a time
// (move_to_this_thread).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/cases/audit_heads.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/identity.hpp"
#include "kiosk/cases/published_figures.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/office/rectify.hpp"
#include "storage/key_file.hpp"
#include "storage/sealed_files.hpp"
#include "storage/signing.hpp"

namespace yitang::office {

class IdentityPlatform;

struct OfficeOptions {
  std::filesystem::path directory;  ///< made if missing, 0700: keys.bin, office.db, sealed/
  storage::HostBinding host;
  storage::Disk* disk = &storage::system_disk();                  ///< must outlive the office
  storage::SweepOrphans orphans = storage::SweepOrphans::AtOpen;  ///< Later: the caller calls sweep()
  IdentityPlatform* platform = nullptr;                           ///< borrowed; null: none
};

/// A case as the office lists it. No personal data.
struct OfficeCase {
  std::string uid;
  std::string case_no;
  std::string receipt_no;
  std::string terminal;
  std::string item_id;
  int item_version = 0;
  std::string department;  ///< code of the lead body
  cases::CaseState state = cases::CaseState::Submitted;
  cases::Outcome outcome = cases::Outcome::None;
  std::string step;
  std::int64_t revision = 0;
  UnixMillis received_at = 0;
  std::optional<Date> accepted_on;
  std::optional<Date> promised;
  std::string remark;         ///< what the formal check found, English, for the clerk; empty if nothing
  std::string notice_no{};    ///< state supplement: the notice that waits for an answer
  std::optional<Date> due{};  ///< ... and its last day
};

/// What a department still wants. In a case that had a notice before, `cites` is the number of the first one,
/// and `wanted` names only what that asked for.
struct NoticeWish {
  std::vector<std::string> wanted;  ///< codes of materials of the item
  std::string message;              ///< for the applicant
  std::string cites{};
};

/// How the result is to be had; members may be empty. `document`: to be printed for the applicant at the
/// terminal.
struct ResultPlace {
  std::string shelf{};
  std::string courier_no{};
  std::optional<cases::ResultDocument> document{};
};

/// An answer for a terminal; `seq` counts up over all answers.
struct Answer {
  std::int64_t seq = 0;
  cases::StatusUpdate update;
};

struct OfficeReport {
  std::vector<std::string> problems;
  std::int64_t cases = 0;
  std::int64_t pages = 0;
  std::int64_t audit_rows = 0;
};

class Office {
 public:
  /// `catalog` and `clock` are borrowed. Errors: WrongKey, StoreFailed, StoreFull.
  static Result<Office> open(const OfficeOptions& options, catalog::CatalogPtr catalog, const Clock& clock);
  Office(Office&&) noexcept;
  Office& operator=(Office&&) noexcept;
  ~Office();

  /// Takes one envelope (JSON "yitang.case/1", with pictures) and returns the signed receipt, durable by
  /// then. The same idempotency key again returns the same receipt and changes nothing. BadInput: not an
  /// envelope. Refused: unknown item, a signature that does not belong to this form, or a key that came with
  /// another content before.
  ///
  /// An envelope with `supplement` is not a new case: its pages are added to the case that it names, which is
  /// accepted again if it waited for this notice. Refused if that case is not here.
  ///
  /// A rating (JSON "yitang.rating/1") is taken in the same way, once for each case; a bad one opens a
  /// rectification task. Refused for a case that is not here or was rated under another key.
  ///
  /// `audit_head` is the terminal's signed audit head (JSON "yitang.audit-head/1") or "". The newest one is
  /// kept, and every new receipt countersigns it. One that cannot be right (another terminal's, a wrong
  /// signature, a step back) never holds up a case: it is noted in the audit log.
  Result<std::string> intake(const std::string& envelope, std::string_view audit_head = {});
  /// The newest audit head that this office has of a terminal. A terminal whose log is shorter is an old
  /// copy.
  Result<std::optional<cases::CountersignedHead>> newest_head_of(std::string_view terminal);

  /// Who shows this code, for a case of the item or to see the own ones; noted in the audit log without the
  /// person. A case that comes in with such a person, and a reference that is not this office's, waits for a
  /// clerk.
  cases::IdentityAnswer identify(const cases::IdentityQuestion& question);
  /// There is somebody to ask about codes.
  bool can_identify() const;

  Result<std::vector<Answer>> answers(std::string_view terminal, std::int64_t after, int limit);

  /// Newest first. `department` "" means all.
  Result<std::vector<OfficeCase>> list(std::string_view department, int limit);
  /// By uid, receipt number or case number. NotFound.
  Result<OfficeCase> find(std::string_view reference);
  /// What was handed in, and what was handed in later behind it; of pictures only size and digest. NotFound
  /// also after erasing.
  Result<cases::Envelope> content(std::string_view uid);
  /// The same for somebody to read, noted in the audit log before it is shown. Refused for a case of a
  /// restricted item unless `role` ("legal_aid", "complaint", "mediation", "" for none) is the one that may;
  /// BadInput for a role that there is not.
  Result<cases::Envelope> show(std::string_view reference, std::string_view role, std::string_view by);

  /// What a department does. Refused if the state does not allow it, and accepting also while the clock is
  /// not trusted: the promised date would be wrong. `message` is for the applicant; `by` names the account
  /// for the log.
  Result<OfficeCase> accept(std::string_view reference, std::string_view by);
  ///
  /// supplement() gives a one-time notice with a number and a last day; the clock of the case stands until
  /// everything is there, and the promised date moves by that time. Refused also when a second notice does
  /// not cite the first or wants something new, and while the clock is not trusted; BadInput for codes that
  /// the item does not have. accept() ends the wait when everything was handed over at a counter.
  Result<OfficeCase> supplement(std::string_view reference, const NoticeWish& wish, std::string_view by);
  Result<OfficeCase> decide(std::string_view reference, cases::Outcome outcome, std::string_view message,
                            std::string_view by, const ResultPlace& place = {});
  Result<OfficeCase> close(std::string_view reference, std::string_view by, const ResultPlace& place = {});

  /// Open ones first, by their last day. `department` "" means all.
  Result<std::vector<RectifyTask>> rectify_tasks(std::string_view department, bool open_only, int limit);
  /// `reference`: number of the task, or of its case. NotFound; Refused when it is closed, or while the clock
  /// is not trusted; BadInput without words.
  Result<RectifyTask> close_rectify_task(std::string_view reference, const RectifyEnd& end,
                                         std::string_view by);

  /// What is made public about the cases of the last year that ended here (figures.hpp). Cheap while nothing
  /// has moved. Refused while the clock is not trusted.
  Result<cases::PublishedFigures> published_figures();

  /// Destroys the content of cases that ended so many days ago as their item says; returns how many. None
  /// while the clock is not trusted. The rule: retention.cpp.
  Result<int> erase_due();
  /// Regular work, every few minutes and at the start: cases that came in while the clock was not trusted get
  /// their first steps, what is due is erased, the head of the audit log is signed, the write-ahead log is
  /// folded.
  /// Returns how many cases have an answer that they had not before.
  Result<int> upkeep();

  /// Integrity, audit chain, every body and every picture, pictures that belong to no case. Reads everything.
  Result<OfficeReport> check();
  /// Removes pictures that no case owns. Returns how many.
  Result<std::size_t> sweep();
  /// Signs the head of the office's own audit log; nothing is written while it is signed already.
  Result<void> sign_audit_head();
  /// The office's own log, as cases/audit_export.hpp describes it.
  Result<void> export_audit(const std::function<Result<void>(std::string_view)>& write);
  Result<cases::AuditVerdict> verify_audit();
  const storage::PublicKey& public_key() const;
  /// Decrypted pages go back to the allocator, which overwrites them in the program `yitang`.
  Result<void> release_memory();
  void move_to_this_thread();

  struct Parts;  ///< internal

 private:
  explicit Office(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace yitang::office
