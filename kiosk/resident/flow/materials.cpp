// Papers: what is needed, photographing it page by page, and the complete list of what is missing.
#include "kiosk/cases/materials.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_materials(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenMaterial: open_material(intent.id); return true;
    case IntentKind::AnswerMaterial:
      if (state_.page != Page::Materials && state_.page != Page::Missing) return true;
      state_.draft.applies.insert_or_assign(intent.id, intent.value == "yes");
      refresh_materials();
      save_now();
      return true;
    case IntentKind::CapturePage: capture_page(); return true;
    case IntentKind::KeepPage: keep_page(); return true;
    case IntentKind::RetakePage: retake_page(); return true;
    case IntentKind::RemovePage: remove_page(intent.number); return true;
    case IntentKind::FinishMaterial:
      if (state_.page != Page::Capture) return true;
      drop_fresh_page();
      open_materials();
      return true;
    case IntentKind::PrintMissing:
      if (state_.item == nullptr) return true;
      start_print({PrintKind::MissingNotice,
                   state_.language,
                   {},
                   state_.item,
                   state_.missing,
                   {},
                   kept_of(state_) == Kept::Saved});
      return true;
    case IntentKind::BringLater:
      if (state_.page == Page::Missing && prepares()) after_commitments();
      return true;
    case IntentKind::NextStep:
      if (state_.page == Page::Materials) {
        finish_materials();
        return true;
      }
      if (state_.page == Page::Missing) {
        open_materials();
        return true;
      }
      return false;
    default: return false;
  }
}

void ResidentFlow::refresh_materials() {
  const cases::Demand* demand = state_.draft.supplement ? unanswered_demand(state_) : nullptr;
  state_.materials = demand != nullptr ? cases::demanded_materials(*state_.item, state_.draft, demand->wanted)
                                       : cases::materials_for(*state_.item, state_.draft, clock_.today());
  state_.pictures_too_large = cases::picture_bytes(state_.draft.materials) > cases::kMaxPicturesBytes;
}

// Back from a later page and forward from the form both come here; with nothing to scan or to answer the page
// is left out.
void ResidentFlow::open_materials() {
  if (state_.draft.supplement) {
    open_supplement();
    return;
  }
  refresh_materials();
  const bool any =
      std::any_of(state_.materials.begin(), state_.materials.end(), [this](const cases::MaterialNeed& need) {
        const bool answered = state_.draft.applies.contains(need.material->code);
        const bool proof = state_.draft.proofs.contains(need.material->code);
        return need.need == cases::Need::Ask || answered || proof ||
               (need.supply == cases::Supply::Scanned && need.need != cases::Need::NotNeeded &&
                need.need != cases::Need::OfficeAsks);
      });
  if (!any) {
    const bool from_later = state_.page == Page::Delivery || state_.page == Page::Commitment;
    if (from_later && chooses_slot()) {
      open_slots();
    } else if (from_later) {
      open_form_page(state_.form.pages.empty() ? 0 : state_.form.pages.size() - 1);
    } else {
      open_commitments(true);
    }
    return;
  }
  state_.draft.page = "materials";
  go(Page::Materials);
  save_now();
}

cases::MaterialPages* ResidentFlow::pages_of(const std::string& code) {
  auto& all = state_.draft.materials;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const cases::MaterialPages& m) { return m.code == code; });
  return found == all.end() ? nullptr : &*found;
}

void ResidentFlow::open_material(const std::string& code) {
  if (state_.page != Page::Materials && state_.page != Page::Missing && state_.page != Page::Supplement)
    return;
  if (state_.item == nullptr || state_.item->material(code) == nullptr) return;
  state_.capture = {};
  state_.capture.material = code;
  go(Page::Capture);
}

void ResidentFlow::capture_page() {
  if (state_.page != Page::Capture || state_.capture.view == CaptureView::Working) return;
  const cases::MaterialPages* pages = pages_of(state_.capture.material);
  const std::size_t have = pages == nullptr ? 0 : pages->pages.size();
  drop_fresh_page();
  if (have >= cases::kMaxPagesOfMaterial) {
    state_.capture.view = CaptureView::Failed;
    state_.capture.problem = CaptureProblem::TooMuch;
    return;
  }
  state_.capture.view = CaptureView::Working;
  if (capture_running_) {  // the camera still makes a picture that nobody waits for any more
    capture_repeated_ = true;
    return;
  }
  capture_running_ = true;
  ports_.capture_page(state_.capture.material, static_cast<int>(have) + 1);
}

