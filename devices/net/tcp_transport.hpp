// Transport over a TCP connection: printers that take raw data on port 9100, print servers.
#pragma once

#include <memory>

#include "devices/net/host_port.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

inline constexpr std::uint16_t kRawPrintPort = 9100;

// One pipe in each direction, a stream of bytes. Bytes that the connection took may still wait on this
// machine, at most some 10 KiB: they prove less than with USB. A device that is switched off is noticed
// within about half a minute without traffic, at once with it.
class TcpTransport final : public Transport {
 public:
  // Finds the address and connects, trying each address the name has, within `timeout` altogether. Errors:
  // NotFound (no such name, nobody listens, no way there), Timeout, Access, Io.
  static Result<std::unique_ptr<Transport>> connect(const HostPort& address, milliseconds timeout);
  ~TcpTransport() override;

  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  // NotSupported: a connection has no requests beside its data.
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  // Nothing to clear on a connection.
  Result<void> clear_halt(Direction direction, Channel channel) override;
  // Breaks the connection off and throws away what has not left this machine yet. Always Disconnected:
  // connect anew.
  Result<void> reset() override;

 private:
  TcpTransport(int socket, const HostPort& address);
  Result<void> wait(short events, milliseconds timeout);
  tl::unexpected<Error> gone(int error, std::size_t transferred);

  int socket_;
  DeviceDescription description_;
  bool gone_ = false;
};

}  // namespace yitang::devices
