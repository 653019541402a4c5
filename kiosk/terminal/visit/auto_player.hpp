// One visit that plays itself: looks at the page, does the next thing on it, and again.
#pragma once

#include <map>
#include <string>

#include "kiosk/terminal/visit/actor.hpp"
#include "kiosk/terminal/visit/auto_answers.hpp"
#include "kiosk/terminal/visit/auto_inspect.hpp"
#include "kiosk/terminal/visit/auto_visit.hpp"

namespace yitang::terminal {

class AutoPlayer {
 public:
  /// All are borrowed. Either an item or a bundle.
  AutoPlayer(VisitStage& stage, PageInspector& inspector, const AutoOptions& options,
             const catalog::ServiceItem* item, const catalog::Bundle* bundle);

  /// From the idle page until the idle page is back.
  AutoSubject play();

 private:
  // What went wrong, empty if nothing did.
  std::string turn();
  std::string turn_of_finding();
  std::string turn_of_person();
  std::string turn_of_papers();
  std::string turn_of_end();
  std::string begin();
  std::string find_in_home();
  std::string answer();
  std::string offer();
  std::string card();
  std::string materials();
  std::string capture();
  std::string commitment();
  std::string slot();
  std::string delivery();
  std::string sign();
  std::string receipt();
  std::string rate();
  std::string leave();
  std::string wait();

  // auto_form.cpp
  std::string form();
  std::string fill(const catalog::FormField& field);
  std::string choose(const catalog::FormField& field);
  std::string turn_wheels(const catalog::FormField& field);
  std::string choose_address(const catalog::FormField& field);
  std::string choose_region(const catalog::FormField& field);
  std::string first_with(std::string_view beginning) const;
  std::string turn_wheel(const std::string& id, int by);
  std::string fill_row(const catalog::FormField& field);
  std::string fill_cell(const catalog::TableColumn& column);
  std::string type_into(const std::string& box, const TypedText& text);
  std::string type_part(const TypedPart& part);
  std::string type_character(const std::string& character);
  std::string problem_at(const std::string& key) const;

  bool is_there(const std::string& id) const;
  std::string tap(const std::string& id) { return actor_.tap(id); }
  std::string where() const;
  std::string picture(const std::string& name);

  VisitStage& stage_;
  PageInspector& inspector_;
  const AutoOptions& options_;
  const catalog::ServiceItem* item_;
  const catalog::Bundle* bundle_;
  Actor actor_;
  AutoPlan plan_;
  AutoSubject result_;
  std::size_t turn_number_ = 0;  ///< makes different subjects choose differently
  bool finished_ = false;
  int waits_ = 0;
  int retakes_ = 0;
  std::map<std::string, int> tries_;  ///< by field, and how often a page was left
};

}  // namespace yitang::terminal
