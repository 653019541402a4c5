// The table of what can be done to simulated devices, and the door of the running terminal.
#include "kiosk/terminal/simulation.hpp"

#include <gtest/gtest.h>

#include "kiosk/base/text.hpp"
#include "kiosk/terminal/control_request.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

std::vector<std::string> words(const std::string& line) { return split(line, ' '); }

TEST(SimulatedActions, EveryOneOfTheTableIsUnderstoodAndDone) {
  ServiceBench b;
  for (const ActionHelp& help : simulated_actions()) {
    std::vector<std::string> typed{std::string(help.device), std::string(help.name)};
    if (help.argument == ActionArgument::Number) typed.push_back(std::to_string(help.least));
    if (help.argument == ActionArgument::CardName) typed.emplace_back("elder");
    if (help.argument == ActionArgument::Text) typed.emplace_back("YT1.TEST");
    const auto action = parse_action(typed);
    ASSERT_TRUE(action) << help.device << " " << help.name << ": " << describe(action.error());
    EXPECT_TRUE(perform(b.world, *action)) << help.device << " " << help.name;
    EXPECT_FALSE(help.does.empty());
  }
}

TEST(SimulatedActions, OtherNamesOfTheSame) {
  const auto row = [](const std::string& line) { return parse_action(words(line))->row; };
  EXPECT_EQ(row("printer pull_paper"), row("printer paper-out"));
  EXPECT_EQ(row("printer load-paper"), row("printer paper-in"));
  EXPECT_EQ(row("printer open_cover"), row("printer cover-open"));
  EXPECT_EQ(row("reader fail_reads 3"), row("reader fail-reads 3"));
  EXPECT_EQ(row("form-printer paper_out"), row("form_printer paper-out"));
  EXPECT_EQ(row("scanner split 3"), row("scanner packet 3"));
  EXPECT_EQ(parse_action(words("code show two words"))->text, "two words");
  EXPECT_EQ(parse_action(words("printer paper-out-after 20"))->number, 20);
}

TEST(SimulatedActions, AnythingElseIsRefused) {
  for (const char* line :
       {"", "reader", "printer", "toaster plug", "reader explode", "reader plug 1", "reader latency",
        "reader latency x", "reader latency 1.5", "reader latency -1", "reader latency 10001",
        "reader latency 99999999999999999999", "card place", "card place nobody", "card remove elder",
        "code show", "camera page 1000", "reader  plug"}) {
    const auto action = parse_action(words(line));
    ASSERT_FALSE(action) << line;
    EXPECT_EQ(action.error().kind, ErrorKind::BadInput) << line;
  }
  EXPECT_FALSE(parse_action({"code", "show", std::string(2954, 'x')}));
  EXPECT_FALSE(parse_action({"code", "show", "\xff"}));
  EXPECT_FALSE(parse_action({"reader", "lat\0ency"}));
}

TEST(SimulatedActions, ReachTheDevices) {
  ServiceBench b;
  const auto act = [&b](const std::string& line) {
    ASSERT_TRUE(perform(b.world, *parse_action(words(line)))) << line;
  };
  act("reader unplug");
  EXPECT_FALSE(b.world.reader.plugged());
  EXPECT_FALSE(b.world.open_reader());
  act("reader plug");
  EXPECT_TRUE(b.world.open_reader());
  act("printer unplug");
  EXPECT_FALSE(b.world.open_printer());
  act("printer plug");
  act("printer nak");
  const auto printer = b.world.open_printer();
  ASSERT_TRUE(printer);
  EXPECT_EQ((*printer)
                ->write(devices::Channel::First, devices::Bytes{0x1B}, std::chrono::milliseconds(5))
                .error()
                .code,
            devices::ErrorCode::Timeout);
  act("printer clear");
  EXPECT_TRUE(
      (*printer)->write(devices::Channel::First, devices::Bytes{0x1B, 0x40}, std::chrono::milliseconds(5)));
  act("reader unplug-at-byte 3");
  auto reader = b.world.open_reader();
  ASSERT_TRUE(reader);
  const auto request = devices::build_request(devices::SamCommand::Status);
  ASSERT_TRUE((*reader)->write(devices::Channel::First, request, std::chrono::milliseconds(5)));
  EXPECT_EQ((*reader)->read(devices::Channel::First, 64, std::chrono::milliseconds(5))->size(), 3U);
  EXPECT_FALSE(b.world.reader.plugged()) << "pulled, until somebody plugs it in";
}

