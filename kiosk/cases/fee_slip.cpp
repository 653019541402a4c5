// What something costs, on paper: the line of every receipt, and where and under which number it is paid.
#include "kiosk/cases/slip_words.hpp"
#include "kiosk/catalog/guide.hpp"

namespace yitang::cases {

void add_fee(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item) {
  pair(slip, settings, "slip.fee.label", catalog::fee_text(item, settings.language));
  pair(slip, settings, "slip.fee.basis", item.fee.basis.of(settings.language));
}

void add_payment(devices::ReceiptBuilder& slip, const SlipSettings& settings,
                 const catalog::ServiceItem& item, std::string_view receipt_no) {
  if (!item.fee.charged) return;
  slip.separator(devices::SeparatorKind::Solid);
  slip.title(worded(settings, "slip.fee.title"));
  slip.text(worded(settings, "slip.fee.number"), devices::TextStyle{.align = devices::Align::Centre});
  slip.big_number(receipt_no);
  pair(slip, settings, "slip.receipt.item", catalog::public_name_of(item).of(settings.language));
  add_fee(slip, settings, item);
  pair(slip, settings, "slip.fee.where", item.fee.where.of(settings.language));
  pair(slip, settings, "slip.fee.how", item.fee.how.of(settings.language));
  slip.text(worded(settings, "slip.fee.not_here"), devices::TextStyle{.bold = true});
}

}  // namespace yitang::cases
