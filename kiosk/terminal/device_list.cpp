#include "kiosk/terminal/device_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/node/permission.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

constexpr const char* kSchema = "yitang.devices/1";

std::int64_t seconds_between(devices::TimePoint earlier, devices::TimePoint later) {
  return std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(later - earlier).count());
}

json text_or_null(std::string_view text) { return text.empty() ? json(nullptr) : json(std::string(text)); }

std::string hex_id(std::uint16_t id) { return fmt::format("{:04x}", id); }

json record_json(const devices::DeviceRecord& record, devices::TimePoint now) {
  json entry{{"name", std::string(devices::name_of(record.kind))},
             {"configured", record.configured},
             {"driver", text_or_null(record.driver)},
             {"state", std::string(devices::name_of(record.state))},
             {"cause", record.cause ? json(std::string(devices::name_of(*record.cause))) : json(nullptr)},
             {"seconds", seconds_between(record.since, now)},
             {"where", text_or_null(record.where)},
             {"serial", text_or_null(record.serial)},
             {"vendor", record.vendor == 0 ? json(nullptr) : json(hex_id(record.vendor))},
             {"product", record.vendor == 0 ? json(nullptr) : json(hex_id(record.product))},
             {"last_error", nullptr},
             {"counters",
              {{"opened", record.counters.opened},
               {"not_opened", record.counters.not_opened},
               {"lost", record.counters.lost},
               {"failed_calls", record.counters.failed_calls}}}};
  if (!record.last_error.empty()) {
    entry["last_error"] = {{"text", record.last_error},
                           {"seconds_ago", seconds_between(record.last_error_at, now)}};
  }
  return entry;
}

// The device of ours that is this plug, if any.
json used_by(const devices::PluggedDevice& plugged, const std::vector<devices::DeviceRecord>& records) {
  for (const devices::DeviceRecord& record : records) {
    const bool by_node =
        std::find(plugged.nodes.begin(), plugged.nodes.end(), record.where) != plugged.nodes.end();
    const bool there = record.state != devices::DeviceState::Absent && !record.where.empty();
    if (there && (record.where == plugged.plug.port || by_node))
      return std::string(devices::name_of(record.kind));
  }
  return nullptr;
}

json plugged_json(const devices::PluggedDevice& device, const std::vector<devices::DeviceRecord>& records) {
  return {{"port", device.plug.port},
          {"vendor", hex_id(device.plug.vendor)},
          {"product", hex_id(device.plug.product)},
          {"serial", text_or_null(device.plug.serial)},
          {"maker", text_or_null(device.plug.maker)},
          {"model", text_or_null(device.plug.model)},
          {"nodes", device.nodes},
          {"looks_like",
           device.looks_like ? json(std::string(devices::name_of(*device.looks_like))) : json(nullptr)},
          {"used_by", used_by(device, records)}};
}

