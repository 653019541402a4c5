// Between the resident's flow and the services. Main thread only. Private to this folder.
#pragma once

#include <spdlog/spdlog.h>

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/resident/flow/ports.hpp"
#include "kiosk/terminal/camera_service.hpp"
#include "kiosk/terminal/card_service.hpp"
#include "kiosk/terminal/form_print_service.hpp"
#include "kiosk/terminal/identity_service.hpp"
#include "kiosk/terminal/presence.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/scan_service.hpp"
#include "kiosk/terminal/store_service.hpp"

namespace yitang::terminal {

/// The flow's wishes, handed to the services.
class TerminalPorts final : public resident::Ports {
 public:
  struct Services {
    CardService& card;
    ScanService& scan;
    PrintService& print;
    CameraService& camera;
    StoreService& store;
    FormPrintService* forms;    ///< null: no printer of forms
    PresenceService* presence;  ///< null: nothing can tell
    IdentityService& identity;
  };
  explicit TerminalPorts(Services services) : services_(services) {}

  void want_card(bool on) override { services_.card.want(on); }
  void want_scan(bool on) override { services_.scan.want(on); }
  void identify(const resident::IdentityWish& wish) override { services_.identity.ask(wish); }
  void ask_printer() override { services_.print.ask(); }
  void print(const resident::PrintRequest& request) override { services_.print.print(request); }
  void print_form(const resident::FormRequest& request) override {
    if (services_.forms != nullptr) services_.forms->print(request);
  }
  void want_camera(bool on) override { services_.camera.want(on); }
  void capture_page(const std::string&, int) override { services_.camera.capture(); }
  void discard_page(const cases::PageImage& page) override { services_.store.discard_page(page); }
  void save_draft(const cases::Draft& draft) override { services_.store.save_draft(draft); }
  void delete_draft(const std::string& uid) override { services_.store.delete_draft(uid); }
  void prepare(const cases::Draft& draft, UnixMillis until) override {
    services_.store.prepare(draft, until);
  }
  void find_person(const std::string& number, const std::string& item) override {
    services_.store.find_person(number, item);
  }
  void submit(const cases::Draft& draft) override { services_.store.submit(draft); }
  void find_cases_by_token(const std::string& token) override { services_.store.find_cases_by_token(token); }
  void find_case_by_number(const std::string& number, const std::string& ending) override {
    services_.store.find_case_by_number(number, ending);
  }
  void open_case(const std::string& uid) override { services_.store.open_case(uid); }
  void notices_shown(const std::vector<std::int64_t>& ids) override { services_.store.notices_shown(ids); }
  void store_rating(const cases::Rating& rating) override { services_.store.store_rating(rating); }
  void count_queues() override { services_.store.count_queues(); }
  void draw_ticket(const cases::TicketWish& wish, int request) override {
    services_.store.draw_ticket(wish, request);
  }
  void look_up_slots(const catalog::SlotPlan& plan, const std::string& number, int request) override {
    services_.store.look_up_slots(plan, number, request);
  }
  void submit_with_place(const cases::Draft& draft, const catalog::SlotPlan& plan) override {
    services_.store.submit(draft, &plan);
  }
  void check_in(const resident::CheckInRequest& wish, int request) override {
    services_.store.check_in(wish, request);
  }
  void watch_presence(bool on) override {
    if (services_.presence != nullptr) services_.presence->want(on);
  }
  void call_staff() override {
    spdlog::info("resident: staff was called");
    services_.store.with_store([](cases::CaseStore& store) {
      if (auto noted = store.note(audit::record_of(audit::ResidentStaffCalled{})); !noted) {
        spdlog::error("store: audit: {}", describe(noted.error()));
      }
    });
  }
  void wipe() override {
    person_left = true;
    services_.card.forget();
    services_.scan.want(false);
    services_.identity.forget();
    services_.camera.want(false);
    services_.print.forget();
    if (services_.forms != nullptr) services_.forms->forget();
  }

  bool person_left = false;  ///< since somebody asked

 private:
  Services services_;
};

}  // namespace yitang::terminal
