#include "kiosk/terminal/visit/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "kiosk/terminal/visit/visitor.hpp"
#include "kiosk/terminal/visit/vocabulary.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;
using StepReader = std::function<std::optional<std::string>(const json&, Step&)>;  // the fault, or nothing

constexpr std::size_t kMaxSteps = 5000;
constexpr double kMaxNumber = 1'000'000;
constexpr std::size_t kMaxStrokes = 200;
constexpr std::size_t kMaxPoints = 2000;

StepReader target(StepKind kind) {
  return [kind](const json& value, Step& step) -> std::optional<std::string> {
    if (!value.is_string()) return "must be a text";
    step.kind = kind;
    step.target = value.get<std::string>();
    return std::nullopt;
  };
}

StepReader text(StepKind kind) {
  return [kind](const json& value, Step& step) -> std::optional<std::string> {
    if (!value.is_string()) return "must be a text";
    step.kind = kind;
    step.text = value.get<std::string>();
    return std::nullopt;
  };
}

StepReader flag(StepKind kind) {
  return [kind](const json& value, Step& step) -> std::optional<std::string> {
    if (!value.is_boolean() || !value.get<bool>()) return "must be true";
    step.kind = kind;
    return std::nullopt;
  };
}

// "unplug", or {"page": 2}: an action with a number.
StepReader action(StepKind kind) {
  return [kind](const json& value, Step& step) -> std::optional<std::string> {
    step.kind = kind;
    if (value.is_string()) {
      step.target = value.get<std::string>();
      return std::nullopt;
    }
    if (value.is_object() && value.size() == 1 && value.begin()->is_number()) {
      step.target = value.begin().key();
      step.number = value.begin()->get<double>();
      step.with_number = true;
      if (!(step.number >= 0 && step.number <= kMaxNumber)) return "numbers are 0 to 1000000";
      return std::nullopt;
    }
    return "must be a text, or an object with one number";
  };
}

