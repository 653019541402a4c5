// Looks at every page of a visit that plays itself: the rules of layout, of ways out and of words.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

class PageInspector {
 public:
  /// Looks at the page as it is now, the contrast of its words once for each kind of page.
  void look(VisitStage& stage);

  /// "form review.submit: overlap ...": each once.
  const std::vector<std::string>& problems() const { return problems_; }
  int pages() const { return static_cast<int>(seen_.size()); }
  void begin_subject();

 private:
  void note(VisitStage& stage, const std::string& what);

  std::set<std::string> seen_;      ///< faces of this subject: page and what can be tapped on it
  std::set<std::string> measured_;  ///< faces whose contrast was measured, of any subject
  std::set<std::string> known_;
  std::vector<std::string> problems_;
};

}  // namespace yitang::terminal
