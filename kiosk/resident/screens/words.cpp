#include "kiosk/resident/screens/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/catalog/labels.hpp"

namespace yitang::resident {
namespace {

using Pair = std::pair<std::string_view, ui::Icon>;

constexpr std::array<Pair, 22> group_icons{{
    {"party_mass", ui::Icon::Flag},
    {"governance", ui::Icon::Scales},
    {"social_security", ui::Icon::Shield},
    {"market", ui::Icon::Shop},
    {"veterans", ui::Icon::Medal},
    {"civil_affairs", ui::Icon::Heart},
    {"medical_insurance", ui::Icon::MedicalCross},
    {"household", ui::Icon::IdCard},
    {"agriculture", ui::Icon::Leaf},
    {"health_family", ui::Icon::Family},
    {"birth", ui::Icon::Baby},
    {"marriage", ui::Icon::Rings},
    {"school", ui::Icon::Graduation},
    {"job", ui::Icon::Briefcase},
    {"retire", ui::Icon::Coins},
    {"retirement", ui::Icon::Coins},
    {"business", ui::Icon::Shop},
    {"house", ui::Icon::House},
    {"illness", ui::Icon::MedicalCross},
    {"disability", ui::Icon::Wheelchair},
    {"settle_in", ui::Icon::MapPin},
    {"death", ui::Icon::Leaf},
}};

constexpr std::array<ui::Accent, 7> accents{ui::Accent::Blue,   ui::Accent::Green, ui::Accent::Orange,
                                            ui::Accent::Purple, ui::Accent::Teal,  ui::Accent::Red,
                                            ui::Accent::Gold};

std::size_t function_index(const Screen& s, const catalog::ServiceItem& item) {
  const auto& functions = s.context.catalog.functions();
  const auto found = std::find_if(functions.begin(), functions.end(), [&item](const catalog::Group& group) {
    return group.key == item.function;
  });
  return static_cast<std::size_t>(found - functions.begin());
}

}  // namespace

ui::Icon group_icon(std::string_view icon_key, std::string_view group_key) {
  const ui::Icon named = ui::icon_from_name(icon_key);
  if (named != ui::Icon::None) return named;
  for (const std::string_view key : {icon_key, group_key}) {
    for (const auto& [name, icon] : group_icons) {
      if (name == key) return icon;
    }
  }
  return ui::Icon::Document;
}

ui::Accent accent_at(std::size_t index) { return accents[index % accents.size()]; }

ui::Icon icon_of(catalog::FourDo value) {
  switch (value) {
    case catalog::FourDo::AtOnce: return ui::Icon::Lightning;
    case catalog::FourDo::Online: return ui::Icon::Wifi;
    case catalog::FourDo::Nearby: return ui::Icon::PinNear;
    case catalog::FourDo::OneGo: return ui::Icon::CheckCircle;
  }
  return ui::Icon::None;
}

ui::Accent accent_of(catalog::FourDo value) {
  switch (value) {
    case catalog::FourDo::AtOnce: return ui::Accent::Orange;
    case catalog::FourDo::Online: return ui::Accent::Blue;
    case catalog::FourDo::Nearby: return ui::Accent::Green;
    case catalog::FourDo::OneGo: return ui::Accent::Purple;
  }
  return ui::Accent::Slate;
}

ui::Icon icon_of(catalog::Delivery value) {
  switch (value) {
    case catalog::Delivery::Print: return ui::Icon::Printer;
    case catalog::Delivery::Electronic: return ui::Icon::Document;
    case catalog::Delivery::Window: return ui::Icon::Building;
    case catalog::Delivery::Courier: return ui::Icon::Truck;
    case catalog::Delivery::Agent: return ui::Icon::Handshake;
    case catalog::Delivery::Sms: return ui::Icon::Mail;
  }
  return ui::Icon::None;
}

ui::Icon item_icon(const Screen& s, const catalog::ServiceItem& item) {
  const catalog::Group* group = s.context.catalog.function(item.function);
  return group_icon(group != nullptr ? group->icon : "", item.function);
}

ui::Accent item_accent(const Screen& s, const catalog::ServiceItem& item) {
  return accent_at(function_index(s, item));
}

std::string promise_text(const Screen& s, const catalog::ServiceItem& item) {
  if (item.case_type == catalog::CaseType::Immediate) return s.tr("item.on_the_spot");
  return s.of(catalog::days_text(item.promise_days, item.promise_unit));
}

catalog::TripRange trips_here(const Screen& s, const catalog::ServiceItem& item) {
  return catalog::trips_of(item, catalog::ways_here(item, item.result.delivery, s.state.paper));
}

std::vector<ui::BadgeSpec> item_badges(const Screen& s, const catalog::ServiceItem& item) {
  std::vector<ui::BadgeSpec> badges;
  const catalog::TripRange trips = trips_here(s, item);
  badges.push_back({.text = s.of(catalog::trips_badge(trips)),
                    .tone = trips.least == 0 ? ui::Tone::Success : ui::Tone::Warning,
                    .icon = trips.least == 0 ? ui::Icon::Check : ui::Icon::Route});
  badges.push_back(
      {.text = s.of(catalog::label_of(item.four_do)), .tone = ui::Tone::Info, .icon = icon_of(item.four_do)});
  badges.push_back({.text = promise_text(s, item), .tone = ui::Tone::Neutral, .icon = ui::Icon::Clock});
  return badges;
}

std::string number_text(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

std::string date_text(const Screen& s, Date date) {
  return s.tr("date.day", {{"year", std::to_string(date.year)},
                           {"month", s.tr("month." + std::to_string(date.month))},
                           {"day", std::to_string(date.day)}});
}

std::string short_date_text(const Screen& s, Date date) {
  return s.tr("date.short",
              {{"month", s.tr("month." + std::to_string(date.month))}, {"day", std::to_string(date.day)}});
}

std::string month_text(const Screen& s, Date date) {
  return s.tr("date.month_only",
              {{"year", std::to_string(date.year)}, {"month", s.tr("month." + std::to_string(date.month))}});
}

std::string date_with_weekday(const Screen& s, Date date) {
  return s.tr("date.with_weekday",
              {{"date", date_text(s, date)}, {"weekday", s.tr("weekday." + std::to_string(date.weekday()))}});
}

std::string moment_text(const Screen& s, UnixMillis when) {
  const Date day = Date::of(when);
  return s.tr("date.moment", {{"month", s.tr("month." + std::to_string(day.month))},
                              {"day", std::to_string(day.day)},
                              {"time", clock_text(when)}});
}

std::string state_text(const Screen& s, cases::CaseState state, cases::Outcome outcome) {
  if (state == cases::CaseState::Concluded || state == cases::CaseState::Closed) {
    if (outcome != cases::Outcome::None) return s.tr("outcome." + std::string(cases::name_of(outcome)));
  }
  return s.tr("state." + std::string(cases::name_of(state)));
}

ui::Tone state_tone(cases::CaseState state, cases::Outcome outcome) {
  if (outcome == cases::Outcome::Refused) return ui::Tone::Danger;
  switch (state) {
    case cases::CaseState::Submitted: return ui::Tone::Neutral;
    case cases::CaseState::Accepted:
    case cases::CaseState::Deciding: return ui::Tone::Info;
    case cases::CaseState::Supplement: return ui::Tone::Warning;
    case cases::CaseState::Concluded:
    case cases::CaseState::Closed: return ui::Tone::Success;
  }
  return ui::Tone::Neutral;
}

ui::Icon state_icon(cases::CaseState state, cases::Outcome outcome) {
  if (outcome == cases::Outcome::Refused) return ui::Icon::CrossCircle;
  switch (state) {
    case cases::CaseState::Submitted: return ui::Icon::Check;
    case cases::CaseState::Accepted:
    case cases::CaseState::Deciding: return ui::Icon::Hourglass;
    case cases::CaseState::Supplement: return ui::Icon::Warning;
    case cases::CaseState::Concluded:
    case cases::CaseState::Closed: return ui::Icon::CheckCircle;
  }
  return ui::Icon::None;
}

const std::string& column_label(const Screen& s, const catalog::TableColumn& column) {
  return s.of(column.label);
}

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string grouped(std::string_view digits, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && i % size == 0) out += ' ';
    out += digits[i];
  }
  return out;
}

}  // namespace yitang::resident
