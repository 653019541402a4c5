// Several cases at once.
#include <algorithm>
#include <utility>

#include "kiosk/cases/case_writing.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::cases {
namespace {

Result<void> check_bundle(const std::vector<Envelope>& envelopes) {
  const auto refuse = [](const char* reason) { return fail(ErrorKind::BadInput, reason, "bundle"); };
  if (envelopes.empty() || envelopes.size() > kMaxBundleItems) return refuse("has no cases, or too many");
  PageNames uids;
  for (const Envelope& envelope : envelopes) {
    if (auto complete = check_complete(envelope); !complete) return complete;
    if (!envelope.bundle || !is_uid(envelope.bundle->uid)) return refuse("is missing or has no key");
    if (envelope.bundle->uid != envelopes.front().bundle->uid) return refuse("is not the same in all cases");
    if (!is_uid(envelope.idempotency_key)) return fail(ErrorKind::BadInput, "is no key", "idempotency_key");
    if (envelope.idempotency_key == envelope.bundle->uid || !uids.insert(envelope.idempotency_key).second)
      return fail(ErrorKind::BadInput, "is there twice", "idempotency_key");
  }
  return {};
}

/// What was issued the first time, if it was: all of them or none.
Result<std::optional<SubmittedBundle>> bundle_before(StoreParts& parts,
                                                     const std::vector<Envelope>& envelopes) {
  SubmittedBundle known;
  known.uid = envelopes.front().bundle->uid;
  for (const Envelope& envelope : envelopes) {
    auto before = submitted_before(parts, envelope.idempotency_key);
    if (!before) return failure(before);
    if (*before) known.cases.push_back(std::move(**before));
  }
  if (known.cases.empty()) return std::nullopt;
  auto token = parts.database.query_one<std::string>("SELECT qr_token FROM bundle_member WHERE uid = ?",
                                                     known.cases.front().uid);
  if (!token) return failure(token);
  if (!*token || known.cases.size() != envelopes.size())
    return fail(ErrorKind::Refused, "some of these cases were handed in already, not as this bundle");
  known.qr_token = **token;
  return std::optional<SubmittedBundle>(std::move(known));
}

/// A sealed picture belongs to one case: the second case that it serves gets a copy with a key of its own.
Result<void> seal_shared_pages(CaseStore& store, std::vector<Envelope>& envelopes, PageNames& sealed) {
  PageNames used;
  for (Envelope& envelope : envelopes) {
    for (EnvelopeMaterial& material : envelope.materials) {
      for (PageImage& page : material.pages) {
        if (!page.sealed || used.insert(page.sealed->name).second) continue;
        auto content = store.page_content(page);
        if (!content) return failure(content);
        PageImage copy = page;
        copy.sealed.reset();
        copy.content = std::move(*content);
        auto kept = store.seal_page(copy);
        if (!kept) return failure(kept);
        page = std::move(*kept);
        sealed.insert(page.sealed->name);
      }
    }
    if (auto pages = seal_pages(store, envelope, sealed); !pages) return pages;
  }
  return {};
}

/// The draft's pictures go over to the cases; its text and key are of no use any more.
Result<PageNames> take_draft_away(StoreParts& parts, std::string_view uid) {
  auto pages = set_pages(parts, uid, {});
  if (!pages) return pages;
  for (const std::string_view sql :
       {"DELETE FROM draft WHERE uid = ?", "DELETE FROM record_key WHERE uid = ?"}) {
    if (auto removed = parts.database.run(sql, uid); !removed) return failure(removed);
  }
  return pages;
}

Result<PageNames> commit_bundle(StoreParts& parts, std::vector<Envelope>& envelopes) {
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto gone = take_draft_away(parts, envelopes.front().bundle->uid);
  if (!gone) return gone;
  const std::string token = new_qr_token(parts.random);
  for (Envelope& envelope : envelopes) {
    envelope.bundle->qr_token = token;
    auto dropped = write_case(parts, envelope);
    if (!dropped) return dropped;
    gone->insert(dropped->begin(), dropped->end());
    auto added =
        parts.database.run("INSERT INTO bundle_member (uid, bundle, position, qr_token) VALUES (?, ?, ?, ?)",
                           envelope.idempotency_key, envelope.bundle->uid, envelope.bundle->position, token);
    if (!added) return failure(added);
  }
  for (const Envelope& envelope : envelopes) {
    for (const std::string& name : page_names(envelope.materials)) gone->erase(name);
  }
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return gone;
}

}  // namespace

Result<SubmittedBundle> CaseStore::submit_all(const std::vector<Envelope>& envelopes) {
  auto& parts = *parts_;
  if (auto checked = check_bundle(envelopes); !checked) return failure(checked);
  auto known = bundle_before(parts, envelopes);
  if (!known) return failure(known);
  if (*known) return std::move(**known);
  std::vector<Envelope> issued = envelopes;
  PageNames sealed;
  if (auto pages = seal_shared_pages(*this, issued, sealed); !pages) {
    remove_files(parts, sealed);
    return failure(pages);
  }
  auto gone = commit_bundle(parts, issued);
  if (!gone) {
    if (!parts.database.failed_commit_may_return()) remove_files(parts, sealed);
    return failure(gone);
  }
  remove_files(parts, *gone);
  SubmittedBundle done{issued.front().bundle->uid, issued.front().bundle->qr_token, {}};
  for (const Envelope& envelope : issued) {
    done.cases.push_back({envelope.idempotency_key, envelope.receipt_no, envelope.qr_token, envelope.promised,
                          envelope.submitted_at, false});
  }
  return done;
}

}  // namespace yitang::cases
