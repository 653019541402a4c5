// The resident's visit as a state machine: intents and events in, state out, wishes to the world through
// Ports. No toolkit, no device, no thread and no clock of its own. Main thread only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/signature.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/resident/flow/flow_settings.hpp"
#include "kiosk/resident/flow/ports.hpp"
#include "kiosk/resident/flow/state.hpp"

namespace yitang::resident {

class ResidentFlow {
 public:
  /// All references are borrowed and outlive the flow.
  ResidentFlow(const catalog::Catalog& catalog, const Clock& clock, Random& random, Ports& ports,
               FlowSettings settings);

  const ResidentState& state() const { return state_; }

  void on(const Intent& intent);
  void on(const Event& event);
  /// The screen was touched or a key pressed, whatever came of it: somebody is there. Does not answer the
  /// warning.
  void touched();
  /// Lets time pass: warnings, countdowns, delayed saving. Call at next_deadline() or later, any number of
  /// times.
  void tick();
  /// Steady time at which tick() has something to do; -1 if never.
  SteadyMillis next_deadline() const;
  /// True once after anything that a screen shows has changed.
  bool take_changed();

 private:
  // flow.cpp: dispatch, pages, leaving; back.cpp: go_back
  bool on_anywhere(const Intent& intent);
  // comfort.cpp: how the page looks and sounds
  bool on_comfort(const Intent& intent);
  void headset_changed(bool plugged);
  void go(Page page);
  void go_back();
  void ask_home();
  void leave(bool keep_draft);
  bool busy() const;
  bool is_welcome(IntentKind kind) const;
  bool has_ended() const;
  bool stop_at_ended_item();
  bool idle_needs_reset() const;
  void discard_unowned_pages();
  void end_visit();
  void reset_application();
  void know_machine();
  void changed() { changed_ = true; }
  bool form_was_opened() const;
  bool has_application() const;
  int quiet_seconds() const;
  int warning_seconds() const;
  bool may_time_out() const;
  void tick_patience(SteadyMillis now);
  void tick_goodbye(SteadyMillis now);
  void presence_changed(Presence presence);
  bool is_away_at(SteadyMillis now) const;
  SteadyMillis warning_due() const;
  void tick_printer(SteadyMillis now);
  bool watches_printer() const;

  // browse.cpp: finding, guide, eligibility
  bool on_browse(const Intent& intent);
  void open_list(IntentKind kind, const std::string& id);
  void search(const std::string& query);
  void start_apply();
  void begin_application();
  void answer(const std::string& fact, const std::string& value);
  void accept_offer();
  /// Goes on with the questions; `then` is the page when every check holds.
  void continue_checks(bool card_known);
  bool step_back_in_checks();
  catalog::Facts known_facts() const;
  void after_checks(bool card_known);
  bool may_be_for_child() const;

  // bundle.cpp: several items filled in once
  bool on_bundle(const Intent& intent);
  bool is_bundle() const { return state_.bundle.bundle != nullptr; }
  Page front_page() const { return is_bundle() ? Page::Bundle : Page::Guide; }
  void open_bundle(const std::string& id);
  void toggle_bundle_item(const std::string& id);
  void start_bundle();
  void merge_bundle();
  bool any_wanted() const;
  void leave_out();
  void continue_bundle_checks(bool card_known);
  bool find_under_way(const std::vector<cases::CaseRow>& rows);
  void restore_bundle();
  void open_bundle_delivery(std::size_t group);
  bool keep_bundle_delivery();
  void open_bundle_form(std::size_t member);

  // identity.cpp: who, cards
  bool on_identity(const Intent& intent);
  void open_card(CardRole role);
  bool is_refused_as_expired(const cases::Person& person) const;
  void take_card(const CardRead& read);
  void take_photo(const CardPhoto& photo);
  void card_failed(CardProblem problem);
  void card_gone();
  void begin_for(const cases::Person& person);
  void restart_draft();
  void use_card();
  void choose_agent(const std::string& kind);
  void tick_card(SteadyMillis now);
  bool is_query_card() const { return state_.card.role == CardRole::Query; }

  // identity_code.cpp: codes of the telephone instead of a card
  void listen_for_codes();
  void offer_codes();
  void stop_listening();
  void forget_code_question();
  bool take_code(const IdentityCodeScanned& code);
  bool code_is_strange(StrangeCode kind);
  void identity_answered(const IdentityAnswered& event);
  void show_refusal(CodeTrouble trouble);
  void show_code_trouble(CodeTrouble trouble);
  void take_identified(const cases::Person& person);
  void tick_code(SteadyMillis now);

  // guardian.cpp: agents with the applicant beside them, guardians, children without a card
  bool on_guardian(const Intent& intent);
  void after_agent();
  void bring_guardian();
  bool wants_guardian() const;
  void agree_as_guardian();
  void refuse_as_guardian();
  void open_child();
  bool next_child();
  void look_for_person();

