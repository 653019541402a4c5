// A receipt with three materials: its bytes, the first after a start and later ones, and the time until the
// first of them is on the line.
#include <time.h>

#include <condition_variable>
#include <mutex>
#include <optional>

#include "devices/printer/simulator.hpp"
#include "devices/receipt/escpos_renderer.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/slip_glyphs.hpp"
#include "kiosk/terminal/words.hpp"
#include "tests/bench/devices/measurements.hpp"
#include "tests/bench/devices/timed_transport.hpp"
#include "tests/bench/store/bench_support.hpp"
#include "tests/bench/store/plain_sqlite.hpp"

namespace yitang::bench {
namespace {

constexpr double kBytesLimitMs = 5;
constexpr double kFirstByteLimitMs = 20;
constexpr std::size_t kMaterials = 3;
constexpr std::size_t kLongestQuestion = 16;  // status questions and the like; pieces of a slip are longer

std::unique_ptr<devices::GlyphRasterizer> fonts() {
  return good(devices::FreetypeRasterizer::create(devices::system_receipt_fonts()));
}

catalog::CatalogPtr sample_catalogue() {
  return must(catalog::Catalog::load(YITANG_SOURCE_DIR "/kiosk/catalog/sample"));
}

cases::Envelope three_materials(Random& random) {
  cases::Envelope envelope = make_case(random, 0);
  require(envelope.materials.size() >= kMaterials, "the sample case has too few materials");
  envelope.materials.resize(kMaterials);
  return envelope;
}

// A printer whose paper costs no time, so that many slips can be measured.
devices::PrinterModel quick_printer() {
  devices::PrinterModel model;
  model.buffer_bytes = 1024 * 1024;
  model.speed_mm_per_s = 100'000;
  model.paper_dots = 1'000'000'000;
  return model;
}

class ReceiptCourse {
 public:
  ReceiptCourse(const std::filesystem::path& where, ui::Strings words)
      : folder_(where), words_(std::move(words)), store_(folder_.open()) {
    service_.emplace(
        store_thread_, store_, catalogue_, wall_, [](const resident::Event&) {}, [] {});
    terminal::PrintSettings settings;
    settings.place = {"示例镇便民服务中心", "Sample Town"};
    settings.hotline = "12345";
    print_.emplace(
        terminal::PrintService::Parts{
            printer_thread_, *service_, *catalogue_, wall_, clock_, *glyphs_, [this] { return open(); },
            [this](Language, std::string_view key) { return words_.tr(key, ui::Language::Chinese); },
            [this](const resident::Event& event) { take(event); }},
        settings);
    submitted_ = must(store_.submit(three_materials(*folder_.random)));
  }
  ~ReceiptCourse() {
    print_.reset();
    printer_thread_.stop();
    service_.reset();
    store_thread_.stop();
  }
  ReceiptCourse(const ReceiptCourse&) = delete;

  // From the wish to the first byte of the slip: store, journal, rendering and the printer's readiness
  // counted.
  double print() {
    resident::PrintRequest request;
    request.case_uid = submitted_.uid;
    std::unique_lock lock(mutex_);
    request.ticket = ++ticket_;
    first_byte_.reset();
    ended_ = false;
    const Instant begun = std::chrono::steady_clock::now();
    waiting_ = true;
    print_->print(request);
    if (!came_.wait_for(lock, std::chrono::seconds(20), [this] { return ended_ && first_byte_; }))
      throw std::runtime_error("the receipt was not printed");
    return ms_between(begun, *first_byte_);
  }

  // As a terminal draws ahead when it has started.
  std::vector<terminal::UsualText> usual() {
    cases::SlipSettings settings;
    settings.words = [this](std::string_view key) { return words_.tr(key, ui::Language::Chinese); };
    settings.place = "示例镇便民服务中心";
    return terminal::usual_texts(settings, *catalogue_);
  }

  // The document as the store builds it, for the measurements without the store.
  devices::ReceiptDocument document() {
    const cases::Envelope envelope = must(store_.case_content(submitted_.uid));
    cases::SlipSettings settings;
    settings.words = [this](std::string_view key) { return words_.tr(key, ui::Language::Chinese); };
    settings.place = "示例镇便民服务中心";
    settings.hotline = "12345";
    settings.now = wall_.now();
    const catalog::ServiceItem* item = catalogue_->item(envelope.item_id);
    require(item != nullptr, "the sample catalogue lacks the item of the sample case");
    return cases::submission_slip(settings, {*item, envelope, submitted_});
  }

 private:
  devices::Result<std::unique_ptr<devices::Transport>> open() {
    auto line = printer_.connected() ? printer_.reconnect() : printer_.connect();
    return std::make_unique<TimedTransport>(
        std::move(line), use_,
        [this](devices::ByteView data) {
          if (data.size() <= kLongestQuestion) return;
          const std::scoped_lock lock(mutex_);
          if (waiting_ && !first_byte_) first_byte_ = std::chrono::steady_clock::now();
        },
        TimedTransport::Heard{});
  }

