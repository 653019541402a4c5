#include "devices/recording/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace yitang::devices {
namespace {

using RecordJson = nlohmann::json;
using Operation = RecordedCall::Operation;
using Kind = ShapePart::Kind;

constexpr const char* kRecordingSchema = "yitang.recording/1";
constexpr std::size_t kMostParts = 4096;
constexpr std::size_t kMostPipes = 32;
constexpr std::size_t kLongestHex = 8192;
constexpr std::uint64_t kMostCount = 65536;
constexpr std::array<const char*, 4> kOperationNames{"write", "read", "clear_halt", "reset"};
constexpr std::array<ErrorCode, 14> kErrorCodes{
    ErrorCode::Timeout,     ErrorCode::Disconnected, ErrorCode::Stall,    ErrorCode::Overflow,
    ErrorCode::Access,      ErrorCode::Busy,         ErrorCode::NotFound, ErrorCode::Protocol,
    ErrorCode::Malformed,   ErrorCode::Cancelled,    ErrorCode::Io,       ErrorCode::NotSupported,
    ErrorCode::BadArgument, ErrorCode::OutOfMemory};

std::string to_hex(ByteView bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::optional<Bytes> from_hex(const std::string& text) {
  if (text.empty() || text.size() % 2 != 0 || text.size() > kLongestHex) return std::nullopt;
  if (text.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

RecordJson part_json(const ShapePart& part) {
  switch (part.kind) {
    case Kind::Framing: return {{"framing", to_hex(part.framing)}};
    case Kind::Payload: return {{"payload", part.count}};
    case Kind::Check: return {{"check", part.right}};
    case Kind::Noise: return {{"noise", part.count}};
  }
  return {};
}

std::string device_line(const DeviceDescription& device) {
  RecordJson line{{"schema", kRecordingSchema},
                  {"vendor", device.vendor},
                  {"product", device.product},
                  {"class", device.interface_class},
                  {"pipes", RecordJson::array()}};
  for (const Pipe& pipe : device.pipes) {
    line["pipes"].push_back({{"address", pipe.address},
                             {"in", pipe.direction == Direction::In},
                             {"interrupt", pipe.type == PipeType::Interrupt},
                             {"packet", pipe.max_packet}});
  }
  return line.dump();
}

std::string call_line(const RecordedCall& call) {
  RecordJson line{{"op", kOperationNames.at(static_cast<std::size_t>(call.operation))},
                  {"channel", static_cast<int>(call.channel)}};
  if (call.operation == Operation::ClearHalt) line["in"] = call.direction == Direction::In;
  if (!call.shape.empty()) line["bytes"] = RecordJson::array();
  for (const ShapePart& part : call.shape) line["bytes"].push_back(part_json(part));
  if (call.error) line["error"] = std::string(name_of(*call.error));
  if (call.transferred > 0) line["transferred"] = call.transferred;
  return line.dump();
}

std::optional<std::uint64_t> number_in(const RecordJson& json, const char* member, std::uint64_t most) {
  const auto found = json.find(member);
  if (found == json.end() || !found->is_number_unsigned() || found->get<std::uint64_t>() > most)
    return std::nullopt;
  return found->get<std::uint64_t>();
}

std::optional<bool> flag_in(const RecordJson& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_boolean() ? std::optional(found->get<bool>()) : std::nullopt;
}

std::optional<ShapePart> read_part(const RecordJson& json) {
  if (!json.is_object() || json.size() != 1) return std::nullopt;
  if (const auto hex = json.find("framing"); hex != json.end() && hex->is_string()) {
    auto bytes = from_hex(hex->get<std::string>());
    return bytes ? std::optional<ShapePart>({Kind::Framing, std::move(*bytes), 0, false}) : std::nullopt;
  }
  if (const auto right = flag_in(json, "check")) return ShapePart{Kind::Check, {}, 1, *right};
  for (const auto& [member, kind] : {std::pair{"payload", Kind::Payload}, std::pair{"noise", Kind::Noise}}) {
    if (const auto count = number_in(json, member, kMostCount); count && *count > 0)
      return ShapePart{kind, {}, static_cast<std::size_t>(*count), false};
  }
  return std::nullopt;
}

std::optional<RecordedCall> read_call(const RecordJson& json) {
  if (!json.is_object() || !json.contains("op")) return std::nullopt;
  const auto* name = std::find(kOperationNames.begin(), kOperationNames.end(), json["op"]);
  const auto channel = number_in(json, "channel", 1);
  if (name == kOperationNames.end() || !channel) return std::nullopt;
  RecordedCall call;
  call.operation = static_cast<Operation>(name - kOperationNames.begin());
  call.channel = static_cast<Channel>(*channel);
  // Which way is said of ClearHalt alone: everything else has one way only.
  const auto in = flag_in(json, "in");
  if (in.has_value() != (call.operation == Operation::ClearHalt) || in.has_value() != json.contains("in"))
    return std::nullopt;
  if (in) call.direction = *in ? Direction::In : Direction::Out;
  if (const auto parts = json.find("bytes"); parts != json.end()) {
    if (!parts->is_array() || parts->size() > kMostParts) return std::nullopt;
    for (const RecordJson& part : *parts) {
      auto read = read_part(part);
      if (!read) return std::nullopt;
      call.shape.push_back(std::move(*read));
    }
  }
  if (const auto error = json.find("error"); error != json.end()) {
    const auto* code = std::find_if(kErrorCodes.begin(), kErrorCodes.end(), [&error](ErrorCode each) {
      return *error == std::string(name_of(each));
    });
    if (code == kErrorCodes.end()) return std::nullopt;
    call.error = *code;
  }
  if (json.contains("transferred")) {
    const auto count = number_in(json, "transferred", kMostCount);
    if (!count) return std::nullopt;
    call.transferred = static_cast<std::size_t>(*count);
  }
  return call;
}

std::optional<DeviceDescription> read_device(const RecordJson& json) {
  if (!json.is_object() || !json.contains("schema") || json["schema"] != kRecordingSchema)
    return std::nullopt;
  const auto vendor = number_in(json, "vendor", 0xFFFF);
  const auto product = number_in(json, "product", 0xFFFF);
  const auto interface_class = number_in(json, "class", 0xFF);
  const auto pipes = json.find("pipes");
  if (!vendor || !product || !interface_class || pipes == json.end() || !pipes->is_array() ||
      pipes->size() > kMostPipes)
    return std::nullopt;
  DeviceDescription device;
  device.vendor = static_cast<std::uint16_t>(*vendor);
  device.product = static_cast<std::uint16_t>(*product);
  device.interface_class = static_cast<std::uint8_t>(*interface_class);
  device.port_path = "recording";
  for (const RecordJson& entry : *pipes) {
    const auto address = entry.is_object() ? number_in(entry, "address", 0xFF) : std::nullopt;
    const auto packet = address ? number_in(entry, "packet", 0xFFFF) : std::nullopt;
    if (!packet) return std::nullopt;
    device.pipes.push_back(
        {static_cast<std::uint8_t>(*address),
         flag_in(entry, "in").value_or(false) ? Direction::In : Direction::Out,
         flag_in(entry, "interrupt").value_or(false) ? PipeType::Interrupt : PipeType::Bulk,
         static_cast<std::uint16_t>(*packet)});
  }
  return device;
}

tl::unexpected<Error> wrong_line(std::size_t number) {
  return fail(ErrorCode::Malformed, fmt::format("line {} of the recording is not understood", number));
}

}  // namespace

std::string to_lines(const Recording& recording) {
  std::string lines = device_line(recording.device) + "\n";
  for (const RecordedCall& call : recording.calls) lines += call_line(call) + "\n";
  return lines;
}

Result<Recording> parse_recording(std::string_view lines) {
  if (lines.size() > kMaxRecordingBytes) return fail(ErrorCode::Malformed, "the recording is too large");
  Recording recording;
  std::size_t number = 0;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    const auto json = RecordJson::parse(line, nullptr, false);
    if (++number == 1) {
      auto device = read_device(json);
      if (!device) return wrong_line(number);
      recording.device = std::move(*device);
      continue;
    }
    auto call = read_call(json);
    if (!call) return wrong_line(number);
    recording.calls.push_back(std::move(*call));
  }
  return number == 0 ? Result<Recording>(wrong_line(1)) : std::move(recording);
}

}  // namespace yitang::devices
