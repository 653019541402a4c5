// The sheet that the rule sends along with what it decides: what the office's own record says of the case,
// and nothing that only a department could vouch for.
#include <fmt/format.h>

#include <algorithm>

#include "kiosk/cases/person.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

std::string chinese(Date day) { return fmt::format("{}年{}月{}日", day.year, day.month, day.day); }

}  // namespace

std::optional<cases::ResultDocument> rule_result(const catalog::ServiceItem& item, const OfficeCase& the_case,
                                                 const cases::Envelope& envelope, Date today) {
  const auto& ways = item.result.delivery;
  if (std::find(ways.begin(), ways.end(), catalog::Delivery::Print) == ways.end()) return std::nullopt;
  cases::ResultDocument document;
  document.title = item.result.name.zh;
  document.number = the_case.case_no;
  document.issuer = item.department.zh;
  document.date = today;
  document.on_slip = item.result.on_slip;
  cases::ResultBlock facts;
  facts.rows = {{"事项", catalog::public_name_of(item).zh},
                {"办理结果", "准予"},
                {"受理日期", chinese(Date::of(the_case.received_at))},
                {"办结日期", chinese(today)}};
  if (!envelope.applicant.name.empty()) {
    facts.rows.insert(facts.rows.begin() + 1, {"申请人", envelope.applicant.name});
    facts.rows.insert(facts.rows.begin() + 2, {"证件号码", cases::masked_number(envelope.applicant.number)});
  }
  document.blocks.push_back(std::move(facts));
  document.blocks.push_back(
      {"以上内容由受理系统按本办件的登记记录自动生成：所填信息齐全，经规则核对后当场办结。本件没有印章，不是"
       "证照。",
       {}});
  return document;
}

}  // namespace yitang::office
