#include "kiosk/terminal/office_command.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/office/office.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

constexpr int kListLimit = 1000;
constexpr std::size_t kMaxJson = 64 * 1024;
constexpr std::array<std::pair<OfficeVerb, const char*>, 5> kVerbs{{{OfficeVerb::List, "list"},
                                                                    {OfficeVerb::Accept, "accept"},
                                                                    {OfficeVerb::Supplement, "supplement"},
                                                                    {OfficeVerb::Decide, "decide"},
                                                                    {OfficeVerb::Close, "close"}}};

json case_json(const office::OfficeCase& c) {
  json result{{"uid", c.uid},
              {"case_no", c.case_no},
              {"receipt_no", c.receipt_no},
              {"terminal", c.terminal},
              {"item", c.item_id},
              {"version", c.item_version},
              {"department", c.department},
              {"state", std::string(cases::name_of(c.state))},
              {"outcome", std::string(cases::name_of(c.outcome))},
              {"step", c.step},
              {"received_at", date_time_text(c.received_at)},
              {"remark", c.remark}};
  if (c.accepted_on) result["accepted_on"] = c.accepted_on->iso();
  if (c.promised) result["promised"] = c.promised->iso();
  return result;
}

Result<office::OfficeCase> change(office::Office& office, const OfficeCommand& command) {
  switch (command.verb) {
    case OfficeVerb::Accept: return office.accept(command.reference, command.by);
    case OfficeVerb::Supplement: return office.supplement(command.reference, command.message, command.by);
    case OfficeVerb::Close: return office.close(command.reference, command.by);
    case OfficeVerb::Decide: {
      const auto outcome = cases::outcome(command.outcome);
      if (!outcome) return fail(ErrorKind::BadInput, "the outcome is approved or refused", command.outcome);
      return office.decide(command.reference, *outcome, command.message, command.by);
    }
    case OfficeVerb::List: break;
  }
  return fail(ErrorKind::Internal, "listing changes nothing");
}

}  // namespace

Result<std::string> perform(office::Office& office, const OfficeCommand& command) {
  if (command.verb == OfficeVerb::List) {
    auto list = office.list(command.department, kListLimit);
    if (!list) return tl::unexpected(list.error());
    json array = json::array();
    for (const office::OfficeCase& c : *list) array.push_back(case_json(c));
    return array.dump(2);
  }
  auto changed = change(office, command);
  if (!changed) return tl::unexpected(changed.error());
  return case_json(*changed).dump(2);
}

std::string to_json(const OfficeCommand& command) {
  std::string verb;
  for (const auto& [value, name] : kVerbs) {
    if (value == command.verb) verb = name;
  }
  return json{{"verb", verb},
              {"reference", command.reference},
              {"outcome", command.outcome},
              {"message", command.message},
              {"department", command.department},
              {"by", command.by}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<OfficeCommand> office_command_from_json(std::string_view text) {
  if (text.size() > kMaxJson) return fail(ErrorKind::BadInput, "the command is too long");
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return fail(ErrorKind::BadInput, "the command is not a JSON object");
  const auto member = [&](const char* key) -> std::string {
    const auto found = document.find(key);
    return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  OfficeCommand command{OfficeVerb::List,  member("reference"),  member("outcome"),
                        member("message"), member("department"), member("by")};
  if (command.by.empty()) command.by = OfficeCommand().by;  // the log names an account always
  for (const auto& [value, name] : kVerbs) {
    if (member("verb") == name) {
      command.verb = value;
      return command;
    }
  }
  return fail(ErrorKind::BadInput, "unknown command", member("verb"));
}

}  // namespace yitang::terminal