  // no_card.cpp: the slip for the counter, an application that waits for it
  bool on_no_card(const Intent& intent);
  void open_no_card();
  void print_counter_slip();
  void open_typed();
  bool next_typed();
  bool open_typed_childs_guardian();
  bool prepares() const { return is_for_counter(state_); }
  void prepare(const cases::Obstacles& obstacles);
  void case_prepared(const CasePrepared& event);
  void case_not_prepared(const CaseNotPrepared& event);
  void print_prepared();
  bool may_take_over(const cases::Draft& draft) const;
  void take_over(const cases::Person& reader, const cases::Draft* said_now);
  void resume_prepared();

  // found.cpp: what the store knows of the person
  void person_found(const PersonFound& found);
  bool may_resume(const cases::Draft& draft) const;
  void prove_anew(const cases::Person& reader);
  bool offer_drafts(const std::vector<cases::Draft>& drafts);
  void enter_form();
  void resume_draft(const std::string& uid);
  void open_resumed_page(const std::string& page);
  void start_afresh();

  // form.cpp: questions
  bool on_form(const Intent& intent);
  void begin_form();
  void rebuild_form();
  void after_form();
  void open_form_page(std::size_t page);
  bool types_person() const;
  const catalog::FormField* field_here(const std::string& key) const;
  void type_field(const std::string& key, const std::string& value);
  void leave_field(const std::string& key);
  void fill_from(const std::string& key);
  bool check_page();
  bool delivery_is_possible() const;
  void next_form_page();
  bool back_in_form();

  // contact.cpp: nothing twice in one visit
  void keep_contact();
  void use_contact();
  void forget_contact();

  // materials.cpp
  bool on_materials(const Intent& intent);
  void open_materials();
  void refresh_materials();
  void open_material(const std::string& code);
  void capture_page();
  void page_captured(const PageCaptured& captured);
  void capture_failed(CaptureProblem problem);
  void camera_changed(bool present);
  bool end_capture();
  void keep_page();
  void retake_page();
  void remove_page(int index);
  void drop_fresh_page();
  void finish_materials();
  cases::MaterialPages* pages_of(const std::string& code);

  // consent.cpp: consents and commitments
  bool on_consent(const Intent& intent);
  bool lacks_consent() const;
  void open_consent(bool from_review = false);
  void give_consent();
  void refuse_consent();
  void drop_entries();
  void back_from_consent();
  bool back_to_consent();
  void open_commitments(bool all);
  void show_commitment();
  void after_commitments();
  bool back_to_commitments();
  void back_from_commitment();
  const catalog::Material* commitment_on_page() const;
  void toggle_commitment(const std::string& code);
  void next_commitment();
  void bring_proof(const std::string& code);
  void commit_instead(const std::string& code);

  // finish.cpp: delivery, signature, review
  bool on_finish(const Intent& intent);
  void open_delivery(std::size_t group = 0);
  void ask_to_sign();
  void fill_delivery(cases::DeliveryChoice& delivery) const;
  void choose_delivery(catalog::Delivery kind);
  void begin_delivery();
  void finish_delivery();
  void open_signature();
  void confirm_signature();
  bool signed_as_it_is() const;
  void open_review();
  void edit_step(const std::string& step);
  std::vector<catalog::GuideLine> answers_in_words() const;
  void open_goodbye();
  void bid_farewell();

  // submit.cpp: handing in, the slip
  void submit();
  void commit();
  void submitted(const CaseSubmitted& event);
  void submit_failed(ErrorKind kind);
  void printer_answered(PrinterReadiness readiness);
  void print_receipt();
  void start_print(PrintRequest request);

  // lists.cpp: what is made public
  bool on_lists(const Intent& intent);
  void open_lists();
  void open_list_entry(const std::string& id);

  // emergency.cpp
  bool open_emergency();
  void no_emergency();

  // queues.cpp: numbers for the windows
  bool on_queues(const Intent& intent);
  QueueOffer offer_of(const catalog::Queue& queue) const;
  void refresh_offers();
  void open_queues(bool from_guide);
  void queues_counted(const QueuesCounted& counted);
  void choose_queue(const std::string& id);
  void take_ticket_card(const cases::Person& person);
  void draw_ticket(const std::string& id_number);
  void ticket_drawn(const TicketDrawn& answer);
  void ticket_failed(const TicketFailed& answer);
  void refuse_ticket(TicketView why);
  void print_ticket();
  void back_from_queues();

