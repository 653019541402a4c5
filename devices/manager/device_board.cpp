#include "devices/manager/device_board.hpp"

#include <utility>

namespace yitang::devices {
namespace {

constexpr std::array<std::string_view, kDeviceKinds.size()> kKindNames{
    "reader", "scanner", "printer", "camera", "form_printer", "photo_decoder"};

bool in_use(const DeviceRecord& record) {
  return record.state != DeviceState::NotUsed && record.state != DeviceState::Refused;
}

DeviceState state_after(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::Disconnected: return DeviceState::Absent;
    case ErrorCode::Access: return DeviceState::NoPermission;
    case ErrorCode::Busy: return DeviceState::Busy;
    default: return DeviceState::Faulty;
  }
}

}  // namespace

std::string_view name_of(DeviceKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

std::optional<DeviceKind> device_kind(std::string_view name) {
  for (const DeviceKind kind : kDeviceKinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

std::string_view name_of(DeviceState state) {
  switch (state) {
    case DeviceState::NotUsed: return "not-used";
    case DeviceState::Refused: return "refused";
    case DeviceState::Unseen: return "unseen";
    case DeviceState::Absent: return "absent";
    case DeviceState::NoAnswer: return "no-answer";
    case DeviceState::Found: return "found";
    case DeviceState::Ready: return "ready";
    case DeviceState::NoPermission: return "no-permission";
    case DeviceState::Busy: return "busy";
    case DeviceState::Faulty: return "faulty";
  }
  return "unknown";
}

bool is_well(DeviceState state) {
  return state == DeviceState::NotUsed || state == DeviceState::Unseen || state == DeviceState::Found ||
         state == DeviceState::Ready;
}

void DeviceBoard::go(DeviceRecord& record, DeviceState state, std::optional<ErrorCode> cause) {
  if (record.state != state) record.since = clock_.now();
  record.state = state;
  record.cause = cause;
}

void DeviceBoard::note(DeviceRecord& record, ErrorCode code, std::string_view message) {
  record.last_error = std::string(name_of(code));
  if (!message.empty()) record.last_error.append(": ").append(message);
  record.last_error_at = clock_.now();
}

void DeviceBoard::configure(DeviceKind kind, std::string configured, std::string driver, bool remote) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  record = {};
  record.kind = kind;
  record.configured = std::move(configured);
  record.driver = std::move(driver);
  record.remote = remote;
  record.since = clock_.now();
  record.state = record.driver.empty() ? DeviceState::NotUsed : DeviceState::Unseen;
}

void DeviceBoard::refuse(DeviceKind kind, std::string configured, std::string reason) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  record.configured = std::move(configured);
  go(record, DeviceState::Refused, ErrorCode::BadArgument);
  record.last_error = std::move(reason);
  record.last_error_at = clock_.now();
}

void DeviceBoard::opened(DeviceKind kind, const DeviceDescription& description, DeviceState state) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  ++record.counters.opened;
  if (!description.port_path.empty()) record.where = description.port_path;
  if (!description.serial.empty()) record.serial = description.serial;
  record.vendor = description.vendor;
  record.product = description.product;
  // One that was out of order is well again when its driver says so, not when it is opened.
  const bool still_faulty = record.state == DeviceState::Faulty && state == DeviceState::Found;
  if (!still_faulty) go(record, state, std::nullopt);
}

void DeviceBoard::not_opened(DeviceKind kind, const Error& error) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  if (!in_use(record)) return;
  const bool silent =
      error.code == ErrorCode::Timeout || (record.remote && error.code == ErrorCode::NotFound);
  const DeviceState state = silent ? DeviceState::NoAnswer : state_after(error.code);
  go(record, state, error.code);
  if (state == DeviceState::Absent) return;  // no error: it is not there
  ++record.counters.not_opened;
  note(record, error.code, error.message);
}

void DeviceBoard::failed(DeviceKind kind, const Error& error) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  if (error.code == ErrorCode::Timeout || !in_use(record)) return;
  if (error.code != ErrorCode::Disconnected) {
    ++record.counters.failed_calls;
  } else if (record.state == DeviceState::Absent) {
    return;  // a device that is gone says so in every call
  } else {
    ++record.counters.lost;
    go(record, DeviceState::Absent, error.code);
  }
  note(record, error.code, error.message);
}

void DeviceBoard::closed(DeviceKind kind) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  if (record.state == DeviceState::Ready) go(record, DeviceState::Found, std::nullopt);
}

void DeviceBoard::works(DeviceKind kind, const std::string& serial) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  if (!in_use(record)) return;
  if (!serial.empty()) record.serial = serial;
  go(record, DeviceState::Ready, std::nullopt);
}

void DeviceBoard::faulty(DeviceKind kind, ErrorCode cause, std::string_view reason) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  if (!in_use(record)) return;
  go(record, state_after(cause), cause);
  note(record, cause, reason);
}

void DeviceBoard::present(DeviceKind kind, const std::optional<std::string>& where, bool permitted) {
  const std::scoped_lock lock(mutex_);
  DeviceRecord& record = of(kind);
  if (!in_use(record)) return;
  if (where) {
    record.where = *where;
    const bool by_looking_only = record.state == DeviceState::Unseen || record.state == DeviceState::Absent ||
                                 record.state == DeviceState::Found ||
                                 record.state == DeviceState::NoPermission;
    if (!by_looking_only) return;
    if (permitted) {
      go(record, DeviceState::Found, std::nullopt);
    } else {
      go(record, DeviceState::NoPermission, ErrorCode::Access);
    }
  } else if (record.state != DeviceState::Ready) {
    go(record, DeviceState::Absent, ErrorCode::NotFound);
  }
}

void DeviceBoard::unplugged(const std::string& port) {
  const std::scoped_lock lock(mutex_);
  for (DeviceRecord& record : records_) {
    if (!in_use(record) || record.where != port || record.state == DeviceState::Absent) continue;
    if (record.state == DeviceState::Ready) ++record.counters.lost;
    go(record, DeviceState::Absent, ErrorCode::Disconnected);
  }
}

DeviceRecord DeviceBoard::record(DeviceKind kind) const {
  const std::scoped_lock lock(mutex_);
  return records_[static_cast<std::size_t>(kind)];
}

std::vector<DeviceRecord> DeviceBoard::snapshot() const {
  const std::scoped_lock lock(mutex_);
  return {records_.begin(), records_.end()};
}

}  // namespace yitang::devices
