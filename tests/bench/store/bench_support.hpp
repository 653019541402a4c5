// What the measurements share: a folder, a clock that stands, cases of a given size.
#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"

namespace yitang::bench {

template <class ResultType>
auto must(ResultType result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  if constexpr (!std::is_void_v<typename ResultType::value_type>) return std::move(*result);
}

/// A new folder that is gone at the end.
class Folder {
 public:
  explicit Folder(const std::filesystem::path& where);
  ~Folder();
  Folder(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct StoreFolder {
  explicit StoreFolder(const std::filesystem::path& where) : folder(where) {}
  cases::StoreOptions options() const;
  cases::CaseStore open() { return must(cases::CaseStore::open(options(), clock, *random)); }

  Folder folder;
  ManualClock clock{1'795'136'400'000};  // 2026-11-20, 09:00 in China
  std::unique_ptr<Random> random = seeded_random(1);
};

/// A pension claim of about 25 KB (form and signature), with `pictures` pictures of 300 KB each. Its key is
/// new.
cases::Envelope make_case(Random& random, int pictures);
/// An identity number of nobody (region 990101); equal `index`, equal number.
std::string citizen_number(int index);

double now_ms();
double median(std::vector<double> values);
/// Milliseconds that `work` takes.
double timed(const std::function<void()>& work);

void measure_submit(const std::filesystem::path& where, int commits);
void measure_scale(const std::filesystem::path& where, const std::vector<int>& rows);

}  // namespace yitang::bench
