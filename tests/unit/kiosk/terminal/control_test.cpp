// The door for `yitang office`: commands as JSON, and the socket they come through. And the main thread's
// queue.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <thread>

#include "kiosk/office/office.hpp"
#include "kiosk/terminal/control_answer.hpp"
#include "kiosk/terminal/control_socket.hpp"
#include "kiosk/terminal/main_queue.hpp"
#include "kiosk/terminal/office_command.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::terminal {
namespace {

TEST(OfficeCommandJson, EveryCommandComesBackAsItWas) {
  for (const auto verb :
       {OfficeVerb::List, OfficeVerb::Accept, OfficeVerb::Supplement, OfficeVerb::Decide, OfficeVerb::Close,
        OfficeVerb::RectifyList, OfficeVerb::RectifyClose, OfficeVerb::Show}) {
    const OfficeCommand command{verb, "T001-261120-0001-X", "approved", "请补\n照片 \"快\"", "1199", "张三"};
    const auto back = office_command_from_json(to_json(command));
    ASSERT_TRUE(back) << describe(back.error());
    EXPECT_EQ(back->verb, verb);
    EXPECT_EQ(back->reference, command.reference);
    EXPECT_EQ(back->outcome, command.outcome);
    EXPECT_EQ(back->message, command.message);
    EXPECT_EQ(back->department, command.department);
    EXPECT_EQ(back->by, command.by);
  }
}

TEST(OfficeCommandJson, AnythingElseIsATypedError) {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{}"), std::string("{\"verb\": 3}"),
        std::string("{\"verb\": \"erase\"}"), std::string("{\"verb\": \"list\""), std::string("\xff"),
        std::string(200'000, ' '), "{\"verb\": \"list\"}" + std::string(200'000, ' ')}) {
    const auto command = office_command_from_json(text);
    ASSERT_FALSE(command) << text.substr(0, 40);
    EXPECT_EQ(command.error().kind, ErrorKind::BadInput);
  }
}

TEST(OfficeCommandJson, TheLogAlwaysNamesAnAccount) {
  EXPECT_EQ(office_command_from_json(R"({"verb": "close", "reference": "x"})")->by, "counter");
  EXPECT_EQ(office_command_from_json(R"({"verb": "close", "reference": "x", "by": ""})")->by, "counter");
}

// An office whose thread is busy until the test lets it go on.
struct BusyOffice {
  cases::test::StoreBench disk;
  catalog::CatalogPtr catalog =
      *catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
  office::Office office =
      *office::Office::open({disk.directory.path() / "office", disk.options().host}, catalog, disk.clock);
  std::vector<std::function<void(office::Office&)>> waiting;
  int performed = 0;
  ControlAnswer answer{
      [this](std::function<void(office::Office&)> work) { waiting.push_back(std::move(work)); },
      [this] { ++performed; }, std::chrono::milliseconds(0)};
};

TEST(ControlAnswerTest, ACommandThatTakesLongIsSaidToRunAndNotToBeRefused) {
  BusyOffice b;
  const std::string said = b.answer(R"({"verb": "list"})");
  EXPECT_NE(said.find("\"running\":true"), std::string::npos) << said;
  EXPECT_NE(said.find("still running"), std::string::npos) << said;
  ASSERT_EQ(b.waiting.size(), 1U);
  EXPECT_EQ(b.performed, 0);
  b.waiting.front()(b.office);
  EXPECT_EQ(b.performed, 1) << "what it changed is fetched, though nobody waits any more";
}

TEST(ControlAnswerTest, DoneRefusedAndDroppedAreToldApart) {
  BusyOffice b;
  b.answer.with_office = [&b](const std::function<void(office::Office&)>& work) { work(b.office); };
  EXPECT_NE(b.answer(R"({"verb": "list"})").find("\"ok\":true"), std::string::npos);
  const std::string refused = b.answer(R"({"verb": "close", "reference": "T001-261120-0001-X"})");
  EXPECT_NE(refused.find("\"ok\":false"), std::string::npos);
  EXPECT_EQ(refused.find("running"), std::string::npos) << refused;
  EXPECT_NE(b.answer("{").find("\"bad_input\":true"), std::string::npos);
  b.answer.with_office = [](const std::function<void(office::Office&)>&) {};  // the terminal ends
  EXPECT_NE(b.answer(R"({"verb": "list"})").find("nothing was done"), std::string::npos);
}

