// Helpers of the slips. Private to this folder.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/cases/receipt.hpp"

namespace yitang::cases {

using Blanks = std::initializer_list<std::pair<std::string_view, std::string>>;

/// The wording of `key` with every {name} of `blanks` replaced.
std::string worded(const SlipSettings& settings, std::string_view key, Blanks blanks = {});
/// "2026年12月4日" or "4 Dec 2026", as on the screen.
std::string day_text(const SlipSettings& settings, Date day);
/// "2026年12月4日 星期五" or "Fri, 4 Dec 2026": for days that somebody has to remember.
std::string weekday_text(const SlipSettings& settings, Date day);
/// "2026年11月23日 09:12" or "23 Nov 2026, 09:12".
std::string moment_text(const SlipSettings& settings, UnixMillis when);

/// Cells of the label column.
int label_cells(const SlipSettings& settings);
/// Dots of a QR module that suits the paper.
int module_dots(const SlipSettings& settings);

/// Title, and the name of the service point.
void begin(devices::ReceiptBuilder& slip, const SlipSettings& settings, std::string_view title_key);
void pair(devices::ReceiptBuilder& slip, const SlipSettings& settings, std::string_view label_key,
          std::string_view value);
void heading(devices::ReceiptBuilder& slip, const SlipSettings& settings, std::string_view key);
/// "1. text", wrapped under itself.
void numbered(devices::ReceiptBuilder& slip, int number, const std::string& text);
/// What it is about and who is in charge; of a restricted item its public name only: papers are left lying.
void add_item(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item);
/// By what code the office knows who it is; nothing where a card was read.
void add_proof(devices::ReceiptBuilder& slip, const SlipSettings& settings, const Person& person);
/// The same in words, "" where a card was read.
std::string proof_text(const SlipSettings& settings, const Person& person);
/// The fee and its basis; also that there is none.
void add_fee(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item);
/// How often somebody has to come, by the way that was chosen, and what for.
void add_trips(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item,
               const std::optional<DeliveryChoice>& delivery);
/// How the result comes; where it is printed at this machine, also how.
void add_delivery(devices::ReceiptBuilder& slip, const SlipSettings& settings,
                  const catalog::ServiceItem& item, const std::optional<DeliveryChoice>& delivery);
/// Of a charge: the part to take along when paying, with the number to name. Nothing for what is free.
void add_payment(devices::ReceiptBuilder& slip, const SlipSettings& settings,
                 const catalog::ServiceItem& item, std::string_view receipt_no);
/// When and where to come, or what became of it; nothing if there is none.
void add_appointment(devices::ReceiptBuilder& slip, const SlipSettings& settings,
                     const std::optional<AppointmentLines>& lines);
/// A day that was only wished for: the office tells the time.
void add_wish(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item,
              const FormValues& values);
/// Hotline, time, warning of an untrusted clock, cut.
devices::ReceiptDocument finish(devices::ReceiptBuilder& slip, const SlipSettings& settings);

}  // namespace yitang::cases
