#include "kiosk/terminal/store_service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/bundle.hpp"
#include "kiosk/cases/retention.hpp"
#include "kiosk/cases/submission.hpp"

namespace yitang::terminal {
namespace {
constexpr std::chrono::milliseconds kUpkeepEvery{5 * 60 * 1000};
constexpr std::chrono::milliseconds kSweepAfter{20'000};
}  // namespace

struct StoreService::Shared : std::enable_shared_from_this<StoreService::Shared> {
  Shared(Executor& t, cases::CaseStore& s, catalog::CatalogPtr cat, const Clock& c,
         std::function<void(resident::Event)> p, std::function<void()> done)
      : thread(t),
        store(s),
        catalog(std::move(cat)),
        clock(c),
        post(std::move(p)),
        submitted(std::move(done)) {}

  void run(std::function<void(Shared&)> work) {
    thread.post([weak = weak_from_this(), work = std::move(work)] {
      if (const auto self = weak.lock()) work(*self);
    });
  }

  // A failure of the store is always said: to the person by an event, to the technician by the log.
  void log(const char* what, const Error& error) { spdlog::error("store: {}: {}", what, describe(error)); }

  void find_person(const std::string& number, const std::string& item) {
    auto drafts = store.find_drafts(number, item);
    auto rows = store.find_by_person(number);
    auto notices = store.unread_notices(number);
    if (!drafts || !rows || !notices) {
      const Error& error = !drafts ? drafts.error() : !rows ? rows.error() : notices.error();
      log("looking up a person", error);
      post(resident::PersonLookupFailed{error.kind});
      return;
    }
    post(resident::PersonFound{std::move(*drafts), std::move(*rows), std::move(*notices)});
  }

  void submit(const cases::Draft& draft) {
    const catalog::ServiceItem* item = catalog->item(draft.item_id, draft.item_version);
    const catalog::ServiceItem* today = catalog->item(draft.item_id);
    if (draft.supplement) {  // of a case that was taken: the item itself may have ended
      item = catalog->nearest(draft.item_id, draft.item_version);
      today = item;
    }
    if (item == nullptr || today == nullptr) {  // no version of it is in force any more
      post(resident::SubmitFailed{ErrorKind::NotFound});
      return;
    }
    const UnixMillis now = clock.now();
    auto result = store.submit(
        draft.supplement ? cases::make_supplement(*item, draft, clock.trusted())
                         : cases::make_envelope(*item, draft, catalog->calendar(), now, clock.trusted()));
    if (!result) {
      log("submitting", result.error());
      post(resident::SubmitFailed{result.error().kind});
      return;
    }
    post(resident::CaseSubmitted{*result});
    submitted();
  }

  void submit_bundle(const cases::Draft& draft) {
    const catalog::Bundle* bundle = catalog->bundle(draft.item_id);
    std::vector<const catalog::ServiceItem*> items;
    for (const cases::BundleMember& member : draft.bundle->members)
      items.push_back(catalog->item(member.item_id, member.item_version));
    if (bundle == nullptr || !draft.applicant ||
        std::find(items.begin(), items.end(), nullptr) != items.end()) {
      post(resident::SubmitFailed{ErrorKind::NotFound});
      return;
    }
    const cases::MergedItem merged = cases::merge_items(*bundle, items, draft.applicant->sex);
    auto done = store.submit_all(
        cases::make_envelopes(merged, draft, catalog->calendar(), clock.now(), clock.trusted()));
    if (!done) {
      log("submitting", done.error());
      post(resident::SubmitFailed{done.error().kind});
      return;
    }
    const cases::SubmittedCase& first = done->cases.front();
    post(resident::CaseSubmitted{
        {done->uid, first.receipt_no, done->qr_token, first.promised, first.submitted_at, first.repeated},
        std::move(done->cases)});
    submitted();
  }

  // When in doubt it was not: a second receipt does no harm, none at all does.
  bool receipt_printed(const std::string& uid) {
    const auto jobs = store.print_jobs_of(uid);
    if (!jobs) log("reading the print journal", jobs.error());
    const bool alone =
        jobs && std::any_of(jobs->begin(), jobs->end(), [](const cases::PrintJob& job) {
          return job.kind == cases::PrintKind::Receipt && job.result == cases::PrintResult::Printed;
        });
    if (alone) return true;
    const auto bundle = store.bundle_of(uid);
    if (!bundle) log("looking for a bundle", bundle.error());
    return bundle && *bundle && receipt_printed(**bundle);  // one slip named them all
  }