class ControlSocketTest : public testing::Test {
 protected:
  cases::test::TempDirectory directory_;
  std::filesystem::path path_ = control_path(directory_.path());

  int connect_raw() const {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    EXPECT_EQ(::connect(fd, generic, sizeof address), 0);
    return fd;
  }
};

TEST_F(ControlSocketTest, OneLineInOneLineOut) {
  auto door = ControlSocket::listen(path_, [](const std::string& request) { return "[" + request + "]\nx"; });
  ASSERT_TRUE(door) << describe(door.error());
  for (int i = 0; i < 3; ++i) {
    const auto answer = ask_terminal(path_, "a\nb");
    ASSERT_TRUE(answer) << describe(answer.error());
    EXPECT_EQ(*answer, "[a b] x") << "a line end inside would be another line";
  }
  const std::string large(300'000, 'y');
  EXPECT_EQ(*ask_terminal(path_, large), "[" + large + "] x");
  struct stat status {};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(ControlSocketTest, WhoHangsUpOrSaysTooMuchHoldsUpNobody) {
  auto door = ControlSocket::listen(path_, [](const std::string&) { return "ok"; });
  ASSERT_TRUE(door);
  ::close(connect_raw());
  const int half = connect_raw();
  ASSERT_EQ(::send(half, "half a line", 11, MSG_NOSIGNAL), 11);
  ::close(half);
  const int much = connect_raw();
  const std::string piece(64 * 1024, 'z');
  ssize_t sent = 0;
  while ((sent = ::send(much, piece.data(), piece.size(), MSG_NOSIGNAL)) > 0) {
  }
  ::close(much);  // the door was shut on it
  EXPECT_EQ(*ask_terminal(path_, "x"), "ok");
}

TEST_F(ControlSocketTest, ASilentCallerDoesNotHoldUpTheEnd) {
  auto door = ControlSocket::listen(path_, [](const std::string&) { return "ok"; });
  ASSERT_TRUE(door);
  const int silent = connect_raw();
  const auto begin = std::chrono::steady_clock::now();
  door->reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  ::close(silent);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(ControlSocketTest, ASecondTerminalDoesNotTakeTheDoor) {
  auto first = ControlSocket::listen(path_, [](const std::string&) { return "first"; });
  ASSERT_TRUE(first);
  const auto second = ControlSocket::listen(path_, [](const std::string&) { return "second"; });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(*ask_terminal(path_, "x"), "first");
}

TEST_F(ControlSocketTest, ASocketLeftByAKilledProgramIsReplaced) {
  {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    ASSERT_EQ(::bind(fd, generic, sizeof address), 0);
    ::close(fd);
  }
  auto door = ControlSocket::listen(path_, [](const std::string&) { return "new"; });
  ASSERT_TRUE(door) << describe(door.error());
  EXPECT_EQ(*ask_terminal(path_, "x"), "new");
}

TEST_F(ControlSocketTest, NobodyThereIsUnavailable) {
  const auto answer = ask_terminal(path_, "x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
  const std::filesystem::path deep = directory_.path() / std::string(200, 'd');
  EXPECT_FALSE(ControlSocket::listen(deep, [](const std::string&) { return ""; }));
  EXPECT_FALSE(ask_terminal(deep, "x"));
}

TEST(MainQueue, RunsInOrderAndWakesFromAnyThread) {
  MainQueue queue;
  std::atomic<int> woken{0};
  queue.set_wake([&woken] { ++woken; });
  EXPECT_FALSE(queue.run_due());
  EXPECT_LT(queue.seconds_to_next(), 0);
  std::string order;
  queue.post([&order] { order += 'a'; });
  std::thread other([&] { queue.post([&order] { order += 'b'; }); });
  other.join();
  queue.post_after(std::chrono::hours(1), [&order] { order += 'z'; });
  EXPECT_EQ(woken, 3);
  EXPECT_TRUE(queue.run_due());
  EXPECT_EQ(order, "ab");
  EXPECT_GT(queue.seconds_to_next(), 3500);
  queue.post([&] { queue.post([&order] { order += 'c'; }); });
  EXPECT_TRUE(queue.run_due());
  EXPECT_EQ(order, "abc") << "what a task posts runs in the same round";
}

}  // namespace
}  // namespace yitang::terminal
