#include "storage/simulated_disk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <limits>
#include <utility>

#include "storage/simulated_node.hpp"

namespace yitang::storage {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

DiskEntry simulated_entry(const SimulatedNode& node) {
  return {node.directory ? DiskEntry::Kind::Directory : DiskEntry::Kind::Regular, node.now.size(),
          node.owner_only};
}

void for_each_file(const SimulatedNode& directory, const std::string& path,
                   const std::function<void(const std::string&, const SimulatedNode&)>& visit) {
  for (const auto& [name, node] : directory.names) {
    const std::string full = path + "/" + name;
    if (node->directory) {
      for_each_file(*node, full, visit);
    } else {
      visit(full, *node);
    }
  }
}

}  // namespace

class SimulatedFile final : public DiskFile {
 public:
  SimulatedFile(SimulatedDisk& disk, std::shared_ptr<SimulatedNode> node, std::string path, bool writes)
      : disk_(disk), node_(std::move(node)), path_(std::move(path)), life_(disk.life_), writes_(writes) {}

  DiskResult<DiskEntry> info() override {
    if (!alive()) return tl::unexpected(EIO);
    return simulated_entry(*node_);
  }

  DiskResult<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    if (!alive()) return tl::unexpected(EIO);
    const Bytes& content = node_->now;
    if (offset >= content.size()) return std::size_t{0};
    const std::size_t count = std::min(out.size(), content.size() - static_cast<std::size_t>(offset));
    std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(offset), count, out.begin());
    return count;
  }

  DiskResult<void> write(std::uint64_t offset, ByteView content) override {
    const std::string what = fmt::format("write {} {} at {}", path_, content.size(), offset);
    return change({false, offset, Bytes(content.begin(), content.end())}, SimulatedDisk::Needs::Room, what);
  }

  DiskResult<void> truncate(std::uint64_t size) override {
    return change({true, size, {}}, SimulatedDisk::Needs::Nothing,
                  fmt::format("truncate {} to {}", path_, size));
  }

  DiskResult<void> sync() override {
    if (!alive()) return tl::unexpected(EIO);
    auto ticked = disk_.tick(SimulatedDisk::Needs::Room, "sync " + path_);
    if (!ticked) {
      // As Linux does: after a failed sync what was not written counts as clean, the next sync says nothing.
      if (disk_.powered_) node_->pending.clear();
      return ticked;
    }
    if (disk_.ignores(path_)) return {};
    for (const PendingWrite& write : node_->pending) do_write(write, node_->durable);
    node_->pending.clear();
    return {};
  }

  DiskResult<void> close() override {
    if (!alive()) return tl::unexpected(EIO);
    return {};
  }

 private:
  bool alive() const { return disk_.powered_ && disk_.life_ == life_; }

  DiskResult<void> change(PendingWrite write, SimulatedDisk::Needs needs, const std::string& what) {
    if (!alive()) return tl::unexpected(EIO);
    if (!writes_) return tl::unexpected(EBADF);
    const bool cut = disk_.cut_here();
    auto ticked = disk_.tick(needs, what);
    if (!ticked) {
      if (cut) node_->in_flight = std::move(write);
      if (!cut && ticked.error() == ENOSPC) keep_part(std::move(write), write.content.size() / 2);
      return ticked;
    }
    const std::uint64_t end = write.offset + write.content.size();
    if (!write.truncates && end > node_->now.size()) {
      const std::uint64_t more = end - node_->now.size();
      const std::uint64_t used = disk_.used();
      const std::uint64_t room = disk_.capacity_ > used ? disk_.capacity_ - used : 0;
      if (more > room) {
        keep_part(std::move(write), static_cast<std::size_t>(end - more + room - write.offset));
        return tl::unexpected(ENOSPC);
      }
    }
    do_write(write, node_->now);
    node_->pending.push_back(std::move(write));
    return {};
  }

  void keep_part(PendingWrite write, std::size_t size) {
    if (write.truncates || size == 0 || size > write.content.size()) return;
    write.content.resize(size);
    do_write(write, node_->now);
    node_->pending.push_back(std::move(write));
  }

  SimulatedDisk& disk_;
  std::shared_ptr<SimulatedNode> node_;
  std::string path_;
  std::uint64_t life_;
  bool writes_;
};

class SimulatedLock final : public DiskLock {
 public:
  SimulatedLock(SimulatedDisk& disk, std::string path)
      : disk_(disk), path_(std::move(path)), life_(disk.life_) {}
  ~SimulatedLock() override {
    if (disk_.life_ == life_) disk_.locks_.erase(path_);
  }

 private:
  SimulatedDisk& disk_;
  std::string path_;
  std::uint64_t life_;
};

SimulatedDisk::SimulatedDisk()
    : root_(std::make_shared<SimulatedNode>()), cut_at_(kNever), capacity_(kNever) {
  root_->directory = true;
}
SimulatedDisk::~SimulatedDisk() = default;

std::unique_ptr<SimulatedDisk> SimulatedDisk::copy() const {
  auto twin = std::make_unique<SimulatedDisk>();
  twin->root_ = copy_tree(root_);
  twin->ignored_ = ignored_;
  twin->capacity_ = capacity_;
  return twin;
}

void SimulatedDisk::cut_power_at(std::uint64_t at) { cut_at_ = operations_ + at; }