std::string text_in(const json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<json> list_of(std::string_view text) {
  json root = json::parse(text, nullptr, false);
  const bool whole = root.is_object() && text_in(root, "schema") == kSchema && root.contains("devices") &&
                     root["devices"].is_array() && root.contains("unknown") && root["unknown"].is_array() &&
                     root.contains("plugged") && root["plugged"].is_array();
  if (!whole) return fail(ErrorKind::BadInput, std::string("no list of devices of schema ") + kSchema);
  return root;
}

bool needs_technician(const json& device) {
  const std::string state = text_in(device, "state");
  return state == "refused" || state == "absent" || state == "no-permission" || state == "busy" ||
         state == "no-answer" || state == "faulty";
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string all;
  for (const std::string& part : parts) {
    if (!part.empty()) all += (all.empty() ? "" : "  ") + part;
  }
  return all;
}

std::string ids_of(const json& device) {
  const std::string vendor = text_in(device, "vendor");
  return vendor.empty() ? std::string() : vendor + ":" + text_in(device, "product");
}

std::string device_words(const json& device, const ui::Strings& words) {
  const std::string state = text_in(device, "state");
  const std::string name = words.tr("devices.name." + text_in(device, "name"));
  // Nobody plugs a program in.
  const bool program = text_in(device, "driver") == "program" && (state == "found" || state == "unseen");
  std::string line =
      fmt::format("{}: {}", name, words.tr(program ? "devices.state.program" : "devices.state." + state));
  const std::string about = joined(
      {text_in(device, "configured"), text_in(device, "where"), ids_of(device), text_in(device, "serial")});
  if (!about.empty()) line += "  [" + about + "]";
  if (state == "no-permission") {
    line += "\n    " + words.tr("devices.hint.permission",
                                {{"file", devices::kRulesFile}, {"group", devices::kRulesGroup}});
  }
  const auto error = device.find("last_error");
  if (error != device.end() && error->is_object()) {
    line += fmt::format("\n    {}: {}", words.tr("devices.last_error"), text_in(*error, "text"));
  }
  return line + "\n";
}

std::string plugged_words(const json& device, const ui::Strings& words) {
  std::string what = text_in(device, "used_by").empty() ? text_in(device, "looks_like") : std::string();
  if (!what.empty()) what = words.tr("devices.looks_like", {{"what", words.tr("devices.name." + what)}});
  std::string nodes;
  for (const json& node : device.value("nodes", json::array())) {
    if (node.is_string()) nodes += (nodes.empty() ? "" : " ") + node.get<std::string>();
  }
  std::string used = text_in(device, "used_by");
  if (!used.empty()) used = words.tr("devices.used_by", {{"what", words.tr("devices.name." + used)}});
  return "  " +
         joined({"port=" + text_in(device, "port"), ids_of(device), text_in(device, "maker"),
                 text_in(device, "model"),
                 text_in(device, "serial").empty() ? "" : "serial=" + text_in(device, "serial"), nodes, used,
                 what}) +
         "\n";
}

}  // namespace

std::vector<DeviceRefusal> unknown_devices(const DeviceConfig& config) {
  std::vector<DeviceRefusal> unknown;
  std::copy_if(config.refused.begin(), config.refused.end(), std::back_inserter(unknown),
               [](const DeviceRefusal& refusal) { return !devices::device_kind(refusal.device); });
  return unknown;
}

std::string to_json(const DeviceList& list) {
  json root{{"schema", kSchema},
            {"terminal", list.by_terminal},
            {"devices", json::array()},
            {"unknown", json::array()},
            {"plugged", json::array()}};
  for (const devices::DeviceRecord& record : list.devices)
    root["devices"].push_back(record_json(record, list.now));
  for (const DeviceRefusal& refusal : list.unknown)
    root["unknown"].push_back({{"name", refusal.device}, {"reason", refusal.reason}});
  for (const devices::PluggedDevice& device : list.plugged)
    root["plugged"].push_back(plugged_json(device, list.devices));
  return root.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<bool> all_well(std::string_view text) {
  const auto root = list_of(text);
  if (!root) return tl::unexpected(root.error());
  const json& all = (*root)["devices"];
  return (*root)["unknown"].empty() && std::none_of(all.begin(), all.end(), [](const json& device) {
           return !device.is_object() || needs_technician(device);
         });
}

Result<std::string> to_words(std::string_view text, const ui::Strings& words) {
  const auto root = list_of(text);
  if (!root) return tl::unexpected(root.error());
  const bool by_terminal = root->contains("terminal") && (*root)["terminal"] == true;
  std::string all = words.tr(by_terminal ? "devices.by_terminal" : "devices.by_looking") + "\n";
  for (const json& device : (*root)["devices"]) {
    if (device.is_object()) all += device_words(device, words);
  }
  for (const json& unknown : (*root)["unknown"]) {
    if (unknown.is_object())
      all += words.tr("devices.unknown",
                      {{"name", text_in(unknown, "name")}, {"reason", text_in(unknown, "reason")}}) +
             "\n";
  }
  all += words.tr("devices.plugged") + "\n";
  for (const json& device : (*root)["plugged"]) {
    if (device.is_object()) all += plugged_words(device, words);
  }
  if ((*root)["plugged"].empty()) all += "  " + words.tr("devices.nothing_plugged") + "\n";
  return all;
}

}  // namespace yitang::terminal
