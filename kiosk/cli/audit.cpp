// yitang audit: the log of both stores, checked in place or from an exported file.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "kiosk/cases/audit_export.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/terminal/paths.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

struct AuditOptions {
  std::string data;
  std::string config;
  std::string file;
  std::string out;
  std::string public_key;
  std::string store = "terminal";
};

// Both stores of a data folder; the office only where there is one.
struct Stores {
  SystemClock clock;
  std::unique_ptr<Random> random = system_random();
  std::optional<cases::CaseStore> terminal;
  std::optional<office::Office> office;
};

Result<std::unique_ptr<Stores>> open(const AuditOptions& options) {
  auto config = configuration(options.config);
  if (!config) return tl::unexpected(config.error());
  std::error_code code;
  if (!std::filesystem::is_directory(terminal::terminal_store(options.data), code)) {
    return fail(ErrorKind::BadInput, "there is no terminal's store", options.data);
  }
  auto stores = std::make_unique<Stores>();
  const storage::HostBinding host = terminal::host_binding(options.data, *config);
  auto store = cases::CaseStore::open({terminal::terminal_store(options.data), host, config->terminal_code},
                                      stores->clock, *stores->random);
  if (!store) return tl::unexpected(store.error());
  stores->terminal.emplace(std::move(*store));
  if (!std::filesystem::is_directory(terminal::office_store(options.data), code)) return stores;
  auto catalog = catalogue(*config);
  if (!catalog) return tl::unexpected(catalog.error());
  auto office = office::Office::open({terminal::office_store(options.data), host}, *catalog, stores->clock);
  if (!office) return tl::unexpected(office.error());
  stores->office.emplace(std::move(*office));
  return stores;
}

void print(const char* name, const cases::AuditVerdict& verdict) {
  std::printf("%s: %lld audit rows, %lld signed heads, countersigned up to row %lld: %s\n", name,
              static_cast<long long>(verdict.rows), static_cast<long long>(verdict.signed_heads),
              static_cast<long long>(verdict.countersigned_at), verdict.problem.empty() ? "good" : "FAULTY");
  if (!verdict.problem.empty()) std::printf("  problem: %s\n", verdict.problem.c_str());
}

// The embedded office may know a newer head than the receipts that the terminal kept.
Result<std::string> weigh_against_office(Stores& stores) {
  auto head = stores.office->newest_head_of(stores.terminal->terminal_code());
  if (!head) return tl::unexpected(head.error());
  if (!*head) return std::string();
  auto standing = stores.terminal->standing_of((*head)->head);
  if (!standing) return tl::unexpected(standing.error());
  if (*standing == cases::HeadStanding::Passed) return std::string();
  return "the office knows another audit row " + std::to_string((*head)->head.seq) +
         ": the terminal's store is an old copy";
}

int verify_stores(const AuditOptions& options) {
  auto stores = open(options);
  if (!stores) return report(stores.error());
  auto verdict = (*stores)->terminal->verify_audit();
  if (!verdict) return report(verdict.error());
  bool good = verdict->problem.empty();
  if ((*stores)->office) {
    auto finding = weigh_against_office(**stores);
    if (!finding) return report(finding.error());
    if (verdict->problem.empty()) verdict->problem = *finding;
    good = verdict->problem.empty();
  }
  print("terminal", *verdict);
  if ((*stores)->office) {
    auto office_verdict = (*stores)->office->verify_audit();
    if (!office_verdict) return report(office_verdict.error());
    print("office", *office_verdict);
    good = good && office_verdict->problem.empty();
  }
  return good ? kDone : kNotFoundOrNotHeld;
}

Result<std::optional<storage::PublicKey>> expected_key(const std::string& hex) {
  if (hex.empty()) return std::nullopt;
  const auto bytes = storage::from_hex(hex);
  storage::PublicKey key{};
  if (!bytes || bytes->size() != key.size()) {
    return fail(ErrorKind::BadInput, "must be 64 hexadecimal digits", "--public-key");
  }
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return std::optional(key);
}

int verify_file(const AuditOptions& options) {
  auto key = expected_key(options.public_key);
  if (!key) return report(key.error());
  std::ifstream input(options.file, std::ios::binary);
  if (!input) return report({ErrorKind::BadInput, "cannot be read", options.file});
  cases::AuditExportReader reader(*key);
  std::string line;
  bool complete = true;
  const auto refuse = [&](const Error& error) {
    std::fprintf(stderr, "yitang: %s: %s\n", options.file.c_str(), describe(error).c_str());
    return kNotFoundOrNotHeld;
  };
  while (std::getline(input, line)) {
    complete = !input.eof();
    if (auto taken = reader.line(line); !taken) return refuse(taken.error());
  }
  auto verdict = reader.finish(complete);
  if (!verdict) return refuse(verdict.error());
  std::printf("%s: %lld audit rows, %lld signed heads, exported %s: good\n", verdict->device.c_str(),
              static_cast<long long>(verdict->rows), static_cast<long long>(verdict->heads),
              date_time_text(verdict->exported_at).c_str());
  std::printf("public key %s%s\n", storage::to_hex(verdict->key).c_str(),
              *key ? "" : ": compare it with the key that you know this terminal by");
  return kDone;
}

int verify(const AuditOptions& options) {
  if (options.data.empty() == options.file.empty()) {
    return report({ErrorKind::BadInput, "give either --data or --file", "audit verify"});
  }
  return options.file.empty() ? verify_stores(options) : verify_file(options);
}

template <class Store>
int export_from(Store& store, const std::string& out) {
  std::string text;
  auto done = store.export_audit([&](std::string_view line) -> Result<void> {
    text += line;
    return {};
  });
  if (!done) return report(done.error());
  auto written = storage::write_file_durably(out, storage::bytes_of(text), 0600, storage::Overwrite::Refuse);
  if (!written) return report({ErrorKind::BadInput, written.error().message, out});
  return kDone;
}

int export_log(const AuditOptions& options) {
  auto stores = open(options);
  if (!stores) return report(stores.error());
  if (options.store == "terminal") return export_from(*(*stores)->terminal, options.out);
  if (!(*stores)->office) {
    return report({ErrorKind::BadInput, "there is no office's store", options.data});
  }
  return export_from(*(*stores)->office, options.out);
}

}  // namespace

void add_audit(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AuditOptions>();
  CLI::App* audit = app.add_subcommand("audit", "The audit log");
  audit->require_subcommand(1);
  CLI::App* verify_command =
      audit->add_subcommand("verify", "Checks the log of a data folder, or an exported file without any key");
  verify_command->add_option("--data", options->data, "Data folder");
  verify_command->add_option("--config", options->config, "Configuration (TOML)");
  verify_command->add_option("--file", options->file, "Exported log");
  verify_command->add_option("--public-key", options->public_key,
                             "With --file: the terminal's key, 64 hexadecimal digits");
  verify_command->callback([options, &exit_code] { exit_code = verify(*options); });
  CLI::App* export_command = audit->add_subcommand("export", "Writes the log as JSON lines");
  export_command->add_option("--data", options->data, "Data folder")->required();
  export_command->add_option("--config", options->config, "Configuration (TOML)");
  export_command->add_option("--out", options->out, "File to make; refused if it is there")->required();
  export_command->add_option("--store", options->store, "Whose log")
      ->check(CLI::IsMember({"terminal", "office"}));
  export_command->callback([options, &exit_code] { exit_code = export_log(*options); });
}

}  // namespace yitang::cli
