// yitang visit --auto: items and bundles of the catalogue played by themselves.
#include "kiosk/cli/visit_auto.hpp"

#include <cstdio>

#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/visit/auto_visit.hpp"

namespace yitang::cli {
namespace {

// A weekday in the enrolment period of the sample catalogue, in the morning.
constexpr Date kDay{2026, 11, 23};
constexpr UnixMillis kTime = (9 * 60 + 12) * 60'000LL;

bool read_part(const std::string& text, int& part, int& parts) {
  char rest = 0;
  return std::sscanf(text.c_str(), "%3d/%3d%c", &part, &parts, &rest) == 2 && part >= 1 && part <= parts;
}

void print(const terminal::AutoSubject& subject, const VisitAuto& options, const std::string& look) {
  for (const std::string& problem : subject.problems)
    std::fprintf(stderr, "%s %s: %s\n", subject.id.c_str(), look.c_str(), problem.c_str());
  if (!subject.fault.empty())
    std::fprintf(stderr, "%s %s: stuck on %s\n", subject.id.c_str(), look.c_str(), subject.fault.c_str());
  std::printf("%s %s: %s, %d pages, %d fields", subject.id.c_str(), look.c_str(),
              !subject.held() ? "FAILED" : subject.reached.c_str(), subject.pages, subject.fields);
  if (options.pace != "none") std::printf(", form %.0f s", subject.form_seconds);
  std::printf("\n");
}

}  // namespace

int play_visits(const VisitAuto& options, const terminal::VisitOptions& visit, const std::string& look) {
  terminal::AutoOptions wanted;
  wanted.visit = visit;
  wanted.items = options.items;
  wanted.bundles = options.bundles;
  wanted.all = options.all;
  wanted.pictures = options.pictures;
  wanted.start = start_of(kDay) + kTime;
  wanted.pace = *terminal::pace_named(options.pace);
  if (options.form_seconds > 0) wanted.form_seconds = options.form_seconds;
  if (!options.part.empty()) {
    if (!read_part(options.part, wanted.part, wanted.parts))
      return report({ErrorKind::BadInput, "must be N/M with N from 1 to M", "--part"});
    --wanted.part;
  }
  if (!wanted.all && wanted.items.empty() && wanted.bundles.empty())
    return report({ErrorKind::BadInput, "needs --item, --bundle or --all", "--auto"});
  auto outcomes = terminal::play_by_itself(wanted);
  if (!outcomes) return report(outcomes.error());
  int failed = 0;
  for (const terminal::AutoSubject& subject : *outcomes) {
    print(subject, options, look);
    if (!subject.held()) ++failed;
  }
  std::printf("%zu played in %s, %d failed\n", outcomes->size(), look.c_str(), failed);
  return failed == 0 ? kDone : kNotFoundOrNotHeld;
}

}  // namespace yitang::cli
