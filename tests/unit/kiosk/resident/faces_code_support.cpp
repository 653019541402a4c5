#include <utility>

#include "screens_support.hpp"

namespace yitang::resident {
namespace {

using catalog::IdentityMethod;

ResidentState card_or_code(const catalog::Catalog& catalog, CodeTrouble trouble = CodeTrouble::None) {
  ResidentState state;
  state.page = Page::Card;
  state.item = catalog.item("med.cross-region-filing");
  state.code.ways = {IdentityMethod::MedicalCode};
  state.code.trouble = trouble;
  state.code.method = IdentityMethod::SocialCode;
  return state;
}

void add_troubles(std::vector<Face>& all, const catalog::Catalog& catalog) {
  const std::pair<const char*, CodeTrouble> troubles[] = {{"code-expired", CodeTrouble::Expired},
                                                          {"code-unknown", CodeTrouble::Unknown},
                                                          {"code-not-accepted", CodeTrouble::NotAccepted},
                                                          {"code-away", CodeTrouble::Away}};
  for (const auto& [name, trouble] : troubles) all.push_back({name, card_or_code(catalog, trouble)});
  const std::pair<const char*, StrangeCode> strangers[] = {{"code-address", StrangeCode::Address},
                                                           {"code-prepared", StrangeCode::Prepared},
                                                           {"code-receipt", StrangeCode::Receipt},
                                                           {"code-other-kind", StrangeCode::Identity},
                                                           {"code-strange", StrangeCode::Other}};
  for (const auto& [name, kind] : strangers) {
    Face face{name, card_or_code(catalog, CodeTrouble::Strange)};
    face.state.code.strange = kind;
    all.push_back(std::move(face));
  }
}

}  // namespace

std::vector<Face> faces_of_codes(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  all.push_back({"card-or-code", card_or_code(catalog)});
  Face several{"card-or-codes", card_or_code(catalog)};
  several.state.code.ways = {IdentityMethod::MedicalCode, IdentityMethod::SocialCode,
                             IdentityMethod::LicenceCode};
  all.push_back(several);
  several.name = "codes-away";
  several.state.code.trouble = CodeTrouble::Away;
  all.push_back(several);
  add_troubles(all, catalog);
  Face asking{"code-asking", card_or_code(catalog)};
  asking.state.card.view = CardView::Asking;
  all.push_back(asking);
  Face known{"code-read", card_or_code(catalog)};
  known.state.card.view = CardView::Read;
  known.state.card.person = sample_applicant();
  known.state.card.person->source = cases::PersonSource::Code;
  known.state.card.person->address.clear();
  known.state.card.person->long_term = false;
  known.state.card.person->proof = cases::IdentityProof{IdentityMethod::MedicalCode, "r"};
  all.push_back(known);
  Face reader{"code-no-reader", card_or_code(catalog)};
  reader.state.card.view = CardView::Problem;
  reader.state.card.problem = CardProblem::NoReader;
  all.push_back(reader);
  Face two{"code-two-people", card_or_code(catalog)};
  two.state.code = {};
  two.state.code.two_people = true;
  two.state.for_other = true;
  all.push_back(two);
  Face query{"query-codes", several.state};
  query.state.page = Page::Query;
  query.state.card.role = CardRole::Query;
  query.state.code.trouble = CodeTrouble::None;
  all.push_back(query);
  query.name = "query-code-away";
  query.state.query.view = QueryView::IdentityCode;
  query.state.code.trouble = CodeTrouble::Away;
  all.push_back(query);
  query.name = "query-code-asking";
  query.state.query.view = QueryView::Asking;
  query.state.code.trouble = CodeTrouble::None;
  all.push_back(query);
  return all;
}

}  // namespace yitang::resident
