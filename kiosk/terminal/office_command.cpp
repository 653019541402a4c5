#include "kiosk/terminal/office_command.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/office/office.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

constexpr int kListLimit = 1000;
constexpr std::size_t kMaxJson = 64 * 1024 + 2 * cases::kMaxResultBytes;
constexpr std::array<std::pair<OfficeVerb, const char*>, 8> kVerbs{
    {{OfficeVerb::List, "list"},
     {OfficeVerb::Accept, "accept"},
     {OfficeVerb::Supplement, "supplement"},
     {OfficeVerb::Decide, "decide"},
     {OfficeVerb::Close, "close"},
     {OfficeVerb::RectifyList, "rectify-list"},
     {OfficeVerb::RectifyClose, "rectify-close"},
     {OfficeVerb::Show, "show"}}};

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
  if (!c.notice_no.empty()) result["notice"] = c.notice_no;
  if (c.due) result["due"] = c.due->iso();
  return result;
}

json task_json(const office::RectifyTask& task) {
  json result{{"number", task.number}, {"case", task.case_uid},         {"receipt_no", task.receipt_no},
              {"item", task.item_id},  {"department", task.department}, {"level", task.level},
              {"tags", task.tags}};
  const auto put = [&](const char* key, const std::optional<Date>& day) {
    if (day) result[key] = day->iso();
  };
  put("opened_on", task.opened_on);
  put("due", task.due);
  put("closed_on", task.closed_on);
  if (!task.comment.empty()) result["comment"] = task.comment;
  if (task.days_left) result["days_left"] = *task.days_left;
  if (task.closed_on) {
    result["closed_by"] = task.closed_by;
    result["result"] = task.result;
    if (task.follow_up) result["follow_up"] = std::string(office::name_of(*task.follow_up));
  }
  return result;
}

Result<std::string> rectify(office::Office& office, const OfficeCommand& command) {
  if (command.verb == OfficeVerb::RectifyList) {
    auto tasks = office.rectify_tasks(command.department, command.open_only == "yes", kListLimit);
    if (!tasks) return tl::unexpected(tasks.error());
    json array = json::array();
    for (const office::RectifyTask& task : *tasks) array.push_back(task_json(task));
    return array.dump(2);
  }
  const auto follow_up = office::follow_up(command.follow_up);
  if (!follow_up)
    return fail(ErrorKind::BadInput, "the follow-up is reached, unreachable, declined or not_needed",
                command.follow_up);
  auto task = office.close_rectify_task(command.reference, {*follow_up, command.message}, command.by);
  if (!task) return tl::unexpected(task.error());
  return task_json(*task).dump(2);
}

std::vector<std::string> codes_of(const std::string& list) {
  std::vector<std::string> codes;
  for (const std::string& code : split(list, ',')) {
    if (!code.empty()) codes.push_back(code);
  }
  return codes;
}

Result<office::ResultPlace> result_place(const OfficeCommand& command) {
  office::ResultPlace place{command.shelf, command.courier_no, {}};
  if (command.result.empty()) return place;
  auto document = cases::result_from_json(command.result);
  if (!document) return tl::unexpected(document.error());
  place.document = std::move(*document);
  return place;
}

Result<office::OfficeCase> change(office::Office& office, const OfficeCommand& command) {
  switch (command.verb) {
    case OfficeVerb::Accept: return office.accept(command.reference, command.by);
    case OfficeVerb::Supplement:
      return office.supplement(command.reference,
                               {codes_of(command.materials), command.message, command.cites}, command.by);
    case OfficeVerb::Close: {
      const auto place = result_place(command);
      if (!place) return tl::unexpected(place.error());
      return office.close(command.reference, command.by, *place);
    }
    case OfficeVerb::Decide: {
      const auto outcome = cases::outcome(command.outcome);
      if (!outcome) return fail(ErrorKind::BadInput, "the outcome is approved or refused", command.outcome);
      const auto place = result_place(command);
      if (!place) return tl::unexpected(place.error());
      return office.decide(command.reference, *outcome, command.message, command.by, *place);
    }
    case OfficeVerb::List:
    case OfficeVerb::RectifyList:
    case OfficeVerb::RectifyClose:
    case OfficeVerb::Show: break;
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
  if (command.verb == OfficeVerb::Show) {
    auto shown = office.show(command.reference, command.role, command.by);
    if (!shown) return tl::unexpected(shown.error());
    return json::parse(cases::envelope_to_json(*shown, cases::EnvelopePages::WithoutContent)).dump(2);
  }
  if (command.verb == OfficeVerb::RectifyList || command.verb == OfficeVerb::RectifyClose)
    return rectify(office, command);
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
              {"by", command.by},
              {"materials", command.materials},
              {"cites", command.cites},
              {"shelf", command.shelf},
              {"courier_no", command.courier_no},
              {"follow_up", command.follow_up},
              {"open_only", command.open_only},
              {"result", command.result},
              {"role", command.role}}
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
  OfficeCommand command{OfficeVerb::List,     member("reference"),  member("outcome"),   member("message"),
                        member("department"), member("by"),         member("materials"), member("cites"),
                        member("shelf"),      member("courier_no"), member("follow_up"), member("open_only"),
                        member("result"),     member("role")};
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
