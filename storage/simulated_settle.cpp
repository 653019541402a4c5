// What a medium may hold after the power went: chosen by a seed.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "storage/simulated_node.hpp"

namespace yitang::storage {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t number() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(number() % bound); }

 private:
  std::uint64_t state_;
};

enum class Fate { Lost, Kept, Torn };

// One fate for each unsynced change, in order.
std::vector<Fate> draw_fates(std::size_t count, Dice& dice) {
  std::vector<Fate> fates(count, Fate::Lost);
  if (count == 0) return fates;
  switch (dice.below(4)) {
    case 0: break;
    case 1: std::fill(fates.begin(), fates.end(), Fate::Kept); break;
    case 2: {  // the first few; the one at the edge is torn
      const std::size_t kept = dice.below(count + 1);
      std::fill_n(fates.begin(), kept, Fate::Kept);
      if (kept < count) fates[kept] = Fate::Torn;
      break;
    }
    default:  // any of them: what came later may be there without what came before
      for (Fate& fate : fates) {
        const std::size_t side = dice.below(8);
        fate = side < 4 ? Fate::Kept : side < 6 ? Fate::Lost : Fate::Torn;
      }
  }
  return fates;
}

void put(Bytes& content, std::uint64_t offset, ByteView bytes) {
  if (content.size() < offset + bytes.size()) content.resize(static_cast<std::size_t>(offset) + bytes.size());
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

// Each sector of the write is new, old or garbage: garbage in its whole width, also where it was not written.
void tear(const PendingWrite& write, Bytes& content, std::size_t sector, Dice& dice) {
  const std::uint64_t end = write.offset + write.content.size();
  for (std::uint64_t at = write.offset / sector * sector; at < end; at += sector) {
    const std::uint64_t from = std::max(at, write.offset);
    const std::uint64_t to = std::min(at + sector, end);
    const ByteView part(write.content.data() + (from - write.offset), static_cast<std::size_t>(to - from));
    switch (dice.below(3)) {
      case 0: put(content, from, part); break;
      case 1: {
        const std::uint64_t last = std::min(at + sector, std::max<std::uint64_t>(content.size(), to));
        Bytes garbage(static_cast<std::size_t>(last - at));
        for (std::uint8_t& byte : garbage) byte = static_cast<std::uint8_t>(dice.number());
        put(content, at, garbage);
        break;
      }
      default: break;
    }
  }
}

Bytes settled_content(const SimulatedNode& file, Dice& dice) {
  Bytes content = file.durable;
  std::vector<PendingWrite> writes = file.pending;
  if (file.in_flight) writes.push_back(*file.in_flight);
  const std::size_t sector = dice.below(2) == 0 ? 512 : 4096;
  const std::vector<Fate> fates = draw_fates(writes.size(), dice);
  for (std::size_t i = 0; i < writes.size(); ++i) {
    if (fates[i] == Fate::Kept) do_write(writes[i], content);
    if (fates[i] == Fate::Torn && !writes[i].truncates) tear(writes[i], content, sector, dice);
  }
  return content;
}

SimulatedNode::Names settled_names(const SimulatedNode& directory, Dice& dice) {
  SimulatedNode::Names names = directory.durable_names;
  std::vector<SimulatedDisk::NameChange> changes = directory.changes;
  if (directory.change_in_flight) changes.push_back(*directory.change_in_flight);
  const std::vector<Fate> fates = draw_fates(changes.size(), dice);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (fates[i] == Fate::Kept) do_change(changes[i], names);  // a name is not torn
  }
  return names;
}

// What was under way when the program ended: a write may have reached the cache in part, a change of names
// has not happened. No later cut may bring it back.
void leave_halfway(SimulatedNode& node) {
  node.change_in_flight.reset();
  if (!node.in_flight) return;
  PendingWrite write = std::move(*node.in_flight);
  node.in_flight.reset();
  if (write.truncates || write.content.size() < 2) return;
  write.content.resize(write.content.size() / 2);
  do_write(write, node.now);
  node.pending.push_back(std::move(write));
}

void settle_moves_below(const std::shared_ptr<SimulatedNode>& directory, Dice& dice,
                        std::unordered_set<const SimulatedNode*>& seen) {
  if (!directory->directory || !seen.insert(directory.get()).second) return;
  auto& changes = directory->changes;
  if (directory->change_in_flight) changes.push_back(*std::exchange(directory->change_in_flight, {}));
  // In order: what came later may be there without what came before.
  const auto is_move = [](const auto& change) { return change.moves_in; };
  for (const auto& change : std::vector(changes)) {
    if (is_move(change) && dice.below(2) == 0) do_durably(change, *directory);
  }
  std::erase_if(changes, is_move);
  // By way of every name that there is or was: a move reaches into directories on either side.
  for (const auto* names : {&directory->names, &directory->durable_names}) {
    for (const auto& [name, child] : SimulatedNode::Names(*names)) settle_moves_below(child, dice, seen);
  }
}

using Copies = std::unordered_map<const SimulatedNode*, std::shared_ptr<SimulatedNode>>;

std::shared_ptr<SimulatedNode> copied(const std::shared_ptr<SimulatedNode>& node, Copies& copies) {
  if (!node) return nullptr;
  auto& known = copies[node.get()];
  if (known) return known;
  auto copy = std::make_shared<SimulatedNode>(*node);
  leave_halfway(*copy);
  known = copy;  // `known` itself may move while children are added
  for (auto* names : {&copy->names, &copy->durable_names}) {
    for (auto& [name, child] : *names) child = copied(child, copies);
  }
  for (auto& change : copy->changes) {
    change.node = copied(change.node, copies);
    change.goes_from = copied(change.goes_from.lock(), copies);
  }
  return copy;
}

}  // namespace

void do_write(const PendingWrite& write, Bytes& content) {
  if (write.truncates) {
    content.resize(static_cast<std::size_t>(write.offset));
  } else {
    put(content, write.offset, write.content);
  }
}

void do_change(const SimulatedDisk::NameChange& change, SimulatedNode::Names& names) {
  if (!change.also_goes.empty() && !change.moves_in) names.erase(change.also_goes);
  if (change.node) {
    names[change.name] = change.node;
  } else {
    names.erase(change.name);
  }
}

void do_durably(const SimulatedDisk::NameChange& change, SimulatedNode& directory) {
  do_change(change, directory.durable_names);
  const auto source = change.goes_from.lock();
  if (!source) return;
  source->durable_names.erase(change.also_goes);
  std::erase_if(source->changes, [&](const auto& older) { return older.name == change.also_goes; });
}

void settle_moves(const std::shared_ptr<SimulatedNode>& root, std::uint64_t seed) {
  Dice dice(seed ^ 0x6d6f766573ULL);
  std::unordered_set<const SimulatedNode*> seen;
  settle_moves_below(root, dice, seen);
}

std::shared_ptr<SimulatedNode> settle(const SimulatedNode& node, std::uint64_t seed) {
  Dice dice(seed);
  auto found = std::make_shared<SimulatedNode>();
  found->directory = node.directory;
  found->owner_only = node.owner_only;
  if (!node.directory) {
    found->durable = settled_content(node, dice);
    found->now = found->durable;
    return found;
  }
  for (const auto& [name, child] : settled_names(node, dice)) {
    found->names[name] = settle(*child, dice.number());
  }
  found->durable_names = found->names;
  return found;
}

std::shared_ptr<SimulatedNode> copy_tree(const std::shared_ptr<SimulatedNode>& root) {
  Copies copies;
  return copied(root, copies);
}

}  // namespace yitang::storage
