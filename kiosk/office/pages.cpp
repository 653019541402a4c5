// Pictures of what comes in: sealed first, named by a row afterwards.
#include <algorithm>

#include "kiosk/office/parts.hpp"

namespace yitang::office {

RemoveUnlessKept::~RemoveUnlessKept() {
  if (kept || database.failed_commit_may_return()) return;
  for (const auto& [digest, ref] : pages) {
    // What cannot be removed now is an orphan that the next start sweeps.
    static_cast<void>(files.remove(ref.name));
  }
}

Result<void> seal_pages(Office::Parts& parts, const cases::Envelope& envelope,
                        const std::set<std::string>& known, SealedPages& pages) {
  for (const cases::EnvelopeMaterial& material : envelope.materials) {
    for (const cases::PageImage& page : material.pages) {
      const bool twice =
          known.contains(page.digest) ||
          std::any_of(pages.begin(), pages.end(), [&](const auto& p) { return p.first == page.digest; });
      if (twice) continue;  // the same picture again: one file serves both
      auto sealed = parts.sealed.put(page.content, parts.random);
      if (!sealed) return failed(sealed);
      pages.emplace_back(page.digest, *sealed);
    }
  }
  return {};
}

storage::Result<void> store_pages(Office::Parts& parts, std::int64_t case_id, const SealedPages& pages) {
  for (const auto& [digest, ref] : pages) {
    auto stored = parts.database.run(
        "INSERT OR IGNORE INTO office_page(case_id, digest, name, key, size, seal_digest) VALUES (?, ?, ?, "
        "?, ?, ?)",
        case_id, digest, ref.name, storage::ByteView(ref.key), static_cast<std::int64_t>(ref.size),
        storage::ByteView(ref.digest));
    if (!stored) return tl::unexpected(stored.error());
  }
  return {};
}

}  // namespace yitang::office
