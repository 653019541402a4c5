// The serial transport against a real pair of pseudo terminals: the kernel's own line discipline.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

#include <thread>

#include "devices/barcode/scanners.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/serial_speed.hpp"
#include "devices/id_reader/simulator.hpp"
#include "devices/serial/serial_transport.hpp"

namespace yitang::devices {
namespace {

Bytes bytes_in(std::string_view text) { return {text.begin(), text.end()}; }

// The device's end of a serial line.
class Pty {
 public:
  Pty() {
    char name[64];
    int slave = -1;
    EXPECT_EQ(openpty(&device, &slave, name, nullptr, nullptr), 0);
    path = name;
    close(slave);
  }
  ~Pty() { unplug(); }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  void send(ByteView bytes) const {
    EXPECT_EQ(write(device, bytes.data(), bytes.size()), ssize_t(bytes.size()));
  }
  void unplug() {
    if (device >= 0) close(device);
    device = -1;
  }

  int device = -1;
  std::string path;
};

class SerialPort : public testing::Test {
 protected:
  std::unique_ptr<Transport> opened(const SerialLine& line = {}) {
    auto transport = SerialTransport::open(pty.path, line, clock);
    EXPECT_TRUE(transport) << transport.error().message;
    return transport ? std::move(*transport) : nullptr;
  }
  ErrorCode refused(const std::string& path, const SerialLine& line = {}) {
    const auto transport = SerialTransport::open(path, line, clock);
    return transport ? ErrorCode::Cancelled : transport.error().code;
  }

