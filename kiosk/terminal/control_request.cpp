#include "kiosk/terminal/control_request.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace yitang::terminal {
namespace {

using ControlJson = nlohmann::json;

constexpr std::size_t kLongestRequest = 64 * 1024;
constexpr std::size_t kMostWords = 1000;

std::string line_of(const ControlJson& json) {
  return json.dump(-1, ' ', false, ControlJson::error_handler_t::replace);
}

std::string answer_of(const Result<std::string>& result) {
  if (result) return line_of({{"ok", true}, {"output", *result}});
  return line_of({{"ok", false},
                  {"bad_input", result.error().kind == ErrorKind::BadInput},
                  {"error", describe(result.error())}});
}

Result<std::vector<std::string>> words_of(const ControlJson& json) {
  const auto found = json.find("words");
  if (found == json.end() || !found->is_array() || found->size() > kMostWords)
    return fail(ErrorKind::BadInput, "a list of words is needed", "words");
  std::vector<std::string> words;
  for (const ControlJson& word : *found) {
    if (!word.is_string()) return fail(ErrorKind::BadInput, "a list of words is needed", "words");
    words.push_back(word.get<std::string>());
  }
  return words;
}

Result<std::string> simulated(const ControlRequests& requests, const ControlJson& json) {
  if (!requests.simulate)
    return fail(ErrorKind::Refused, "the devices of this terminal are real: only --demo has simulated ones");
  const auto words = words_of(json);
  if (!words) return tl::unexpected(words.error());
  const auto action = parse_action(*words);
  if (!action) return tl::unexpected(action.error());
  if (auto done = requests.simulate(*action); !done) return tl::unexpected(done.error());
  return std::string();
}

Result<std::string> of_queue(const ControlRequests& requests, const std::string& request) {
  const auto command = queue_command_from_json(request);
  if (!command) return tl::unexpected(command.error());
  if (!requests.queue) return fail(ErrorKind::Unavailable, "this terminal gives out no numbers");
  return requests.queue(*command);
}

Result<std::string> of_appointment(const ControlRequests& requests, const std::string& request) {
  const auto command = appointment_command_from_json(request);
  if (!command) return tl::unexpected(command.error());
  if (!requests.appointment) return fail(ErrorKind::Unavailable, "this terminal has no appointments");
  return requests.appointment(*command);
}

}  // namespace

std::string ControlRequests::operator()(const std::string& request) const {
  if (const auto command = printer_command_from_json(request)) return printer(*command);
  const ControlJson json =
      request.size() > kLongestRequest ? ControlJson() : ControlJson::parse(request, nullptr, false);
  const auto ask = json.is_object() ? json.find("ask") : json.end();
  if (!json.is_object() || ask == json.end()) return office(request);
  if (*ask == "devices") return answer_of(devices());
  if (*ask == "queue") return answer_of(of_queue(*this, request));
  if (*ask == "appointment") return answer_of(of_appointment(*this, request));
  if (*ask == "simulate") return answer_of(simulated(*this, json));
  return answer_of(fail(ErrorKind::BadInput, "the terminal does not know what is asked", "ask"));
}

std::string devices_request() { return line_of({{"ask", "devices"}}); }

std::string simulate_request(const std::vector<std::string>& words) {
  return line_of({{"ask", "simulate"}, {"words", words}});
}

Result<std::string> output_of(const std::string& answer) {
  const auto json = ControlJson::parse(answer, nullptr, false);
  if (!json.is_object() || !json.contains("ok") || !json["ok"].is_boolean()) {
    return fail(ErrorKind::Unavailable, "the terminal's answer is not understood");
  }
  const char* member = json["ok"].get<bool>() ? "output" : "error";
  if (!json.contains(member) || !json[member].is_string()) {
    return fail(ErrorKind::Unavailable, "the terminal's answer is not understood");
  }
  if (json["ok"].get<bool>()) return json["output"].get<std::string>();
  const bool bad_input = json.contains("bad_input") && json["bad_input"] == true;
  return fail(bad_input ? ErrorKind::BadInput : ErrorKind::Refused, json["error"].get<std::string>());
}

}  // namespace yitang::terminal
