// The card reader behind HID reports and behind a serial line, with every fault at every operation.
#include "devices/id_reader/simulated_links.hpp"

#include <gmock/gmock.h>

#include "devices/id_reader/hid_stream.hpp"
#include "devices/id_reader/serial_speed.hpp"
#include "reader_bench.hpp"

namespace yitang::devices {
namespace {

using Kind = ReaderEventKind;

enum class Link { Hid, HidNumbered, HidExtraByte, Serial };

void use_link(ReaderBench& bench, Link link) {
  if (link == Link::Serial) {
    bench.device_side = [](std::unique_ptr<Transport> port) {
      return simulated_serial_reader(std::move(port), 115200, 115200);
    };
    return;
  }
  bench.device_side = [link](std::unique_ptr<Transport> port) {
    return simulated_hid_reader(
        std::move(port), {link == Link::HidNumbered, link == Link::HidExtraByte ? std::size_t{1} : 0U});
  };
  bench.host_side = [](std::unique_ptr<Transport> reports) { return HidStream::create(std::move(reports)); };
}

std::size_t visit_over(Link link, const std::vector<ScriptedFault>& faults) {
  ReaderBench bench;
  use_link(bench, link);
  bench.script(faults);
  bench.simulator.set_packet_size(500);
  bench.place("relative");
  const auto right = [](const ReaderEvent& event) {
    ASSERT_TRUE(event.card);
    EXPECT_EQ(event.card->name, "王建国");
    EXPECT_EQ(event.card->number, sample_card("relative")->number);
    EXPECT_EQ(event.card->newest_address, sample_card("relative")->newest_address);
  };
  right(bench.run_until(Kind::CardPresent, 120));
  const std::size_t operations = faults.empty() ? bench.transport->operations() : 0;
  for (int i = 0; i < 20; ++i) {
    const ReaderEvent event = bench.poll();
    if (event.kind == Kind::CardPresent) right(event);
  }
  bench.simulator.remove_card();
  bench.run_for(milliseconds{5000});
  bench.place("elder");
  const ReaderEvent next = bench.run_until(Kind::CardPresent, 120);
  EXPECT_TRUE(next.card && next.card->name == "李桂兰");
  return operations;
}

class LinkFaults : public testing::TestWithParam<std::tuple<Link, TransportFault>> {};

TEST_P(LinkFaults, AtEveryOperationOfARead) {
  const auto [link, kind] = GetParam();
  const std::size_t operations = visit_over(link, {});
  ASSERT_GT(operations, 20U);
  for (std::size_t at = 0; at < operations + 6; ++at) {
    SCOPED_TRACE(at);
    visit_over(link, {{at, kind}});
    if (HasFailure()) return;
  }
}

std::string link_name(const testing::TestParamInfo<LinkFaults::ParamType>& info) {
  static constexpr const char* kLinks[] = {"Hid", "HidNumbered", "HidExtraByte", "Serial"};
  std::string name = kLinks[static_cast<int>(std::get<0>(info.param))];
  for (const char c : name_of(std::get<1>(info.param))) name += c == ' ' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, LinkFaults,
                         testing::Combine(testing::Values(Link::Hid, Link::HidNumbered, Link::HidExtraByte,
                                                          Link::Serial),
                                          testing::ValuesIn(kAllFaults)),
                         link_name);

TEST(HidStream, AReportDescriptorThatFitsNoReaderIsRefused) {
  ManualClock clock;
  SamSimulator simulator(clock);
  EXPECT_EQ(HidStream::create(std::move(*simulator.connect())).error().code, ErrorCode::Malformed);
}

TEST(HidStream, CutsIntoReportsAndJoinsThem) {
  ManualClock clock;
  SamSimulator simulator(clock);
  auto stream = HidStream::create(simulated_hid_reader(std::move(*simulator.connect()), {true, 0}));
  ASSERT_TRUE(stream);
  const Bytes request = build_request(SamCommand::SamId);
  EXPECT_EQ(*(*stream)->write(Channel::First, request, milliseconds{10}), request.size());
  const auto first = (*stream)->read(Channel::First, 10, milliseconds{10});
  const auto rest = (*stream)->read(Channel::First, 100, milliseconds{10});
  ASSERT_TRUE(first && rest);
  EXPECT_EQ(first->size(), 10U);
  EXPECT_EQ(rest->size(), 54U) << "with the padding";
  EXPECT_EQ((*stream)->read(Channel::First, 10, milliseconds{10}).error().code, ErrorCode::Timeout);
  EXPECT_EQ((*stream)->read(Channel::Second, 10, milliseconds{10}).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(*(*stream)->write(Channel::First, Bytes(200), milliseconds{10}), 200U);
}

class SerialSpeed : public testing::TestWithParam<unsigned> {};

TEST_P(SerialSpeed, IsFoundAndRemembered) {
  ManualClock clock;
  SamSimulator simulator(clock);
  std::vector<unsigned> tried;
  SamSpeedFinder finder(
      [&](unsigned baud) -> Result<std::unique_ptr<Transport>> {
        tried.push_back(baud);
        auto port = simulator.connect();
        if (!port) return port;
        return simulated_serial_reader(std::move(*port), GetParam(), baud);
      },
      clock);
  ASSERT_TRUE(finder.open());
  EXPECT_EQ(finder.speed(), GetParam());
  EXPECT_EQ(tried.back(), GetParam());
  tried.clear();
  ASSERT_TRUE(finder.open());
  EXPECT_EQ(tried, std::vector<unsigned>{GetParam()});
  simulator.unplug();
  EXPECT_EQ(finder.open().error().code, ErrorCode::NotFound);
  simulator.plug();
  simulator.set_mute(true);
  tried.clear();
  EXPECT_EQ(finder.open().error().code, ErrorCode::Timeout);
  EXPECT_EQ(tried.size(), std::size(kSamSpeeds));
  EXPECT_LE(clock.elapsed(), milliseconds{5000});
}

INSTANTIATE_TEST_SUITE_P(All, SerialSpeed, testing::ValuesIn(kSamSpeeds));

TEST(SerialSpeedFinder, AModuleOutOfOrderSpeaksAllTheSame) {
  ManualClock clock;
  SamSimulator simulator(clock);
  simulator.set_health(SamModule::Health::SelfTestFailed);
  SamSpeedFinder finder([&](unsigned) { return simulator.connect(); }, clock);
  EXPECT_TRUE(finder.open());
}

TEST(SerialSpeedFinder, UnplugWhileAskingEndsIt) {
  ManualClock clock;
  SamSimulator simulator(clock);
  for (std::size_t at = 0; at < 2; ++at) {
    SamSpeedFinder finder(
        [&](unsigned) -> Result<std::unique_ptr<Transport>> {
          return std::make_unique<FaultyTransport>(
              std::move(*simulator.connect()), clock,
              std::vector<ScriptedFault>{{at, TransportFault::Disconnect}});
        },
        clock);
    EXPECT_EQ(finder.open().error().code, ErrorCode::Disconnected);
  }
}

TEST(IdReader, ModulesWithoutNewestAddressWatchByFindingAnew) {
  ReaderBench bench;
  bench.simulator.set_has_extra_address(false);
  bench.place("relative");
  EXPECT_EQ(bench.run_until(Kind::CardPresent).card->newest_address, "");
  EXPECT_TRUE(bench.run_for(milliseconds{60000}).empty());
  bench.simulator.remove_card();
  EXPECT_EQ(bench.run_for(milliseconds{3000}), std::vector<Kind>{Kind::Removed});
  bench.place("elder");
  EXPECT_EQ(bench.run_until(Kind::CardPresent).card->name, "李桂兰");
}

}  // namespace
}  // namespace yitang::devices
