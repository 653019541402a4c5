#include "devices/printer/profile.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

using Wrong = std::optional<std::string>;  // why a value is refused
using KeyReader = std::function<Wrong(const toml::node&)>;
using KeyTable = std::map<std::string, KeyReader, std::less<>>;

KeyReader text_key(std::string& target) {
  return [&target](const toml::node& node) -> Wrong {
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty() || value->size() > 120 || !decode_utf8(*value))
      return "must be 1 to 120 bytes of UTF-8";
    target = *value;
    return std::nullopt;
  };
}

KeyReader read_whole(int& target, int least, int most) {
  return [&target, least, most](const toml::node& node) -> Wrong {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most)
      return fmt::format("must be a whole number {} to {}", least, most);
    target = static_cast<int>(*value);
    return std::nullopt;
  };
}

KeyReader read_milliseconds(milliseconds& target, int least, int most) {
  return [&target, least, most](const toml::node& node) -> Wrong {
    int value = 0;
    if (auto wrong = read_whole(value, least, most)(node)) return wrong;
    target = milliseconds{value};
    return std::nullopt;
  };
}

KeyReader read_number(double& target, double least, double most) {
  return [&target, least, most](const toml::node& node) -> Wrong {
    const auto value = node.value<double>();
    if (!value || !(*value >= least && *value <= most))
      return fmt::format("must be a number {} to {}", least, most);
    target = *value;
    return std::nullopt;
  };
}

KeyReader read_flag(bool& target) {
  return [&target](const toml::node& node) -> Wrong {
    const auto value = node.value_exact<bool>();
    if (!value) return "must be true or false";
    target = *value;
    return std::nullopt;
  };
}

template <class E>
KeyReader read_choice(E& target, std::map<std::string, E> choices) {
  return [&target, choices = std::move(choices)](const toml::node& node) -> Wrong {
    const auto value = node.value_exact<std::string>();
    const auto found = value ? choices.find(*value) : choices.end();
    if (found == choices.end()) {
      std::string names;
      for (const auto& [name, unused] : choices) names += (names.empty() ? "" : ", ") + name;
      return "must be one of: " + names;
    }
    target = found->second;
    return std::nullopt;
  };
}

Wrong read_match(const toml::table& table, ProfileMatch& match) {
  for (const auto& [key, node] : table) {
    const auto value = node.value_exact<std::string>();
    if (key.str() == "usb") {
      if (!value || !parse_usb_ids(*value, match)) return "usb must be ids as \"04b8:0e15\"";
    } else if (key.str() == "model") {
      if (auto wrong = text_key(match.model)(node)) return "model " + *wrong;
    } else {
      return fmt::format("{} is unknown", key.str());
    }
  }
  if (!match.has_ids() && match.model.empty()) return "usb or model is needed";
  return std::nullopt;
}

KeyReader read_matches(std::vector<ProfileMatch>& target) {
  return [&target](const toml::node& node) -> Wrong {
    const toml::array* list = node.as_array();
    if (list == nullptr || list->size() > 50) return "must be a list of at most 50";
    for (const toml::node& entry : *list) {
      const toml::table* table = entry.as_table();
      ProfileMatch match;
      const Wrong wrong = table == nullptr ? Wrong("must be a table") : read_match(*table, match);
      if (wrong) return fmt::format("entry {}: {}", target.size() + 1, *wrong);
      target.push_back(std::move(match));
    }
    return std::nullopt;
  };
}

