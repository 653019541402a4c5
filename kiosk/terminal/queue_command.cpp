#include "kiosk/terminal/queue_command.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/cases/case_store.hpp"

namespace yitang::terminal {
namespace {

using QueueJson = nlohmann::json;

constexpr std::size_t kLongestCommand = 4096;
constexpr std::size_t kLongestWord = 40;
constexpr std::array<std::pair<const char*, QueueVerb>, 5> kQueueVerbs{{{"list", QueueVerb::List},
                                                                        {"call", QueueVerb::Call},
                                                                        {"done", QueueVerb::Done},
                                                                        {"close", QueueVerb::Close},
                                                                        {"reopen", QueueVerb::Reopen}}};
constexpr std::array<const char*, 4> kTicketStates{"waiting", "called", "served", "absent"};

std::string queue_line(const QueueJson& object) {
  return object.dump(-1, ' ', false, QueueJson::error_handler_t::replace);
}

/// "" if it is not there; nothing if it is no short text.
std::optional<std::string> word_of(const QueueJson& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return std::string();
  if (!found->is_string()) return std::nullopt;
  auto text = found->get<std::string>();
  return text.size() <= kLongestWord ? std::optional(std::move(text)) : std::nullopt;
}

QueueJson shown(const catalog::Queue& queue, const cases::Ticket& ticket) {
  return {{"number", cases::ticket_label(queue.prefix, ticket.number)},
          {"state", kTicketStates.at(static_cast<std::size_t>(ticket.state))},
          {"priority", ticket.priority},
          {"drawn_at", date_time_text(ticket.drawn_at)}};
}

Result<std::string> list_queues(cases::CaseStore& store, const catalog::Catalog& catalog,
                                const std::string& only) {
  auto counts = store.queue_counts();
  if (!counts) return tl::unexpected(counts.error());
  QueueJson all = QueueJson::array();
  for (const catalog::Queue& queue : catalog.queues()) {
    if (!only.empty() && queue.id != only) continue;
    auto tickets = store.tickets(queue.id);
    if (!tickets) return tl::unexpected(tickets.error());
    QueueJson entry{{"queue", queue.id}, {"name", queue.name.zh}, {"waiting", 0}, {"closed", false}};
    for (const cases::QueueCount& count : *counts) {
      if (count.queue != queue.id) continue;
      entry["waiting"] = count.waiting;
      entry["closed"] = count.stopped;
    }
    entry["numbers"] = QueueJson::array();
    for (const cases::Ticket& ticket : *tickets) entry["numbers"].push_back(shown(queue, ticket));
    all.push_back(std::move(entry));
  }
  return queue_line(all);
}

Result<std::string> call_next(cases::CaseStore& store, const catalog::Queue& queue) {
  auto called = store.call_next(queue.id);
  if (!called) return tl::unexpected(called.error());
  if (!*called) return fail(ErrorKind::NotFound, "nobody waits", queue.id);
  QueueJson answer = shown(queue, **called);
  answer["window"] = queue.window.zh;
  return queue_line(answer);
}

Result<std::string> end_number(cases::CaseStore& store, const catalog::Queue& queue,
                               const QueueCommand& command) {
  const auto number = cases::ticket_number(command.number, queue.prefix);
  if (!number) return fail(ErrorKind::BadInput, "is no number of this queue", command.number);
  auto ended = store.end_ticket(queue.id, *number,
                                command.absent ? cases::TicketState::Absent : cases::TicketState::Served);
  if (!ended) return tl::unexpected(ended.error());
  return queue_line(shown(queue, *ended));
}

}  // namespace

std::string to_json(const QueueCommand& command) {
  QueueJson object{{"ask", "queue"}, {"queue", command.queue}};
  for (const auto& [name, verb] : kQueueVerbs) {
    if (verb == command.verb) object["verb"] = name;
  }
  if (command.verb == QueueVerb::Done) {
    object["number"] = command.number;
    object["absent"] = command.absent;
  }
  return queue_line(object);
}

Result<QueueCommand> queue_command_from_json(std::string_view text) {
  const QueueJson object =
      text.size() > kLongestCommand ? QueueJson() : QueueJson::parse(text, nullptr, false);
  if (!object.is_object()) return fail(ErrorKind::BadInput, "is no command", "queue");
  const auto verb = word_of(object, "verb");
  const auto found = std::find_if(kQueueVerbs.begin(), kQueueVerbs.end(),
                                  [&](const auto& known) { return verb && *verb == known.first; });
  if (found == kQueueVerbs.end()) return fail(ErrorKind::BadInput, "unknown command", "verb");
  QueueCommand command;
  command.verb = found->second;
  const auto queue = word_of(object, "queue");
  const auto number = word_of(object, "number");
  if (!queue || !number)
    return fail(ErrorKind::BadInput, "a short text is needed", queue ? "number" : "queue");
  if (const auto absent = object.find("absent"); absent != object.end()) {
    if (!absent->is_boolean()) return fail(ErrorKind::BadInput, "is true or false", "absent");
    command.absent = absent->get<bool>();
  }
  command.queue = *queue;
  command.number = *number;
  return command;
}

Result<std::string> perform(cases::CaseStore& store, const catalog::Catalog& catalog,
                            const QueueCommand& command) {
  const catalog::Queue* queue = catalog.queue(command.queue);
  const bool all = command.verb == QueueVerb::List && command.queue.empty();
  if (queue == nullptr && !all) return fail(ErrorKind::BadInput, "there is no such queue", command.queue);
  switch (command.verb) {
    case QueueVerb::List: return list_queues(store, catalog, command.queue);
    case QueueVerb::Call: return call_next(store, *queue);
    case QueueVerb::Done: return end_number(store, *queue, command);
    case QueueVerb::Close:
    case QueueVerb::Reopen: break;
  }
  const bool closed = command.verb == QueueVerb::Close;
  if (auto stopped = store.stop_queue(queue->id, closed); !stopped) return tl::unexpected(stopped.error());
  return queue_line({{"queue", queue->id}, {"closed", closed}});
}

Result<std::string> QueueAnswer::operator()(const QueueCommand& command) const {
  const auto work = [command, of = &catalog](cases::CaseStore& store) {
    return perform(store, *of, command);
  };
  return answer_of_store(with_store, work, patience);
}

}  // namespace yitang::terminal
