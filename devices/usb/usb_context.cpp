#include "devices/usb/usb_context.hpp"

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

Result<std::unique_ptr<Transport>> UsbContext::open(const std::vector<UsbMatch>& table,
                                                    const std::string& port_path) {
  Clock& clock = session_->clock();
  const TimePoint give_up = clock.now() + kRuleWait;
  while (true) {
    Result<std::unique_ptr<Transport>> result = fail(ErrorCode::NotFound, "no such device is plugged in");
    // The last failure is kept; any candidate that opens wins.
    for (const UsbCandidate& candidate : session_->candidates(table, port_path)) {
      result = UsbTransport::open(session_, candidate);
      if (result) {
        return result;
      }
    }
    if (result.error().code != ErrorCode::Access || clock.now() >= give_up) {
      return result;
    }
    clock.sleep_for(kRuleLook);
  }
}

}  // namespace yitang::devices
