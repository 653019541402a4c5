#include "tests/bench/store/bench_support.hpp"

#include <stdlib.h>
#include <time.h>

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "kiosk/cases/signature.hpp"
#include "kiosk/cases/submission.hpp"
#include "tests/bench/store/plain_sqlite.hpp"

namespace yitang::bench {

Folder::Folder(const std::filesystem::path& where) {
  std::string name = (where / "store-bench-XXXXXX").string();
  require(::mkdtemp(name.data()) != nullptr, "cannot make a folder in " + where.string());
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

cases::StoreOptions StoreFolder::options() const {
  cases::StoreOptions options;
  options.directory = folder.path() / "terminal";
  options.host.host_key_path = folder.path() / "host.key";
  options.host.hardware_id = [] { return storage::Result<storage::Bytes>(storage::Bytes(16, 7)); };
  options.terminal_code = "T001";
  options.orphans = storage::SweepOrphans::Later;  // as the terminal does
  return options;
}

std::string citizen_number(int index) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  std::string number = fmt::format("9901{:02}{:08}{:03}", index / 1'000'000 % 100,
                                   19000101 + index / 1000 % 1000, index % 1000);
  int sum = 0;
  for (int i = 0; i < 17; ++i) sum += (number[static_cast<std::size_t>(i)] - '0') * kWeights[i];
  return number + "10X98765432"[sum % 11];
}

namespace {
int below(Random& random, std::uint64_t limit) { return static_cast<int>(random.number() % limit); }

const cases::Envelope& sample() {
  static const cases::Envelope envelope = [] {
    std::ifstream file(YITANG_SOURCE_DIR "/tests/data/case-pension.json", std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return must(cases::envelope_from_json(text, cases::EnvelopeUse::Submission));
  }();
  return envelope;
}

}  // namespace

cases::Envelope make_case(Random& random, int pictures) {
  cases::Envelope envelope = sample();
  envelope.idempotency_key = random.text(32, "0123456789abcdef");
  envelope.applicant.number = citizen_number(below(random, 1000));
  cases::Signature signature;
  for (int stroke = 0; stroke < 12; ++stroke) {
    cases::Stroke points;
    for (int i = 0; i < 140; ++i) {
      points.push_back({below(random, 10000), below(random, 10000), stroke * 900 + i * 8});
    }
    signature.strokes.push_back(std::move(points));
  }
  signature.form_hash = cases::form_hash(envelope);
  envelope.signature = std::move(signature);
  if (pictures > 0) {
    cases::EnvelopeMaterial material{"bank_book", cases::Supply::Scanned, {}};
    for (int i = 0; i < pictures; ++i) {
      storage::Bytes content(300 * 1024);
      random.fill(content);
      material.pages.push_back(cases::page_of(std::move(content), "image/jpeg"));
    }
    envelope.materials.push_back(std::move(material));
  }
  return envelope;
}

double now_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double timed(const std::function<void()>& work) {
  const double start = now_ms();
  work();
  return now_ms() - start;
}

double median(std::vector<double> values) {
  require(!values.empty(), "nothing was measured");
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace yitang::bench
