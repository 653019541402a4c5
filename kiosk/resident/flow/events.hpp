// What the world tells the resident's flow. Posted by the services to the main thread, in order.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/base/wiped_bytes.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/identity.hpp"
#include "kiosk/cases/page_image.hpp"
#include "kiosk/cases/person.hpp"
#include "kiosk/cases/published_figures.hpp"
#include "kiosk/cases/queue.hpp"
#include "kiosk/cases/slots.hpp"
#include "kiosk/cases/space.hpp"
#include "kiosk/cases/store_records.hpp"

namespace yitang::resident {

/// Why no usable card was read. Each has its own words on the screen.
enum class CardProblem { NoReader, NoCard, Unreadable, NotAnIdCard, Expired };

struct CardRead {
  cases::Person person;
  int reading = 0;  ///< a number of its own for each reading; 0: no photo follows
};
/// The photo on a card, decoded: 8-bit grey (one channel) or RGB (three), row by row from the top.
struct CardPicture {
  int width = 0;
  int height = 0;
  int channels = 1;
  WipedBytes pixels;
};
/// Follows a CardRead if there is a decoder and it knows this photo.
struct CardPhoto {
  int reading = 0;
  CardPicture picture;
};
struct CardFailed {
  CardProblem problem;
};
/// The reader is there again: a complaint about it is over.
struct ReaderBack {};
/// The card was lifted off the reader.
struct CardGone {};
/// No page asks for cards any more, and the one that was read lies there still. CardGone follows when it is
/// lifted, or when the reader cannot tell any more.
struct CardStays {};

/// Whether somebody stands before the terminal. Unknown: nothing is there to tell, or it cannot.
enum class Presence { Unknown, Somebody, Nobody };
struct PresenceChanged {
  Presence now;
};

/// A code was scanned; only text that our own recogniser took for one of our receipts arrives here.
struct ReceiptScanned {
  std::string token;
};
/// What a code is that does not belong here, as far as its shape tells. Address: of the internet, or one
/// that would pay or call; it is never opened. Identity: of insurance, social security or a licence. Receipt:
/// one of ours, where it is of no use.
enum class StrangeCode { Other, Prepared, Address, Identity, Receipt };
/// A code was scanned that is none of our receipts. Its content is not passed on.
struct UnknownCodeScanned {
  StrangeCode kind = StrangeCode::Other;
};
/// A code was scanned that may tell who somebody is. The content passes through to the question, and no
/// further.
struct IdentityCodeScanned {
  catalog::IdentityMethod method;
  WipedBytes payload;
};
/// Answer to identify().
struct IdentityAnswered {
  int request = 0;  ///< of the wish
  cases::IdentityAnswer answer;
};
/// There is no scanner now; the progress page does not offer it. Said once.
struct ScannerGone {};
/// It is there again.
struct ScannerBack {};

/// What the printer said when asked before a number is issued.
enum class PrinterReadiness { Ready, PaperLow, NoPaper, CoverOpen, Fault, Absent };
struct PrinterAnswered {
  PrinterReadiness readiness;
};

/// What is being printed; the flow shows its fate on the page concerned only.
using PrintKind = cases::PrintKind;
enum class PrintFate {
  Printing,
  WaitingForPaper,  ///< paper out or cover open in the middle: the printer goes on by itself when cured
  Printed,          ///< the printer confirmed it
  NotPrinted,       ///< nothing came out, or only a torn part that is void
  Unknown           ///< all bytes were taken, the confirmation never came
};
struct PrintProgressed {
  PrintKind kind;
  PrintFate fate;
  int ticket = 0;  ///< of the request: what an earlier person or an earlier tap printed is told apart
};

/// What goes onto A4: the application as it was handed in, or the result's sheet.
enum class FormKind { Application, Result };
/// What the printer of A4 forms said, or why it does not go on.
enum class FormPrinterReadiness { Ready, Busy, NoPaper, CoverOpen, Jammed, TonerOut, Stopped, Absent };
/// Before anything is sent to it. Only Ready and Busy go on.
struct FormPrinterAnswered {
  FormPrinterReadiness readiness;
  int ticket = 0;  ///< of the request
};
enum class FormFate {
  Asking,
  Printing,    ///< sent; also while it waits behind somebody else's paper
  Waiting,     ///< for a person, see the readiness
  Printed,     ///< the printer said that the job is completed
  NotPrinted,  ///< refused, or ended by the printer: some sheets may have come out
  Unknown      ///< sent, and then the printer was not heard of any more
};
struct FormPrintProgressed {
  FormFate fate;
  FormPrinterReadiness printer = FormPrinterReadiness::Ready;
  int ticket = 0;
};

/// A picture of a page, small, for the screen: 8-bit grey, row by row.
struct PagePreview {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> grey;
  bool whole = false;  ///< of a page: no sheet was found, this is everything that the camera saw
};
/// What a camera that scans codes looks at now, mirrored, to aim by.
struct ScannerSees {
  PagePreview view;
};
/// TooMuch: with this page the pictures would be larger than the office can take. NoPage: nothing that looks
/// like paper. Several: more than one sheet at once.
enum class CaptureProblem { NoCamera, Failed, TooDark, Blurred, Glare, NoPage, Several, StoreFull, TooMuch };
/// One page was photographed and sealed; it waits for "keep" or "retake".
struct PageCaptured {
  cases::PageImage page;
  PagePreview preview;
  std::optional<CaptureProblem> doubt;  ///< TooDark to Several: it may be kept all the same
};
struct CaptureFailed {
  CaptureProblem problem;
};
/// The camera was unplugged, or is back, while a page is to be photographed. Said once each.
struct CameraGone {};
struct CameraBack {};

/// A headset was plugged in or pulled out: what is said is then heard by this person alone, or by everybody.
struct HeadsetChanged {
  bool plugged = false;
};

struct DraftSaved {};
struct DraftNotSaved {
  ErrorKind kind;
};
/// Answer to find_person: what this person has in the store.
struct PersonFound {
  std::vector<cases::Draft> drafts;    ///< unexpired, newest first
  std::vector<cases::CaseRow> cases;   ///< newest first
  std::vector<cases::Notice> notices;  ///< not seen yet
};
struct PersonLookupFailed {
  ErrorKind kind;
};

/// `result` of a bundle: its uid and token, the number of its first case; `all`: every case.
struct CaseSubmitted {
  cases::SubmittedCase result;
  std::vector<cases::SubmittedCase> all = {};
};
/// Taken: its place is somebody else's by now, or this person has another one.
struct SubmitFailed {
  ErrorKind kind;
};

/// Answers to prepare: it waits for the counter, or it could not be kept.
struct CasePrepared {
  std::string uid;  ///< of the draft
  cases::PreparedCase result;
};
struct CaseNotPrepared {
  std::string uid;
  ErrorKind kind;
};

/// Answer to find_cases_by_token and find_case_by_number; empty if the receipt is unknown here or not theirs.
struct CasesFound {
  std::vector<cases::CaseRow> cases;
};
/// Answer to open_case.
struct CaseDetail {
  cases::CaseRow row;
  std::vector<cases::Notice> notices;                        ///< everything the office said, oldest first
  std::optional<catalog::Delivery> delivery = std::nullopt;  ///< how the result comes, as chosen
  bool receipt_printed = true;                ///< a receipt of it came out, and the printer confirmed it
  std::vector<cases::CaseRow> supplements{};  ///< handed in later for this case, oldest first
  bool rated = false;                         ///< somebody has rated it: once for each matter
  std::optional<cases::Appointment> appointment = std::nullopt;
  int result_prints = 0;  ///< sheets of its result that came out, or may have
};
struct RatingStored {};
struct RatingFailed {
  ErrorKind kind;
};
/// The office sent news; an open progress page asks again.
struct StatusChanged {};
/// Room on the store's disk has fallen below, or risen above, a threshold.
struct RoomChanged {
  cases::SpaceLevel level;
};
/// The figures that are made public have changed.
struct FiguresChanged {
  cases::PublishedFigures figures;
};

/// Answer to count_queues.
struct QueuesCounted {
  std::vector<cases::QueueCount> queues;
};
/// Answers to draw_ticket. Refused: the staff gives out no more today.
struct TicketDrawn {
  int request = 0;
  cases::DrawnTicket drawn;
  std::optional<cases::Appointment> appointment = std::nullopt;  ///< for which it turned out to be
};
struct TicketFailed {
  int request = 0;
  ErrorKind kind = ErrorKind::Internal;
};

/// Answer to look_up_slots. `unknown_until`: no day up to this one is on offer (CaseStore).
struct SlotsKnown {
  int request = 0;
  std::vector<cases::PlacesTaken> taken;
  std::optional<Date> unknown_until;
  std::optional<cases::Appointment> own;  ///< that this person holds in this plan
};
struct SlotsFailed {
  int request = 0;
};

/// Answer to check_in. Drawn comes with its number.
enum class CheckInVerdict {
  Drawn,
  TooEarly,
  TooLate,
  OtherDay,
  OtherPlace,
  Over,
  Nothing,
  Closed,
  Unsure,
  Failed
};
struct CheckedIn {
  int request = 0;
  CheckInVerdict verdict = CheckInVerdict::Failed;
  std::optional<cases::Appointment> appointment;
  std::optional<cases::DrawnTicket> drawn;
};

using Event =
    std::variant<CardRead, CardPhoto, CardFailed, ReaderBack, CardGone, ReceiptScanned, UnknownCodeScanned,
                 ScannerSees, ScannerGone, ScannerBack, PrinterAnswered, PrintProgressed, FormPrinterAnswered,
                 FormPrintProgressed, PageCaptured, CaptureFailed, CameraGone, CameraBack, DraftSaved,
                 DraftNotSaved, PersonFound, PersonLookupFailed, CaseSubmitted, SubmitFailed, CasesFound,
                 CaseDetail, RatingStored, RatingFailed, StatusChanged, RoomChanged, CardStays,
                 PresenceChanged, HeadsetChanged, FiguresChanged, QueuesCounted, TicketDrawn, TicketFailed,
                 CasePrepared, CaseNotPrepared, IdentityCodeScanned, IdentityAnswered, SlotsKnown,
                 SlotsFailed, CheckedIn>;

}  // namespace yitang::resident
