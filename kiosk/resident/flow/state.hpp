// Everything a resident's screen needs to know. The flow owns and changes it; screens read it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/materials.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/eligibility.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/resident/flow/intent.hpp"

namespace yitang::resident {

enum class Density { Standard, Elder };

enum class Page {
  Idle,      ///< nobody is here: touch to begin
  Home,      ///< ways in
  ItemList,  ///< items of one function, life event or four-do class
  Search,
  Guide,        ///< what this item needs
  Eligibility,  ///< one question
  NotEligible,  ///< why not, and what to do instead
  WhoFor,       ///< for myself or for someone else
  Card,         ///< put the card on the reader (see CardState::role)
  AgentKind,    ///< in what capacity the other person acts, if several are allowed
  Duplicate,    ///< the same matter is already under way
  Resume,       ///< an unfinished application of this person was found
  Form,         ///< one group of questions
  Materials,    ///< list of what is needed and what is there
  Capture,      ///< photographing one material, page by page
  Missing,      ///< complete list of what is missing
  Delivery,     ///< how the result comes
  Signature,
  Review,  ///< everything once more; submit
  Submitting,
  Receipt,
  Rating,
  Goodbye,
  Query,        ///< scan a receipt or use the own card
  QueryNumber,  ///< type the receipt's number
  QueryList,    ///< cases of this person
  QueryCase,    ///< one case: steps, news
};

/// Lies above the page and never moves it.
enum class Overlay {
  None,
  Staff,          ///< help is on the way
  Timeout,        ///< "are you still here?" with a countdown
  LeaveQuestion,  ///< home was pressed with something entered: it stays for 24 hours / delete it / go back
};

enum class BrowseBy { Functions, LifeEvents, Themes };

struct BrowseState {
  BrowseBy by = BrowseBy::Functions;
  std::string list_id;  ///< function, theme, life event, four-do class or bundle that is open
  IntentKind list_kind = IntentKind::OpenFunction;
  std::vector<const catalog::ServiceItem*> items;  ///< of that list
  bool from_search = false;                        ///< the list was opened from what a search found
  std::string query;
  std::vector<catalog::SearchHit> hits;  ///< of the query, best first
};

enum class CardRole { Applicant, Agent, Query };

enum class CardView {
  Waiting,     ///< put the card down
  Looking,     ///< read and confirmed; the store is asked what it knows of this person
  Problem,     ///< see `problem`
  SamePerson,  ///< agent and applicant are the same card
  UnderAge,    ///< under 14: a guardian has to come along, at the counter
  Read,        ///< shown for confirmation, masked
};

struct CardState {
  CardRole role = CardRole::Applicant;
  CardView view = CardView::Waiting;
  CardProblem problem = CardProblem::NoCard;
  std::optional<cases::Person> person;
  int reading = 0;                   ///< that `person` is from
  std::optional<CardPicture> photo;  ///< Read, on the card page only; overwritten when it is left
  bool slip_offered = false;         ///< "I have no card with me" was chosen: the slip is printing or printed
};

struct FormState {
  std::vector<cases::FormPage> pages;
  std::size_t page = 0;
  std::string focused;  ///< field key under the keyboard, "" if none
  std::map<std::string, cases::FieldProblem, std::less<>> problems;  ///< by field key
  bool return_to_review = false;  ///< came here from the review page to change one thing
};

enum class CaptureView { Ready, Working, Preview, Failed };

struct CaptureState {
  std::string material;  ///< code
  CaptureView view = CaptureView::Ready;
  PagePreview preview;
  std::optional<cases::PageImage> fresh;  ///< captured, not yet kept
  std::optional<CaptureProblem> problem;  ///< failure, or doubt about `fresh`
};

enum class SubmitView {
  Ready,
  AskingPrinter,
  PrinterNotReady,  ///< said on the review page: go on without paper (the number is shown), or wait and try
                    ///< again
  Committing,
  Failed
};

struct SubmitState {
  SubmitView view = SubmitView::Ready;
  PrinterReadiness printer = PrinterReadiness::Ready;  ///< as it answered before the number was issued
  ErrorKind problem = ErrorKind::Internal;
  std::optional<cases::SubmittedCase> result;
};

struct PrintState {
  PrintKind kind = PrintKind::Receipt;
  std::optional<PrintFate> fate;  ///< nothing was asked to print: empty
  int ticket = 0;                 ///< of the request that `fate` belongs to
};

/// The application on A4. It belongs to one case: a page that shows another one shows nothing of it.
struct FormCopyState {
  std::string case_uid;
  FormFate fate = FormFate::Asking;
  FormPrinterReadiness printer = FormPrinterReadiness::Ready;
  int ticket = 0;  ///< 0: nothing was asked
};

struct RatingState {
  int level = 0;  ///< 0: not chosen
  std::vector<std::string> tags;
  bool failed = false;
};

/// BadNumber: misread or mistyped, its check character is wrong. Blocked: too many that were not theirs.
enum class NumberView { Waiting, Looking, BadNumber, BadEnding, NothingFound, Blocked, Failed };

enum class QueryView { Waiting, Looking, NothingFound, UnknownCode, Failed };

struct QueryState {
  QueryView view = QueryView::Waiting;
  NumberView number = NumberView::Waiting;
  bool scanner = true;   ///< codes can be scanned here
  PagePreview seen;      ///< what a camera that scans looks at; empty: it does not, or the scanner is none
  int seen_number = 0;   ///< of that picture
  bool by_card = false;  ///< the list shows a person's cases (own card), not one receipt
  std::vector<cases::CaseRow> cases;
  std::vector<cases::Notice> notices;  ///< not seen before, of this person
  std::optional<CaseDetail> detail;
};

struct ResidentState {
  Page page = Page::Idle;
  Overlay overlay = Overlay::None;
  int seconds_left = 0;  ///< of the time-out warning or the goodbye page
  int seconds_total = 1;

