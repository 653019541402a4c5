#include "kiosk/catalog/item_parser.hpp"

#include <algorithm>
#include <set>

#include "kiosk/catalog/item_parts.hpp"
#include "kiosk/catalog/json_node.hpp"

namespace yitang::catalog {
namespace {

constexpr std::string_view kItemSchema = "yitang.item/1";
constexpr std::string_view kBundleSchema = "yitang.bundle/1";
constexpr std::size_t kCreditCodeLength = 18;
// One line below a name, in the largest size of words.
constexpr std::size_t kMaxPlainChinese = 16;
constexpr std::size_t kMaxPlainEnglish = 45;

void check_schema(const Node& node, std::string_view wanted) {
  const Node schema = node["schema"];
  if (schema && schema.text() != wanted) schema.problem("is not " + std::string(wanted));
}

// Ids are parts of file names, receipts and links: a small alphabet only.
std::string read_id(const Node& node) {
  std::string id = node.text();
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  if (id.size() > 80 || id.find_first_not_of(kAllowed) != std::string::npos)
    node.problem("must be at most 80 of a-z, 0-9, '.', '_' and '-'");
  return id;
}

// Item codes are opaque; only what every form of them shares is demanded.
std::string read_code(const Node& node, std::size_t at_least) {
  std::string code = node.text();
  const bool plain = std::all_of(code.begin(), code.end(),
                                 [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  if (!code.empty() && (!plain || code.size() < at_least || code.size() > 50))
    node.problem("must be " + std::to_string(at_least) + " to 50 digits and capital letters");
  return code;
}

Text named(const Node& node, const std::string& key) {
  return {node[key + "_zh"].text(), node[key + "_en"].text()};
}

Text maybe_named(const Node& node, const std::string& key) {
  return {node.optional(key + "_zh").text_or_empty(), node.optional(key + "_en").text_or_empty()};
}

void check_length(const Node& node, const std::string& text, std::size_t most) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  if (static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins)) > most)
    node.problem("must have at most " + std::to_string(most) + " characters");
}

Text read_plain(const Node& node) {
  const Text plain = maybe_named(node, "plain");
  check_length(node.optional("plain_zh"), plain.zh, kMaxPlainChinese);
  check_length(node.optional("plain_en"), plain.en, kMaxPlainEnglish);
  if (plain.zh.empty() != plain.en.empty())
    node.optional(plain.zh.empty() ? "plain_zh" : "plain_en").problem("is missing beside the other language");
  return plain;
}

template <class T, class Read, class Key>
std::vector<T> read_unique(const Node& node, std::size_t max, Read read, Key key) {
  std::vector<T> result;
  std::set<std::string> seen;
  for (const Node& entry : node.list(max)) {
    result.push_back(read(entry));
    if (key(result.back()).empty()) continue;  // said already
    if (!seen.insert(key(result.back())).second) entry.problem("'" + key(result.back()) + "' is there twice");
  }
  return result;
}

Material read_material(const Node& node) {
  Material material;
  material.code = node["code"].text();
  material.name = named(node, "name");
  material.form = node["form"].member_of(&enum_from<DocForm>, "form");
  material.copies = node["copies"].integer(0, 20);
  material.necessity = node["necessity"].member_of(&enum_from<Necessity>, "necessity");
  material.source = node["source"].member_of(&enum_from<MaterialSource>, "source");
  material.reusable = node.optional("reusable").boolean_or(false);
  material.doc_type = node.optional("doc_type").text_or_empty();
  const Node condition = node.optional("condition");
  material.condition = {condition.text_or_empty(), node.optional("condition_en").text_or_empty()};
  material.question = {node.optional("question_zh").text_or_empty(),
                       node.optional("question_en").text_or_empty()};
  if (material.necessity == Necessity::Conditional && material.condition.zh.empty())
    condition.problem("is missing");
  return material;
}

std::vector<Text> read_conditions(const Node& node) {
  const Node zh = node["conditions_zh"];
  const Node en = node["conditions_en"];
  const auto chinese = zh.texts(50);
  const auto english = en.texts(50);
  std::vector<Text> result;
  if (zh.is_list() && en.is_list() && chinese.size() != english.size())
    en.problem("must have as many entries as conditions_zh");
  for (std::size_t i = 0; i < std::min(chinese.size(), english.size()); ++i)
    result.push_back({chinese[i], english[i]});
  return result;
}

FlowStep read_step(const Node& node) {
  return {node["step"].member_of(&enum_from<StepKind>, "step"),
          node["level"].member_of(&enum_from<Level>, "level"), node["days"].integer(0, 1000)};
}

template <class E>
std::vector<E> read_set(const Node& node, const char* what) {
  std::vector<E> result;
  for (const Node& entry : node.list(20)) {
    result.push_back(entry.member_of(&enum_from<E>, what));
    if (std::count(result.begin(), result.end(), result.back()) > 1) entry.problem("is there twice");
  }
  return result;
}

void read_identity(const Node& node, ServiceItem& item) {
  item.sample = node.optional("sample").boolean_or(false);
  item.seq = node["seq"].integer(0, 1'000'000);
  item.id = read_id(node["id"]);
  item.catalog_code = read_code(node["catalog_code"], 10);
  item.task_code = read_code(node["task_code"], kCreditCodeLength + 1);
  item.handle_item_code = read_code(node["handle_item_code"], kCreditCodeLength + 1);
  item.version = node["version"].integer(1, 1'000'000);
  item.status = node["status"].member_of(&enum_from<ItemStatus>, "status");
  item.name = named(node, "name");
  item.plain = read_plain(node);
  item.function = node["function_group"].text();
  item.theme = node["theme"].text();
  item.type = node["item_type"].member_of(&enum_from<ItemType>, "item type");
  item.audience = node["audience"].member_of(&enum_from<Audience>, "audience");
  item.department_code = item.task_code.substr(0, kCreditCodeLength);
  item.department = named(node, "department");
  for (const std::string& name : node["coop_departments_zh"].texts(30))
    item.coop_departments.push_back({name, {}});
  item.elder_friendly = node.optional("elder_friendly").boolean_or(false);
  item.consult = node["consult"].text();
  item.note = maybe_named(node, "note");
}

std::optional<Date> read_day(const Node& node) {
  if (!node) return std::nullopt;
  const std::string text = node.text();
  const auto day = Date::parse(text);
  if (!day && !text.empty()) node.problem("is no date such as 2026-10-01");
  return day;
}

void read_span(const Node& node, ServiceItem& item) {
  item.effective_from = read_day(node.optional("effective_from"));
  const Node until = node.optional("effective_until");
  item.effective_until = read_day(until);
  if (item.effective_from && item.effective_until && *item.effective_until < *item.effective_from)
    until.problem("is before effective_from");
}

// Whoever has a card and no telephone is turned away nowhere.
void read_ways_of_proof(const Node& node, ServiceItem& item) {
  const Node ways = node.optional("identity");
  if (!ways) return;
  auto listed = read_set<IdentityMethod>(ways, "way of proof");
  if (listed.empty()) return;  // as an empty cell of a table: the card alone
  item.identity = std::move(listed);
  if (!ways.faulty() && !accepts(item, IdentityMethod::IdCard)) ways.problem("must hold id_card");
}

void read_handling(const Node& node, ServiceItem& item) {
  item.accept_level = node["accept_level"].member_of(&enum_from<Level>, "level");
  item.decide_level = node["decide_level"].member_of(&enum_from<Level>, "level");
  item.scope = node["scope"].member_of(&enum_from<Scope>, "scope");
  item.case_type = node["case_type"].member_of(&enum_from<CaseType>, "case type");
  item.four_do = node["four_do"].member_of(&enum_from<FourDo>, "class");
  item.four_do_all = read_set<FourDo>(node["four_do_all"], "class");
  item.visits = node["visits"].integer(0, 20);
  item.visit_reason = maybe_named(node, "visit_reason");
  const Node fetches = node.optional("visit_fetches");
  item.visit_fetches = fetches.boolean_or(false);
  if (item.visit_fetches && item.visits == 0) fetches.problem("is true although visits is 0");
  item.legal_days = node["legal_days"].integer(0, 1000);
  item.legal_unit = node["legal_unit"].member_of(&enum_from<DayUnit>, "unit");
  item.promise_days = node["promise_days"].integer(0, 1000);
  item.promise_unit = node["promise_unit"].member_of(&enum_from<DayUnit>, "unit");
  item.supplement_days = node["supplement_days"].integer(0, 100);
  item.kiosk_mode = node["kiosk_mode"].member_of(&enum_from<KioskMode>, "mode");
  const Node agent = node["agent_service"];
  item.agent.allowed = agent["allowed"].boolean();
  item.agent.needs_authorisation = agent["needs_authorisation"].boolean();
  item.agent.who = read_set<AgentKind>(agent["who"], "agent");
  read_ways_of_proof(node, item);
}

void read_outcome(const Node& node, ServiceItem& item) {
  const Node result = node["result"];
  item.result.kind = result["kind"].member_of(&enum_from<ResultKind>, "kind");
  item.result.name = named(result, "name");
  item.result.e_licence = result["e_licence"].boolean();
  item.result.on_slip = result.optional("on_slip").boolean_or(false);
  item.result.delivery = read_set<Delivery>(result["delivery"], "delivery");
  if (item.result.delivery.empty()) result.optional("delivery").problem("is empty");
  const Node fee = node["fee"];
  item.fee.charged = fee["charged"].boolean();
  item.fee.amount = fee["amount"].text();
  item.fee.note = maybe_named(fee, "note");
  item.fee.basis = item.fee.charged ? named(fee, "basis") : maybe_named(fee, "basis");
  if (item.fee.charged) {
    item.fee.where = named(fee, "where");
    item.fee.how = named(fee, "how");
  }
  if (const Node restricted = node.optional("restricted_to")) {
    item.restricted_to = restricted.member_of(&enum_from<Restriction>, "role");
    item.public_name = named(node, "public_name");
  }
  const Node privacy = node["privacy"];
  item.privacy.basis = privacy["basis"].member_of(&enum_from<PrivacyBasis>, "basis");
  item.privacy.sensitive = privacy["sensitive"].texts(40);
  item.privacy.retention_days = privacy["local_retention_days"].integer(0, 3650);
}

// Rules that join several members of an item.
void check_item(const Node& node, const ServiceItem& item) {
  const bool classes_known = !node.optional("four_do").faulty();  // the name of the other one begins with it
  if (classes_known &&
      std::find(item.four_do_all.begin(), item.four_do_all.end(), item.four_do) == item.four_do_all.end())
    node.optional("four_do_all").problem("does not hold the primary class");
  if (!node.optional("visits").faulty() && item.visits > 0 && item.visit_reason.zh.empty())
    node.optional("visit_reason_zh").problem("is missing although visits is not 0");
  if (item.identity.size() > 1 && !needs_identity(item))
    node.optional("identity").problem("names codes although nobody has to say who they are");
  if (item.agent.allowed && item.agent.who.empty())
    node.optional("agent_service").problem("is allowed to nobody");
  int days = 0;
  for (const FlowStep& step : item.flow) days += step.days;
  const bool days_known = !node.optional("flow").faulty() && !node.optional("promise_days").faulty();
  if (days_known && days != item.promise_days)
    node.optional("flow").problem("days add up to " + std::to_string(days) + ", not to promise_days");
  if (item.flow.empty()) node.optional("flow").problem("is empty");
  const auto fields = node.optional("form").list(200);
  for (std::size_t i = 0; i < item.form.size(); ++i) {
    const FormField& field = item.form[i];
    const std::string& after = field.validation.after;
    const std::string& counted = field.validation.rows_of;
    const FormField* table = item.field(counted);
    if (!counted.empty() && (!table || table->type != FieldType::Table))
      fields[i].optional("validation").optional("rows_of").problem("is no table of this item");
    if (!after.empty() && (!item.field(after) || after == field.key))
      fields[i].optional("validation").optional("after").problem("is no other field of this item");
    const auto& slot = field.validation.slot;
    if (slot && slot_field(item, *slot) != &field)
      fields[i].optional("validation").optional("slot").problem("is there twice in this form");
    if (field.show_if && field.show_if->subject != "age" && !item.field(field.show_if->subject))
      fields[i].optional("show_if").problem("speaks of no field of this item");
  }
}

void note_line(ServiceItem& item, int line) { item.line = line; }
void note_line(Bundle&, int) {}

// What may be there once only: an item's id may come back with another version.
std::string key_of(const ServiceItem& item) { return item.id + " " + std::to_string(item.version); }
std::string key_of(const Bundle& bundle) { return bundle.id; }

template <class T>
Result<std::vector<T>> parse_lines(std::string_view text, const std::string& file, Faults* all,
                                   Result<T> (*parse)(std::string_view, const std::string&, Faults*)) {
  if (text.size() > kMaxFileBytes) return fail(ErrorKind::BadInput, "file is too large", file);
  std::vector<T> records;
  std::set<std::string, std::less<>> keys;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    const std::string place = file + ":" + std::to_string(number);
    auto record = parse(line, place, all);
    if (record && !keys.insert(key_of(*record)).second)
      record = fail(ErrorKind::BadInput, "'" + record->id + "' is there twice", place + " id");
    if (!record) {
      if (all == nullptr) return tl::unexpected<Error>(record.error());
      // A record with faults has told them itself; one that is no record at all, or a second one, has not.
      if (record.error().kind != ErrorKind::Refused) all->add(record.error());
      continue;
    }
    note_line(*record, number);
    records.push_back(std::move(*record));
    if (records.size() > kMaxItems) return fail(ErrorKind::BadInput, "too many records", file);
  }
  return records;
}

}  // namespace

