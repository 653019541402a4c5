// What the resident's flow asks of the world. Every call returns at once; answers come back as events.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/base/language.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/materials.hpp"
#include "kiosk/catalog/guide.hpp"
#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/slots.hpp"
#include "kiosk/resident/flow/events.hpp"

namespace yitang::resident {

/// Everything a slip needs; the print service turns it into a receipt document in this language.
struct PrintRequest {
  PrintKind kind = PrintKind::Receipt;
  Language language = Language::Chinese;
  std::string case_uid;                         ///< Receipt (also a bundle's uid), ProgressSlip, PreparedSlip
  const catalog::ServiceItem* item = nullptr;   ///< Leaflet, MissingNotice, CounterSlip
  std::vector<cases::MissingMaterial> missing;  ///< MissingNotice
  std::vector<catalog::GuideLine> answers;      ///< CounterSlip, PreparedSlip: question and answer, in words
  bool entries_kept = false;                    ///< MissingNotice: say that the entries are kept
  int ticket = 0;                               ///< comes back in PrintProgressed
  std::shared_ptr<const void> keeps = {};       ///< `item` lives as long as this, if it is of a bundle
  std::string name = {};  ///< Ticket, ResultCopy: masked; a ticket's `case_uid` is its own
};

/// A4 pages about a case, in full, in the language of the case.
struct FormRequest {
  std::string case_uid;
  int ticket = 0;  ///< comes back in FormPrinterAnswered and FormPrintProgressed
  FormKind kind = FormKind::Application;
  std::string name{};  ///< Result: who prints, masked
};

/// A code to be asked about.
struct IdentityWish {
  catalog::IdentityMethod method = catalog::IdentityMethod::MedicalCode;
  WipedBytes payload;
  std::string item_id;  ///< what for; "": to see the own cases
  int request = 0;      ///< comes back in IdentityAnswered
};

/// Who reports for an appointment: one of the three.
struct CheckInRequest {
  std::string id_number = {};  ///< on a card
  std::string token = {};      ///< of a receipt
  std::string case_uid = {};
  std::string point = {};  ///< where this is
  bool late = false;       ///< an ordinary number is wanted if it is too late for it
};

/// Called on the main thread only.
class Ports {
 public:
  virtual ~Ports() = default;

  /// Reads cards while on: CardRead, CardFailed, CardGone follow. Turning it on again starts a new reading.
  virtual void want_card(bool on) = 0;
  /// Accepts codes while on: ReceiptScanned, IdentityCodeScanned, UnknownCodeScanned.
  virtual void want_scan(bool on) = 0;
  /// Asks the office whose code it is: IdentityAnswered, if the visit is not over by then.
  virtual void identify(const IdentityWish& /*wish*/) {}
  virtual void ask_printer() = 0;
  virtual void print(const PrintRequest& request) = 0;
  /// Asks the printer of forms, and prints if it is well.
  virtual void print_form(const FormRequest& request) = 0;
  /// Watches whether there is a camera while on: CameraGone, CameraBack.
  virtual void want_camera(bool on) = 0;
  /// Photographs one page for this draft: PageCaptured or CaptureFailed.
  virtual void capture_page(const std::string& material_code, int page_number) = 0;
  /// Erases sealed pages that were not kept.
  virtual void discard_page(const cases::PageImage& page) = 0;

  virtual void save_draft(const cases::Draft& draft) = 0;
  virtual void delete_draft(const std::string& uid) = 0;
  /// PersonFound: the cases of this number and its drafts, of this item only unless `item_id` is "".
  virtual void find_person(const std::string& id_number, const std::string& item_id) = 0;
  /// Keeps it for the counter: CasePrepared or CaseNotPrepared.
  virtual void prepare(const cases::Draft& draft, UnixMillis until) = 0;
  /// Also of a draft that is a supplement. CaseSubmitted or SubmitFailed.
  virtual void submit(const cases::Draft& draft) = 0;
  virtual void find_cases_by_token(const std::string& token) = 0;
  /// CasesFound: the case of this receipt, if the ID number of its applicant or agent ends so.
  virtual void find_case_by_number(const std::string& receipt_no, const std::string& id_ending) = 0;
  virtual void open_case(const std::string& uid) = 0;
  /// The person has these messages of the office before the eyes: they are no news any more.
  virtual void notices_shown(const std::vector<std::int64_t>& ids) = 0;
  /// RatingStored or RatingFailed.
  virtual void store_rating(const cases::Rating& rating) = 0;

  /// QueuesCounted.
  virtual void count_queues() {}
  /// TicketDrawn or TicketFailed with this number of the request.
  virtual void draw_ticket(const cases::TicketWish& /*wish*/, int /*request*/) {}

  /// SlotsKnown or SlotsFailed with this number of the request.
  virtual void look_up_slots(const catalog::SlotPlan& /*plan*/, const std::string& /*id_number*/,
                             int /*request*/) {}
  /// submit() together with a place of this plan: SubmitFailed says Taken if it cannot be had.
  virtual void submit_with_place(const cases::Draft& draft, const catalog::SlotPlan& /*plan*/) {
    submit(draft);
  }
  /// CheckedIn with this number of the request.
  virtual void check_in(const CheckInRequest& /*wish*/, int /*request*/) {}

  /// Looks whether somebody is there while on: PresenceChanged. Nothing comes where nothing can tell.
  virtual void watch_presence(bool /*on*/) {}

  /// Tells the counter that a person needs help (lamp, sound or message, as the place has it).
  virtual void call_staff() = 0;
  /// The visit is over: forget card, pictures, codes and prints that wait.
  virtual void wipe() = 0;
};

}  // namespace yitang::resident