std::optional<std::string> read_advance(const json& value, Step& step) {
  step.kind = StepKind::Advance;
  if (value.is_string()) {
    step.target = value.get<std::string>();
    return std::nullopt;
  }
  if (!value.is_number()) return "must be a number of seconds, or \"warning\"";
  step.number = value.get<double>();
  if (!(step.number >= 0 && step.number <= 400 * 86'400.0)) return "must be 0 to 400 days, in seconds";
  return std::nullopt;
}

std::optional<std::string> read_pinyin(const json& value, Step& step) {
  if (!value.is_object() || value.size() != 1 || !value.begin()->is_string()) {
    return "must be an object {letters: candidate}";
  }
  step.kind = StepKind::Pinyin;
  step.text = value.begin().key();
  step.target = value.begin()->get<std::string>();
  return std::nullopt;
}

std::optional<std::string> read_strokes(const json& value, Step& step) {
  if (!value.is_array() || value.empty() || value.size() > kMaxStrokes)
    return "strokes: must be a list of strokes";
  for (const json& stroke : value) {
    if (!stroke.is_array() || stroke.empty() || stroke.size() > kMaxPoints)
      return "strokes: a stroke is a list of points";
    std::vector<PadPoint> points;
    for (const json& point : stroke) {
      if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number()) {
        return "strokes: a point is [x, y]";
      }
      const PadPoint p{point[0].get<float>(), point[1].get<float>()};
      if (!(p.x >= 0 && p.x <= 1 && p.y >= 0 && p.y <= 1)) return "strokes: points lie in 0..1";
      points.push_back(p);
    }
    step.strokes.push_back(std::move(points));
  }
  return std::nullopt;
}

std::optional<std::string> read_draw(const json& value, Step& step) {
  if (!value.is_object() || !value.contains("pad") || !value["pad"].is_string() ||
      !value.contains("strokes")) {
    return "must be an object {pad, strokes}";
  }
  step.kind = StepKind::Draw;
  step.target = value["pad"].get<std::string>();
  return read_strokes(value["strokes"], step);
}

std::optional<std::string> read_office(const json& value, Step& step) {
  // Flat: writing out what is nested without end would use up the stack.
  if (!value.is_object() ||
      std::any_of(value.begin(), value.end(), [](const json& part) { return part.is_structured(); }))
    return "must be an object of texts";
  auto command = office_command_from_json(value.dump(-1, ' ', false, json::error_handler_t::replace));
  if (!command) return command.error().reason;
  step.kind = StepKind::Office;
  step.command = *command;
  return std::nullopt;
}

std::optional<std::string> read_expect(const json& value, Step& step) {
  if (!value.is_object() || value.size() != 1) return "must be an object with one expectation";
  step.kind = StepKind::Expect;
  step.target = value.begin().key();
  const json& wanted = *value.begin();
  if (wanted.is_string()) {
    step.text = wanted.get<std::string>();
  } else if (wanted.is_number_integer()) {
    step.number = wanted.get<double>();
    step.text = std::to_string(wanted.get<std::int64_t>());
  } else if (wanted.is_object()) {
    for (const auto& [language, text_value] : wanted.items()) {
      if ((language != "zh" && language != "en") || !text_value.is_string())
        return "languages are zh and en, with a text";
      step.texts[language] = text_value.get<std::string>();
    }
  } else {
    return "must expect a text, a whole number or a text by language";
  }
  return std::nullopt;
}

std::optional<std::string> read_burst(const json& value, Step& step) {
  constexpr int most_times = 20'000;
  constexpr std::size_t most_bytes = 200'000;
  const bool shaped = value.is_object() && value.contains("text") && value["text"].is_string();
  if (!shaped) return "must be an object with a text";
  const json times = value.value("times", json(1));
  if (!times.is_number_integer() || times < 1 || times > most_times) return "times is 1 to 20000";
  step.kind = StepKind::Burst;
  step.text = value["text"].get<std::string>();
  step.number = times.get<double>();
  if (step.text.size() * static_cast<std::size_t>(times.get<int>()) > most_bytes) return "is too long";
  return std::nullopt;
}

const std::map<std::string, StepReader, std::less<>>& readers() {
  static const std::map<std::string, StepReader, std::less<>> all{
      {"tap", target(StepKind::Tap)},
      {"keys", text(StepKind::Keys)},
      {"pinyin", read_pinyin},
      {"draw", read_draw},
      {"burst", read_burst},
      {"press", target(StepKind::Press)},
      {"keypad", flag(StepKind::Keypad)},
      {"place_card", target(StepKind::PlaceCard)},
      {"remove_card", flag(StepKind::RemoveCard)},
      {"scan", text(StepKind::Scan)},
      {"code", target(StepKind::ShowCode)},
      {"reader", action(StepKind::Reader)},
      {"printer", action(StepKind::Printer)},
      {"scanner", action(StepKind::Scanner)},
      {"camera", action(StepKind::Camera)},
      {"form_printer", action(StepKind::FormPrinter)},
      {"person", action(StepKind::Person)},
      {"headset", target(StepKind::Headset)},
      {"advance", read_advance},
      {"restart", flag(StepKind::Restart)},
      {"office", read_office},
      {"disk", target(StepKind::Disk)},
      {"network", target(StepKind::Network)},
      {"expect", read_expect},
      {"shot", text(StepKind::Shot)},
  };
  return all;
}

std::optional<std::string> read_visitors(const json& root, VisitScript& script) {
  const auto visitors = root.find("visitors");
  if (visitors == root.end()) return std::nullopt;
  const bool whole = visitors->is_number_integer() && *visitors >= 1 && *visitors <= kMostVisitors;
  if (!whole) return "visitors: must be 1 to " + std::to_string(kMostVisitors);
  script.visitors = visitors->get<int>();
  return std::nullopt;
}

// "2026-11-23 09:00", local time.
std::optional<UnixMillis> parse_start(const std::string& text_value) {
  if (text_value.size() != 16 || text_value[10] != ' ' || text_value[13] != ':') return std::nullopt;
  const auto day = Date::parse(text_value.substr(0, 10));
  const std::string digits = text_value.substr(11, 2) + text_value.substr(14, 2);
  if (!day || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int minutes = std::stoi(digits.substr(0, 2)) * 60 + std::stoi(digits.substr(2));
  if (minutes >= 24 * 60) return std::nullopt;
  return start_of(*day) + minutes * 60'000LL;
}

std::optional<std::string> read_ends(const json& root, std::map<std::string, std::string>& ends) {
  const auto given = root.find("ends");
  if (given == root.end()) return std::nullopt;
  if (!given->is_object() || given->size() > 100) return "must be an object of at most 100 items";
  for (const auto& [item, day] : given->items()) {
    if (!day.is_string() || !Date::parse(day.get<std::string>())) return "a day is a text such as 2026-11-23";
    ends.emplace(item, day.get<std::string>());
  }
  return std::nullopt;
}

Result<Step> read_step(const json& value, int line, const std::string& file) {
  const std::string place = fmt::format("{} steps[{}]", file, line);
  if (!value.is_object() || value.size() != 1)
    return fail(ErrorKind::BadInput, "a step is an object with one action", place);
  const auto reader = readers().find(value.begin().key());
  if (reader == readers().end())
    return fail(ErrorKind::BadInput, "unknown action " + value.begin().key(), place);
  Step step;
  step.line = line;
  auto wrong = reader->second(*value.begin(), step);
  if (!wrong) wrong = understand(step);
  if (wrong) {
    return fail(ErrorKind::BadInput, value.begin().key() + ": " + *wrong, place);
  }
  return step;
}

}  // namespace

Result<VisitScript> parse_visit_script(std::string_view content, const std::string& file) {
  if (content.size() > kMaxScriptBytes) return fail(ErrorKind::BadInput, "the script is too large", file);
  const json root = json::parse(content, nullptr, false);
  if (!root.is_object()) return fail(ErrorKind::BadInput, "the script is not a JSON object", file);
  VisitScript script;
  const auto name = root.find("name");
  const auto start = root.find("start");
  const auto steps = root.find("steps");
  if (name == root.end() || !name->is_string())
    return fail(ErrorKind::BadInput, "name: a text is needed", file);
  script.name = name->get<std::string>();
  const auto begin =
      start != root.end() && start->is_string() ? parse_start(start->get<std::string>()) : std::nullopt;
  if (!begin) return fail(ErrorKind::BadInput, "start: \"YYYY-MM-DD HH:MM\" is needed", file);
  script.start = *begin;
  if (const auto pace = root.find("pace"); pace != root.end()) {
    const auto known = pace->is_string() ? pace_named(pace->get<std::string>()) : std::nullopt;
    if (!known) return fail(ErrorKind::BadInput, "pace: \"none\", \"adult\" or \"elder\"", file);
    script.pace = *known;
  }
  if (const auto forms = root.find("form_printer"); forms != root.end()) {
    if (!forms->is_boolean()) return fail(ErrorKind::BadInput, "form_printer: must be true or false", file);
    script.form_printer = forms->get<bool>();
  }
  if (steps == root.end() || !steps->is_array() || steps->empty() || steps->size() > kMaxSteps) {
    return fail(ErrorKind::BadInput, "steps: a list of 1 to 5000 steps is needed", file);
  }
  if (const auto wrong = read_visitors(root, script)) return fail(ErrorKind::BadInput, *wrong, file);
  if (auto wrong = read_ends(root, script.ends)) return fail(ErrorKind::BadInput, "ends: " + *wrong, file);
  int line = 0;
  for (const json& value : *steps) {
    auto step = read_step(value, ++line, file);
    if (!step) return tl::unexpected(step.error());
    if (script.visitors == 0 && needs_visitor(*step)) {
      return fail(ErrorKind::BadInput, "there are no visitors", fmt::format("{} steps[{}]", file, line));
    }
    script.steps.push_back(std::move(*step));
  }
  return script;
}

}  // namespace yitang::terminal