TEST(SimulatedActions, ReachTheFormPrinter) {
  ServiceBench b;
  using State = devices::FormPrinterState;
  const std::vector<std::pair<std::string, State>> actions{
      {"paper-out", State::NoPaper},  {"paper-in", State::Ready},       {"jam", State::Jammed},
      {"clear-jam", State::Ready},    {"cover-open", State::CoverOpen}, {"cover-close", State::Ready},
      {"toner-out", State::TonerOut}, {"toner-in", State::Ready},       {"pause", State::Stopped},
      {"resume", State::Ready},       {"unplug", State::Absent},        {"plug", State::Ready},
      {"busy", State::Busy}};
  for (const auto& [name, state] : actions) {
    ASSERT_TRUE(perform(b.world, *parse_action({"form_printer", name})));
    EXPECT_EQ(b.world.form_printer.ask(), state) << name;
  }
}

TEST(SimulatedActions, ScannerAndCameraAreDoneOnTheirThread) {
  ServiceBench b;
  ASSERT_TRUE(perform_soon(b.world, b.queue, *parse_action(words("camera unplug"))));
  EXPECT_EQ(b.world.camera.state(), devices::CameraState::Ready);
  b.pass(std::chrono::milliseconds(0));
  EXPECT_EQ(b.world.camera.state(), devices::CameraState::Disconnected);
}

class ControlDoor : public testing::Test {
 protected:
  std::vector<std::size_t> done;
  int office_asked = 0;
  int printer_asked = 0;
  ControlRequests requests{
      {[this](std::function<void(office::Office&)>) { ++office_asked; }, [] {}, std::chrono::milliseconds(0)},
      [] { return std::string("[\"list\"]"); },
      [this](const Result<PrinterCommand>& command) {
        printer_asked += command ? 1 : 0;
        return std::string(R"({"ok":true,"output":"on the way"})");
      },
      [this](const SimulatedAction& action) -> Result<void> {
        done.push_back(action.row);
        return {};
      }};
};

TEST_F(ControlDoor, EachRequestFindsItsWay) {
  EXPECT_EQ(*output_of(requests(devices_request())), "[\"list\"]");
  EXPECT_TRUE(output_of(requests(simulate_request({"card", "place", "elder"}))));
  EXPECT_EQ(done.size(), 1U);
  EXPECT_EQ(*output_of(requests(to_json(PrinterCommand{PrinterVerb::Status, ""}))), "on the way");
  EXPECT_EQ(printer_asked, 1);
  EXPECT_EQ(office_asked, 0);
  EXPECT_FALSE(output_of(requests(R"({"verb": "list"})")));  // dropped by this office
  EXPECT_EQ(office_asked, 1);
}

TEST_F(ControlDoor, WhatIsWrongIsSaid) {
  EXPECT_EQ(output_of(requests(simulate_request({"card", "place", "nobody"}))).error().kind,
            ErrorKind::BadInput);
  EXPECT_EQ(output_of(requests(R"({"ask": "simulate"})")).error().kind, ErrorKind::BadInput);
  EXPECT_EQ(output_of(requests(R"({"ask": "simulate", "words": [3]})")).error().kind, ErrorKind::BadInput);
  EXPECT_EQ(output_of(requests(R"({"ask": "coffee"})")).error().kind, ErrorKind::BadInput);
  EXPECT_EQ(output_of(requests(R"({"ask": 3})")).error().kind, ErrorKind::BadInput);
  EXPECT_FALSE(output_of(requests(std::string(100'000, ' ') + devices_request())));
  EXPECT_TRUE(done.empty());
  requests.simulate = {};
  const auto refused = output_of(requests(simulate_request({"card", "place", "elder"})));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_NE(refused.error().reason.find("real"), std::string::npos);
  for (const char* answer :
       {"", "{}", "[]", R"({"ok":1})", R"({"ok":true})", R"({"ok":true,"output":3})", R"({"ok":false})"}) {
    EXPECT_EQ(output_of(answer).error().kind, ErrorKind::Unavailable) << answer;
  }
}

}  // namespace
}  // namespace yitang::terminal::test