namespace {

// Everything that is wrong with a record, told to `all`; the caller says nothing more about it.
tl::unexpected<Error> tell(const Problems& problems, Faults* all) {
  if (all == nullptr) return problems.unexpected();
  all->add(problems.all());
  return fail(ErrorKind::Refused, "has faults");
}

}  // namespace

Result<ServiceItem> parse_item(std::string_view json_line, const std::string& place, Faults* all) {
  const auto document = parse_json(json_line, place, kMaxLineBytes, kMaxDepth);
  if (!document) return tl::unexpected<Error>(document.error());
  Problems problems;
  const Node node(&*document, place, "", problems);
  check_schema(node, kItemSchema);
  ServiceItem item;
  read_identity(node, item);
  read_span(node, item);
  read_handling(node, item);
  item.conditions = read_conditions(node);
  for (const Node& check : node["checks"].list(50)) item.checks.push_back(parse_check(check));
  item.materials =
      read_unique<Material>(node["materials"], 100, read_material, [](const Material& m) { return m.code; });
  item.form =
      read_unique<FormField>(node["form"], 200, parse_field, [](const FormField& f) { return f.key; });
  for (const Node& step : node["flow"].list(50)) item.flow.push_back(read_step(step));
  read_outcome(node, item);
  item.bundles = node["bundles"].texts(50);
  check_item(node, item);
  if (problems.any()) return tell(problems, all);
  return item;
}

Result<Bundle> parse_bundle(std::string_view json_line, const std::string& place, Faults* all) {
  const auto document = parse_json(json_line, place, kMaxLineBytes, kMaxDepth);
  if (!document) return tl::unexpected<Error>(document.error());
  Problems problems;
  const Node node(&*document, place, "", problems);
  check_schema(node, kBundleSchema);
  Bundle bundle;
  bundle.sample = node.optional("sample").boolean_or(false);
  bundle.id = read_id(node["id"]);
  bundle.name = named(node, "name");
  bundle.items = node["items"].texts(50);
  bundle.shared_form_keys = node["shared_form_keys"].texts(100);
  bundle.tags_zh = node["tags_zh"].texts(50);
  if (bundle.items.empty()) node.optional("items").problem("is empty");
  if (problems.any()) return tell(problems, all);
  return bundle;
}

Result<std::vector<ServiceItem>> parse_items(std::string_view text, const std::string& file, Faults* all) {
  return parse_lines<ServiceItem>(text, file, all, &parse_item);
}

Result<std::vector<Bundle>> parse_bundles(std::string_view text, const std::string& file, Faults* all) {
  return parse_lines<Bundle>(text, file, all, &parse_bundle);
}

}  // namespace yitang::catalog
