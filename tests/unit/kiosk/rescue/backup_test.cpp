#include "kiosk/rescue/backup.hpp"

#include <gtest/gtest.h>

#include <set>

#include "kiosk/cases/receipt_number.hpp"
#include "rescue_support.hpp"

namespace yitang::rescue {
namespace {

using test::Bench;
namespace fs = std::filesystem;

template <class T>
T must(Result<T>&& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(*result);
}
template <class T>
ErrorKind kind_of(const Result<T>& result) {
  if (result) throw std::runtime_error("expected an error");
  return result.error().kind;
}

TEST(Backup, AnotherMachineHasEverythingThatWasThere) {
  Bench bench;
  std::vector<std::string> numbers;
  {
    auto store = bench.store(bench.first);
    numbers.push_back(bench.submit(store));
  }
  bench.deliver(bench.first);
  {
    auto store = bench.store(bench.first);
    numbers.push_back(bench.submit(store));  // not delivered when the backup is made
    auto draft = cases::test::pension_draft(*bench.random, bench.clock.now());
    for (auto& page : draft.materials[0].pages) page = must(store.seal_page(page));
    ASSERT_TRUE(store.save_draft(draft));
  }
  const auto made = must(bench.backup());
  EXPECT_EQ(made.pictures, 4U);  // three at the terminal, the draft's among them, one at the office
  EXPECT_EQ(made.copied, 4U);
  EXPECT_EQ(fs::file_size(made.container), made.container_bytes);

  const auto done = must(bench.restore(made.container, bench.second));
  EXPECT_TRUE(done.problems.empty()) << testing::PrintToString(done.problems);
  EXPECT_EQ(done.cases, 2);
  EXPECT_EQ(done.waiting, 1);
  EXPECT_FALSE(fs::exists(bench.second.data / ".restoring"));
  {
    auto store = bench.store(bench.second);
    for (const auto& number : numbers) {
      const auto row = store.find_by_receipt(number);
      ASSERT_TRUE(row && *row) << number;
      EXPECT_EQ(store.case_content((*row)->uid)->applicant, cases::test::elder());
    }
    EXPECT_EQ(store.counts()->drafts, 1);
    const auto restored = store.restored();
    ASSERT_TRUE(restored && *restored);
    EXPECT_EQ((*restored)->as_of, bench.clock.now());
  }
  EXPECT_EQ(bench.deliver(bench.second).delivered, 2);
  EXPECT_EQ(bench.office(bench.second).list("", 10)->size(), 2U);
}

TEST(Backup, AnOldCopyNeitherDeliversTwiceNorIssuesANumberAgain) {
  Bench bench;
  std::set<std::string> numbers;
  {
    auto store = bench.store(bench.first);
    numbers.insert(bench.submit(store));
  }
  const auto made = must(bench.backup());  // the case waits in this copy
  bench.clock.advance(3'600'000);
  bench.deliver(bench.first);
  {
    auto store = bench.store(bench.first);
    for (int i = 0; i < 5; ++i) numbers.insert(bench.submit(store));
  }
  bench.deliver(bench.first);

  bench.clock.advance(60'000);
  must(bench.restore(made.container, bench.second));
  // The office is one machine that both talked to: the first one's.
  auto office = bench.office(bench.first);
  test::DirectLink link(office);
  auto store = bench.store(bench.second);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(numbers.insert(bench.submit(store)).second);
  const auto counts = must(outbox::deliver_all(store, link, bench.clock, *bench.random));
  EXPECT_EQ(counts.waiting + counts.in_flight + counts.refused, 0);
  EXPECT_EQ(counts.delivered, 4);
  EXPECT_EQ(office.list("", 100)->size(), numbers.size());
  EXPECT_TRUE(office.check()->problems.empty());
  // What the office said to the lost store comes again to the copy.
  EXPECT_TRUE((*store.find_by_receipt(*numbers.begin()))->delivered);
  EXPECT_FALSE((*store.find_by_receipt(*numbers.begin()))->office_case_no.empty());
}

TEST(Backup, TwoCopiesOfOneStoreHaveDifferentNumbers) {
  Bench bench;
  {
    auto store = bench.store(bench.first);
    bench.submit(store);
  }
  const auto made = must(bench.backup());
  must(bench.restore(made.container, bench.second));
  bench.clock.advance(2 * 60'000);
  const auto third = bench.machine("third", 3);
  must(bench.restore(made.container, third));
  auto left = bench.store(bench.second);
  auto right = bench.store(third);
  std::set<std::string> numbers;
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(numbers.insert(bench.submit(left)).second);
    EXPECT_TRUE(numbers.insert(bench.submit(right)).second);
  }
  for (const auto& number : numbers) EXPECT_TRUE(cases::parse_receipt_number(number)) << number;
}

TEST(Backup, PicturesThatLieThereAreNotCopiedAgainAndOldOnesGo) {
  Bench bench;
  std::string uid;
  {
    auto store = bench.store(bench.first);
    bench.submit(store);
    uid = store.list(1)->front().uid;
  }
  bench.deliver(bench.first);
  const auto first = must(bench.backup(2));
  EXPECT_EQ(first.copied, 2U);
  bench.clock.advance(60'000);
  {
    auto store = bench.store(bench.first);
    bench.submit(store);
    ASSERT_TRUE(store.erase_case(uid));
  }
  const auto second = must(bench.backup(2));
  EXPECT_EQ(second.pictures, 2U);  // the new one and the office's
  EXPECT_EQ(second.copied, 1U);
  EXPECT_EQ(second.removed, 0U);
  EXPECT_TRUE(verify_backup(first.container, std::nullopt)->problems.empty());
  bench.clock.advance(60'000);
  const auto third = must(bench.backup(2));
  EXPECT_EQ(third.copied, 0U);
  EXPECT_EQ(third.removed, 2U);  // the first container and the erased case's picture
  EXPECT_FALSE(fs::exists(first.container));
  EXPECT_TRUE(verify_backup(second.container, bench.keys())->problems.empty());
  EXPECT_TRUE(verify_backup(third.container, bench.keys())->problems.empty());
}

TEST(Backup, AnInterruptedOneGoesOnAndLeavesNothingBehind) {
  Bench bench;
  {
    auto store = bench.store(bench.first);
    bench.submit(store);
    bench.submit(store);
  }
  const auto made = must(bench.backup());
  const fs::path shelf = made.container.parent_path();
  const fs::path pictures = shelf / "pictures" / "terminal";
  // As a pulled medium leaves it: half a file under a temporary name, one picture cut, no container.
  fs::remove(made.container);
  test::overwrite(shelf / ".tmp-abcdef", "half a container");
  test::overwrite(pictures / ".tmp-ghijkl", "half a picture");
  const fs::path cut = fs::directory_iterator(pictures)->path().filename().string().starts_with(".tmp-")
                           ? std::next(fs::directory_iterator(pictures))->path()
                           : fs::directory_iterator(pictures)->path();
  test::overwrite(cut, test::contents(cut).substr(0, 100));
  bench.clock.advance(1000);
  const auto again = must(bench.backup());
  EXPECT_EQ(again.copied, 1U);
  EXPECT_FALSE(fs::exists(shelf / ".tmp-abcdef"));
  EXPECT_FALSE(fs::exists(pictures / ".tmp-ghijkl"));
  EXPECT_TRUE(verify_backup(again.container, bench.keys())->problems.empty());
}

TEST(Backup, NothingOnTheMediumCanBeRead) {
  Bench bench;
  std::string number;
  {
    auto store = bench.store(bench.first);
    number = bench.submit(store);
  }
  must(bench.backup());
  for (const auto& [name, bytes] : test::snapshot(bench.medium)) {
    for (const std::string& marker :
         {number, cases::test::elder().name, cases::test::elder().number, std::string("SQLite format 3")})
      EXPECT_EQ(bytes.find(marker), std::string::npos) << name << ": " << marker;
  }
}

TEST(Backup, TheWrongPersonsOpenNothing) {
  Bench bench;
  { auto store = bench.store(bench.first); }
  const auto made = must(bench.backup());
  const auto other = storage::make_recovery_key(bench.bytes);
  const auto guess = storage::SecretBytes::copy_of(storage::bytes_of("wrong horse"));
  EXPECT_TRUE(verify_backup(made.container, bench.keys())->opened);
  EXPECT_EQ(kind_of(verify_backup(made.container, BackupKeys{&other, &bench.passphrase})),
            ErrorKind::WrongKey);
  EXPECT_EQ(kind_of(verify_backup(made.container, BackupKeys{&bench.county, &guess})), ErrorKind::WrongKey);
  const auto restore = [&](const BackupKeys& keys) {
    return restore_backup({made.container, keys, bench.second.data, bench.second.host, "YT01", bench.catalog},
                          bench.clock, bench.bytes);
  };
  EXPECT_EQ(kind_of(restore({&other, &bench.passphrase})), ErrorKind::WrongKey);
  EXPECT_EQ(kind_of(restore({&bench.county, &guess})), ErrorKind::WrongKey);
  EXPECT_EQ(kind_of(restore({&bench.county, nullptr})), ErrorKind::BadInput);
  EXPECT_TRUE(test::snapshot(bench.second.data).empty());
}

TEST(Backup, AStoreThatIsThereIsNotTouched) {
  Bench bench;
  { auto store = bench.store(bench.first); }
  const auto made = must(bench.backup());
  const auto before = test::snapshot(bench.first.data);
  EXPECT_EQ(kind_of(bench.restore(made.container, bench.first)), ErrorKind::Refused);
  EXPECT_TRUE(test::snapshot(bench.first.data) == before);
  EXPECT_EQ(kind_of(restore_backup(
                {made.container, bench.keys(), bench.second.data, bench.second.host, "YT02", bench.catalog},
                bench.clock, bench.bytes)),
            ErrorKind::Refused);
}

TEST(Backup, ADamagedBackupIsNamedAndRestoresNothing) {
  Bench bench;
  {
    auto store = bench.store(bench.first);
    bench.submit(store);
  }
  const auto made = must(bench.backup());
  const std::string whole = test::contents(made.container);
  const auto refused = [&](const std::string& bytes, const std::string& how) {
    test::overwrite(made.container, bytes);
    const auto verified = verify_backup(made.container, std::nullopt);
    ASSERT_FALSE(verified) << how;
    EXPECT_EQ(verified.error().kind, ErrorKind::BadInput) << how;
    EXPECT_EQ(verified.error().where, made.container.string()) << how;
    EXPECT_EQ(kind_of(bench.restore(made.container, bench.second)), ErrorKind::BadInput) << how;
  };
  for (std::size_t length = 0; length < whole.size(); length += 1 + length / 5)
    refused(whole.substr(0, length), "cut to " + std::to_string(length));
  for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 150) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    refused(changed, "byte " + std::to_string(at));
  }
  refused(whole + "x", "longer");
  EXPECT_TRUE(test::snapshot(bench.second.data).empty());
  test::overwrite(made.container, whole);

  const auto picture = fs::directory_iterator(made.container.parent_path() / "pictures/terminal")->path();
  const std::string right = test::contents(picture);
  std::string wrong = right;
  wrong[40] = static_cast<char>(wrong[40] ^ 1);
  for (const std::string& bytes : {wrong, right.substr(0, 50), std::string()}) {
    test::overwrite(picture, bytes);
    const auto found = must(verify_backup(made.container, std::nullopt));
    ASSERT_EQ(found.problems.size(), 1U);
    EXPECT_NE(found.problems.front().find(picture.string()), std::string::npos);
    EXPECT_EQ(kind_of(bench.restore(made.container, bench.second)), ErrorKind::BadInput);
    EXPECT_TRUE(test::snapshot(bench.second.data).empty());
  }
}

TEST(Backup, AFaultyStoreIsNotBackedUp) {
  Bench bench;
  {
    auto store = bench.store(bench.first);
    bench.submit(store);
    ASSERT_TRUE(store.checkpoint());
  }
  const auto file = bench.first.data / "terminal" / "cases.db";
  std::string bytes = test::contents(file);
  bytes[5 * 4096 + 100] = static_cast<char>(bytes[5 * 4096 + 100] ^ 1);
  test::overwrite(file, bytes);
  const auto made = bench.backup();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::StoreFailed);
  EXPECT_EQ(made.error().where, file.string());
  EXPECT_TRUE(test::snapshot(bench.medium).empty());
}

}  // namespace
}  // namespace yitang::rescue
