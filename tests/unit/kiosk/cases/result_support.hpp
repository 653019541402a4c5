// A result's sheet for tests. The person is synthetic.
#pragma once

#include "kiosk/cases/result_document.hpp"

namespace yitang::cases::test {

inline ResultDocument sample_result() {
  ResultDocument document;
  document.title = "参保登记回执";
  document.number = "示社参〔2026〕12号";
  document.issuer = "示例县人力资源和社会保障局";
  document.date = Date{2026, 11, 23};
  document.valid_until = Date{2027, 11, 22};
  document.on_slip = true;
  document.blocks = {{{}, {{"姓名", "张建国"}, {"参保险种", "城乡居民基本养老保险"}}},
                     {"经核对，准予登记。\n自下月起缴费。", {}}};
  return document;
}

}  // namespace yitang::cases::test
