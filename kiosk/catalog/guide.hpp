// The service guide of an item in one language, ready to be shown or printed. Pure; no personal data.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/language.hpp"
#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/trips.hpp"

namespace yitang::catalog {

/// Who has to do something about a material: the three colours of the list.
enum class MaterialDuty {
  Bring,   ///< the resident brings it: photographed here, an identity card is read
  Here,    ///< made here on the terminal: form, commitment
  Nothing  ///< fetched by the office: shared data, e-licence
};

struct GuideMaterial {
  std::string code;
  std::string name;
  MaterialSource source = MaterialSource::ResidentScan;
  MaterialDuty duty = MaterialDuty::Bring;
  Necessity necessity = Necessity::Required;
  bool read_by_reader = false;  ///< an identity card: laid on the reader, not photographed
  std::string supplier;         ///< "Bring it: photographed here", "Not needed: offices share the data" ...
  std::string form;             ///< "Original, 1 copy"
  std::string necessity_text;
  std::string condition;           ///< when needed; empty unless conditional
  bool only_if_not_found = false;  ///< the office looks first; `supplier` says so
};

struct GuideStep {
  StepKind kind = StepKind::Apply;
  std::string name;
  std::string level;
  int days = 0;
  std::string days_text;  ///< "2个工作日", "same day"
};

/// A label and its value, as the lines of a leaflet.
struct GuideLine {
  std::string label;
  std::string value;
};

struct Guide {
  std::string item_id;
  std::string name;
  std::string plain;  ///< what it gives, in everyday words; empty if there are none
  std::string department;
  std::string coop_departments;  ///< joined; empty if none
  std::string item_type;
  std::string audience;
  std::string scope;
  std::string case_type;   ///< "Decided on the spot" ...
  std::string kiosk_mode;  ///< what the terminal does of it
  std::string four_do;
  std::vector<std::string> conditions;
  std::vector<GuideMaterial> materials;
  /// Only if somebody else comes: what the agent brings besides. Empty where nobody else may.
  std::vector<GuideMaterial> agent_papers;
  std::string legal_limit;
  std::string promise_limit;
  std::vector<GuideStep> steps;
  std::string fee;
  TripRange trips;                   ///< over the ways in which the result can come here
  std::string visits_badge;          ///< "一趟不用跑" ...
  std::string visits_reason;         ///< what the trips are for, and which way of delivery saves one
  bool reason_untranslated = false;  ///< the reason is Chinese although English was asked
  std::string agent;                 ///< whether somebody else may come
  std::string consult;               ///< "咨询电话 12345"
  std::string result;
  std::vector<std::string> delivery;
  std::string note;     ///< empty if none
  std::string version;  ///< "Version 1 · sample data"
  bool sample = false;

  /// The lines between conditions and materials on a leaflet: time limits, fee, trips, result ...
  std::vector<GuideLine> facts;
};

/// "不收费", or the amount, who pays something else, and that it is not paid here.
std::string fee_text(const ServiceItem& item, Language language);
/// `paper`: what the terminal that gives the guide can print a result on.
Guide make_guide(const ServiceItem& item, Language language, const ResultPaper& paper = {});

}  // namespace yitang::catalog
