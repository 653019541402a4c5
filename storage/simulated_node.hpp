#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/simulated_disk.hpp"

// For use inside storage/ only: a file or directory of a SimulatedDisk.
namespace yitang::storage {

// One write of a file that is not synced yet, or one change of its size.
struct PendingWrite {
  bool truncates = false;
  std::uint64_t offset = 0;  // truncates: the new size
  Bytes content;
};

// One change of a directory that is not synced yet.
struct SimulatedDisk::NameChange {
  std::string name;
  std::shared_ptr<SimulatedNode> node;  // null: the name goes
  std::string also_goes;                // the name that it had before a rename; else empty
  bool moves_in = false;                // that name was in another directory, `goes_from`
  std::weak_ptr<SimulatedNode> goes_from{};
};

struct SimulatedNode {
  using Names = std::map<std::string, std::shared_ptr<SimulatedNode>>;

  bool directory = false;
  bool owner_only = true;

  // A file: what the running system sees, what is on the medium, and what lies between them.
  Bytes now;
  Bytes durable;
  std::vector<PendingWrite> pending;
  std::optional<PendingWrite> in_flight;  // interrupted by the cut

  // A directory: the same for names.
  Names names;
  Names durable_names;
  std::vector<SimulatedDisk::NameChange> changes;
  std::optional<SimulatedDisk::NameChange> change_in_flight;
};

void do_write(const PendingWrite& write, Bytes& content);
void do_change(const SimulatedDisk::NameChange& change, SimulatedNode::Names& names);
// The change on the medium: in the durable names of its directory, and of the one from which the name moved.
void do_durably(const SimulatedDisk::NameChange& change, SimulatedNode& directory);

// Moves between directories that are not durable yet: each has happened, or has not.
void settle_moves(const std::shared_ptr<SimulatedNode>& root, std::uint64_t seed);
// The tree as it may be found after a cut, with its moves settled.
std::shared_ptr<SimulatedNode> settle(const SimulatedNode& node, std::uint64_t seed);
// The same tree, cache included. Nodes that only an open file still knows are left out.
std::shared_ptr<SimulatedNode> copy_tree(const std::shared_ptr<SimulatedNode>& root);

}  // namespace yitang::storage
