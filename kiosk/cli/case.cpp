// yitang case: submit, deliver, list, send again and erase cases in a terminal's store.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "kiosk/base/judged_clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/submission.hpp"
#include "kiosk/cli/case_prepared.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/outbox/deliver_all.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/copy_note.hpp"
#include "kiosk/terminal/local_link.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

struct CaseOptions {
  std::string data;
  std::string from;
  std::string config;
  std::string receipt;
  bool json = false;
  bool sure = false;
};

struct Opened {
  terminal::Config config;
  SystemClock system;
  JudgedClock clock{system};
  std::unique_ptr<Random> random = system_random();
  catalog::CatalogPtr catalog;
  std::optional<cases::CaseStore> store;
};

Result<std::unique_ptr<Opened>> open(const CaseOptions& options) {
  auto config = configuration(options.config);
  if (!config) return tl::unexpected(config.error());
  auto opened = std::make_unique<Opened>();
  auto catalog = catalogue(*config);
  if (!catalog) return tl::unexpected(catalog.error());
  opened->catalog = std::move(*catalog);
  auto store = cases::CaseStore::open({terminal::terminal_store(options.data),
                                       terminal::host_binding(options.data, *config), config->terminal_code},
                                      opened->clock, *opened->random);
  opened->config = std::move(*config);
  if (!store) return tl::unexpected(store.error());
  opened->store.emplace(std::move(*store));
  auto newest = opened->store->newest_time();
  if (!newest) return tl::unexpected(newest.error());
  if (*newest) opened->clock.remember(**newest);
  return opened;
}

// One case, checked as the terminal would have checked it, committed, and only then its number.
Result<std::string> submit_one(Opened& opened, std::string_view json, const std::string& place) {
  auto envelope = cases::envelope_from_json(json, cases::EnvelopeUse::Submission);
  if (!envelope) return fail(ErrorKind::BadInput, describe(envelope.error()), place);
  const catalog::ServiceItem* item = opened.catalog->item(envelope->item_id, envelope->item_version);
  if (item == nullptr) {
    return fail(ErrorKind::BadInput, "item_id: no such item or version: " + envelope->item_id, place);
  }
  const UnixMillis now = opened.clock.now();
  if (auto right = cases::check_submission(*item, *envelope, now); !right) {
    return fail(ErrorKind::BadInput, describe(right.error()), place);
  }
  // A time is a place that somebody holds: only the screen gives those out.
  if (cases::slot_of(*item, envelope->values))
    return fail(ErrorKind::BadInput, "values: the time of an appointment cannot be handed in this way",
                place);
  envelope->clock_trusted = opened.clock.trusted();
  envelope->promised.reset();
  if (envelope->clock_trusted) {
    envelope->promised = cases::promised_date(*item, Date::of(now), opened.catalog->calendar()).date;
  }
  auto submitted = opened.store->submit(*envelope);
  if (!submitted) return fail(submitted.error().kind, submitted.error().reason, place);
  return submitted->receipt_no;
}

int submit_lines(Opened& opened) {
  int exit_code = kDone;
  std::string line;
  for (int number = 1; std::getline(std::cin, line); ++number) {
    if (line.empty()) continue;
    auto receipt = submit_one(opened, line, "line " + std::to_string(number));
    if (receipt) {
      std::printf("%s\n", receipt->c_str());
      std::fflush(stdout);
    } else {
      exit_code = report(receipt.error());
      if (receipt.error().kind != ErrorKind::BadInput) return exit_code;  // the store cannot take more
    }
  }
  return exit_code;
}

