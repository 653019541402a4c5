#include "kiosk/cases/result_copy.hpp"

#include <fmt/format.h>

#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::ReceiptBuilder;
using devices::TextStyle;

using ResultRows = std::vector<std::pair<std::string, std::string>>;

ResultRows head_rows(const SlipSettings& settings, const ResultCopy& copy) {
  const ResultDocument& document = copy.document;
  ResultRows rows;
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) rows.emplace_back(worded(settings, key), value);
  };
  add("slip.result_copy.number", document.number);
  add("slip.result_copy.issuer", document.issuer);
  add("slip.result_copy.date", day_text(settings, document.date));
  if (document.valid_until) add("slip.result_copy.valid_until", day_text(settings, *document.valid_until));
  add("slip.receipt.number", copy.row.receipt_no);
  return rows;
}

// Whoever holds the sheet can find out whether it is true without asking whoever brought it.
std::string check_note(const SlipSettings& settings, const ResultCopy& copy) {
  return worded(settings, "slip.result_copy.check",
                {{"number", copy.row.receipt_no}, {"phone", settings.hotline}});
}

std::string time_words(const SlipSettings& settings) {
  std::string time = moment_text(settings, settings.now);
  if (!settings.clock_trusted) time += " " + worded(settings, "slip.result_copy.time_doubtful");
  return time;
}

std::vector<std::string> watermark_of(const SlipSettings& settings, const ResultCopy& copy) {
  return {
      worded(settings, "slip.result_copy.mark"),
      worded(settings, "slip.result_copy.printed",
             {{"name", copy.printed_by}, {"time", time_words(settings)}}),
      worded(settings, "slip.result_copy.machine", {{"place", settings.place}, {"terminal", copy.terminal}}),
      worded(settings, "slip.result_copy.of_case", {{"number", copy.row.receipt_no}})};
}

}  // namespace

devices::FormDocument result_form(const SlipSettings& settings, const ResultCopy& copy) {
  devices::FormDocument paper;
  paper.title = copy.document.title;
  paper.subtitle = worded(settings, "slip.result_copy.title");
  paper.qr.assign(copy.row.qr_token.begin(), copy.row.qr_token.end());
  paper.watermark = watermark_of(settings, copy);
  paper.footer = copy.row.receipt_no;
  paper.page_words = worded(settings, "slip.form.page");
  const Date today = Date::of(settings.now);
  paper.created = fmt::format("{:04}-{:02}-{:02}", today.year, today.month, today.day);
  paper.blocks.emplace_back(devices::FormPairs{head_rows(settings, copy)});
  for (const ResultBlock& block : copy.document.blocks) {
    if (block.rows.empty()) {
      paper.blocks.emplace_back(devices::FormParagraph{block.paragraph});
    } else {
      paper.blocks.emplace_back(devices::FormPairs{block.rows});
    }
  }
  paper.blocks.emplace_back(devices::FormHeading{worded(settings, "slip.result_copy.about")});
  std::string note = worded(settings, "slip.result_copy.note") + "\n" + check_note(settings, copy);
  if (!settings.clock_trusted) note += "\n" + worded(settings, "slip.clock_untrusted");
  paper.blocks.emplace_back(devices::FormParagraph{std::move(note), true});
  return paper;
}

devices::ReceiptDocument result_slip(const SlipSettings& settings, const ResultCopy& copy) {
  ReceiptBuilder paper;
  paper.copy_mark(worded(settings, "slip.result_copy.mark"));
  begin(paper, settings, "slip.result_copy.title");
  paper.text(copy.document.title,
             TextStyle{.align = Align::Centre, .size = devices::TextSize::Double, .bold = true});
  paper.feed();
  for (const auto& [label, value] : head_rows(settings, copy))
    paper.pair(label, value, label_cells(settings));
  paper.separator();
  for (const ResultBlock& block : copy.document.blocks) {
    if (block.rows.empty()) paper.text(block.paragraph);
    for (const auto& [label, value] : block.rows) paper.pair(label, value, label_cells(settings));
  }
  paper.separator();
  paper.text(worded(settings, "slip.result_copy.printed",
                    {{"name", copy.printed_by}, {"time", time_words(settings)}}));
  paper.text(
      worded(settings, "slip.result_copy.machine", {{"place", settings.place}, {"terminal", copy.terminal}}));
  paper.text(worded(settings, "slip.result_copy.note"));
  paper.text(check_note(settings, copy));
  paper.feed().qr(copy.row.qr_token, worded(settings, "slip.receipt.scan"), module_dots(settings));
  return finish(paper, settings);
}

}  // namespace yitang::cases
