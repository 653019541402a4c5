#include "kiosk/terminal/print_service.hpp"

#include <utility>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/terminal/print_queue.hpp"

namespace yitang::terminal {

namespace {

constexpr int kNewestPrints = 10;

}  // namespace

struct PrintService::Shared {
  std::shared_ptr<PrintQueue> queue;
};

PrintService::PrintService(Parts parts, PrintSettings settings)
    : shared_(std::make_shared<Shared>(
          Shared{std::make_shared<PrintQueue>(std::move(parts), std::move(settings))})) {
  shared_->queue->load_journal();
}

PrintService::~PrintService() = default;

void PrintService::ask() {
  shared_->queue->on_printer_thread([](PrintQueue& queue) { queue.ask(); });
}

void PrintService::print(const resident::PrintRequest& request) {
  const int generation = shared_->queue->generation();
  shared_->queue->on_printer_thread(
      [request, generation](PrintQueue& queue) { queue.take(request, generation); });
}

void PrintService::forget() { shared_->queue->person_left(); }

void PrintService::device_arrived() {
  shared_->queue->on_printer_thread([](PrintQueue& queue) { queue.tend(); });
}

void PrintService::report(std::function<void(PrinterReport, Result<std::vector<cases::PrintJob>>)> done) {
  shared_->queue->on_printer_thread([done = std::move(done)](PrintQueue& queue) {
    queue.store().with_store([done, report = queue.station().report()](cases::CaseStore& store) {
      done(report, store.newest_prints(kNewestPrints));
    });
  });
}

void PrintService::new_roll() {
  shared_->queue->on_printer_thread([](PrintQueue& queue) {
    if (queue.station().connect()) queue.station().new_roll();
  });
}

}  // namespace yitang::terminal
