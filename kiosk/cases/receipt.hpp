// The slips of paper, as documents. Wording comes from the caller; kiosk/cases/strings/ holds what is needed.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devices/receipt/document.hpp"
#include "kiosk/base/date.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/materials.hpp"
#include "kiosk/cases/queue.hpp"
#include "kiosk/cases/slots.hpp"
#include "kiosk/cases/store_records.hpp"
#include "kiosk/catalog/guide.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::cases {

/// Gives the wording of a key ("slip.receipt.title") in one language. {name} in it is replaced by slips.
using Words = std::function<std::string(std::string_view key)>;
/// Every key that slips use, for the check that catalogues are complete.
std::span<const std::string_view> slip_word_keys();

enum class PaperWidth { Mm58, Mm80 };

/// What all slips of this terminal share.
struct SlipSettings {
  Words words;
  Language language = Language::Chinese;
  PaperWidth paper = PaperWidth::Mm80;
  std::string place;  ///< name of the service point
  std::string hotline;
  UnixMillis now = 0;
  bool clock_trusted = true;  ///< false: the slip says that its time may be wrong
};

/// An appointment as it stands on the slips of its case.
struct AppointmentLines {
  Slot slot;
  AppointmentState state = AppointmentState::Booked;
  Text place;
  Text window;
  Text bring;
  const catalog::SlotPlan& plan;
};

struct SubmissionSlip {
  const catalog::ServiceItem& item;
  const Envelope& envelope;  ///< as submitted: materials kept, applicant (masked on paper), first-asked name
  const SubmittedCase& submitted;
  bool immediate = false;
  bool provisional = false;
  bool copy = false;  ///< an earlier slip did or may have come out: carries the copy mark
  std::optional<AppointmentLines> appointment = std::nullopt;
};
devices::ReceiptDocument submission_slip(const SlipSettings& settings, const SubmissionSlip& slip);

/// One slip for a bundle: every case with its number and its promised day, one code for all of them.
struct BundleSlipCase {
  const catalog::ServiceItem& item;
  SubmittedCase submitted;
  std::optional<DeliveryChoice> delivery;
  bool immediate = false;
  bool provisional = false;
};
struct BundleSlip {
  Text name;             ///< of the bundle
  std::string qr_token;  ///< of the bundle
  Person applicant;      ///< masked on paper
  std::optional<Person> agent;
  std::string first_asked;
  std::vector<BundleSlipCase> cases;
  std::vector<std::pair<Text, std::size_t>> pages;  ///< papers that were photographed, each once
  bool copy = false;
};
devices::ReceiptDocument bundle_slip(const SlipSettings& settings, const BundleSlip& slip);

/// The guide to take along, with a QR code that holds its core as plain text. No personal data. `address` and
/// `hours` of the service point may be empty.
struct Whereabouts {
  std::string address;
  std::string hours;
};
devices::ReceiptDocument leaflet_slip(const SlipSettings& settings, const catalog::Guide& guide,
                                      const Whereabouts& where = {});

/// One-time notice: everything that is missing, at once. `until`: last day to bring it, if one applies.
/// `entries_kept`: what was entered waits in the store for the same card; said only where it is true.
devices::ReceiptDocument missing_slip(const SlipSettings& settings, const catalog::ServiceItem& item,
                                      const std::vector<MissingMaterial>& missing, std::optional<Date> until,
                                      bool entries_kept = true);

/// For someone without a card: item and answers so far, to be shown at the counter. `answers`: label and
/// answer, in words.
devices::ReceiptDocument counter_slip(const SlipSettings& settings, const catalog::ServiceItem& item,
                                      const std::vector<catalog::GuideLine>& answers);

struct ProgressSlip {
  const catalog::ServiceItem& item;
  const CaseRow& row;
  std::optional<Elapsed> elapsed;
  std::string in_charge;              ///< body that works on it now, in words
  std::string message = {};           ///< the office's latest words about this state; "" if there are none
  StatusDetails details = {};         ///< with them: a one-time notice, how the result is to be had
  std::optional<Date> stopped = {};   ///< its clock stands since then: it waits for the person
  std::optional<Date> promised = {};  ///< ... and this is the date if everything came today
  std::optional<AppointmentLines> appointment = std::nullopt;
  bool printable = false;  ///< the result is here and can be printed at this machine
};
devices::ReceiptDocument progress_slip(const SlipSettings& settings, const ProgressSlip& slip);

/// A number for a window. `name`: masked, "" without a card.
struct TicketSlip {
  const catalog::Queue& queue;
  const DrawnTicket& drawn;  ///< `ahead` as it is when this is printed
  std::string name;
  QueueWarning warning = QueueWarning::None;
  QueueHours hours = {};
  bool copy = false;
  std::optional<Slot> appointment = std::nullopt;  ///< for which it was drawn
  Text matter = {};                                ///< instead of the name of the queue, if not empty
};
devices::ReceiptDocument ticket_slip(const SlipSettings& settings, const TicketSlip& slip);

/// What was handed in later for a case.
struct SupplementSlip {
  const catalog::ServiceItem& item;
  const CaseRow& row;          ///< of the case
  const Envelope& supplement;  ///< as submitted
  bool copy = false;
};
devices::ReceiptDocument supplement_slip(const SlipSettings& settings, const SupplementSlip& slip);

}  // namespace yitang::cases
