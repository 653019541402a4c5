// How the facts that conditions speak of become known, and what is said when a condition fails.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::catalog {

/// Where a fact comes from without asking.
enum class FactSource {
  Asked,           ///< only by the question
  CardAge,         ///< whole years of the applicant, by the card
  CardExpiry,      ///< days until the card expires; far ahead for a card valid for life
  CardVerified,    ///< true once the applicant's own card was read
  EnrolmentPeriod  ///< true within the enrolment period of catalogue.json
};

enum class AnswerKind { YesNo, Number, Choice };

/// Plain words, answered by touch.
struct Question {
  Text text;
  Text hint;  ///< may be empty
  AnswerKind answer = AnswerKind::YesNo;
  double min = 0;  ///< Number: allowed range, whole or with `decimals` digits
  double max = 0;
  int decimals = 0;
  Text unit;                     ///< Number: "年" / "years"
  std::vector<Option> options;   ///< Choice; a Choice among numbers has numeric codes
  bool numeric_options = false;  ///< Choice: the answer is the number in the code, not the text
};

/// An answer in words, with its unit: "是" / "Yes", "15年" / "15 years", the label of an option.
Text answer_text(const Question& question, const FactValue& answer);

struct Fact {
  std::string name;  ///< "pension.paid_years"
  FactSource source = FactSource::Asked;
  Question question;  ///< also for facts with a source, when the source is not at hand
  Text failure;       ///< why not, when a check on it fails without an outcome of its own
  Text advice;        ///< what to do instead
  Text too_low;       ///< instead of `failure` for a number below the limit; "{n}" is the limit; may be empty
  Text too_high;      ///< the same above it
};

enum class OutcomeEffect {
  Stop,   ///< cannot be done here now
  Offer,  ///< not as it is; the person may go on by accepting the offer (pay the missing years ...)
  Remark  ///< goes on; the remark is shown
};

/// What a check's `then` or `else` says.
struct Outcome {
  std::string key;  ///< "offer_top_up"
  OutcomeEffect effect = OutcomeEffect::Stop;
  Text why;
  Text advice;
};

/// Known facts by name.
using Facts = std::map<std::string, FactValue, std::less<>>;

struct FactBook {
  std::map<std::string, Fact, std::less<>> facts;
  std::map<std::string, Outcome, std::less<>> outcomes;
  const Fact* fact(std::string_view name) const;
  const Outcome* outcome(std::string_view key) const;
};

/// What an identity card tells about the applicant.
struct CardFacts {
  std::optional<Date> birth;
  std::optional<Date> valid_to;  ///< nullopt with `valid_for_life`, or not known
  bool valid_for_life = false;
};

/// A yearly span of days, both included; may run over New Year.
struct YearlyPeriod {
  int from_month = 9, from_day = 1;
  int to_month = 12, to_day = 31;
  bool contains(Date day) const;
};

/// Every fact of the book that the card gives.
Facts facts_of_card(const FactBook& book, const CardFacts& card, Date today);
/// True if a check of the item asks when the card expires: then an expired card is no hindrance to it (its
/// renewal), but what it is about.
bool asks_for_expiry(const ServiceItem& item, const FactBook& book);
/// Every fact of the book that the date alone gives.
Facts facts_of_day(const FactBook& book, const YearlyPeriod& enrolment, Date today);

}  // namespace yitang::catalog
