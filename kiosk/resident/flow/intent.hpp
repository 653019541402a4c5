// What a person did on a resident's screen. Screens make intents, the flow takes them; nothing else crosses.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace yitang::resident {

enum class IntentKind {
  // anywhere
  Wake,  ///< the idle screen was touched
  GoBack,
  GoHome,
  CallStaff,      ///< opens the page that says that help is coming, with the hotline
  CloseOverlay,   ///< staff page or a message is put away
  StayHere,       ///< "I am still here" on the time-out warning
  LeaveNow,       ///< end this visit at once (from home question or warning)
  SetLanguage,    ///< id: "zh" or "en"
  OpenLook,       ///< the panel for the size of the words and the colours
  SetDensity,     ///< id: "standard" or "elder"
  SetContrast,    ///< number: of the scheme, 0 is the machine's own look
  SetSpeech,      ///< id: "on" or "off"
  OpenSound,      ///< the panel for reading aloud
  SetVolume,      ///< number: 0 to 100
  SetSpeechRate,  ///< number: 50 to 200, percent of the usual pace
  ReadPage,       ///< everything on this page, aloud
  // finding
  OpenFunction,    ///< id: service function
  OpenLifeEvent,   ///< id: life event
  OpenFourDo,      ///< id: at_once, online, nearby, one_go
  OpenTheme,       ///< id: theme
  OpenFunctions,   ///< show the tab of service functions
  OpenLifeEvents,  ///< show the tab of life events
  OpenThemes,      ///< show the tab of themes
  OpenSearch,
  EditSearch,     ///< value: the whole query so far
  OpenItem,       ///< id: item
  OpenLists,      ///< published lists; also from the idle page
  OpenList,       ///< id: kind of list
  OpenListEntry,  ///< id: entry of a published list
  PrintLeaflet,
  StartApply,
  OpenBundle,        ///< id: bundle
  ToggleBundleItem,  ///< id: item; wanted or not
  StartBundle,
  LeaveOut,  ///< go on without the matters that cannot be done (not eligible, or under way already)
  // eligibility
  AnswerCheck,  ///< id: fact, value: "yes", "no", a number or an option code
  AcceptOffer,  ///< not eligible as it is, but what is offered instead is wanted
  NoEmergency,  ///< go on with the report
  // who and identity
  ChooseWho,       ///< id: "self", "other", or "child": one who has no card
  ChooseAgent,     ///< id: kind of agent, as the catalogue names it ("relative")
  ChoosePresence,  ///< id: "here" or "absent"; the applicant, beside an agent
  BringGuardian,   ///< the card on the page is a child's: go on with a guardian's
  ChooseRelation,  ///< id: of the guardian to the child
  AgreeAsGuardian,
  GiveConsent,    ///< to what the consent page says
  RefuseConsent,  ///< nothing is read; prints a slip for the counter
  ReadConsent,    ///< refused, but wants to see the text again
  NoCard,         ///< "I have no card with me"
  UseCard,        ///< the card that was read is right: go on
  AnotherCard,    ///< not this one: read again
  ResumeDraft,    ///< id: uid of the draft; may be empty if only one was found
  StartAfresh,
  OpenExistingCase,  ///< the same matter is already under way: show it
  ApplyAgain,        ///< ... apply all the same
  // form
  FocusField,  ///< id: field key
  TypeField,   ///< id: field key, value: whole new value; several choices one a line; tables one row a
               ///< line with a tab between cells
  LeaveField,  ///< id: field key: validate it now
  NextStep,    ///< main action "go on" of form, materials, delivery, review pages
  EditStep,    ///< id: "form:<page>", "materials", "delivery", "signature": from the review page
  // materials
  OpenMaterial,  ///< id: material code
  CapturePage,
  KeepPage,
  RetakePage,
  RemovePage,  ///< number: page index
  FinishMaterial,
  PrintMissing,
  // commitments
  ToggleCommitment,  ///< id: material code
  BringProof,        ///< id: material code; the proof is handed in, no commitment is made
  CommitInstead,     ///< id: material code; takes that back
  // signature
  AddStroke,  ///< strokes: exactly one stroke
  ClearStrokes,
  ConfirmSignature,
  // delivery, submission, receipt
  ChooseDelivery,  ///< id: print, electronic, window, courier, agent, sms
  TypeDelivery,    ///< id: "address" or "phone", value: whole new value
  Submit,
  TryAgain,  ///< after a failed submission or print
  Reprint,
  FinishReceipt,
  PrintForm,    ///< the application on A4, of the case on this page
  PrintResult,  ///< the result's sheet, of the case on this page
  // rating
  Rate,         ///< number: 5..1
  ToggleTag,    ///< id: tag code
  TypeComment,  ///< value: whole new text
  SendRating,
  SkipRating,
  RateCase,  ///< of the case that is open on the progress page
  // progress
  OpenQuery,
  OpenQueryNumber,
  FindByNumber,  ///< id: receipt number as typed, value: last four characters of the ID number
  OpenCase,      ///< id: case uid
  PrintProgress,
  PrintReceiptAgain,  ///< of the case that is open, when its receipt was never confirmed
  HandInMissing,      ///< of the case that is open: what the office still wants is photographed here
  // numbers for the windows
  OpenQueues,       ///< of this hall; from a guide: that of the item
  ChooseQueue,      ///< id: queue; also once more after a failure
  TakeWithoutCard,  ///< a number without a card
  PrintTicket,
  FinishTicket,
  // conditional materials
  AnswerMaterial,  ///< id: material code, value: "yes" or "no"; does its condition hold for this person
  // without a card
  PrintCounterSlip,  ///< at once, with the answers so far
  FillWithoutCard,   ///< name and number are typed
  BringLater,        ///< what is missing is brought to the counter
  FinishPrepared,    ///< the slip is taken, or the reference photographed
  // appointments
  ChooseSlotDay,   ///< id: day, "2026-11-25"
  ChooseSlot,      ///< number: minutes after midnight at which it begins, on that day
  WishForDay,      ///< no place is left, or this person has one: the day is asked, the office tells the time
  LookAgain,       ///< after a failure
  OpenCheckIn,     ///< report for an appointment; from the windows' page or that of its case
  TakeLateNumber,  ///< too late for it: an ordinary number
};

/// A point of a signature, each coordinate 0..1 of the pad.
struct StrokePoint {
  float x = 0;
  float y = 0;
  float seconds = 0;  ///< since the first touch
};
using Stroke = std::vector<StrokePoint>;

struct Intent {
  IntentKind kind = IntentKind::Wake;
  std::string id;
  std::string value;
  int number = 0;
  std::vector<Stroke> strokes;
};

/// Collects the intents of one frame. Owned by the caller of a screen.
class Intents {
 public:
  void add(IntentKind kind, std::string id = {}, std::string value = {}, int number = 0) {
    list_.push_back({kind, std::move(id), std::move(value), number, {}});
  }
  void add(Intent intent) { list_.push_back(std::move(intent)); }
  std::vector<Intent> take() { return std::exchange(list_, {}); }
  bool empty() const { return list_.empty(); }

 private:
  std::vector<Intent> list_;
};

}  // namespace yitang::resident
