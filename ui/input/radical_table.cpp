#include "ui/input/radical_table.hpp"

#include <algorithm>
#include <cstdint>

#include "ui/input/radical_tables.hpp"

namespace yitang::ui {
namespace {

constexpr std::uint32_t code_bits = 21;

const tables::RadicalShape* find_shape(char32_t shape) {
  const auto all = tables::radical_shapes;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const tables::RadicalShape& s) { return s.shape == shape; });
  return found == all.end() ? nullptr : &*found;
}

void append_characters(std::uint16_t radical, std::vector<RadicalCharacter>& out) {
  for (std::size_t i = tables::radical_starts[radical]; i < tables::radical_starts[radical + 1U]; ++i) {
    const std::uint32_t entry = tables::radical_characters[i];
    out.push_back({entry & ((1U << code_bits) - 1), static_cast<int>(entry >> code_bits)});
  }
}

}  // namespace

std::vector<Radical> usual_radicals(std::size_t limit) {
  std::vector<Radical> found;
  for (const char32_t shape : tables::usual_radicals) {
    if (found.size() == limit) break;
    if (const auto* known = find_shape(shape)) found.push_back({shape, known->strokes});
  }
  return found;
}

std::vector<Radical> radicals_with_strokes(int from, int to) {
  std::vector<Radical> found;
  for (const auto& shape : tables::radical_shapes) {
    if (shape.strokes >= from && shape.strokes <= to) found.push_back({shape.shape, shape.strokes});
  }
  return found;
}

std::vector<RadicalCharacter> characters_with_radical(char32_t shape) {
  std::vector<RadicalCharacter> found;
  const auto* known = find_shape(shape);
  if (known == nullptr) return found;
  append_characters(known->first, found);
  if (known->second == 0) return found;
  // Two lists, each in order of use, become one by taking turns: an even mixture serves both.
  std::vector<RadicalCharacter> other;
  append_characters(known->second, other);
  std::vector<RadicalCharacter> mixed;
  for (std::size_t i = 0; i < std::max(found.size(), other.size()); ++i) {
    if (i < found.size()) mixed.push_back(found[i]);
    if (i < other.size()) mixed.push_back(other[i]);
  }
  return mixed;
}

}  // namespace yitang::ui
