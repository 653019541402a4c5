// The names of a simulated disk: what makes, moves and removes them, and when they are durable.
#include <cerrno>
#include <utility>

#include "storage/simulated_disk.hpp"
#include "storage/simulated_node.hpp"

namespace yitang::storage {

DiskResult<void> SimulatedDisk::change_names(const NodePtr& directory, NameChange change, Needs needs,
                                             const std::string& what) {
  const bool cut = cut_here();
  auto ticked = tick(needs, what);
  if (!ticked) {
    if (cut) directory->change_in_flight = std::move(change);
    return ticked;
  }
  do_change(change, directory->names);
  if (const NodePtr source = change.goes_from.lock()) source->names.erase(change.also_goes);
  directory->changes.push_back(std::move(change));
  return {};
}

DiskResult<SimulatedDisk::NodePtr> SimulatedDisk::make(const std::filesystem::path& path, bool directory,
                                                       mode_t mode) {
  auto parent = directory_of(path);
  if (!parent) return parent;
  auto node = std::make_shared<SimulatedNode>();
  node->directory = directory;
  node->owner_only = (mode & 077) == 0;
  auto made =
      change_names(*parent, {path.filename().string(), node, {}}, Needs::Room, "make " + path.string());
  if (!made) return tl::unexpected(made.error());
  return node;
}

DiskResult<void> SimulatedDisk::rename(const std::filesystem::path& from, const std::filesystem::path& to,
                                       IfPresent present) {
  if (!powered_) return tl::unexpected(EIO);
  const NodePtr node = find(from);
  if (!node) return tl::unexpected(ENOENT);
  if (present == IfPresent::Refuse && find(to)) return tl::unexpected(EEXIST);
  const NodePtr there = find(to);
  if (there && there->directory && !there->names.empty()) return tl::unexpected(ENOTEMPTY);
  auto source = directory_of(from);
  auto directory = directory_of(to);
  if (!source || !directory) return tl::unexpected(ENOENT);
  NameChange change{to.filename().string(), node, from.filename().string()};
  change.moves_in = *source != *directory;
  if (change.moves_in) change.goes_from = *source;
  return change_names(*directory, std::move(change), Needs::Nothing, "rename to " + to.string());
}

DiskResult<void> SimulatedDisk::remove(const std::filesystem::path& file) {
  if (!powered_) return tl::unexpected(EIO);
  const NodePtr node = find(file);
  if (!node) return tl::unexpected(ENOENT);
  if (node->directory) return tl::unexpected(EISDIR);
  return remove_name(file, "remove " + file.string());
}

DiskResult<void> SimulatedDisk::remove_directory(const std::filesystem::path& directory) {
  if (!powered_) return tl::unexpected(EIO);
  const NodePtr node = find(directory);
  if (!node) return tl::unexpected(ENOENT);
  if (!node->directory) return tl::unexpected(ENOTDIR);
  if (!node->names.empty()) return tl::unexpected(ENOTEMPTY);
  return remove_name(directory, "remove directory " + directory.string());
}

DiskResult<void> SimulatedDisk::remove_name(const std::filesystem::path& path, const std::string& what) {
  auto parent = directory_of(path);
  if (!parent) return tl::unexpected(parent.error());
  return change_names(*parent, {path.filename().string(), nullptr, {}}, Needs::Nothing, what);
}

DiskResult<void> SimulatedDisk::make_directory(const std::filesystem::path& path, mode_t mode) {
  if (!powered_) return tl::unexpected(EIO);
  if (find(path)) return tl::unexpected(EEXIST);
  auto made = make(path, true, mode);
  if (!made) return tl::unexpected(made.error());
  return {};
}

DiskResult<void> SimulatedDisk::sync_directory(const std::filesystem::path& directory) {
  if (!powered_) return tl::unexpected(EIO);
  const NodePtr node = find(directory);
  if (!node) return tl::unexpected(ENOENT);
  auto ticked = tick(Needs::Nothing, "sync directory " + directory.string());
  if (!ticked || ignores(directory.string())) return ticked;
  for (const NameChange& change : node->changes) do_durably(change, *node);
  node->changes.clear();
  return {};
}

}  // namespace yitang::storage
