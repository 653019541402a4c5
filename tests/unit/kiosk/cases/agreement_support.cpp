#include "agreement_support.hpp"

#include "kiosk/cases/form.hpp"

namespace yitang::cases::test {

Draft agreed_draft() {
  const auto& item = test::item("civ.minimum-allowance");
  const auto random = seeded_random(11);
  auto draft = new_draft(item.id, item.version, kFriday, *random);
  draft.applicant = elder();
  prefill(item, *draft.applicant, Date::of(kFriday), draft.values);
  draft.values["applicant.phone"] = std::string("13800000000");
  draft.values["household.size"] = std::string("1");
  draft.values["household.income_month"] = std::string("300");
  draft.values["cause"] = std::string("old_age");
  draft.values["authorise_check"] = std::string("true");
  draft.values["commitment"] = std::string("true");
  draft.values["bank.card_no"] = std::string("6222020000000000000");
  draft.values["bank.name"] = item.field("bank.name")->validation.options.front().code;
  draft.values["members"] = Table{{"王小明", citizen_number("20100101", "031"), "child", "0"}};
  draft.delivery = DeliveryChoice{catalog::Delivery::Print, {}, {}, {}};
  draft.agreed.consent = agreement_to(*item.privacy.consent, Language::Chinese, kFriday);
  draft.agreed.commitments = {
      {"asset_commitment",
       agreement_to(*item.material("asset_commitment")->commitment, Language::English, kFriday)}};
  return draft;
}

Envelope agreed_envelope() {
  const auto& item = test::item("civ.minimum-allowance");
  auto draft = agreed_draft();
  draft.signature = sign_draft(item, draft, handwriting(), kFriday);
  return make_envelope(item, draft, sample().calendar(), kFriday, true);
}

}  // namespace yitang::cases::test