  Language language = Language::Chinese;
  Density density = Density::Standard;
  bool speech = true;

  BrowseState browse;
  const catalog::ServiceItem* item = nullptr;  ///< the one being looked at or applied for

  std::optional<catalog::AskNext> question;        ///< Eligibility
  std::optional<catalog::NotEligible> ineligible;  ///< NotEligible
  std::vector<const catalog::Outcome*> remarks;    ///< said once the questions are passed

  bool for_other = false;
  CardState card;
  std::vector<cases::Draft> found_drafts;       ///< Resume: newest first, at least one
  std::optional<cases::CaseRow> existing_case;  ///< Duplicate

  cases::Draft draft;  ///< everything entered in this visit; uid empty before an application has begun
  std::optional<ErrorKind>
      draft_problem;  ///< the last save failed: said on the page, nothing is lost from the screen
  FormState form;
  std::vector<cases::MaterialNeed> materials;  ///< of this item and person, see cases/materials.hpp
  bool pictures_too_large = false;  ///< Materials: together more than the office takes; pages must go
  std::vector<cases::MissingMaterial> missing;  ///< Missing: all of it at once
  CaptureState capture;
  std::vector<Stroke> strokes;  ///< signature so far, not yet confirmed (draft.signature once it is)
  std::optional<cases::SignatureProblem> signature_problem;
  std::map<std::string, cases::FieldProblem, std::less<>> delivery_problems;  ///< "address", "phone"
  SubmitState submit;
  PrintState print;
  FormCopyState form_copy;
  bool form_printer = false;  ///< of the machine: there is a printer of A4 forms
  RatingState rating;
  QueryState query;

  /// Of the machine, not of the visit: the idle page asks for a technician while it is not enough.
  cases::SpaceLevel room = cases::SpaceLevel::Enough;
};

/// The case whose form may be printed on this page, "" if none. It shows everything in full: only right after
/// handing in, and to the applicant's own card; not by a number or a code, and not to somebody who acted for
/// another.
std::string form_copy_case(const ResidentState& state);
/// It is on its way: a second tap would print it twice.
inline bool form_copy_runs(const ResidentState& state) {
  const FormCopyState& copy = state.form_copy;
  const bool open =
      copy.fate == FormFate::Asking || copy.fate == FormFate::Printing || copy.fate == FormFate::Waiting;
  return copy.ticket != 0 && open;
}

/// What becomes of the entries if the person leaves now. Promises on the screen go by this.
enum class Kept {
  Nothing,    ///< there is nothing to keep
  Saved,      ///< in the store: the same card brings it back within a day
  NotSaved,   ///< the last save failed
  Anonymous,  ///< no card was read: nobody could find it again
};

inline Kept kept_of(const ResidentState& state) {
  const cases::Draft& draft = state.draft;
  const bool opened = !draft.uid.empty() && !draft.page.empty();  // a card that was only read is not saved
  if (!opened || state.submit.result) return Kept::Nothing;
  if (!draft.applicant) return draft.values.empty() ? Kept::Nothing : Kept::Anonymous;
  return state.draft_problem ? Kept::NotSaved : Kept::Saved;
}

}  // namespace yitang::resident