void SimulatedDisk::cut_power() { powered_ = false; }

void SimulatedDisk::ignore_sync(bool ignore) {
  ignored_ = ignore ? PathTest([](const std::string&) { return true; }) : PathTest();
}

void SimulatedDisk::begin_life() {
  ++life_;
  locks_.clear();
  powered_ = true;
  cut_at_ = kNever;
  operations_ = 0;
}

void SimulatedDisk::restore_power(std::uint64_t seed) {
  settle_moves(root_, seed);
  root_ = settle(*root_, seed);
  begin_life();
}

void SimulatedDisk::restart_program() {
  root_ = copy_tree(root_);  // files that were open and removed are gone
  begin_life();
}

void SimulatedDisk::set_fault(DiskFault fault) {
  fault_ = fault;
  fault_.at += operations_;
  fault_set_ = true;
  fault_struck_ = false;
}

void SimulatedDisk::clear_fault() { fault_set_ = false; }

std::uint64_t SimulatedDisk::used() const {
  std::uint64_t sum = 0;
  for_each_file(*root_, "", [&](const std::string&, const SimulatedNode& file) { sum += file.now.size(); });
  return sum;
}

std::map<std::string, Bytes> SimulatedDisk::files() const {
  std::map<std::string, Bytes> all;
  for_each_file(*root_, "",
                [&](const std::string& path, const SimulatedNode& file) { all[path] = file.now; });
  return all;
}

DiskResult<void> SimulatedDisk::tick(Needs needs, const std::string& what) {
  if (!powered_) return tl::unexpected(EIO);
  if (listener_) listener_(what);
  if (operations_ == cut_at_) {
    interrupted_ = what;
    powered_ = false;
    return tl::unexpected(EIO);
  }
  const std::uint64_t here = operations_++;
  const bool concerned = fault_set_ && (fault_.error != ENOSPC || needs == Needs::Room) &&
                         what.find(fault_.within) != std::string::npos;
  const bool strikes = concerned && here >= fault_.at && (fault_.stays || !fault_struck_);
  if (!strikes) return {};
  fault_struck_ = true;
  interrupted_ = what;
  return tl::unexpected(fault_.error);
}

SimulatedDisk::NodePtr SimulatedDisk::find(const std::filesystem::path& path) const {
  NodePtr node = root_;
  for (const auto& part : path.relative_path().lexically_normal()) {
    if (part.empty() || part == ".") continue;
    const auto found = node->names.find(part.string());
    if (found == node->names.end()) return nullptr;
    node = found->second;
  }
  return node;
}

DiskResult<SimulatedDisk::NodePtr> SimulatedDisk::directory_of(const std::filesystem::path& path) const {
  NodePtr directory = find(path.parent_path());
  if (!directory) return tl::unexpected(ENOENT);
  if (!directory->directory) return tl::unexpected(ENOTDIR);
  return directory;
}

DiskResult<std::unique_ptr<DiskFile>> SimulatedDisk::open(const std::filesystem::path& path, OpenAs how,
                                                          mode_t mode) {
  if (!powered_) return tl::unexpected(EIO);
  const bool writes = how != OpenAs::Reader;
  if (writes && fault_set_ && fault_.stays && fault_struck_ && fault_.error == EROFS &&
      path.string().find(fault_.within) != std::string::npos) {
    return tl::unexpected(EROFS);
  }
  NodePtr node = find(path);
  if (node && how == OpenAs::NewFile) return tl::unexpected(EEXIST);
  if (node && node->directory && writes) return tl::unexpected(EISDIR);
  if (!node) {
    if (how == OpenAs::Reader || how == OpenAs::Writer) return tl::unexpected(ENOENT);
    auto made = make(path, false, mode);
    if (!made) return tl::unexpected(made.error());
    node = *made;
  }
  return std::make_unique<SimulatedFile>(*this, node, path.string(), writes);
}

DiskResult<DiskEntry> SimulatedDisk::info(const std::filesystem::path& path) {
  if (!powered_) return tl::unexpected(EIO);
  const NodePtr node = find(path);
  if (!node) return tl::unexpected(ENOENT);
  return simulated_entry(*node);
}

DiskResult<std::vector<std::string>> SimulatedDisk::list(const std::filesystem::path& directory) {
  if (!powered_) return tl::unexpected(EIO);
  const NodePtr node = find(directory);
  if (!node) return tl::unexpected(ENOENT);
  if (!node->directory) return tl::unexpected(ENOTDIR);
  std::vector<std::string> names;
  for (const auto& [name, child] : node->names) names.push_back(name);
  return names;
}

DiskResult<std::uint64_t> SimulatedDisk::free_space(const std::filesystem::path& path) {
  if (!powered_) return tl::unexpected(EIO);
  if (!find(path)) return tl::unexpected(ENOENT);
  const std::uint64_t taken = used();
  return capacity_ > taken ? capacity_ - taken : 0;
}

DiskResult<std::unique_ptr<DiskLock>> SimulatedDisk::lock(const std::filesystem::path& path) {
  auto file = open(path, OpenAs::WriterOrNew, 0600);
  if (!file) return tl::unexpected(file.error());
  if (!locks_.insert(path.string()).second) return tl::unexpected(EWOULDBLOCK);
  return std::make_unique<SimulatedLock>(*this, path.string());
}

}  // namespace yitang::storage
