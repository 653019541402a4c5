// After a visit: nothing of this visitor or an earlier one may be in memory, on the page, on a slip, in the
// log or in a file. What `{"expect": {"residue": "none"}}` looks at.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/terminal/visit/remnants.hpp"
#include "ui/semantics.hpp"

namespace yitang::terminal {

class Residue {
 public:
  Residue();
  ~Residue();  ///< the log is watched in between
  Residue(const Residue&) = delete;
  Residue& operator=(const Residue&) = delete;

  /// From here on somebody else is there.
  void next_visitor(int visitor);

  /// On the page during a visit: nothing of those before. What is wrong, or "".
  std::string on_page_of_another(const ui::Semantics& semantics) const;
  /// A slip bears neither the whole name nor a whole number of anybody: it may be lost.
  void look_at_slip(std::string_view text);

  /// Everything at once, after the visit. What is wrong, or "".
  std::string left(const ui::Semantics& semantics, const std::vector<std::filesystem::path>& folders);

 private:
  struct Watched;
  std::string page_holds(const ui::Semantics& semantics, int newest) const;
  std::string files_hold(const std::vector<std::filesystem::path>& folders) const;

  std::shared_ptr<Watched> watched_;  ///< shared with the log's sink
};

}  // namespace yitang::terminal
