// A durable case: CaseStore::submit against plain sqlite3 with the same schema and rows, and against the same
// bytes written and flushed to a file. The three take turns.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "kiosk/cases/envelope_body.hpp"
#include "tests/bench/store/bench_support.hpp"
#include "tests/bench/store/plain_cases.hpp"

namespace yitang::bench {
namespace {

class RawFile {
 public:
  explicit RawFile(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {
    require(descriptor_ >= 0, "the raw file cannot be made");
  }
  ~RawFile() { ::close(descriptor_); }
  RawFile(const RawFile&) = delete;

  void write(const cases::Envelope& envelope) {
    const std::string text = cases::body_to_json(envelope);
    put(storage::bytes_of(text));
    for (const auto& material : envelope.materials) {
      for (const auto& page : material.pages) put(page.content);
    }
    require(::fdatasync(descriptor_) == 0, "fdatasync");
  }

 private:
  void put(storage::ByteView bytes) {
    require(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "write");
  }
  int descriptor_;
};

enum Peer { kStore, kCaptured, kPlain, kRaw, kPeers };

struct Bench {
  explicit Bench(const std::filesystem::path& where)
      : folder(where),
        store(folder.open()),
        plain(sqlite, folder.folder.path() / "plain.db"),
        raw(folder.folder.path() / "raw") {}

  // The pictures were sealed while they were taken, as on the screen; submit has only the case left.
  double captured(cases::Envelope envelope) {
    envelope.idempotency_key = folder.random->text(32, "0123456789abcdef");
    for (auto& material : envelope.materials) {
      for (auto& page : material.pages) page = must(store.seal_page(page));
    }
    return timed([&] { must(store.submit(envelope)); });
  }

  double run(int peer, const cases::Envelope& envelope, const storage::Bytes& applicant) {
    switch (peer) {
      case kStore: return timed([&] { must(store.submit(envelope)); });
      case kCaptured: return captured(envelope);
      case kPlain: return timed([&] { plain.submit(envelope, applicant); });
      default: return timed([&] { raw.write(envelope); });
    }
  }

  StoreFolder folder;
  Sqlite sqlite;
  cases::CaseStore store;
  PlainCases plain;
  RawFile raw;
};

void measure(const std::filesystem::path& where, const char* name, int pictures, int commits, double target) {
  Bench bench(where);
  std::vector<double> times[kPeers];
  constexpr int kWarmUp = 5;
  const storage::Bytes applicant(32, 3);
  for (int i = 0; i < commits + kWarmUp; ++i) {
    const cases::Envelope envelope = make_case(*bench.folder.random, pictures);
    for (int turn = 0; turn < kPeers; ++turn) {
      const int peer = (turn + i) % kPeers;  // nobody is always first
      const double took = bench.run(peer, envelope, applicant);
      if (i >= kWarmUp) times[peer].push_back(took);
    }
    if (i % 50 == 49) {
      must(bench.store.checkpoint());
      bench.plain.checkpoint();
    }
  }
  const double ours = median(times[kStore]);
  const double captured = median(times[kCaptured]);
  const double plain = median(times[kPlain]);
  const double raw = median(times[kRaw]);
  std::printf("| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %s: %.1f |\n", name, ours, captured, plain,
              raw, ours / plain, captured / plain, ours <= target * plain ? "met" : "MISSED", target);
}

}  // namespace

void measure_submit(const std::filesystem::path& where, int commits) {
  std::printf(
      "| durable submit, ms | all at once | pictures sealed when taken | plain sqlite3 | raw write | times "
      "sqlite3 | when taken | target |\n|---|---:|---:|---:|---:|---:|---:|---|\n");
  measure(where, "form and signature, 25 KB", 0, commits, 2.5);
  measure(where, "with 4 pictures, 1.2 MB", 4, std::max(10, commits / 4), 1.6);
}

}  // namespace yitang::bench
