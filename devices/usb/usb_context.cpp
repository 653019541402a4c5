#include "devices/usb/usb_context.hpp"

#include "devices/node/permission.hpp"
#include "devices/usb/usb_session.hpp"
#include "devices/usb/usb_transport.hpp"

namespace yitang::devices {

namespace {
constexpr milliseconds kRuleWait{2000};
constexpr milliseconds kRuleLook{100};
}  // namespace

UsbContext::UsbContext(std::shared_ptr<UsbSession> session) : session_(std::move(session)) {}

UsbContext::~UsbContext() { session_->silence(); }

Result<std::unique_ptr<UsbContext>> UsbContext::create(Clock& clock, UsbListener listener) {
  auto session = UsbSession::start(clock, std::move(listener));
  if (!session) {
    return tl::unexpected(session.error());
  }
  return std::unique_ptr<UsbContext>(new UsbContext(std::move(*session)));
}

std::vector<UsbDeviceInfo> UsbContext::devices() const { return session_->devices(); }

std::optional<UsbDeviceInfo> UsbContext::find(const std::vector<UsbMatch>& table,
                                              const PlugName& plug) const {
  const auto candidates = session_->candidates(table, plug);
  return candidates.empty() ? std::nullopt : std::optional<UsbDeviceInfo>(candidates.front().info);
}

Result<std::unique_ptr<Transport>> UsbContext::open(const std::vector<UsbMatch>& table,
                                                    const PlugName& plug) {
  Clock& clock = session_->clock();
  const TimePoint give_up = clock.now() + kRuleWait;
  while (true) {
    Result<std::unique_ptr<Transport>> result = fail(ErrorCode::NotFound, "no such device is plugged in");
    // Any candidate that opens wins; else the failure of the first one that is there counts.
    for (const UsbCandidate& candidate : session_->candidates(table, plug)) {
      auto opened = UsbTransport::open(session_, candidate);
      if (opened && !plug.fits((*opened)->description().port_path, (*opened)->description().serial)) {
        continue;  // another unit of its kind, which says its number only when it is asked
      }
      if (opened) {
        return opened;
      }
      if (result.error().code == ErrorCode::NotFound) {
        result = std::move(opened);
      }
    }
    if (result.error().code != ErrorCode::Access) {
      return result;
    }
    if (clock.now() >= give_up) {
      result.error().message += kPermissionHint;
      return result;
    }
    clock.sleep_for(kRuleLook);
  }
}

}  // namespace yitang::devices
