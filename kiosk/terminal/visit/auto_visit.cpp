#include "kiosk/terminal/visit/auto_visit.hpp"

#include <nlohmann/json.hpp>

#include <utility>

#include "devices/image/codec.hpp"
#include "kiosk/terminal/visit/auto_player.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;

struct Subject {
  const catalog::ServiceItem* item = nullptr;
  const catalog::Bundle* bundle = nullptr;
};

Result<std::vector<Subject>> subjects_of(const catalog::Catalog& catalog, const AutoOptions& options) {
  std::vector<Subject> subjects;
  for (const std::string& id : options.items) {
    const catalog::ServiceItem* item = catalog.item(id);
    if (item == nullptr || item->status != catalog::ItemStatus::Published)
      return fail(ErrorKind::NotFound, "no published item of this id", id);
    subjects.push_back({item, nullptr});
  }
  for (const std::string& id : options.bundles) {
    const catalog::Bundle* bundle = catalog.bundle(id);
    if (bundle == nullptr) return fail(ErrorKind::NotFound, "no bundle of this id", id);
    subjects.push_back({nullptr, bundle});
  }
  if (!options.all) return subjects;
  std::vector<Subject> every;
  for (const catalog::ServiceItem* item : catalog.items()) every.push_back({item, nullptr});
  for (const catalog::Bundle& bundle : catalog.bundles()) every.push_back({nullptr, &bundle});
  for (std::size_t i = 0; i < every.size(); ++i) {
    if (static_cast<int>(i) % options.parts == options.part) subjects.push_back(every[i]);
  }
  return subjects;
}

json entry_of(const AutoSubject& subject) {
  json entry{{"id", subject.id},
             {"reached", subject.reached},
             {"pages", subject.pages},
             {"fields", subject.fields},
             {"held", subject.held()}};
  if (subject.form_seconds > 0) entry["form_seconds"] = subject.form_seconds;
  if (!subject.fault.empty()) entry["fault"] = subject.fault;
  if (!subject.problems.empty()) entry["problems"] = subject.problems;
  return entry;
}

Result<void> save_report(const AutoOptions& options, const std::vector<AutoSubject>& subjects) {
  json list = json::array();
  for (const AutoSubject& subject : subjects) list.push_back(entry_of(subject));
  const json root{{"schema", "yitang.auto-visits/1"},
                  {"language", options.visit.language == Language::English ? "en" : "zh"},
                  {"density", options.visit.density == resident::Density::Elder ? "elder" : "standard"},
                  {"subjects", std::move(list)}};
  const std::string text = root.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
  const auto file = options.visit.out / "auto.json";
  auto saved =
      devices::save_bytes(file.string(), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!saved) return fail(ErrorKind::StoreFailed, saved.error().message, file.string());
  return {};
}

}  // namespace

Result<std::vector<AutoSubject>> play_by_itself(const AutoOptions& options) {
  std::error_code code;
  std::filesystem::create_directories(options.visit.out, code);
  if (code) return fail(ErrorKind::StoreFailed, code.message(), options.visit.out.string());
  auto stage = VisitStage::create(options.visit, options.start);
  if (!stage) return tl::unexpected(stage.error());
  auto subjects = subjects_of((*stage)->terminal().catalog(), options);
  if (!subjects) return tl::unexpected(subjects.error());
  std::vector<std::pair<std::string, bool>> names;  // what outlives the catalogue of one terminal
  for (const Subject& subject : *subjects)
    names.emplace_back(subject.bundle != nullptr ? subject.bundle->id : subject.item->id,
                       subject.bundle != nullptr);

  PageInspector inspector;
  std::vector<AutoSubject> outcomes;
  bool fresh = true;
  for (const auto& [id, is_bundle] : names) {
    // Cases of earlier visits are under way, and a bundle may hold the same matter; after a fault nobody
    // knows what is open.
    if (!fresh && (is_bundle || !outcomes.back().fault.empty())) {
      stage->reset();
      stage = VisitStage::create(options.visit, options.start);
      if (!stage) return tl::unexpected(stage.error());
    }
    const catalog::Catalog& catalog = (*stage)->terminal().catalog();
    AutoPlayer player(**stage, inspector, options, is_bundle ? nullptr : catalog.item(id),
                      is_bundle ? catalog.bundle(id) : nullptr);
    outcomes.push_back(player.play());
    fresh = false;
  }
  if (auto saved = save_report(options, outcomes); !saved) return tl::unexpected(saved.error());
  return outcomes;
}

}  // namespace yitang::terminal
