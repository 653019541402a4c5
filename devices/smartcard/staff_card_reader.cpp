#include "devices/smartcard/staff_card_reader.hpp"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace yitang::devices {

struct StaffCardReader::Run {
  Run(std::unique_ptr<CardSystem> s, StaffCardSettings settings, StaffCardMonitor::Listener listener)
      : system(std::move(s)), monitor(*system, std::move(settings), std::move(listener)) {}

  void follow() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      lock.unlock();
      const milliseconds pause = monitor.step();
      lock.lock();
      if (pause.count() > 0) changed.wait_for(lock, pause, [this] { return stopping; });
    }
    ended = true;
    changed.notify_all();
  }

  void stop() {
    std::unique_lock lock(mutex);
    stopping = true;
    changed.notify_all();
    // A cancel that comes just before the wait begins is lost: it is repeated until the thread is through.
    while (!ended) {
      lock.unlock();
      system->cancel();
      lock.lock();
      changed.wait_for(lock, milliseconds{20}, [this] { return ended; });
    }
    lock.unlock();
    thread.join();
  }

  std::unique_ptr<CardSystem> system;
  StaffCardMonitor monitor;
  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  bool ended = false;
  std::thread thread;
};

StaffCardReader::StaffCardReader(std::unique_ptr<Run> run) : run_(std::move(run)) {}
StaffCardReader::~StaffCardReader() { run_->stop(); }

Result<std::unique_ptr<StaffCardReader>> StaffCardReader::start(std::unique_ptr<CardSystem> system,
                                                                StaffCardSettings settings,
                                                                StaffCardMonitor::Listener listener) {
  if (const auto tried = uid_digest({}, settings.key); !tried) return tl::unexpected(tried.error());
  auto run = std::make_unique<Run>(std::move(system), std::move(settings), std::move(listener));
  try {
    run->thread = std::thread([own = run.get()] { own->follow(); });
  } catch (const std::system_error& error) {
    return fail(ErrorCode::Io, error.what());
  }
  return std::unique_ptr<StaffCardReader>(new StaffCardReader(std::move(run)));
}

}  // namespace yitang::devices
