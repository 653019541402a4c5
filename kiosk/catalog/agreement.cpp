#include "kiosk/catalog/agreement.hpp"

#include <initializer_list>

namespace yitang::catalog {
namespace {

Text joined(std::initializer_list<const Text*> parts) {
  Text whole;
  for (const Text* part : parts) {
    if (!whole.zh.empty()) {
      whole.zh += '\n';
      whole.en += '\n';
    }
    whole.zh += part->zh;
    whole.en += part->en;
  }
  return whole;
}

}  // namespace

Text whole_text(const ConsentText& consent) {
  return joined({&consent.what, &consent.why, &consent.how, &consent.kept, &consent.whom});
}

Text whole_text(const CommitmentText& commitment) {
  return joined({&commitment.replaces, &commitment.text, &commitment.consequence});
}

}  // namespace yitang::catalog