// True if the picture that came is the one the page waits for. Else it was for another material or another
// person; what is waited for is begun now.
bool ResidentFlow::end_capture() {
  capture_running_ = false;
  const bool repeat = std::exchange(capture_repeated_, false);
  if (state_.page != Page::Capture || state_.capture.view != CaptureView::Working) return false;
  if (!repeat) return true;
  state_.capture.view = CaptureView::Ready;
  capture_page();
  return false;
}

void ResidentFlow::page_captured(const PageCaptured& captured) {
  if (!end_capture()) {
    ports_.discard_page(captured.page);
    return;
  }
  const std::uint64_t together = cases::picture_bytes(state_.draft.materials) + captured.page.bytes;
  if (together > cases::kMaxPicturesBytes) {
    ports_.discard_page(captured.page);
    state_.capture.view = CaptureView::Failed;
    state_.capture.problem = CaptureProblem::TooMuch;
    return;
  }
  state_.capture.view = CaptureView::Preview;
  state_.capture.preview = captured.preview;
  state_.capture.fresh = captured.page;
  state_.capture.problem = captured.doubt;
}

void ResidentFlow::capture_failed(CaptureProblem problem) {
  if (!end_capture()) return;
  state_.capture.view = CaptureView::Failed;
  state_.capture.problem = problem;
}

// The page says what there is now; nobody has to tap to find out.
void ResidentFlow::camera_changed(bool present) {
  if (state_.page != Page::Capture) return;
  CaptureState& capture = state_.capture;
  if (!present && capture.view == CaptureView::Ready) {
    capture.view = CaptureView::Failed;
    capture.problem = CaptureProblem::NoCamera;
  } else if (present && capture.view == CaptureView::Failed && capture.problem == CaptureProblem::NoCamera) {
    capture.view = CaptureView::Ready;
    capture.problem.reset();
  }
}

void ResidentFlow::keep_page() {
  if (!state_.capture.fresh) return;
  cases::MaterialPages* pages = pages_of(state_.capture.material);
  if (pages == nullptr) {
    state_.draft.materials.push_back({state_.capture.material, {}});
    pages = &state_.draft.materials.back();
  }
  const cases::PageImage& kept =
      pages->pages.emplace_back(*std::exchange(state_.capture.fresh, std::nullopt));
  if (state_.page_pictures.size() < kMostPagePictures)
    state_.page_pictures.insert_or_assign(kept.digest, smaller(state_.capture.preview, kPagePictureWidth));
  state_.capture.view = CaptureView::Ready;
  state_.capture.preview = {};
  state_.capture.problem.reset();
  refresh_materials();
  save_now();
}

void ResidentFlow::retake_page() {
  if (state_.capture.view == CaptureView::Working) return;
  drop_fresh_page();
  capture_page();
}

void ResidentFlow::drop_fresh_page() {
  if (state_.capture.fresh) ports_.discard_page(*state_.capture.fresh);
  state_.capture.fresh.reset();
  state_.capture.preview = {};
  state_.capture.problem.reset();
  state_.capture.view = CaptureView::Ready;
}

void ResidentFlow::remove_page(int index) {
  cases::MaterialPages* pages = pages_of(state_.capture.material);
  if (pages == nullptr || index < 0 || static_cast<std::size_t>(index) >= pages->pages.size()) return;
  const cases::PageImage gone = pages->pages[static_cast<std::size_t>(index)];
  pages->pages.erase(pages->pages.begin() + index);
  if (pages->pages.empty()) {
    std::erase_if(state_.draft.materials, [](const cases::MaterialPages& m) { return m.pages.empty(); });
  }
  state_.page_pictures.erase(gone.digest);
  refresh_materials();
  save_now();  // first: a page that a saved draft still names may not be erased
  ports_.discard_page(gone);
}

void ResidentFlow::finish_materials() {
  refresh_materials();
  if (state_.pictures_too_large) return;  // the page says what to do
  state_.missing = cases::missing(*state_.item, state_.draft, clock_.today());
  if (!state_.missing.empty()) {
    state_.print = {};
    go(Page::Missing);
  } else {
    open_commitments(!state_.form.return_to_review);
  }
}

}  // namespace yitang::resident
