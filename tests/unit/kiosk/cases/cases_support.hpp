// What the tests of this folder share. All people are synthetic: region 990101 is nobody's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::cases::test {

/// 2026-11-20 (a Friday), 09:00 in China.
inline const UnixMillis kFriday = start_of(Date{2026, 11, 20}) + 9 * 3600 * 1000;

const catalog::Catalog& sample();
const catalog::ServiceItem& item(std::string_view id);

std::string citizen_number(std::string_view birth, std::string_view sequence);
/// Sixty and a bit, card read.
Person elder();
std::vector<Stroke> handwriting();
storage::Bytes picture(std::uint8_t seed, std::size_t size = 3000);
/// A pension claim with everything that is asked, signed; its pictures are not sealed yet.
Draft pension_draft(Random& random, UnixMillis now = kFriday);
/// The same as it is handed in.
Envelope pension_envelope(Random& random, UnixMillis now = kFriday);

class TempDirectory {
 public:
  TempDirectory();
  ~TempDirectory();
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A store in a folder of its own, with a clock that stands.
struct StoreBench {
  TempDirectory directory;
  ManualClock clock{kFriday};
  std::unique_ptr<Random> random = seeded_random(7);

  StoreOptions options() const;
  CaseStore open(std::uint64_t limit = 0);
};

}  // namespace yitang::cases::test