  void open_case(const std::string& uid) {
    auto row = store.find_by_uid(uid);
    auto notices = store.notices_of(uid);
    if (!row || !notices || !*row) {
      if (!row) log("opening a case", row.error());
      if (!notices) log("reading notices", notices.error());
      if (row && notices) {
        post(resident::CasesFound{});  // it has been erased meanwhile
      } else {
        post(resident::PersonLookupFailed{!row ? row.error().kind : notices.error().kind});
      }
      return;
    }
    resident::CaseDetail detail{**row, std::move(*notices), {}};
    if (const auto content = store.case_content(uid); !content) {  // the page goes without
      const bool erased = content.error().kind == ErrorKind::NotFound;
      if (!erased) log("reading how the result comes", content.error());
    } else if (content->delivery) {
      detail.delivery = content->delivery->kind;
    }
    detail.receipt_printed = receipt_printed(uid);
    if (const auto prints = store.result_prints(uid)) {
      detail.result_prints = *prints;
    } else {  // printing looks once more
      log("counting prints of a result", prints.error());
    }
    if (auto rating = store.rating_of(uid)) {
      detail.rated = rating->has_value();
    } else {  // nobody is asked for what may be there already
      log("reading a rating", rating.error());
      detail.rated = true;
    }
    if (auto supplements = store.supplements_of(uid)) {
      detail.supplements = std::move(*supplements);
    } else {  // the page offers to hand in once more: the office takes it all the same
      log("reading what was handed in later", supplements.error());
    }
    post(std::move(detail));
  }

  // Erased cases cannot tell whose they were: they are found by the receipt's code only.
  void find_by_number(const std::string& receipt_no, const std::string& ending) {
    auto row = store.find_by_receipt(receipt_no);
    if (!row) {
      log("looking up a receipt", row.error());
      post(resident::PersonLookupFailed{row.error().kind});
      return;
    }
    resident::CasesFound found;
    if (*row) {
      const auto content = store.case_content((*row)->uid);
      if (!content && content.error().kind != ErrorKind::NotFound) {
        log("reading a case", content.error());
        post(resident::PersonLookupFailed{content.error().kind});
        return;
      }
      const bool theirs = content && (content->applicant.number.ends_with(ending) ||
                                      (content->agent && content->agent->person.number.ends_with(ending)));
      if (theirs) found.cases.push_back(**row);
    }
    post(std::move(found));
  }

  void erase_old() {
    auto done = cases::erase_due(store, *catalog, clock);
    if (!done) log("erasing old cases", done.error());
    if (done && done->failed > 0)
      spdlog::error("store: {} cases cannot be erased: {}", done->failed, done->reason);
  }

  // The log says when the clock became untrusted and when it was right again.
  void judge_clock() {
    const ClockJudgement now = clock.judgement();
    if (judged && is_trusted(*judged) == is_trusted(now)) return;
    using Disposition = audit::ClockJudged::Disposition;
    const bool worth_a_row = judged || !is_trusted(now);  // an ordinary start is not
    judged = now;
    if (!worth_a_row) return;
    spdlog::warn("clock: {}", name_of(now));
    auto noted = store.note(audit::record_of(
        audit::ClockJudged{is_trusted(now) ? Disposition::Trusted : Disposition::Untrusted, name_of(now)}));
    if (!noted) log("noting the clock", noted.error());
  }

  // To the idle page and the log when it changes; to the log every time while it is critical.
  void watch_space() {
    const auto space = store.space();
    if (!space) {
      log("asking for free space", space.error());
      return;
    }
    const bool changed = std::exchange(space_level, space->level) != space->level;
    if (changed) post(resident::RoomChanged{space->level});
    const auto megabytes = space->free_bytes >> 20;
    if (space->level == cases::SpaceLevel::Critical) {
      spdlog::error("store: {} MB are free: soon nobody can hand in anything", megabytes);
    } else if (changed && space->level == cases::SpaceLevel::Low) {
      spdlog::warn("store: only {} MB are free", megabytes);
    } else if (changed) {
      spdlog::info("store: {} MB are free again", megabytes);
    }
  }

  void upkeep() {
    // The first round comes with the start and has seen nothing of the program's work yet.
    const bool settled = std::exchange(kept_up, true);
    judge_clock();
    if (auto noted = store.note_time(); !noted) log("noting the time", noted.error());
    watch_space();
    if (auto expired = store.expire_drafts(clock.now()); !expired) log("expiring drafts", expired.error());
    erase_old();
    if (auto gone = store.forget_tickets(); !gone) log("forgetting numbers", gone.error());
    if (auto head = store.sign_audit_head(); !head) log("signing the audit log", head.error());
    const auto folded = store.checkpoint();
    if (!folded) log("folding the log", folded.error());
    if (folded && settled) {  // the copy from before a change of the schema has done its duty
      if (auto gone = store.discard_copies(); !gone) log("removing old copies", gone.error());
    }
    thread.post_after(kUpkeepEvery, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->upkeep();
    });
  }

