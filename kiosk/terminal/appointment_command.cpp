#include "kiosk/terminal/appointment_command.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::terminal {
namespace {

using AppointmentJson = nlohmann::json;

constexpr std::size_t kLongestAppointmentCommand = 4096;
constexpr std::size_t kLongestAppointmentWord = 40;

std::string appointment_text(const AppointmentJson& object) {
  return object.dump(-1, ' ', false, AppointmentJson::error_handler_t::replace);
}

Result<std::string> appointment_word(const AppointmentJson& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return std::string();
  if (!found->is_string()) return fail(ErrorKind::BadInput, "a short text is needed", key);
  auto text = found->get<std::string>();
  if (text.size() > kLongestAppointmentWord) return fail(ErrorKind::BadInput, "a short text is needed", key);
  return text;
}

/// "" where the content was erased: a list for the staff goes without.
Result<std::string> masked_name_of(cases::CaseStore& store, const std::string& uid) {
  const auto content = store.case_content(uid);
  if (content) return cases::masked_name(content->applicant.name);
  if (content.error().kind == ErrorKind::NotFound) return std::string();
  return tl::unexpected(content.error());
}

Result<AppointmentJson> shown_appointment(cases::CaseStore& store, const catalog::Catalog& catalog,
                                          const cases::ListedAppointment& listed) {
  auto name = masked_name_of(store, listed.appointment.case_uid);
  if (!name) return tl::unexpected(name.error());
  const catalog::ServiceItem* item = catalog.nearest(listed.item_id, listed.item_version);
  const catalog::SlotPlan* plan = catalog.slot_plan(listed.appointment.plan);
  const catalog::Queue* queue = plan == nullptr ? nullptr : catalog.queue(plan->queue);
  return AppointmentJson{{"day", listed.appointment.slot.day.iso()},
                         {"time", cases::range_text(listed.appointment.slot)},
                         {"plan", listed.appointment.plan},
                         {"window", queue == nullptr ? std::string() : queue->window.zh},
                         {"item", item == nullptr ? std::string() : catalog::public_name_of(*item).zh},
                         {"receipt", listed.receipt_no},
                         {"name", *name},
                         {"state", std::string(cases::name_of(listed.appointment.state))}};
}

Result<std::string> list_all(cases::CaseStore& store, const catalog::Catalog& catalog,
                             const std::string& text) {
  std::optional<Date> day;
  if (!text.empty()) {
    day = Date::parse(text);
    if (!day) return fail(ErrorKind::BadInput, "is no day such as 2026-11-25", text);
  }
  auto all = store.list_appointments(day);
  if (!all) return tl::unexpected(all.error());
  AppointmentJson listed = AppointmentJson::array();
  for (const cases::ListedAppointment& one : *all) {
    auto entry = shown_appointment(store, catalog, one);
    if (!entry) return tl::unexpected(entry.error());
    listed.push_back(std::move(*entry));
  }
  return appointment_text(listed);
}

Result<std::string> cancel_by_receipt(cases::CaseStore& store, const std::string& receipt) {
  const auto number = cases::parse_receipt_number(receipt);
  if (!number) return fail(ErrorKind::BadInput, "is no receipt number", receipt);
  auto row = store.find_by_receipt(cases::format_receipt_number(*number));
  if (!row) return tl::unexpected(row.error());
  if (!*row) return fail(ErrorKind::NotFound, "no case of this receipt number", receipt);
  if (auto done = store.cancel_appointment((*row)->uid); !done) return tl::unexpected(done.error());
  return appointment_text({{"receipt", (*row)->receipt_no}, {"state", "cancelled"}});
}

}  // namespace

std::string to_json(const AppointmentCommand& command) {
  if (command.verb == AppointmentVerb::Cancel)
    return appointment_text({{"ask", "appointment"}, {"verb", "cancel"}, {"receipt", command.receipt}});
  return appointment_text({{"ask", "appointment"}, {"verb", "list"}, {"day", command.day}});
}

Result<AppointmentCommand> appointment_command_from_json(std::string_view text) {
  const AppointmentJson object = text.size() > kLongestAppointmentCommand
                                     ? AppointmentJson()
                                     : AppointmentJson::parse(text, nullptr, false);
  if (!object.is_object()) return fail(ErrorKind::BadInput, "is no command", "appointment");
  auto verb = appointment_word(object, "verb");
  auto day = appointment_word(object, "day");
  auto receipt = appointment_word(object, "receipt");
  if (!verb) return tl::unexpected(verb.error());
  if (!day) return tl::unexpected(day.error());
  if (!receipt) return tl::unexpected(receipt.error());
  if (*verb != "list" && *verb != "cancel") return fail(ErrorKind::BadInput, "unknown command", "verb");
  return AppointmentCommand{*verb == "list" ? AppointmentVerb::List : AppointmentVerb::Cancel,
                            std::move(*day), std::move(*receipt)};
}

Result<std::string> perform(cases::CaseStore& store, const catalog::Catalog& catalog,
                            const AppointmentCommand& command) {
  if (command.verb == AppointmentVerb::Cancel) return cancel_by_receipt(store, command.receipt);
  return list_all(store, catalog, command.day);
}

Result<std::string> AppointmentAnswer::operator()(const AppointmentCommand& command) const {
  const auto work = [command, of = &catalog](cases::CaseStore& store) {
    return perform(store, *of, command);
  };
  return answer_of_store(with_store, work, patience);
}

}  // namespace yitang::terminal
