// A flow with a world that only notes what it is asked. Answers are given by the tests. All people are
// synthetic.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident::test {

class NotingPorts final : public Ports {
 public:
  void want_card(bool on) override { card_wanted = on; }
  void want_scan(bool on) override { scan_wanted = on; }
  void want_camera(bool on) override { camera_wanted = on; }
  void identify(const IdentityWish& wish) override { wishes_of_identity.push_back(wish); }
  void ask_printer() override { ++printer_asked; }
  void print(const PrintRequest& request) override { prints.push_back(request); }
  void print_form(const FormRequest& request) override { forms.push_back(request); }
  void capture_page(const std::string& code, int number) override {
    captures.push_back(code + "/" + std::to_string(number));
  }
  void discard_page(const cases::PageImage& page) override { discarded.push_back(page.digest); }
  void save_draft(const cases::Draft& draft) override {
    saved.push_back(draft);
    order.push_back("save " + draft.page);
  }
  void delete_draft(const std::string& uid) override { deleted.push_back(uid); }
  void find_person(const std::string& number, const std::string& item) override {
    people.push_back(number);
    items_of_people.push_back(item);
  }
  void prepare(const cases::Draft& draft, UnixMillis until) override {
    prepared.push_back(draft);
    prepared_until = until;
  }
  void submit(const cases::Draft& draft) override { submitted.push_back(draft); }
  void find_cases_by_token(const std::string& token) override { tokens.push_back(token); }
  void find_case_by_number(const std::string& number, const std::string& ending) override {
    tokens.push_back(number + " " + ending);
  }
  void open_case(const std::string& uid) override { opened.push_back(uid); }
  void notices_shown(const std::vector<std::int64_t>& ids) override {
    shown.insert(shown.end(), ids.begin(), ids.end());
  }
  void store_rating(const cases::Rating& rating) override {
    std::string line = rating.visit_uid + " " + std::to_string(rating.level);
    for (const std::string& tag : rating.tags) line += " " + tag;
    if (!rating.comment.empty()) line += " " + rating.comment;
    ratings.push_back(line);
  }
  void count_queues() override { ++queues_asked; }
  void draw_ticket(const cases::TicketWish& wish, int request) override {
    wishes.push_back(wish);
    last_wish = request;
  }
  void look_up_slots(const catalog::SlotPlan& plan, const std::string& number, int request) override {
    looked_up.push_back(plan.id + " " + number);
    last_lookup = request;
  }
  void submit_with_place(const cases::Draft& draft, const catalog::SlotPlan& plan) override {
    submitted.push_back(draft);
    places.push_back(plan.id);
  }
  void check_in(const CheckInRequest& wish, int request) override {
    check_ins.push_back(wish);
    last_check_in = request;
  }
  void watch_presence(bool on) override { presence_watched = on; }
  void call_staff() override { ++staff_called; }
  void wipe() override {
    ++wiped;
    order.push_back("wipe");
  }

  bool card_wanted = false;
  bool scan_wanted = false;
  bool camera_wanted = false;
  bool presence_watched = false;
  int printer_asked = 0;
  int staff_called = 0;
  int wiped = 0;
  int queues_asked = 0;
  int last_wish = 0;                       ///< number of the newest request
  int last_lookup = 0, last_check_in = 0;  ///< likewise
  std::vector<std::string> looked_up, places;
  std::vector<CheckInRequest> check_ins;
  std::vector<PrintRequest> prints;
  std::vector<FormRequest> forms;
  std::vector<std::string> captures, discarded, deleted, people, items_of_people, tokens, opened, ratings,
      order;
  std::vector<cases::TicketWish> wishes;
  std::vector<IdentityWish> wishes_of_identity;
  std::vector<std::int64_t> shown;  ///< notices
  std::vector<cases::Draft> saved, submitted, prepared;
  UnixMillis prepared_until = 0;
};

cases::Person elder();    ///< sixty and a bit
cases::Person younger();  ///< their grown-up child
cases::Person child();    ///< under fourteen
/// Every text in the state that could tell who was here, one after the other.
std::string everything_in(const ResidentState& state);

class FlowBench {
 public:
  /// Different seeds give different numbers, as different visits do.
  explicit FlowBench(std::uint64_t seed = 5, FlowSettings settings = {});
  /// With another catalogue than the sample, which outlives it.
  FlowBench(const catalog::Catalog& catalog, std::uint64_t seed, FlowSettings settings = {});

  const ResidentState& state() const { return flow.state(); }
  Page page() const { return state().page; }
  void tap(IntentKind kind, std::string id = {}, std::string value = {}, int number = 0);
  void seconds(int count);  ///< lets them pass one by one

  // A visit for the pension claim, up to the page named.
  void to_guide(const std::string& item = "ss.pension-claim");
  void to_who_for();
  void to_card();
  void to_form(const cases::Person& person = elder());
  void to_materials();
  void to_delivery();
  void to_signature();
  void to_review();
  void to_receipt();
  void to_query();

  /// Answers the newest question about a person.
  void answer_person(PersonFound found = {});
  void fill_and_leave_form();
  void photograph(const std::string& code, std::uint8_t seed = 1);
  void sign();
  PageCaptured captured(std::uint8_t seed = 1) const;
  CaseSubmitted receipt() const;  ///< the store's answer to the last submission
  cases::CaseRow row(const std::string& uid, const std::string& item = "ss.pension-claim") const;

  ManualClock clock;
  std::unique_ptr<Random> random;
  NotingPorts ports;
  ResidentFlow flow;
};

}  // namespace yitang::resident::test
