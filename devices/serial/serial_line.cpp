#include "devices/serial/serial_line.hpp"

#include <fmt/format.h>

#include <optional>

namespace yitang::devices {
namespace {

std::optional<speed_t> kernel_speed(unsigned baud) {
  switch (baud) {
    case 1200: return B1200;
    case 2400: return B2400;
    case 4800: return B4800;
    case 9600: return B9600;
    case 19200: return B19200;
    case 38400: return B38400;
    case 57600: return B57600;
    case 115200: return B115200;
    case 230400: return B230400;
    case 460800: return B460800;
    case 921600: return B921600;
    default: return std::nullopt;
  }
}

constexpr tcflag_t kShape = CSIZE | CSTOPB | PARENB | PARODD | CRTSCTS | CREAD | CLOCAL;
constexpr tcflag_t kInput = IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP;

void set_flag(tcflag_t& flags, tcflag_t flag, bool on) { flags = on ? flags | flag : flags & ~flag; }

}  // namespace

Result<termios> with_line(termios before, const SerialLine& line) {
  const auto speed = kernel_speed(line.baud);
  if (!speed) return fail(ErrorCode::BadArgument, fmt::format("no serial speed of {}", line.baud));
  if (line.data_bits != 7 && line.data_bits != 8) return fail(ErrorCode::BadArgument, "data bits are 7 or 8");
  if (line.stop_bits != 1 && line.stop_bits != 2) return fail(ErrorCode::BadArgument, "stop bits are 1 or 2");
  termios wanted = before;
  cfmakeraw(&wanted);
  set_flag(wanted.c_cflag, CSIZE, false);
  wanted.c_cflag |= line.data_bits == 7 ? CS7 : CS8;
  set_flag(wanted.c_cflag, CSTOPB, line.stop_bits == 2);
  set_flag(wanted.c_cflag, PARENB, line.parity != Parity::None);
  set_flag(wanted.c_cflag, PARODD, line.parity == Parity::Odd);
  set_flag(wanted.c_cflag, CRTSCTS, line.flow == FlowControl::RtsCts);
  // CLOCAL: these devices do not drive the carrier line; waiting for it would hang.
  wanted.c_cflag |= CREAD | CLOCAL;
  set_flag(wanted.c_iflag, IXON | IXOFF, line.flow == FlowControl::XonXoff);
  set_flag(wanted.c_iflag, IXANY, false);
  wanted.c_cc[VMIN] = 1;
  wanted.c_cc[VTIME] = 0;
  cfsetispeed(&wanted, *speed);
  cfsetospeed(&wanted, *speed);
  return wanted;
}

bool follows(const termios& now, const termios& wanted) {
  return cfgetospeed(&now) == cfgetospeed(&wanted) && (now.c_cflag & kShape) == (wanted.c_cflag & kShape) &&
         (now.c_iflag & kInput) == (wanted.c_iflag & kInput) && (now.c_oflag & OPOST) == 0 &&
         (now.c_lflag & (ICANON | ECHO | ISIG)) == 0;
}

}  // namespace yitang::devices