int submit_file(Opened& opened, const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  if (!input) return report({ErrorKind::BadInput, "cannot be read", file});
  const std::string content((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  auto receipt = submit_one(opened, content, file);
  if (!receipt) return report(receipt.error());
  std::printf("%s\n", receipt->c_str());
  return kDone;
}

int submit(const CaseOptions& options) {
  auto opened = open(options);
  if (!opened) return report(opened.error());
  return options.from == "-" ? submit_lines(**opened) : submit_file(**opened, options.from);
}

/// The case, and what was handed in later for it: whichever of them the office refused.
Result<bool> resend_with_supplements(Opened& opened, const std::string& uid) {
  auto supplements = opened.store->supplements_of(uid);
  if (!supplements) return tl::unexpected(supplements.error());
  auto again = opened.store->outbox().resend(uid, opened.clock.now());
  for (const cases::CaseRow& row : *supplements) {
    auto one = opened.store->outbox().resend(row.uid, opened.clock.now());
    if (!one || !again) return again ? one : again;
    *again = *again || *one;
  }
  return again;
}

int resend(const CaseOptions& options) {
  auto opened = open(options);
  if (!opened) return report(opened.error());
  auto row = (*opened)->store->find_by_receipt(options.receipt);
  if (!row) return report(row.error());
  if (!*row) return report({ErrorKind::NotFound, "no case of this receipt number", options.receipt});
  auto again = resend_with_supplements(**opened, (**row).uid);
  if (!again) return report(again.error());
  if (!*again) {
    const bool there = (**row).delivered;
    return report({ErrorKind::Refused, there ? "the case is delivered" : "the case is on its way already",
                   options.receipt});
  }
  std::printf("%s goes to the office again\n", options.receipt.c_str());
  return kDone;
}

int erase(const CaseOptions& options) {
  auto opened = open(options);
  if (!opened) return report(opened.error());
  cases::CaseStore& store = *(*opened)->store;
  auto row = store.find_by_receipt(options.receipt);
  if (!row) return report(row.error());
  if (!*row) return report({ErrorKind::NotFound, "no such case", options.receipt});
  if (!options.sure) {
    return report({ErrorKind::BadInput, "erasing cannot be undone: say --yes", (*row)->receipt_no});
  }
  if (auto erased = store.erase_case((*row)->uid, cases::EraseReason::OnDemand); !erased) {
    return report({erased.error().kind, erased.error().reason, (*row)->receipt_no});
  }
  std::printf("%s erased\n", (*row)->receipt_no.c_str());
  return kDone;
}

// To the embedded office, as the running terminal would: for what waits when a terminal goes out of service.
int deliver(const CaseOptions& options) {
  auto opened = open(options);
  if (!opened) return report(opened.error());
  auto office = office::Office::open(
      {terminal::office_store(options.data), terminal::host_binding(options.data, (*opened)->config)},
      (*opened)->catalog, (*opened)->clock);
  if (!office) return report(office.error());
  auto copy = terminal::copy_note(*(*opened)->store, *office);
  if (!copy) return report(copy.error());
  if (*copy) std::printf("note: %s\n", (*copy)->c_str());
  terminal::LocalLink link(*office);
  auto counts = outbox::deliver_all(*(*opened)->store, link, (*opened)->clock, *(*opened)->random);
  if (!counts) return report(counts.error());
  const std::int64_t waiting = counts->waiting + counts->in_flight;
  std::printf("%lld delivered, %lld waiting, %lld refused\n", static_cast<long long>(counts->delivered),
              static_cast<long long>(waiting), static_cast<long long>(counts->refused));
  return waiting == 0 ? kDone : kNotFoundOrNotHeld;
}

nlohmann::json row_json(const cases::CaseRow& row) {
  return {{"uid", row.uid},
          {"receipt_no", row.receipt_no},
          {"item", row.item_id},
          {"version", row.item_version},
          {"state", std::string(cases::name_of(row.state))},
          {"outcome", std::string(cases::name_of(row.outcome))},
          {"submitted_at", date_time_text(row.submitted_at)},
          {"promised", row.promised ? row.promised->iso() : std::string()},
          {"delivered", row.delivered},
          {"refused", row.refused},
          {"office_case_no", row.office_case_no},
          {"step", row.step}};
}

int list(const CaseOptions& options) {
  auto opened = open(options);
  if (!opened) return report(opened.error());
  constexpr int kPage = 500;
  nlohmann::json all = nlohmann::json::array();
  for (int offset = 0;; offset += kPage) {
    auto rows = (*opened)->store->list(kPage, offset);
    if (!rows) return report(rows.error());
    for (const cases::CaseRow& row : *rows) {
      if (options.json) {
        all.push_back(row_json(row));
      } else {
        std::printf("%s  %s  %-10s  %s\n", row.receipt_no.c_str(), date_time_text(row.submitted_at).c_str(),
                    std::string(cases::name_of(row.state)).c_str(), row.item_id.c_str());
      }
    }
    if (rows->size() < kPage) break;
  }
  if (options.json) std::printf("%s\n", all.dump(2).c_str());
  return kDone;
}

}  // namespace

void add_case(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CaseOptions>();
  CLI::App* command = app.add_subcommand("case", "Cases in a terminal's store");
  command->require_subcommand(1);
  CLI::App* submit_command =
      command->add_subcommand("submit", "Commits a case as a visit would and prints its number");
  submit_command->add_option("--data", options->data, "Data folder")->required();
  submit_command->add_option("--from", options->from, "Case (JSON), or - for one case a line")->required();
  submit_command->add_option("--config", options->config, "Configuration (TOML)");
  submit_command->callback([options, &exit_code] { exit_code = submit(*options); });
  CLI::App* deliver_command =
      command->add_subcommand("deliver", "Hands everything that waits to the office, once each");
  deliver_command->add_option("--data", options->data, "Data folder")->required();
  deliver_command->add_option("--config", options->config, "Configuration (TOML)");
  deliver_command->callback([options, &exit_code] { exit_code = deliver(*options); });
  CLI::App* list_command = command->add_subcommand("list", "Lists cases, newest first");
  list_command->add_option("--data", options->data, "Data folder")->required();
  list_command->add_option("--config", options->config, "Configuration (TOML)");
  list_command->add_flag("--json", options->json, "As a JSON array");
  CLI::App* resend_command = command->add_subcommand(
      "resend", "Sends a case again that the office had refused for good, after the cause was removed");
  resend_command->add_option("--data", options->data, "Data folder")->required();
  resend_command->add_option("--receipt", options->receipt, "Receipt number")->required();
  resend_command->add_option("--config", options->config, "Configuration (TOML)");
  resend_command->callback([options, &exit_code] { exit_code = resend(*options); });
  list_command->callback([options, &exit_code] { exit_code = list(*options); });
  auto prepared = std::make_shared<PreparedArguments>();
  CLI::App* prepared_command = command->add_subcommand(
      "prepared", "What people without a card filled in for the counter: all, or one by its reference");
  prepared_command->add_option("reference", prepared->reference, "As on the slip");
  prepared_command->add_option("--data", prepared->data, "Data folder")->required();
  prepared_command->add_option("--config", prepared->config, "Configuration (TOML)");
  prepared_command->add_flag("--json", prepared->json, "As JSON");
  prepared_command->callback([prepared, &exit_code] { exit_code = case_prepared(*prepared); });
  CLI::App* erase_command = command->add_subcommand(
      "erase", "Destroys the content of a delivered case; number, item, state and dates stay");
  erase_command->add_option("--data", options->data, "Data folder")->required();
  erase_command->add_option("--receipt", options->receipt, "Receipt number")->required();
  erase_command->add_option("--config", options->config, "Configuration (TOML)");
  erase_command->add_flag("--yes", options->sure, "I know that it cannot be undone");
  erase_command->callback([options, &exit_code] { exit_code = erase(*options); });
}

}  // namespace yitang::cli
