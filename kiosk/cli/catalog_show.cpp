// yitang catalog show: what is in a catalogue, and one item as residents read it.
#include <cstdio>

#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/catalog/guide.hpp"
#include "kiosk/cli/catalog_commands.hpp"
#include "kiosk/cli/command.hpp"

namespace yitang::cli {
namespace {

using catalog::ServiceItem;

void print_signature(const CatalogContent& content, const std::string& public_key) {
  if (!content.published) {
    std::printf("signature: none, a folder\n");
    return;
  }
  if (!content.published->key) {
    std::printf("signature: none yet\n");
    return;
  }
  const std::string key = storage::to_hex(*content.published->key);
  // Whoever gives no key learns whether the file is whole, not whose it is.
  const auto given = storage::from_hex(public_key.empty() ? key : public_key).value_or(storage::Bytes());
  const auto trust = terminal::judge(*content.published, given);
  const char* worth = trust == terminal::CatalogTrust::Trusted
                          ? (public_key.empty() ? "whole; compare the key" : "right")
                      : trust == terminal::CatalogTrust::WrongKey ? "WRONG KEY"
                                                                  : "WRONG, the file was changed";
  std::printf("signature: %s (%s)\n", worth, key.c_str());
}

void print_all(const catalog::Catalog& catalog, Date day) {
  const catalog::CountyInfo& county = catalog.county();
  std::printf("%s, version %s, serial number %d, published %s%s\n", county.county.zh.c_str(),
              county.version.c_str(), county.serial,
              county.published ? county.published->iso().c_str() : "on no day",
              county.sample ? ", SAMPLE" : "");
  for (const ServiceItem& item : catalog.all_items()) {
    const std::string why = why_hidden(item, day);
    const bool newer = why.empty() && catalog.item(item.id) != &item;
    std::printf("%-34s %3d  %-32s %s%s\n", item.id.c_str(), item.version, span_text(item).c_str(),
                item.name.zh.c_str(),
                newer         ? "  [a newer version is in force]"
                : why.empty() ? ""
                              : ("  [hidden: " + why + "]").c_str());
  }
  std::printf("on %s residents see %zu items\n", day.iso().c_str(), catalog.items().size());
  for (const catalog::ListKind kind : catalog::kListKinds) {
    std::printf("published list %s: %zu entries\n", std::string(catalog::code_of(kind)).c_str(),
                catalog.list_entries(kind).size());
  }
}

void print_admission(const ServiceItem& item, Date day) {
  const std::string why = why_hidden(item, day);
  std::printf("residents: %s\n", why.empty() ? "see it" : ("do not see it: " + why).c_str());
  std::printf("in force: %s\n", span_text(item).c_str());
  for (const std::string& basis : item.admission.legal_basis) std::printf("legal basis: %s\n", basis.c_str());
  if (item.admission.consent_on) {
    std::printf("agreed to by: %s on %s\n", item.admission.consent_by.c_str(),
                item.admission.consent_on->iso().c_str());
  }
}

int print_list_entry(const catalog::ListEntry& entry) {
  std::printf("%s\n%s\nlist: %s\n", entry.name.zh.c_str(), entry.id.c_str(),
              std::string(catalog::code_of(entry.kind)).c_str());
  std::printf("%s\nbasis: %s\nresponsible: %s, %s\n", entry.text.zh.c_str(), entry.basis.zh.c_str(),
              entry.responsible.zh.c_str(), entry.phone.c_str());
  for (const Text& body : entry.assisting) std::printf("assists: %s\n", body.zh.c_str());
  if (!entry.item.empty()) std::printf("item: %s\n", entry.item.c_str());
  return kDone;
}

int print_item(const catalog::Catalog& catalog, const CatalogArguments& arguments, Date day) {
  const ServiceItem* item = arguments.version > 0 ? catalog.item(arguments.item, arguments.version)
                                                  : catalog.nearest(arguments.item, 0);
  if (item == nullptr) {
    if (const catalog::ListEntry* entry = catalog.list_entry(arguments.item)) return print_list_entry(*entry);
    const bool version = arguments.version > 0;
    std::fprintf(stderr, "yitang: %s: there is no such item%s\n", arguments.item.c_str(),
                 version ? " of this version" : "");
    return kNotFoundOrNotHeld;
  }
  const catalog::Guide guide = catalog::make_guide(*item, Language::Chinese);
  std::printf("%s\n%s\nversion: %d\n", guide.name.c_str(), item->id.c_str(), item->version);
  if (!guide.plain.empty()) std::printf("%s\n", guide.plain.c_str());
  print_admission(*item, day);
  std::printf("%s\n", guide.department.c_str());
  for (const std::string& condition : guide.conditions) std::printf("* %s\n", condition.c_str());
  for (const catalog::GuideMaterial& material : guide.materials) {
    std::printf("- %s: %s, %s%s%s\n", material.name.c_str(), material.supplier.c_str(),
                material.necessity_text.c_str(), material.condition.empty() ? "" : ", ",
                material.condition.c_str());
  }
  for (const catalog::GuideMaterial& material : guide.agent_papers)
    std::printf("- agent: %s, %s\n", material.name.c_str(), material.supplier.c_str());
  for (const catalog::GuideLine& line : guide.facts)
    std::printf("%s: %s\n", line.label.c_str(), line.value.c_str());
  return kDone;
}

}  // namespace

int catalog_show(const CatalogArguments& arguments) {
  auto content = read_catalog(arguments.path);
  if (!content) return report(content.error());
  auto day = day_of(arguments);
  if (!day) return report(day.error());
  catalog::Faults faults;
  catalog::Files published;
  const catalog::CatalogPtr catalog = catalog::check_authored(content->files, {}, faults, published);
  if (!catalog) {
    std::fprintf(stderr, "yitang: %s: has %zu faults (yitang catalog check)\n", arguments.path.c_str(),
                 faults.all().size());
    return kBadInput;
  }
  catalog->turn_to(*day);
  if (!arguments.item.empty()) return print_item(*catalog, arguments, *day);
  print_signature(*content, arguments.public_key);
  print_all(*catalog, *day);
  return kDone;
}

}  // namespace yitang::cli