  void take(const resident::Event& event) {
    const auto* progress = std::get_if<resident::PrintProgressed>(&event);
    if (progress == nullptr || progress->fate == resident::PrintFate::Printing) return;
    const std::scoped_lock lock(mutex_);
    if (progress->ticket != ticket_) return;
    if (progress->fate != resident::PrintFate::Printed) first_byte_.reset();
    waiting_ = false;
    ended_ = true;
    came_.notify_all();
  }

  SystemClock wall_;
  devices::SystemClock clock_;
  StoreFolder folder_;
  ui::Strings words_;
  cases::CaseStore store_;
  catalog::CatalogPtr catalogue_ = sample_catalogue();
  std::unique_ptr<devices::GlyphRasterizer> glyphs_ = fonts();
  devices::PrinterSimulator printer_{clock_, quick_printer()};
  LineUse use_;
  std::mutex mutex_;
  std::condition_variable came_;
  int ticket_ = 0;
  bool waiting_ = false;
  bool ended_ = false;
  std::optional<Instant> first_byte_;
  cases::SubmittedCase submitted_;
  ThreadExecutor store_thread_{"store"};
  ThreadExecutor printer_thread_{"printer"};
  std::optional<terminal::StoreService> service_;
  std::optional<terminal::PrintService> print_;
};

// Of this thread: what other programs do meanwhile does not count.
double processor_ms(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  };
  const double begun = now();
  work();
  return now() - begun;
}

void measure_bytes(const devices::ReceiptDocument& document, const std::vector<terminal::UsualText>& usual,
                   bool chinese_font, int repeats) {
  devices::PrinterProfile profile;
  profile.chinese_font = chinese_font;
  const std::string how = chinese_font ? "the printer's Chinese font" : "all Chinese as picture";
  std::vector<double> ahead;
  std::vector<double> first;
  std::vector<double> later;
  std::size_t size = 0;
  for (int i = 0; i < repeats; ++i) {
    const auto glyphs = fonts();
    ahead.push_back(processor_ms([&] { terminal::draw_ahead(*glyphs, usual); }));
    for (std::vector<double>* times : {&first, &later}) {
      times->push_back(processor_ms(
          [&] { size = good(devices::render_escpos(document, profile, *glyphs)).bytes.size(); }));
    }
  }
  const std::string name =
      "processor time of a receipt's bytes, " + how + " (" + std::to_string(size) + " bytes), ";
  print_row(name + "the first after a start", first, kBytesLimitMs);
  print_row(name + "later ones", later, kBytesLimitMs);
  if (!chinese_font)
    print_row("processor time of the usual characters, drawn ahead in small steps after a start", ahead);
}

// Rendering and the driver's start, without store and threads.
double first_byte_of(const devices::ReceiptDocument& document, devices::Printer& printer,
                     devices::GlyphRasterizer& glyphs, std::optional<Instant>& first_byte) {
  first_byte.reset();
  const Instant begun = std::chrono::steady_clock::now();
  good(printer.query_status());
  auto rendered = good(devices::render_escpos(document, {}, glyphs));
  good(printer.start(std::move(rendered.bytes)));
  while (!printer.poll().ended()) continue;
  require(first_byte.has_value(), "nothing was printed");
  return ms_between(begun, *first_byte);
}

std::vector<double> without_store(const devices::ReceiptDocument& document, int repeats) {
  devices::SystemClock clock;
  devices::PrinterSimulator simulator(clock, quick_printer());
  LineUse use;
  std::optional<Instant> first_byte;
  auto line = std::make_unique<TimedTransport>(
      simulator.connect(), use,
      [&](devices::ByteView data) {
        if (data.size() > kLongestQuestion && !first_byte) first_byte = std::chrono::steady_clock::now();
      },
      TimedTransport::Heard{});
  const auto printer = good(devices::Printer::open(std::move(line), clock));
  const auto glyphs = fonts();
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) times.push_back(first_byte_of(document, *printer, *glyphs, first_byte));
  return times;
}

}  // namespace

void measure_receipt(const std::filesystem::path& where, int repeats) {
  ReceiptCourse course(where, must(terminal::load_words(YITANG_SHARE)));
  const devices::ReceiptDocument document = course.document();
  const std::vector<terminal::UsualText> usual = course.usual();
  measure_bytes(document, usual, true, repeats);
  measure_bytes(document, usual, false, repeats);
  print_row("wish to first byte on the line, without the store", without_store(document, repeats),
            kFirstByteLimitMs);
  std::vector<double> times;
  course.print();  // opens the printer
  for (int i = 0; i < repeats; ++i) times.push_back(course.print());
  print_row("wish to first byte on the line, store and journal counted", times, kFirstByteLimitMs);
}

}  // namespace yitang::bench
