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
  CallStaff,     ///< opens the page that says that help is coming, with the hotline
  CloseOverlay,  ///< staff page or a message is put away
  StayHere,      ///< "I am still here" on the time-out warning
  LeaveNow,      ///< end this visit at once (from home question or warning)
  SetLanguage,   ///< id: "zh" or "en"
  SetDensity,    ///< id: "standard" or "elder"
  SetSpeech,     ///< id: "on" or "off"
  // finding
  OpenFunction,    ///< id: service function
  OpenLifeEvent,   ///< id: life event
  OpenFourDo,      ///< id: at_once, online, nearby, one_go
  OpenTheme,       ///< id: theme
  OpenBundle,      ///< id: bundle; shows its items
  OpenFunctions,   ///< show the tab of service functions
  OpenLifeEvents,  ///< show the tab of life events
  OpenThemes,      ///< show the tab of themes
  OpenSearch,
  EditSearch,  ///< value: the whole query so far
  OpenItem,    ///< id: item
  PrintLeaflet,
  StartApply,
  // eligibility
  AnswerCheck,  ///< id: fact, value: "yes", "no", a number or an option code
  AcceptOffer,  ///< not eligible as it is, but what is offered instead is wanted
  // who and identity
  ChooseWho,     ///< id: "self" or "other"
  ChooseAgent,   ///< id: kind of agent, as the catalogue names it ("relative")
  AcceptNotice,  ///< the privacy notice was read
  NoCard,        ///< "I have no card with me": prints a slip for the counter
  UseCard,       ///< the card that was read is right: go on
  AnotherCard,   ///< not this one: read again
  ResumeDraft,   ///< id: uid of the draft; may be empty if only one was found
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
  PrintForm,  ///< the application on A4, of the case on this page
  // rating
  Rate,       ///< number: 5..1
  ToggleTag,  ///< id: tag code
  SendRating,
  SkipRating,
  // progress
  OpenQuery,
  OpenQueryNumber,
  FindByNumber,  ///< id: receipt number as typed, value: last four characters of the ID number
  OpenCase,      ///< id: case uid
  PrintProgress,
  PrintReceiptAgain,  ///< of the case that is open, when its receipt was never confirmed
  // conditional materials
  AnswerMaterial,  ///< id: material code, value: "yes" or "no"; does its condition hold for this person
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
