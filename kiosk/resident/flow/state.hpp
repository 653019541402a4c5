// Everything a resident's screen needs to know. The flow owns and changes it; screens read it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/cases/bundle.hpp"
#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/materials.hpp"
#include "kiosk/cases/published_figures.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/eligibility.hpp"
#include "kiosk/catalog/trips.hpp"
#include "kiosk/resident/flow/code_state.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/resident/flow/intent.hpp"
#include "kiosk/resident/flow/page_pictures.hpp"
#include "kiosk/resident/flow/slot_state.hpp"
#include "kiosk/resident/flow/submit_state.hpp"
#include "kiosk/resident/flow/ticket_state.hpp"

namespace yitang::resident {

enum class Density { Standard, Elder };

/// Colours of the screen: the machine's own, or one of four pairs with much contrast.
enum class Contrast { Normal, BlackOnWhite, WhiteOnBlack, YellowOnBlack, CyanOnBlack };

enum class Page {
  Idle,      ///< nobody is here: touch to begin
  Home,      ///< ways in
  ItemList,  ///< items of one function, life event or four-do class
  Search,
  Guide,        ///< what this item needs
  Eligibility,  ///< one question
  NotEligible,  ///< why not, and what to do instead
  Consent,      ///< to sensitive data, before anything is read
  WhoFor,       ///< for myself or for someone else
  Card,         ///< put the card on the reader (see CardState::role)
  AgentKind,    ///< in what capacity the other person acts, if several are allowed
  Presence,     ///< is the applicant here beside the agent
  Guardian,     ///< relation to the child and consent
  Child,        ///< name and number of a child without a card, typed by the guardian
  Duplicate,    ///< the same matter is already under way
  Resume,       ///< an unfinished application of this person was found
  Form,         ///< one group of questions
  Materials,    ///< list of what is needed and what is there
  Capture,      ///< photographing one material, page by page
  Missing,      ///< complete list of what is missing
  Commitment,   ///< one commitment in place of a proof
  Delivery,     ///< how the result comes
  Signature,
  Review,  ///< everything once more; submit
  Submitting,
  Receipt,
  Rating,
  Goodbye,
  Query,           ///< scan a receipt or use the own card
  QueryNumber,     ///< type the receipt's number
  QueryList,       ///< cases of this person
  QueryCase,       ///< one case: steps, news
  Bundle,          ///< one matter: what it contains, what of it is wanted
  BundleForms,     ///< before signing: the form of one case after the other, as each is signed
  Supplement,      ///< what the office still wants for a case, to be photographed here
  SupplementSent,  ///< it was handed in
  Emergency,       ///< 110, 119, 120 before any question
  Lists,           ///< what is made public: lists, and figures of cases that ended
  ListEntries,     ///< of one published list
  ListEntry,       ///< one of them
  Queues,          ///< for which window a number is wanted
  TicketCard,      ///< with the card, or without
  Ticket,          ///< the number
  NoCard,          ///< the slip for the counter at once, or fill in here for the counter
  Typed,           ///< name and number of somebody without a card
  Prepared,        ///< it is kept for the counter: its reference
  SlotDays,        ///< of an appointment: days with the places left
  SlotTimes,       ///< ... and the times of one of them
  CheckIn,         ///< reporting for an appointment: card or receipt, or why it is not now
};

/// Lies above the page and never moves it.
enum class Overlay {
  None,
  Staff,          ///< help is on the way
  Timeout,        ///< "are you still here?" with a countdown
  LeaveQuestion,  ///< home was pressed with something entered: it stays for 24 hours / delete it / go back
  Look,           ///< size of the words and colours of the screen
  Sound,          ///< reading aloud: on or off, how loud, how fast
};

enum class BrowseBy { Functions, LifeEvents, Themes };

struct BrowseState {
  BrowseBy by = BrowseBy::Functions;
  std::string list_id;  ///< function, theme, life event, four-do class that is open
  IntentKind list_kind = IntentKind::OpenFunction;
  std::vector<const catalog::ServiceItem*> items;  ///< of that list
  std::vector<const catalog::Bundle*> bundles;     ///< of that list, above the items
  std::string query;
  std::vector<catalog::SearchHit> hits;  ///< of the query, best first
};

/// Published lists.
struct ListsState {
  catalog::ListKind kind = catalog::ListKind::PowerDuty;
  std::vector<const catalog::ListEntry*> entries;  ///< of that list
  const catalog::ListEntry* entry = nullptr;       ///< the one that is read
  const catalog::ServiceItem* item = nullptr;      ///< by which it is applied for; nullptr: not here
  Page from = Page::ListEntries;                   ///< where the entry was opened
};

enum class BundlePart {
  Wanted,
  NotWanted,
  NotEligible,  ///< struck off, see `refusal`
  UnderWay,     ///< struck off: the same matter is open already, see `receipt_no`
  Separate,     ///< cannot be done together with others: an appointment, an anonymous report
};

struct BundleEntry {
  const catalog::ServiceItem* item = nullptr;
  BundlePart part = BundlePart::Wanted;
  std::optional<catalog::NotEligible> refusal;  ///< also while the page asks whether to go on without it
  std::string receipt_no;                       ///< likewise
};

/// While a bundle is looked at or applied for.
struct BundleState {
  const catalog::Bundle* bundle = nullptr;    ///< nullptr: a single item
  std::vector<BundleEntry> entries;           ///< its published items, in the catalogue's order
  std::shared_ptr<cases::MergedItem> merged;  ///< of the wanted ones; the flow alone changes it
  std::size_t delivery = 0;                   ///< group whose ways are asked for on Page::Delivery
  std::size_t form = 0;                       ///< member shown on Page::BundleForms
};

enum class ConsentView {
  Asked,
  Refused,  ///< nothing was read; the slip for the counter is printing or printed
};

struct ConsentState {
  ConsentView view = ConsentView::Asked;
  bool from_review = false;  ///< an unfinished application from before the text was changed
  bool deleted = false;      ///< Refused: what had been read or entered already was deleted
  bool guardian = false;     ///< Refused: it was the guardian's consent
};

struct CommitmentState {
  std::vector<const catalog::Material*> materials;  ///< of the item, one a page
  std::size_t at = 0;
  bool reminded = false;  ///< "go on" was tapped without the tick
};

struct GuardianState {
  std::optional<cases::GuardianRelation> relation;
  bool reminded = false;  ///< agreed without saying what they are to the child
};

enum class CardRole { Applicant, Agent, Guardian, Query, Ticket };

enum class CardView {
  Waiting,     ///< put the card down, or show a code; what was wrong with one is in CodeState
  Asking,      ///< the office is asked whose code it is; a card goes before
  Looking,     ///< read and confirmed; the store is asked what it knows of this person
  Problem,     ///< see `problem`
  SamePerson,  ///< agent and applicant are the same card
  UnderAge,    ///< under 14: a guardian has to come along; or too young to act for somebody else
  Read,        ///< shown for confirmation, masked
};

enum class PreparedView { None, Keeping, Kept, Failed };

/// An application of somebody without a card, for the counter.
struct PreparedState {
  PreparedView view = PreparedView::None;
  ErrorKind problem = ErrorKind::Internal;
  std::optional<cases::PreparedCase> result;
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

struct RatingState {
  std::string uid;     ///< of the case or bundle that is rated
  bool later = false;  ///< from the progress page, which comes back afterwards
  int level = 0;       ///< 0: not chosen
  std::vector<std::string> tags;
  std::string comment;  ///< own words
  bool failed = false;
};

/// BadNumber: misread or mistyped, its check character is wrong. Blocked: too many that were not theirs.
enum class NumberView { Waiting, Looking, BadNumber, BadEnding, NothingFound, Blocked, Failed };

enum class QueryView { Waiting, Asking, Looking, NothingFound, UnknownCode, IdentityCode, Failed };

struct QueryState {
  QueryView view = QueryView::Waiting;
  NumberView number = NumberView::Waiting;
  StrangeCode strange = StrangeCode::Other;  ///< UnknownCode: what it was
  bool scanner = true;                       ///< codes can be scanned here
  PagePreview seen;     ///< what a camera that scans looks at; empty: it does not, or the scanner is none
  int seen_number = 0;  ///< of that picture
  std::optional<cases::Person> person;   ///< whose card or code it was; empty when a receipt led here
  std::vector<cases::Draft> unfinished;  ///< of this person: papers for a case, begun and not handed in
  bool by_card = false;     ///< the list shows a person's cases (own card or code), not one receipt
  bool looks_only = false;  ///< by code, and the open case is of an item that wants the card
  std::vector<cases::CaseRow> cases;
  std::vector<cases::Notice> notices;  ///< not seen before, of this person
  std::optional<CaseDetail> detail;
};

inline constexpr int usual_speech_rate = 100;

/// How the page is read aloud; whether it is, is in ResidentState::speech.
struct SoundState {
  int volume = 80;  ///< percent
  int rate = usual_speech_rate;
  bool headset = false;  ///< plugged in: nobody else listens. Of the machine, not of the visit
  int readings = 0;      ///< how often the whole page was asked for in this visit
};

struct ResidentState {
  Page page = Page::Idle;
  Overlay overlay = Overlay::None;
  int seconds_left = 0;  ///< of the time-out warning or the goodbye page
  int seconds_total = 1;