  Executor& thread;
  cases::CaseStore& store;
  catalog::CatalogPtr catalog;
  const Clock& clock;
  std::function<void(resident::Event)> post;
  std::function<void()> submitted;
  std::optional<ClockJudgement> judged;  ///< what the log knows
  cases::SpaceLevel space_level = cases::SpaceLevel::Enough;
  bool kept_up = false;
};

StoreService::StoreService(Executor& thread, cases::CaseStore& store, catalog::CatalogPtr catalog,
                           const Clock& clock, std::function<void(resident::Event)> post,
                           std::function<void()> submitted)
    : shared_(std::make_shared<Shared>(thread, store, std::move(catalog), clock, std::move(post),
                                       std::move(submitted))) {}

StoreService::~StoreService() = default;

void StoreService::save_draft(const cases::Draft& draft) {
  shared_->run([draft](Shared& self) {
    const auto saved = self.store.save_draft(draft);
    if (saved) {
      self.post(resident::DraftSaved{});
    } else {
      self.log("saving a draft", saved.error());
      self.post(resident::DraftNotSaved{saved.error().kind});
    }
  });
}

void StoreService::delete_draft(const std::string& uid) {
  shared_->run([uid](Shared& self) {
    if (auto gone = self.store.delete_draft(uid); !gone) self.log("deleting a draft", gone.error());
  });
}

void StoreService::prepare(const cases::Draft& draft, UnixMillis until) {
  shared_->run([draft, until](Shared& self) {
    auto kept = self.store.prepare(draft, until);
    if (kept) {
      self.post(resident::CasePrepared{draft.uid, std::move(*kept)});
    } else {
      self.log("keeping an application for the counter", kept.error());
      self.post(resident::CaseNotPrepared{draft.uid, kept.error().kind});
    }
  });
}

void StoreService::find_person(const std::string& id_number, const std::string& item_id) {
  shared_->run([id_number, item_id](Shared& self) { self.find_person(id_number, item_id); });
}

void StoreService::submit(const cases::Draft& draft) {
  shared_->run([draft](Shared& self) { draft.bundle ? self.submit_bundle(draft) : self.submit(draft); });
}

void StoreService::find_cases_by_token(const std::string& token) {
  shared_->run([token](Shared& self) {
    auto row = self.store.find_by_token(token);
    if (!row) {
      self.log("looking up a receipt", row.error());
      self.post(resident::PersonLookupFailed{row.error().kind});
      return;
    }
    resident::CasesFound found;
    if (*row) {
      found.cases.push_back(**row);
    } else if (auto all = self.store.cases_of_bundle(token); all) {
      found.cases = std::move(*all);
    } else {
      self.log("looking up a bundle", all.error());
    }
    self.post(std::move(found));
  });
}

void StoreService::find_case_by_number(const std::string& receipt_no, const std::string& id_ending) {
  shared_->run([receipt_no, id_ending](Shared& self) { self.find_by_number(receipt_no, id_ending); });
}

void StoreService::open_case(const std::string& uid) {
  shared_->run([uid](Shared& self) { self.open_case(uid); });
}

void StoreService::notices_shown(const std::vector<std::int64_t>& ids) {
  shared_->run([ids](Shared& self) {
    for (const std::int64_t id : ids) {
      if (auto read = self.store.mark_read(id); !read) self.log("marking a notice", read.error());
    }
  });
}

void StoreService::store_rating(const cases::Rating& rating) {
  shared_->run([rating](Shared& self) {
    const auto stored = self.store.store_rating(rating);
    if (stored) {
      self.submitted();  // it goes to the office by itself
      self.post(resident::RatingStored{});
    } else {
      self.log("storing a rating", stored.error());
      self.post(resident::RatingFailed{stored.error().kind});
    }
  });
}

void StoreService::count_queues() {
  shared_->run([](Shared& self) {
    if (auto counts = self.store.queue_counts()) {
      self.post(resident::QueuesCounted{std::move(*counts)});
    } else {  // the page goes without
      self.log("counting who waits", counts.error());
    }
  });
}

void StoreService::draw_ticket(const cases::TicketWish& wish, int request) {
  shared_->run([wish, request](Shared& self) {
    if (auto drawn = self.store.draw_ticket(wish)) {
      self.post(resident::TicketDrawn{request, std::move(*drawn)});
    } else {
      if (drawn.error().kind != ErrorKind::Refused) self.log("drawing a number", drawn.error());
      self.post(resident::TicketFailed{request, drawn.error().kind});
    }
  });
}

void StoreService::discard_page(const cases::PageImage& page) {
  shared_->run([page](Shared& self) {
    if (auto gone = self.store.discard_page(page); !gone) self.log("discarding a page", gone.error());
  });
}

void StoreService::seal_page(cases::PageImage page, std::function<void(Result<cases::PageImage>)> done) {
  shared_->run(
      [page = std::move(page), done = std::move(done)](Shared& self) { done(self.store.seal_page(page)); });
}

void StoreService::with_store(std::function<void(cases::CaseStore&)> work) {
  shared_->run([work = std::move(work)](Shared& self) { work(self.store); });
}

void StoreService::start_upkeep() {
  shared_->run([](Shared& self) { self.upkeep(); });
  shared_->thread.post_after(kSweepAfter, [weak = std::weak_ptr(shared_)] {
    const auto self = weak.lock();
    if (!self) return;
    if (auto swept = self->store.sweep(); !swept) self->log("looking for orphans", swept.error());
  });
}

}  // namespace yitang::terminal
