#include "kiosk/terminal/appointment_slips.hpp"

namespace yitang::terminal {

Result<std::optional<cases::AppointmentLines>> appointment_lines(const SlipContext& context,
                                                                 const std::string& case_uid) {
  auto one = context.store.appointment_of_case(case_uid);
  if (!one) return tl::unexpected(one.error());
  const catalog::SlotPlan* plan = *one ? context.catalog.slot_plan((*one)->plan) : nullptr;
  if (plan == nullptr) return std::nullopt;
  cases::AppointmentLines lines{(*one)->slot, (*one)->state, {}, {}, plan->bring, *plan};
  if (const auto* point = context.catalog.point(plan->point)) lines.place = point->name;
  if (const auto* queue = context.catalog.queue(plan->queue)) lines.window = queue->window;
  return std::optional<cases::AppointmentLines>(std::move(lines));
}

}  // namespace yitang::terminal
