// The print service over a simulated printer and a real store, which may be started again.
#pragma once

#include <gtest/gtest.h>

#include "devices/receipt/glyphs.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {

using namespace std::chrono_literals;
using resident::PrinterAnswered;
using resident::PrinterReadiness;
using resident::PrintFate;
using resident::PrintKind;
using resident::PrintProgressed;

/// Every character is its code point in a frame: no fonts are needed.
class Frames final : public devices::GlyphRasterizer {
 public:
  std::optional<devices::Bitmap> rasterize(std::u32string_view cluster,
                                           const devices::GlyphBox& box) override {
    return devices::missing_glyph(cluster.front(), box);
  }
};

class PrintServiceTest : public testing::Test {
 protected:
  void SetUp() override {
    settings_.place = {"示例镇便民服务中心", "Sample Town"};
    settings_.hotline = "12345";
    start();
    b.service->submit(cases::test::pension_draft(*b.disk.random));
    b.pass(0ms);
    uid_ = b.last<resident::CaseSubmitted>()->result.uid;
  }

  void start() {
    print_.emplace(
        PrintService::Parts{b.queue, *b.service, *b.catalog, b.disk.clock, b.device_clock, glyphs_,
                            [this]() -> devices::Result<std::unique_ptr<devices::Transport>> {
                              if (!b.world.printer_plugged)
                                return devices::fail(devices::ErrorCode::NotFound, "unplugged");
                              devices::PrinterSimulator& printer = b.world.printer;
                              return printer.connected() ? printer.reconnect() : printer.connect();
                            },
                            [](Language, std::string_view key) { return std::string(key); }, b.post()},
        settings_);
  }
  /// The program dies: what it had in mind is gone, store and printer stay.
  void die() {
    print_.reset();
    b.queue.clear();
    b.events.clear();
  }

  void receipt(int ticket = 1) {
    resident::PrintRequest request;
    request.kind = PrintKind::Receipt;
    request.case_uid = uid_;
    request.ticket = ticket;
    print_->print(request);
  }
  void leaflet(int ticket = 1) {
    resident::PrintRequest request;
    request.kind = PrintKind::Leaflet;
    request.item = b.catalog->item("ss.pension-claim");
    request.ticket = ticket;
    print_->print(request);
  }
  PrinterReadiness ask() {
    print_->ask();
    b.pass(5s);
    const auto answer = b.last<PrinterAnswered>();
    EXPECT_TRUE(answer);
    return answer ? answer->readiness : PrinterReadiness::Fault;
  }
  std::optional<PrintFate> fate(int ticket) const {
    std::optional<PrintFate> last;
    for (const resident::Event& event : b.events) {
      const auto* progress = std::get_if<PrintProgressed>(&event);
      if (progress != nullptr && progress->ticket == ticket) last = progress->fate;
    }
    return last;
  }
  std::vector<cases::PrintJob> journal() { return *b.store->print_jobs_of(uid_); }

  ServiceBench b;
  Frames glyphs_;
  PrintSettings settings_;
  std::optional<PrintService> print_;
  std::string uid_;
};

}  // namespace yitang::terminal::test
