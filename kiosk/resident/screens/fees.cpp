#include "kiosk/resident/screens/fees.hpp"

#include "kiosk/catalog/guide.hpp"
#include "ui/widgets/banner.hpp"

namespace yitang::resident {
namespace {

std::vector<ui::KeyValue> rows_of_fee(const Screen& s, const catalog::ServiceItem& item,
                                      const std::string& receipt_no) {
  const catalog::Fee& fee = item.fee;
  std::vector<ui::KeyValue> rows;
  rows.push_back({.key = s.tr("fee.label"),
                  .value = catalog::fee_text(item, s.state.language),
                  .icon = ui::Icon::Coins,
                  .strong = fee.charged});
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) rows.push_back({.key = s.tr(key), .value = value});
  };
  if (fee.charged) add("fee.number", receipt_no);
  add("fee.basis", s.of(fee.basis));
  add("fee.where", s.of(fee.where));
  add("fee.how", s.of(fee.how));
  if (fee.charged) add("fee.here", s.tr("fee.not_here"));
  return rows;
}

}  // namespace

std::vector<ui::KeyValue> fee_rows(const Screen& s, const catalog::ServiceItem& item) {
  return rows_of_fee(s, item, {});
}

std::vector<ui::KeyValue> payment_rows(const Screen& s, const catalog::ServiceItem& item,
                                       const std::string& receipt_no) {
  return rows_of_fee(s, item, receipt_no);
}

std::vector<ui::KeyValue> fee_rows_of_application(const Screen& s) {
  if (s.state.item == nullptr) return {};
  const auto& merged = s.state.bundle.merged;
  if (merged == nullptr) return fee_rows(s, *s.state.item);
  std::vector<ui::KeyValue> rows;
  for (const cases::MergedMember& member : merged->members) {
    if (!member.item->fee.charged) continue;
    rows.push_back({.key = s.tr("fee.of"), .value = s.of(member.item->name)});
    const std::vector<ui::KeyValue> own = fee_rows(s, *member.item);
    rows.insert(rows.end(), own.begin(), own.end());
  }
  if (rows.empty()) rows.push_back({.key = s.tr("fee.label"), .value = s.tr("fee.none_of_all")});
  return rows;
}

void draw_fee_notice(Screen& s, Column& column, const catalog::ServiceItem& item, bool named) {
  if (!item.fee.charged) return;
  ui::BannerSpec banner;
  banner.id = "guide.fee." + item.id;
  banner.tone = ui::Tone::Warning;
  banner.icon = ui::Icon::Coins;
  const std::string fee = catalog::fee_text(item, s.state.language);
  banner.title = named ? s.tr("fee.of_item", {{"item", s.of(item.name)}, {"fee", fee}}) : fee;
  banner.text = s.tr("fee.notice", {{"where", s.of(item.fee.where)}, {"basis", s.of(item.fee.basis)}});
  column.skip(s.space().m);
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner)), banner);
}

}  // namespace yitang::resident
