#include "kiosk/terminal/visit/residue.hpp"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <span>

namespace yitang::terminal {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string listed(std::vector<Remnant> remnants, const std::string& place) {
  std::string text;
  for (Remnant& remnant : remnants) {
    if (!place.empty()) remnant.place = place;
    text += describe(remnant) + "; ";
  }
  return text;
}

}  // namespace

struct Residue::Watched {
  RemnantSearch search;
  int visitor = 0;
  std::string slips;  ///< what was wrong with them
  std::mutex log_mutex;
  std::string log;
  spdlog::sink_ptr sink;
};

namespace {

// Looks at each line when it is written: nothing of it is kept.
class LogWatch final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit LogWatch(std::function<void(std::string_view)> look) : look_(std::move(look)) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    look_({message.payload.data(), message.payload.size()});
  }
  void flush_() override {}
  std::function<void(std::string_view)> look_;
};

}  // namespace

Residue::Residue() : watched_(std::make_shared<Watched>()) {
  const std::weak_ptr<Watched> weak = watched_;
  watched_->sink = std::make_shared<LogWatch>([weak](std::string_view line) {
    const auto watched = weak.lock();
    if (!watched) return;
    const std::lock_guard lock(watched->log_mutex);
    watched->log += listed(watched->search.in_bytes(bytes_of(line), 1, watched->visitor), "the log");
  });
  spdlog::default_logger()->sinks().push_back(watched_->sink);
}

Residue::~Residue() {
  auto& sinks = spdlog::default_logger()->sinks();
  sinks.erase(std::remove(sinks.begin(), sinks.end(), watched_->sink), sinks.end());
}

void Residue::next_visitor(int visitor) {
  const std::lock_guard lock(watched_->log_mutex);
  watched_->visitor = visitor;
  watched_->search.add_visitor(visitor);
}

std::string Residue::page_holds(const ui::Semantics& semantics, int newest) const {
  std::string wrong;
  for (const ui::Node& node : semantics.nodes()) {
    for (const std::string* text : {&node.label, &node.value, &node.spoken}) {
      wrong += listed(watched_->search.in_bytes(bytes_of(*text), 1, newest), "the page");
    }
  }
  return wrong;
}

std::string Residue::on_page_of_another(const ui::Semantics& semantics) const {
  return page_holds(semantics, watched_->visitor - 1);
}

void Residue::look_at_slip(std::string_view text) {
  watched_->slips += listed(watched_->search.in_bytes(bytes_of(text), 1, watched_->visitor), "a slip");
}

std::string Residue::files_hold(const std::vector<std::filesystem::path>& folders) const {
  std::string wrong;
  for (const std::filesystem::path& folder : folders) {
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, unreadable)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      if (file.bad()) wrong += entry.path().filename().string() + " cannot be read; ";
      wrong += listed(watched_->search.in_bytes(bytes_of(content), 1, watched_->visitor),
                      entry.path().filename().string());
    }
    if (unreadable) wrong += folder.string() + " cannot be read; ";
  }
  return wrong;
}

std::string Residue::left(const ui::Semantics& semantics, const std::vector<std::filesystem::path>& folders) {
  std::string wrong = listed(watched_->search.in_memory(), "");
  wrong += page_holds(semantics, watched_->visitor);
  wrong += files_hold(folders);
  const std::lock_guard lock(watched_->log_mutex);
  return wrong + watched_->slips + watched_->log;
}

}  // namespace yitang::terminal