  Language language = Language::Chinese;
  Density density = Density::Standard;
  Contrast contrast = Contrast::Normal;
  bool speech = true;
  SoundState sound;

  BrowseState browse;
  ListsState lists;
  BundleState bundle;
  const catalog::ServiceItem* item = nullptr;  ///< the one being looked at or applied for

  std::optional<catalog::AskNext> question;        ///< Eligibility
  std::optional<catalog::NotEligible> ineligible;  ///< NotEligible
  std::vector<const catalog::Outcome*> remarks;    ///< said once the questions are passed

  ConsentState consent;
  bool for_other = false;
  bool child_offered = false;  ///< WhoFor: the matter may be for a child without a card
  bool child_typed = false;    ///< "child" was chosen there
  GuardianState guardian;
  CardState card;
  CodeState code;  ///< of the page with a card that is open
  PreparedState prepared;
  int prepared_days = 5;  ///< of the machine: working days for which it is kept for the counter
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
  PagePictures page_pictures;  ///< of pages kept in this visit
  CommitmentState commitments;
  /// Beside an agent the applicant signs first.
  bool applicant_signs = false;
  std::vector<Stroke> strokes;  ///< signature so far, not yet confirmed (draft.signature once it is)
  std::optional<cases::SignatureProblem> signature_problem;
  std::map<std::string, cases::FieldProblem, std::less<>>
      delivery_problems;  ///< "address", "phone"; kNoWayChosen
  SubmitState submit;
  PrintState print;
  FormCopyState form_copy;
  bool form_printer = false;     ///< of the machine: there is a printer of A4 forms
  PrintState result_print;       ///< the result's sheet on a slip, of the case on the page
  catalog::ResultPaper paper{};  ///< of the machine: what a result can be printed on
  int result_limit = 3;          ///< of the machine: sheets of one result, at most
  RatingState rating;
  QueryState query;
  TicketDesk tickets;
  bool queues_here = false;  ///< of the machine: this hall gives out numbers
  SlotDesk slots;
  CheckInDesk check_in;
  bool appointments_here = false;  ///< of the machine: people come to this hall by appointment