  ManualClock clock;
  Pty pty;
};

TEST(SerialLine, EverySpeedIsSet) {
  for (const unsigned baud : kSerialSpeeds) {
    SerialLine line;
    line.baud = baud;
    const auto set = with_line(termios{}, line);
    ASSERT_TRUE(set) << baud;
    EXPECT_NE(cfgetospeed(&*set), speed_t(B0));
    EXPECT_EQ(cfgetospeed(&*set), cfgetispeed(&*set));
    EXPECT_TRUE(follows(*set, *set));
  }
  SerialLine line;
  for (const unsigned baud : {0U, 115201U, 4'000'000'000U}) {
    line.baud = baud;
    EXPECT_EQ(with_line(termios{}, line).error().code, ErrorCode::BadArgument);
  }
}

TEST(SerialLine, ShapeAndFlow) {
  termios cooked{};
  cooked.c_iflag = ICRNL | IXON | IXANY;
  cooked.c_lflag = ICANON | ECHO | ISIG;
  cooked.c_oflag = OPOST;
  const auto plain = with_line(cooked, {});
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->c_iflag & (ICRNL | IXON | IXOFF | IXANY | ISTRIP), 0U);
  EXPECT_EQ(plain->c_lflag & (ICANON | ECHO | ISIG), 0U);
  EXPECT_EQ(plain->c_cflag & (CSIZE | PARENB | CSTOPB | CRTSCTS), tcflag_t(CS8));
  EXPECT_EQ(plain->c_cc[VMIN], 1);
  EXPECT_FALSE(follows(cooked, *plain));
  const auto odd = with_line(cooked, {9600, 7, 2, Parity::Odd, FlowControl::RtsCts});
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->c_cflag & (CSIZE | PARENB | PARODD | CSTOPB), tcflag_t(CS7 | PARENB | PARODD | CSTOPB));
  EXPECT_NE(odd->c_cflag & CRTSCTS, 0U);
  EXPECT_FALSE(follows(*plain, *odd));
  const auto soft = with_line(cooked, {9600, 8, 1, Parity::Even, FlowControl::XonXoff});
  ASSERT_TRUE(soft);
  EXPECT_EQ(soft->c_iflag & (IXON | IXOFF), tcflag_t(IXON | IXOFF));
  EXPECT_EQ(with_line(cooked, {9600, 9, 1}).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(with_line(cooked, {9600, 8, 3}).error().code, ErrorCode::BadArgument);
}

TEST_F(SerialPort, BytesPassUnchangedAtEverySpeed) {
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  for (const unsigned baud : kSerialSpeeds) {
    SerialLine line;
    line.baud = baud;
    const auto port = opened(line);
    ASSERT_TRUE(port);
    pty.send(all);
    Bytes got;
    while (got.size() < all.size()) {
      const auto part = port->read(Channel::First, 100, milliseconds{2000});
      ASSERT_TRUE(part) << part.error().message;
      got.insert(got.end(), part->begin(), part->end());
    }
    EXPECT_EQ(got, all);
    ASSERT_TRUE(port->write(Channel::First, all, milliseconds{2000}));
    Bytes back(all.size());
    std::size_t size = 0;
    while (size < back.size()) {
      const ssize_t count = read(pty.device, back.data() + size, back.size() - size);
      ASSERT_GT(count, 0);
      size += static_cast<std::size_t>(count);
    }
    EXPECT_EQ(back, all);
  }
}

TEST_F(SerialPort, NothingThereIsATimeout) {
  const auto port = opened();
  EXPECT_EQ(port->read(Channel::First, 10, milliseconds{0}).error().code, ErrorCode::Timeout);
  EXPECT_EQ(port->read(Channel::First, 10, milliseconds{5}).error().code, ErrorCode::Timeout);
  EXPECT_EQ(port->read(Channel::Second, 10, milliseconds{5}).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(port->write(Channel::First, {}, milliseconds{5}).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(port->control_in({}, 4, milliseconds{5}).error().code, ErrorCode::NotSupported);
  EXPECT_EQ(port->control_out({}, {}, milliseconds{5}).error().code, ErrorCode::NotSupported);
  EXPECT_TRUE(port->clear_halt(Direction::In, Channel::First));
}

TEST_F(SerialPort, InputFromBeforeOpeningAndBeforeResetIsThrownAway) {
  {
    const int early = open(pty.path.c_str(), O_RDWR | O_NOCTTY);
    pty.send(bytes_in("old\n"));
    close(early);
  }
  const auto port = opened();
  EXPECT_EQ(port->read(Channel::First, 10, milliseconds{0}).error().code, ErrorCode::Timeout);
  pty.send(bytes_in("old"));
  EXPECT_TRUE(port->reset());
  EXPECT_EQ(port->read(Channel::First, 10, milliseconds{0}).error().code, ErrorCode::Timeout);
}

TEST_F(SerialPort, AFullBufferIsATimeoutThatCounts) {
  const auto port = opened();
  const Bytes much(1 << 20, 'x');
  const auto written = port->write(Channel::First, much, milliseconds{20});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::Timeout);
  EXPECT_GT(written.error().transferred, 0U);
  EXPECT_LT(written.error().transferred, much.size());
}

TEST_F(SerialPort, UnpluggedIsForEver) {
  const auto port = opened();
  pty.send(bytes_in("last"));
  const auto last = port->read(Channel::First, 10, milliseconds{1000});
  ASSERT_TRUE(last);
  pty.unplug();
  EXPECT_EQ(port->read(Channel::First, 10, milliseconds{1000}).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(port->write(Channel::First, bytes_in("x"), milliseconds{10}).error().code,
            ErrorCode::Disconnected);
  EXPECT_EQ(port->clear_halt(Direction::In, Channel::First).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(port->reset().error().code, ErrorCode::Disconnected);
  EXPECT_EQ(refused(pty.path), ErrorCode::NotFound);
}

TEST_F(SerialPort, UnplugEndsAWaitingRead) {
  const auto port = opened();
  ErrorCode code = ErrorCode::Cancelled;
  std::thread reading([&] { code = port->read(Channel::First, 10, milliseconds{20000}).error().code; });
  pty.unplug();
  reading.join();
  EXPECT_EQ(code, ErrorCode::Disconnected);
}

TEST_F(SerialPort, OneProgramAtATime) {
  auto port = opened();
  // A program with privileges is not stopped by TIOCEXCL; the lock stops it.
  EXPECT_EQ(refused(pty.path), ErrorCode::Busy);
  port.reset();
  port = opened();
  EXPECT_TRUE(port);
}

TEST_F(SerialPort, RefusesWhatIsNoPort) {
  EXPECT_EQ(refused("/dev/null"), ErrorCode::BadArgument);
  EXPECT_EQ(refused("/dev/yitang-no-such-port"), ErrorCode::NotFound);
  SerialLine line;
  line.baud = 42;
  EXPECT_EQ(refused(pty.path, line), ErrorCode::BadArgument);
  line = {};
  line.parity = Parity::Even;
  EXPECT_EQ(refused(pty.path, line), ErrorCode::NotSupported) << "pseudo terminals have no parity";
}

TEST_F(SerialPort, ScannerOverARealLine) {
  const SystemClock real;
  StreamScanner scanner(opened({9600}), real, {}, milliseconds{2000});
  pty.send(bytes_in("YT-7Q2M-K4TD\r\n"));
  const auto code = scanner.poll();
  ASSERT_TRUE(code && *code);
  EXPECT_EQ((*code)->text, "YT-7Q2M-K4TD");
  pty.send(bytes_in("left over"));
  scanner.discard();
  pty.unplug();
  EXPECT_EQ(scanner.poll().error().code, ErrorCode::Disconnected);
}

// A module behind the line: answers whatever comes, on a thread of its own.
class ModuleBehind {
 public:
  explicit ModuleBehind(int device) : device_(device) {
    EXPECT_TRUE(module_.place(*sample_card("elder")));
    thread_ = std::thread([this] { serve(); });  // the card lies there before anybody asks
  }
  // The other end must be closed before.
  ~ModuleBehind() {
    stop_ = true;
    thread_.join();
  }

 private:
  void serve() {
    while (!stop_) {
      pollfd what{device_, POLLIN, 0};
      if (poll(&what, 1, 20) <= 0 || (what.revents & POLLIN) == 0) continue;
      Bytes request(512);
      const ssize_t count = read(device_, request.data(), request.size());
      if (count <= 0) continue;
      SecretBytes answer;
      module_.receive(ByteView(request).first(static_cast<std::size_t>(count)), answer);
      for (std::size_t at = 0; at < answer.size();) {
        const ssize_t sent = write(device_, answer.data() + at, answer.size() - at);
        if (sent <= 0) break;
        at += static_cast<std::size_t>(sent);
      }
    }
  }
  int device_;
  SamModule module_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

TEST_F(SerialPort, CardReaderOverARealLine) {
  SystemClock real;
  const ModuleBehind module(pty.device);
  SamSpeedFinder finder(
      [&](unsigned baud) {
        SerialLine line;
        line.baud = baud;
        return SerialTransport::open(pty.path, line, real);
      },
      real);
  IdReader reader([&] { return finder.open(); }, real);
  for (int i = 0; i < 50; ++i) {
    const ReaderEvent event = reader.poll();
    if (event.kind != ReaderEventKind::CardPresent) continue;
    EXPECT_EQ(event.card->name, "李桂兰");
    EXPECT_EQ(finder.speed(), 115200U);
    return;
  }
  FAIL() << "no card was read";
}

}  // namespace
}  // namespace yitang::devices
