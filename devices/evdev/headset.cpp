#include "devices/evdev/headset.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <utility>

namespace yitang::devices {
namespace {

constexpr std::size_t events_at_once = 64;

using SwitchBits = std::array<std::uint8_t, (SW_CNT + 7) / 8>;

bool has_headphones(const SwitchBits& bits) {
  return (bits[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1) != 0;
}

bool read_switch(int fd, bool& plugged) {
  SwitchBits state{};
  if (::ioctl(fd, EVIOCGSW(sizeof state), state.data()) < 0) return false;
  plugged = has_headphones(state);
  return true;
}

}  // namespace

std::optional<bool> headset_in_events(std::span<const KeyEvent> events) {
  std::optional<bool> plugged;
  for (const KeyEvent& event : events) {
    if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) plugged = event.value != 0;
  }
  return plugged;
}

Result<JackSwitch> JackSwitch::open(const std::string& path, Clock& clock) {
  auto file = NodeFile::open(path, O_RDONLY, clock);
  if (!file) return tl::unexpected(file.error());
  SwitchBits known{};
  bool plugged = false;
  if (::ioctl(file->fd(), EVIOCGBIT(EV_SW, sizeof known), known.data()) < 0 || !has_headphones(known) ||
      !read_switch(file->fd(), plugged))
    return fail(ErrorCode::BadArgument, path + " has no switch for a headset");
  return JackSwitch(std::move(*file), plugged);
}

Result<void> JackSwitch::wait(int wake, milliseconds timeout) {
  std::array<pollfd, 2> watched{{{file_.fd(), POLLIN, 0}, {wake, POLLIN, 0}}};
  const int ready = ::poll(watched.data(), wake < 0 ? 1 : 2, static_cast<int>(timeout.count()));
  if (ready < 0 && errno != EINTR) return node_error(errno, "waiting for a headset");
  if (ready <= 0 || watched[0].revents == 0) return fail(ErrorCode::Timeout, "the switch did not move");
  auto bytes = file_.read_some(events_at_once * sizeof(input_event));
  if (!bytes) return tl::unexpected(bytes.error());
  const auto events = parse_key_events(*bytes);
  const bool before = plugged_;
  if (const auto now = events ? headset_in_events(*events) : std::nullopt) plugged_ = *now;
  // Events that were dropped, or came while nobody read: the switch itself knows.
  const bool dropped = !events || std::any_of(events->begin(), events->end(), [](const KeyEvent& event) {
    return event.type == EV_SYN && event.code == SYN_DROPPED;
  });
  if (dropped && !read_switch(file_.fd(), plugged_)) return node_error(errno, "reading the switch");
  if (plugged_ == before) return fail(ErrorCode::Timeout, "the switch did not move");
  return {};
}

std::vector<std::string> input_nodes(const std::string& folder) {
  constexpr std::string_view prefix = "event";
  std::vector<std::pair<int, std::string>> found;
  std::error_code error;
  std::filesystem::directory_iterator nodes(folder, error);
  for (const std::filesystem::directory_iterator end; !error && nodes != end; nodes.increment(error)) {
    const std::string name = nodes->path().filename().string();
    const std::string digits = name.starts_with(prefix) ? name.substr(prefix.size()) : std::string();
    if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string::npos)
      continue;
    found.emplace_back(std::stoi(digits), nodes->path().string());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> paths;
  paths.reserve(found.size());
  for (auto& [number, path] : found) paths.push_back(std::move(path));
  return paths;
}

void SimulatedHeadset::plug(bool plugged) {
  const std::lock_guard lock(mutex_);
  if (std::exchange(plugged_, plugged) != plugged && changed_) changed_(plugged);
}

void SimulatedHeadset::on_change(std::function<void(bool)> changed) {
  const std::lock_guard lock(mutex_);
  changed_ = std::move(changed);
  if (changed_ && plugged_) changed_(true);
}

}  // namespace yitang::devices
