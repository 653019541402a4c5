// The terminal's store on its own thread: drafts, cases, pictures, ratings. Every method returns at once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/base/executor.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/resident/flow/events.hpp"
#include "kiosk/resident/flow/ports.hpp"

namespace yitang::terminal {

class StoreService {
 public:
  /// Borrows everything. `post` brings an event to the main thread; `submitted` runs on the store's thread
  /// after a case is durable.
  StoreService(Executor& thread, cases::CaseStore& store, catalog::CatalogPtr catalog, const Clock& clock,
               std::function<void(resident::Event)> post, std::function<void()> submitted);
  ~StoreService();

  void save_draft(const cases::Draft& draft);
  void delete_draft(const std::string& uid);
  void prepare(const cases::Draft& draft, UnixMillis until);
  void find_person(const std::string& id_number, const std::string& item_id = {});
  /// With a place of this plan, if one is given.
  void submit(const cases::Draft& draft, const catalog::SlotPlan* plan = nullptr);
  void find_cases_by_token(const std::string& token);
  void find_case_by_number(const std::string& receipt_no, const std::string& id_ending);
  void open_case(const std::string& uid);
  void notices_shown(const std::vector<std::int64_t>& ids);
  void store_rating(const cases::Rating& rating);
  void count_queues();
  void draw_ticket(const cases::TicketWish& wish, int request);
  void look_up_slots(const catalog::SlotPlan& plan, const std::string& id_number, int request);
  void check_in(const resident::CheckInRequest& wish, int request);
  void discard_page(const cases::PageImage& page);
  /// Seals a picture; `done` runs on the store's thread.
  void seal_page(cases::PageImage page, std::function<void(Result<cases::PageImage>)> done);
  /// Any other work on the store's thread.
  void with_store(std::function<void(cases::CaseStore&)> work);
  /// Begins the regular upkeep, at once and every five minutes: the judgement of the clock, room on the disk
  /// (RoomChanged when it crosses a threshold), expired drafts, cases whose retention is over, a signed head
  /// of the audit log, folding the write-ahead log.
  void start_upkeep();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
