// What a made-up person answers, for visits that play themselves: a card and answers with which an item may
// be applied for, and what is entered into a field. Pure; nobody here exists.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/cases/form.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::terminal {

/// How somebody gets through the questions of one or several items.
struct AutoPlan {
  std::string card;                ///< label of a sample card
  bool female = false;             ///< who owns it
  catalog::Facts answers;          ///< to what is asked, by name of the fact
  std::vector<std::string> stops;  ///< items that nobody with a sample card may apply for
};

/// The first sample card with which every item may be applied for, offers taken up.
AutoPlan plan_for(const catalog::Catalog& catalog, const std::vector<const catalog::ServiceItem*>& items,
                  Date today);

/// Something typed: runs of letters that a candidate is chosen for, and characters with a key of their own.
struct TypedPart {
  std::string letters;  ///< pinyin, or "" if `text` has keys
  std::string text;
};
using TypedText = std::vector<TypedPart>;
std::string plain(const TypedText& text);

/// For fields and columns filled in by keyboard. `female` is the applicant, of whom nobody else is a copy.
TypedText typed_for(const catalog::FormField& field, bool female);
TypedText typed_for(const catalog::TableColumn& column, bool female);
TypedText typed_address();
std::string typed_phone();

/// Codes to choose, in order; several only of a field that takes several. `turn` picks others for others.
std::vector<std::string> chosen_for(const catalog::FormField& field, std::size_t turn);

/// The day to turn the wheels to: within the limits, and in the order that the form wants.
Date day_for(const catalog::ServiceItem& item, const catalog::FormField& field,
             const cases::FormValues& values, std::optional<Date> birth, Date today);

/// The answer in the way the page takes it: "true", "false", digits, or the code of an option.
std::string answer_code(const catalog::Question& question, const catalog::FactValue& answer);

}  // namespace yitang::terminal
