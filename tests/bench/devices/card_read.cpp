// Our share of a card read: everything between the reader's answer "card found" and the card in the
// terminal's hands, less the time inside the simulated reader. A real reader needs about a second for it.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>

#include "devices/id_reader/simulator.hpp"
#include "devices/id_reader/synthetic_card.hpp"
#include "kiosk/terminal/card_service.hpp"
#include "tests/bench/devices/measurements.hpp"
#include "tests/bench/devices/timed_transport.hpp"
#include "tests/bench/store/bench_support.hpp"

namespace yitang::bench {
namespace {

constexpr double kLimitMs = 5;
// Bulk packets of 64 bytes, at most 19 in each frame of 1 ms (USB 2.0, 5.8.4); ten bits a byte on a serial
// line.
constexpr double kUsbBytesPerMs = 19 * 64;
constexpr double kSerialBytesPerMs = 11.52;

// The status bytes of an answer follow preamble and length.
bool says_found(devices::ByteView answer) {
  return answer.size() >= devices::kFrameHeader + 3 &&
         answer[devices::kFrameHeader + 2] == static_cast<std::uint8_t>(devices::SamResult::CardFound);
}

class CardCourse {
 public:
  CardCourse()
      : service_(
            thread_, wall_, clock_, [this] { return open(); },
            [this](const resident::Event& event) { take(event); }) {
    good(simulator_.place_card(*devices::sample_card("elder")));
  }
  ~CardCourse() { service_.want(false); }
  CardCourse(const CardCourse&) = delete;

  // One reading as the terminal does it, with the reader's thread: milliseconds of ours.
  double read() {
    std::unique_lock lock(mutex_);
    read_.reset();
    service_.want(true);
    if (!came_.wait_for(lock, std::chrono::seconds(5), [this] { return read_.has_value(); }))
      throw std::runtime_error("the card was not read");
    return *read_;
  }

  LineUse last() const {
    const std::scoped_lock lock(mutex_);
    return last_;
  }

 private:
  devices::Result<std::unique_ptr<devices::Transport>> open() {
    auto port = simulator_.connect();
    if (!port) return port;
    return std::make_unique<TimedTransport>(std::move(*port), use_, TimedTransport::Heard{},
                                            [this](devices::ByteView answer) {
                                              if (!says_found(answer)) return;
                                              found_ = std::chrono::steady_clock::now();
                                              use_ = {};
                                            });
  }

  void take(const resident::Event& event) {
    if (!std::holds_alternative<resident::CardRead>(event)) return;
    const Instant now = std::chrono::steady_clock::now();
    const std::scoped_lock lock(mutex_);
    if (!found_) return;
    read_ = ms_between(*found_, now) - use_.device_ms;
    last_ = use_;
    found_.reset();
    came_.notify_all();
  }

  SystemClock wall_;
  devices::SystemClock clock_;
  devices::SamSimulator simulator_{clock_};
  LineUse use_;                   // of the reader's thread
  std::optional<Instant> found_;  // likewise
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::optional<double> read_;
  LineUse last_;
  ThreadExecutor thread_{"reader"};
  terminal::CardService service_;
};

// The same without the service and its thread: the driver alone.
double read_by_driver(devices::IdReader& reader, LineUse& use, std::optional<Instant>& found) {
  reader.read_again();
  found.reset();
  for (int step = 0; step < 100; ++step) {
    const devices::ReaderEvent event = reader.poll();
    if (event.kind == devices::ReaderEventKind::CardPresent)
      return ms_between(*found, std::chrono::steady_clock::now()) - use.device_ms;
  }
  throw std::runtime_error("the card was not read");
}

std::vector<double> drive(int repeats) {
  devices::SystemClock clock;
  devices::SamSimulator simulator(clock);
  good(simulator.place_card(*devices::sample_card("elder")));
  LineUse use;
  std::optional<Instant> found;
  devices::IdReader reader(
      [&]() -> devices::Result<std::unique_ptr<devices::Transport>> {
        auto port = simulator.connect();
        if (!port) return port;
        return std::make_unique<TimedTransport>(std::move(*port), use, TimedTransport::Heard{},
                                                [&](devices::ByteView answer) {
                                                  if (!says_found(answer)) return;
                                                  found = std::chrono::steady_clock::now();
                                                  use = {};
                                                });
      },
      clock);
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) times.push_back(read_by_driver(reader, use, found));
  return times;
}

void print_line(const char* line, double line_ms, double ours_ms) {
  std::printf("| card read over %s: %.2f ms on the line itself; ours to it | %.4f | | | |\n", line, line_ms,
              ours_ms / line_ms);
}

}  // namespace

void measure_card(int repeats) {
  print_row("card read, the driver alone", drive(repeats), kLimitMs);
  CardCourse course;
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) times.push_back(course.read());
  print_row("card read, \"found\" to the card in the terminal", times, kLimitMs);
  const auto bytes = static_cast<double>(course.last().bytes_in + course.last().bytes_out);
  const double ours = median(times);
  print_line("USB, full speed", bytes / kUsbBytesPerMs, ours);
  print_line("a line of 115200 baud", bytes / kSerialBytesPerMs, ours);
}

}  // namespace yitang::bench
