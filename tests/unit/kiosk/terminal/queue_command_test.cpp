// What the staff asks of the numbers for the windows.
#include "kiosk/terminal/queue_command.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kiosk/terminal/control_request.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

struct QueueDesk {
  cases::test::StoreBench bench;
  cases::CaseStore store = bench.open();

  Result<std::string> ask(QueueVerb verb, const std::string& queue = "general",
                          const std::string& number = {}, bool absent = false) {
    return perform(store, cases::test::sample(), {verb, queue, number, absent});
  }
};

TEST(QueueCommand, GoesThroughTheSocketUnchanged) {
  for (const QueueVerb verb :
       {QueueVerb::List, QueueVerb::Call, QueueVerb::Done, QueueVerb::Close, QueueVerb::Reopen}) {
    const QueueCommand command{verb, "general", verb == QueueVerb::Done ? "A007" : "",
                               verb == QueueVerb::Done};
    const auto back = queue_command_from_json(to_json(command));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->verb, command.verb);
    EXPECT_EQ(back->queue, command.queue);
    EXPECT_EQ(back->number, command.number);
    EXPECT_EQ(back->absent, command.absent);
  }
  for (const char* wrong :
       {"", "[]", "{}", R"({"verb":"jump"})", R"({"verb":1})", R"({"verb":"call","queue":7})",
        R"({"verb":"done","absent":"yes"})", R"({"verb":"done","number":[1]})"}) {
    EXPECT_EQ(queue_command_from_json(wrong).error().kind, ErrorKind::BadInput) << wrong;
  }
}

TEST(QueueCommand, CallsServesAndCloses) {
  QueueDesk desk;
  ASSERT_TRUE(desk.store.draw_ticket({"general", "", std::string(32, '1')}));
  ASSERT_TRUE(desk.store.draw_ticket({"general", "", std::string(32, '2')}));
  auto list = json::parse(*desk.ask(QueueVerb::List));
  EXPECT_EQ(list[0]["waiting"], 2);
  EXPECT_EQ(list[0]["numbers"][0]["number"], "A001");
  EXPECT_EQ(json::parse(*desk.ask(QueueVerb::List, "")).size(), cases::test::sample().queues().size());
  const auto called = json::parse(*desk.ask(QueueVerb::Call));
  EXPECT_EQ(called["number"], "A001");
  EXPECT_EQ(called["state"], "called");
  EXPECT_EQ(json::parse(*desk.ask(QueueVerb::Done, "general", "A001"))["state"], "served");
  EXPECT_EQ(desk.ask(QueueVerb::Done, "general", "A002").error().kind, ErrorKind::Refused);
  EXPECT_EQ(desk.ask(QueueVerb::Done, "general", "B002").error().kind, ErrorKind::BadInput);
  ASSERT_TRUE(desk.ask(QueueVerb::Call));
  EXPECT_EQ(json::parse(*desk.ask(QueueVerb::Done, "general", "2", true))["state"], "absent");
  EXPECT_EQ(desk.ask(QueueVerb::Call).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(desk.ask(QueueVerb::Call, "no-such").error().kind, ErrorKind::BadInput);
  EXPECT_EQ(desk.ask(QueueVerb::Close, "").error().kind, ErrorKind::BadInput);
  ASSERT_TRUE(desk.ask(QueueVerb::Close));
  EXPECT_FALSE(desk.store.draw_ticket({"general", "", std::string(32, '3')}));
  ASSERT_TRUE(desk.ask(QueueVerb::Reopen));
  EXPECT_TRUE(desk.store.draw_ticket({"general", "", std::string(32, '3')}));
}

TEST(QueueCommand, TheRunningTerminalAnswersOnItsOwnThread) {
  QueueDesk desk;
  ControlRequests requests{{}, {}, {}};
  EXPECT_EQ(output_of(requests(to_json(QueueCommand{}))).error().kind, ErrorKind::Refused)
      << "gives out none";
  const QueueAnswer answer{[&](std::function<void(cases::CaseStore&)> work) { work(desk.store); },
                           cases::test::sample()};
  requests.queue = [&](const QueueCommand& command) { return answer(command); };
  EXPECT_TRUE(output_of(requests(to_json(QueueCommand{}))));
  EXPECT_EQ(output_of(requests(to_json({QueueVerb::Call, "nothing", "", false}))).error().kind,
            ErrorKind::BadInput);
  const QueueAnswer ending{[](const std::function<void(cases::CaseStore&)>&) {}, cases::test::sample()};
  EXPECT_EQ(ending({}).error().kind, ErrorKind::Unavailable);
}

}  // namespace
}  // namespace yitang::terminal