  /// Of the machine, not of the visit: the idle page asks for a technician while it is not enough.
  cases::SpaceLevel room = cases::SpaceLevel::Enough;

  /// Of the machine: figures of cases that ended here. Empty while there are too few of them.
  cases::PublishedFigures figures;

  bool card_left = false;  ///< Goodbye: a card lies on the reader still; the page stays until it is gone
  int reminder = 0;        ///< ... and says so again whenever this changes
};

/// The ways in which the result of the item that is applied for can come: those of the item that this machine
/// and the home county allow.
std::vector<catalog::Delivery> ways_offered(const ResidentState& state);
/// Key of ResidentState::delivery_problems: none was chosen.
inline constexpr std::string_view kNoWayChosen = "way";
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
/// The notice that the open case waits for, with materials to hand in here; null when there is none, or when
/// it was answered here already. Borrows.
const cases::Demand* unanswered_demand(const ResidentState& state);
/// The open case may be rated now: nobody did, and the card of somebody whose case it is was read.
bool may_rate(const ResidentState& state);
/// It may be answered on this terminal now: the card of somebody whose case it is was read.
bool may_hand_in(const ResidentState& state);

/// Somebody without a card fills it in here: at the end it waits for the counter.
bool is_for_counter(const ResidentState& state);
/// The card page offers that way: to somebody who comes for themselves and for one matter.
bool may_prepare(const ResidentState& state);
/// A child's number was typed, and no guardian can go on with it here.
bool only_counter_for_child(const ResidentState& state);

/// A page that takes a card beside other things.
inline bool takes_card_too(const ResidentState& state) {
  return state.page == Page::Query || state.page == Page::TicketCard || state.page == Page::CheckIn;
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
  if (!opened || state.submit.result || state.prepared.result) return Kept::Nothing;
  if (draft.supplement && draft.materials.empty()) return Kept::Nothing;
  if (!draft.applicant) return draft.values.empty() ? Kept::Nothing : Kept::Anonymous;
  return state.draft_problem ? Kept::NotSaved : Kept::Saved;
}

}  // namespace yitang::resident