  // slots.cpp: choosing a place for an appointment
  bool on_slots(const Intent& intent);
  void find_slot_plan();
  cases::SlotQuestions slot_questions() const;
  bool chooses_slot() const { return slot_questions() == cases::SlotQuestions::Planned; }
  bool has_slot() const;
  void open_slots();
  void slots_known(const SlotsKnown& known);
  void slots_failed(const SlotsFailed& failed);
  void choose_slot_day(const std::string& iso);
  void choose_slot(int from);
  void leave_slots();
  void wish_for_day();
  bool send_back_to_slots();
  void back_from_slots();

  // check_in.cpp: reporting for an appointment
  bool on_check_in(const Intent& intent);
  void open_check_in();
  void ask_check_in(CheckInRequest wish);
  void take_check_in_card(const cases::Person& person);
  void checked_in(const CheckedIn& answer);
  void take_late_number();
  void back_from_check_in();

  // rating.cpp
  bool on_rating(const Intent& intent);
  void open_rating(const std::string& uid, bool later);
  void toggle_tag(const std::string& code);
  void send_rating();
  void leave_rating();
  void rating_failed(ErrorKind kind);

  // form_copy.cpp: the application on A4
  void print_form();
  void start_form(FormKind kind, const std::string& uid);
  // result_copy.cpp: the result's sheet
  void print_result();
  std::string printing_name() const;
  void look_at_result();
  void result_progressed(PrintFate fate);
  void look_again();
  void form_printer_answered(const FormPrinterAnswered& answer);
  void form_progressed(const FormPrintProgressed& progress);

  // query.cpp: progress
  bool on_query(const Intent& intent);
  void open_query_number();
  void find_by_number(const Intent& intent);
  void number_answered(const std::vector<cases::CaseRow>& rows);
  void open_query();
  void scanner_changed(bool present);
  void show_cases(std::vector<cases::CaseRow> rows);
  void show_case(const CaseDetail& detail);
  void lookup_failed();
  void find_person(const std::string& number, const std::string& item_id);
  void open_case(const std::string& uid);
  void mark_shown();
  void expect_answer();
  bool take_answer();
  void forget_answers();

  // supplement.cpp: what the office still wants for a case
  bool on_supplement(const Intent& intent);
  void hand_in_missing();
  void open_supplement();
  void leave_supplement();
  void submit_supplement();
  void supplement_submitted();

  // saving
  void save_soon();
  void save_now();
  void tick_save(SteadyMillis now);

  struct OnEvent;
  friend struct OnEvent;

  const catalog::Catalog& catalog_;
  const Clock& clock_;
  Random& random_;
  Ports& ports_;
  FlowSettings settings_;
  ResidentState state_;
  bool changed_ = true;

  cases::Draft set_aside_;           ///< the application from which a supplement was opened
  Page list_page_ = Page::ItemList;  ///< where the guide was opened from
  std::vector<std::string> asked_;   ///< facts answered, in order, for going back
  SteadyMillis last_touch_ = 0;
  bool speech_in_hall_ = true;  ///< wanted by whoever is here before they plugged a headset in
  SteadyMillis warned_at_ = 0, reminded_at_ = 0;
  int warned_for_ = 0;             ///< seconds of that warning
  SteadyMillis alone_since_ = -1;  ///< nobody is there; -1: somebody is, or nothing can tell
  bool card_stays_ = false;        ///< on the reader, as far as is known
  SteadyMillis goodbye_at_ = 0;
  int goodbye_for_ = 0;           ///< seconds
  SteadyMillis card_since_ = -1;  ///< when the card page began to wait; -1: not waiting
  SteadyMillis card_opened_at_ = 0;
  SteadyMillis printer_asked_at_ = 0;  ///< while SubmitView::AskingPrinter and PrinterNotReady
  SteadyMillis save_at_ = -1;          ///< delayed saving of what is being typed

  // Answers come in the order of the questions, one each. One to an earlier question, perhaps of an earlier
  // person, is counted off and not looked at.
  int questions_ = 0;              ///< to the store, not answered yet
  bool answer_wanted_ = false;     ///< the newest of them is still waited for
  std::string asked_person_;       ///< number of the card whose owner was asked for; "" once answered
  bool capture_running_ = false;   ///< the camera has not answered yet
  bool capture_repeated_ = false;  ///< ... and nobody waits for that picture, but for the next one
  CodeQuestion code_question_;
  int last_ticket_ = 0;    ///< of prints; 0 is never given out
  int wrong_numbers_ = 0;  ///< typed in a row, whoever typed them
  SteadyMillis numbers_blocked_until_ = 0;
  ContactDetails contact_;
  std::vector<cases::QueueCount> queue_counts_;  ///< as the store said last
  std::string ticket_visit_;                     ///< of numbers that this visit drew without a card
  int ticket_request_ = 0, slot_request_ = 0, check_in_request_ = 0;  ///< to the store, the newest
  bool notices_new_ = false;     ///< the open case has messages that nobody has seen yet
  bool scanner_present_ = true;  ///< until told otherwise
};

}  // namespace yitang::resident