std::map<std::string, KeyTable, std::less<>> sections_of(ModelProfile& model) {
  PrinterProfile& page = model.page;
  PrinterSettings& driver = model.driver;
  return {
      {"", {{"title", text_key(model.title)}, {"match", read_matches(model.matches)}}},
      {"paper",
       {{"width_mm", read_number(model.paper_mm, 30, 120)},
        {"dots_per_line", read_whole(page.dots_per_line, 192, 832)},
        {"dots_per_mm", read_number(model.dots_per_mm, 5, 24)},
        {"line_spacing_dots", read_whole(page.line_spacing_dots, 24, 80)},
        {"near_end_sensor", read_flag(model.near_end_sensor)}}},
      {"text",
       {{"characters", read_choice<bool>(page.chinese_font, {{"gb18030", true}, {"raster", false}})},
        {"code_page", read_whole(page.code_page, 0, 255)}}},
      {"graphics",
       {{"qr", read_choice<bool>(page.native_qr, {{"native", true}, {"raster", false}})},
        {"band_rows", read_whole(page.raster_band_rows, 8, 2047)},
        {"obeys_commands_in_data", read_flag(page.avoid_dle_in_raster)}}},
      {"cutter",
       {{"kind",
         read_choice<Cutter>(page.cutter,
                             {{"none", Cutter::None}, {"partial", Cutter::Partial}, {"full", Cutter::Full}})},
        {"feed_dots", read_whole(page.cut_feed_dots, 0, 255)},
        {"head_to_cutter_dots", read_whole(model.head_to_cutter_dots, 0, 400)}}},
      {"status",
       {{"automatic", read_flag(driver.automatic_status)},
        {"real_time", read_flag(driver.real_time_status)},
        {"sensor", read_flag(driver.paper_sensor)},
        {"port", read_flag(driver.port_status)},
        {"needed", read_flag(driver.status_needed)},
        {"near_end_inverted", read_flag(driver.quirks.near_end_inverted)}}},
      {"confirmation",
       {{"by", read_choice<Confirmation>(driver.confirmation, {{"auto", Confirmation::Undetected},
                                                               {"process-id", Confirmation::ProcessId},
                                                               {"fence", Confirmation::Fence},
                                                               {"none", Confirmation::None}})},
        {"settle_ms", read_milliseconds(driver.fence_settle, 200, 10'000)}}},
      {"recovery",
       {{"clear_buffers", read_flag(driver.clear_buffers)},
        {"resume_after_error", read_flag(driver.recover_errors)}}},
  };
}

// Settings that are each possible and not true together. The key whose line is named comes first.
struct Contradiction {
  std::string_view section;
  std::string_view key;
  std::string reason;
};

std::optional<Contradiction> contradiction_of(const ModelProfile& model, bool code_page_given) {
  const PrinterSettings& driver = model.driver;
  if (model.page.dots_per_line % 8 != 0) return {{"paper", "dots_per_line", "must be a multiple of 8"}};
  const double printed_mm = model.page.dots_per_line / model.dots_per_mm;
  if (printed_mm > model.paper_mm) {
    return {{"paper", "dots_per_line",
             fmt::format("{:.1f} mm of dots do not fit on {:.1f} mm of paper", printed_mm, model.paper_mm)}};
  }
  if (code_page_given && model.page.chinese_font)
    return {{"text", "code_page", "is for printers without Chinese characters: characters = \"raster\""}};
  const bool asked = driver.automatic_status || driver.real_time_status;
  if (driver.status_needed && !asked && !driver.port_status)
    return {{"status", "needed", "a printer that answers no status can never be ready"}};
  if (driver.quirks.near_end_inverted && !asked && !driver.paper_sensor)
    return {{"status", "near_end_inverted", "no kind of status tells the near end"}};
  if (model.near_end_sensor && !asked && !driver.paper_sensor)
    return {{"paper", "near_end_sensor", "no kind of status tells the near end"}};
  if (driver.confirmation == Confirmation::Fence && !driver.paper_sensor)
    return {{"confirmation", "by", "the fence is the answer to GS r: needs status.sensor"}};
  if (driver.confirmation == Confirmation::Fence && !asked) {
    return {{"confirmation", "by", "after the fence a good status is needed: status.real_time or automatic"}};
  }
  if (!driver.status_needed && driver.confirmation != Confirmation::Undetected &&
      driver.confirmation != Confirmation::None) {
    return {
        {"confirmation", "by", "a printer that confirms answers status as well: not with needed = false"}};
  }
  return std::nullopt;
}

tl::unexpected<Error> refused_at(const std::string& file, const toml::source_region& where,
                                 std::string_view key, std::string_view reason) {
  return fail(ErrorCode::Malformed,
              fmt::format("{}:{}: {}{}{}", file, where.begin.line, key, key.empty() ? "" : ": ", reason));
}

Result<void> read_keys(const toml::table& table, const std::string& section, const KeyTable& keys,
                       const std::string& file) {
  for (const auto& [key, node] : table) {
    if (section.empty() && node.is_table()) continue;
    const std::string full =
        section.empty() ? std::string(key.str()) : section + "." + std::string(key.str());
    const auto reader = keys.find(key.str());
    if (reader == keys.end()) return refused_at(file, node.source(), full, "unknown key");
    if (const Wrong wrong = reader->second(node)) return refused_at(file, node.source(), full, *wrong);
  }
  return {};
}

Result<void> read_all(const toml::table& root, ModelProfile& model, const std::string& file) {
  const auto sections = sections_of(model);
  if (auto read = read_keys(root, "", sections.find("")->second, file); !read) return read;
  for (const auto& [key, node] : root) {
    const toml::table* table = node.as_table();
    if (table == nullptr) continue;
    const auto section = sections.find(key.str());
    if (section == sections.end() || key.str().empty())
      return refused_at(file, node.source(), key.str(), "unknown section");
    if (auto read = read_keys(*table, section->first, section->second, file); !read) return read;
  }
  return {};
}

}  // namespace

bool parse_usb_ids(std::string_view text, ProfileMatch& match) {
  if (text.size() != 9 || text[4] != ':') return false;
  const auto number = [](std::string_view digits, std::uint16_t& target) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), target, 16);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  return number(text.substr(0, 4), match.vendor) && number(text.substr(5), match.product) && match.has_ids();
}

Result<ModelProfile> parse_printer_profile(std::string_view toml_text, const std::string& file) {
  if (toml_text.size() > kMaxProfileBytes) return fail(ErrorCode::Malformed, file + ": is too large");
  toml::table root;
  try {
    root = toml::parse(toml_text, file);
  } catch (const toml::parse_error& error) {
    return refused_at(file, error.source(), "", error.description());
  }
  ModelProfile model;
  model.name = std::filesystem::path(file).stem().string();
  if (auto read = read_all(root, model, file); !read) return tl::unexpected(read.error());
  const bool code_page_given = static_cast<bool>(root["text"]["code_page"]);
  if (const auto wrong = contradiction_of(model, code_page_given)) {
    // The key may be absent: then its section, or the beginning of the file, is the place.
    const toml::node* node = root[wrong->section][wrong->key].node();
    if (node == nullptr) node = root[wrong->section].node();
    const std::string full = fmt::format("{}.{}", wrong->section, wrong->key);
    return refused_at(file, node != nullptr ? node->source() : root.source(), full, wrong->reason);
  }
  model.driver.cutter = model.page.cutter;
  return model;
}

}  // namespace yitang::devices
