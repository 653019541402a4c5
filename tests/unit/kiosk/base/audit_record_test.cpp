// Declared events only, and only values of their kinds.
#include "kiosk/base/audit_record.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "kiosk/base/audit_events.hpp"

namespace yitang::audit {
namespace {

const std::string kUid(32, 'a');

struct Undeclared {
  std::string_view uid;
};

template <class Event>
concept Writable = requires(Event event) {
  record_of(event);
};

static_assert(Writable<CaseErased>);
static_assert(!Writable<Undeclared>, "an event that is not in the table has no row");
static_assert(!std::is_default_constructible_v<Declared>, "nobody but the generated functions makes records");
static_assert(!std::is_constructible_v<Record, std::string_view, std::string_view>);

template <class Event>
concept HasItem = requires(Event event) {
  event.item;
};
static_assert(HasItem<CaseSubmitted>);
static_assert(!HasItem<CaseErased>, "a field that is not in the table cannot be set");

TEST(AuditRecord, SaysTypeDispositionAndFieldsInTheTablesOrder) {
  const auto record = record_of(CaseSubmitted{kUid, "YT01-261120-0007-K", "ss.pension-claim"});
  ASSERT_TRUE(record) << describe(record.error());
  EXPECT_EQ(record->type(), "case.submitted");
  EXPECT_EQ(record->disposition(), "ok");
  const std::vector<Record::Field> fields{
      {"uid", kUid}, {"receipt", "YT01-261120-0007-K"}, {"item", "ss.pension-claim"}};
  EXPECT_EQ(record->fields(), fields);
  EXPECT_EQ(record_of(CaseDelivered{CaseDelivered::Disposition::Refused, kUid})->disposition(), "refused");
  EXPECT_TRUE(record_of(ResidentStaffCalled{})->fields().empty());
}

TEST(AuditRecord, AValueOfAnotherKindIsATypedErrorThatDoesNotRepeatIt) {
  for (const std::string_view wrong : {"", "张三丰", "990101196603151019", "A", "two words", "x\n", "x,y"}) {
    const auto record = record_of(CaseStatus{kUid, 1, wrong});
    ASSERT_FALSE(record) << wrong;
    EXPECT_EQ(record.error().kind, ErrorKind::BadInput);
    EXPECT_EQ(record.error().where, "case.status.state");
    if (!wrong.empty()) {
      EXPECT_EQ(describe(record.error()).find("三"), std::string::npos);
    }
  }
  EXPECT_FALSE(record_of(CaseStatus{kUid, 1, std::string(65, 'a')}));
  for (const std::string& uid :
       {std::string(), std::string(31, 'a'), std::string(32, 'g'), std::string(32, 'A')}) {
    EXPECT_FALSE(record_of(CaseErased{CaseErased::Disposition::Ok, uid})) << uid;
  }
  for (const std::string_view receipt :
       {"", "YT01-261120-0007", "YT01-26112A-0007-K", "yt01-261120-0007-K"}) {
    EXPECT_FALSE(record_of(CaseSubmitted{kUid, receipt, "x"})) << receipt;
  }
  EXPECT_FALSE(record_of(OfficeHead{OfficeHead::Disposition::Behind, "YT0", 1}));
}

TEST(AuditRecord, AnAccountThatIsNoWordIsWrittenAsItsDigest) {
  const auto account = [](std::string_view name) {
    return record_of(OfficeStatus{kUid, 1, "accepted", "none", name})->fields().back().second;
  };
  EXPECT_EQ(account("rule"), "rule");
  EXPECT_EQ(account("民政窗口").size(), 32U);
  EXPECT_EQ(account("民政窗口"), account("民政窗口"));
  EXPECT_NE(account("民政窗口"), account("社保窗口"));
}

}  // namespace
}  // namespace yitang::audit
