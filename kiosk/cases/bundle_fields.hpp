// Which questions of a bundle's items are the same. Private to this folder.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/cases/bundle.hpp"

namespace yitang::cases {

/// Puts one item's fields into the merged form; `fields` of the member says which became which.
class FieldMerger {
 public:
  FieldMerger(const catalog::Bundle& bundle, std::string_view sex);
  void add(MergedMember& member);
  /// The whole form: first what all or the card's owner is asked, then each item's own questions.
  std::vector<catalog::FormField> take();

 private:
  struct Question {
    catalog::FormField field;
    std::string identity;  ///< what it asks of whom, see identity_of()
    int items = 0;         ///< that ask it
    Text asked_by;
  };
  std::string identity_of(const catalog::FormField& field, const std::set<std::string>& roles) const;
  bool is_same(const Question& known, const catalog::FormField& field) const;
  bool is_free(std::string_view key) const;

  const catalog::Bundle& bundle_;
  std::string sex_;
  std::vector<Question> questions_;
};

}  // namespace yitang::cases
