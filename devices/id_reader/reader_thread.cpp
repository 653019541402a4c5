#include "devices/id_reader/reader_thread.hpp"

namespace yitang::devices {

ReaderThread::ReaderThread(std::unique_ptr<IdReader> reader, std::function<void(ReaderEvent)> deliver)
    : reader_(std::move(reader)), deliver_(std::move(deliver)), thread_([this] { run(); }) {}

ReaderThread::~ReaderThread() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ReaderThread::device_arrived() {
  reader_->device_arrived();
  wake();
}

void ReaderThread::read_again() {
  reader_->read_again();
  wake();
}

void ReaderThread::wake() {
  {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void ReaderThread::run() {
  while (true) {
    ReaderEvent event = reader_->poll();
    const milliseconds next = event.next;
    std::unique_lock lock(mutex_);
    if (stopping_) {
      return;
    }
    if (event.kind != ReaderEventKind::Nothing) {
      lock.unlock();
      deliver_(std::move(event));
      lock.lock();
    }
    changed_.wait_for(lock, next, [this] { return stopping_ || woken_; });
    woken_ = false;
    if (stopping_) {
      return;
    }
  }
}

}  // namespace yitang::devices
