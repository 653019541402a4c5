// The receiving side: takes delivered cases into its own encrypted store, exactly once, gives them their
// number, routes them to the department of the item, runs the clock in working days, decides what a rule may
// decide, and answers.
//
// Runs embedded in the terminal (the default) or behind a link. Owned by one thread at a time
// (move_to_this_thread).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "storage/key_file.hpp"
#include "storage/sealed_files.hpp"
#include "storage/signing.hpp"

namespace yitang::office {

struct OfficeOptions {
  std::filesystem::path directory;  ///< made if missing, 0700: keys.bin, office.db, sealed/
  storage::HostBinding host;
  storage::Disk* disk = &storage::system_disk();                  ///< must outlive the office
  storage::SweepOrphans orphans = storage::SweepOrphans::AtOpen;  ///< Later: the caller calls sweep()
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
  std::string remark;  ///< what the formal check found, English, for the clerk; empty if nothing
};

/// An answer for a terminal; `seq` counts up over all answers.
struct Answer {
  std::int64_t seq = 0;
  cases::StatusUpdate update;
};

struct OfficeReport {
  std::vector<std::string> problems;
  std::int64_t cases = 0;
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
  Result<std::string> intake(const std::string& envelope);

  Result<std::vector<Answer>> answers(std::string_view terminal, std::int64_t after, int limit);

  /// Newest first. `department` "" means all.
  Result<std::vector<OfficeCase>> list(std::string_view department, int limit);
  /// By uid, receipt number or case number. NotFound.
  Result<OfficeCase> find(std::string_view reference);
  /// What was handed in; of pictures only size and digest.
  Result<cases::Envelope> content(std::string_view uid);

  /// What a department does. Refused if the state does not allow it. `message` is for the applicant; `by`
  /// names the account for the log.
  Result<OfficeCase> accept(std::string_view reference, std::string_view by);
  Result<OfficeCase> supplement(std::string_view reference, std::string_view message, std::string_view by);
  Result<OfficeCase> decide(std::string_view reference, cases::Outcome outcome, std::string_view message,
                            std::string_view by);
  Result<OfficeCase> close(std::string_view reference, std::string_view by);

  Result<OfficeReport> check();
  /// Removes pictures that no case owns. Returns how many.
  Result<std::size_t> sweep();
  const storage::PublicKey& public_key() const;
  void move_to_this_thread();

  struct Parts;  ///< internal

 private:
  explicit Office(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace yitang::office
