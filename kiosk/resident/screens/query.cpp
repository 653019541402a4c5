// How far is it? By the receipt's code or by the own card.
#include <algorithm>
#include <string>

#include "kiosk/resident/screens/item_list.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/ways.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

struct Trouble {
  std::string title;
  std::string text;
};

const char* card_key(CardProblem problem) {
  switch (problem) {
    case CardProblem::NoReader: return "card.no_reader";
    case CardProblem::NoCard: return "card.no_card";
    case CardProblem::Unreadable: return "card.unreadable";
    case CardProblem::NotAnIdCard: return "card.not_id_card";
    case CardProblem::Expired: return "card.expired";
  }
  return "";
}

Trouble strange_code(const Screen& s) {
  switch (s.state.query.strange) {
    case StrangeCode::Prepared: return {s.tr("query.prepared_code"), s.tr("query.prepared_code_hint")};
    case StrangeCode::Address: return {s.tr("query.address_code"), s.tr("query.unknown_code_hint")};
    case StrangeCode::Identity: return {s.tr("query.identity_code"), s.tr("query.identity_code_hint")};
    case StrangeCode::Receipt:  // it is what this page asks for
    case StrangeCode::Other: break;
  }
  return {s.tr("query.unknown_code"), s.tr("query.unknown_code_hint")};
}

const char* nothing_key(const QueryState& query) {
  if (!query.by_card) return "query.nothing_code";
  return query.person && query.person->proof ? "code.nothing" : "query.nothing_card";
}

// What went wrong last, if anything did. The page goes on listening all the same.
Trouble trouble_of(const Screen& s) {
  switch (s.state.query.view) {
    case QueryView::NothingFound: return {s.tr("query.nothing"), s.tr(nothing_key(s.state.query))};
    case QueryView::UnknownCode: return strange_code(s);
    case QueryView::Failed:
      return {s.tr("query.failed"), s.tr("query.failed_hint", {{"phone", s.context.place.hotline}})};
    case QueryView::IdentityCode: {
      ui::BannerSpec said = code_trouble(s);
      return {std::move(said.title), std::move(said.text)};
    }
    case QueryView::Asking:
    case QueryView::Looking: return {};
    case QueryView::Waiting: break;
  }
  if (s.state.card.view != CardView::Problem) return {};
  const std::string key = card_key(s.state.card.problem);
  return {s.tr(key), s.tr("query.card_hint")};
}

}  // namespace

void draw_query(Screen& s) {
  if (s.state.query.view == QueryView::Asking) return draw_asking_office(s);
  if (s.state.query.view == QueryView::Looking) {
    s.content.cut_top(s.content.h * 0.16F);
    const Stage made = stage(
        s, s.content,
        {.title = s.tr("query.looking"), .text = s.tr("submit.wait"), .picture_height = s.theme().mm(70)});
    ui::spinner(s.ui, made.picture, false, s.tr("query.looking"));
    return;
  }
  const Trouble trouble = trouble_of(s);
  if (!trouble.title.empty()) {
    ui::BannerSpec banner;
    banner.id = "query.trouble";
    banner.tone = ui::Tone::Warning;
    banner.title = trouble.title;
    banner.text = trouble.text;
    ui::banner(s.ui, s.content.cut_top(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
  }
  draw_where(s);
  const ui::ButtonSpec by_number = second_button("query.number", s.tr("query.number"), ui::Icon::Keyboard);
  const float button = s.theme().button_height();
  if (ui::button(s.ui, s.content.cut_bottom(button + s.space().m, s.space().m).with_height(button),
                 by_number))
    s.send(IntentKind::OpenQueryNumber);
  if (!s.state.query.scanner) {
    return draw_way(
        s, s.content,
        {ui::Illustration::CardOnReader, nullptr, "", s.tr("query.card"), s.tr("query.card_put")});
  }
  draw_two_ways(s, s.content,
                {ui::Illustration::ScanCode, live_view(s), s.tr("query.way_1"), s.tr("query.scan"),
                 s.state.code.ways.empty() ? s.tr("query.scan_hint")
                                           : s.tr("code.query_hint", {{"ways", code_names_in_short(s)}})},
                {ui::Illustration::CardOnReader, nullptr, s.tr("query.way_2"), s.tr("query.card"),
                 s.tr("query.card_put")});
}

void draw_query_list(Screen& s) {
  if (s.state.query.cases.empty()) {
    draw_nothing_here(s, s.content, s.tr("query.nothing"), s.tr("query.nothing_card"));
    return;
  }
  scrolling(s, s.content, "query.list", [&](Column& column) {
    if (!s.state.query.notices.empty()) {
      ui::BannerSpec banner;
      banner.id = "query.news";
      banner.personal = true;
      banner.tone = ui::Tone::Info;
      banner.icon = ui::Icon::Bell;
      banner.title = s.tr("query.news", {{"count", std::to_string(s.state.query.notices.size())}});
      ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
    }
    int number = 0;
    for (const cases::CaseRow& row : s.state.query.cases) {
      const catalog::ServiceItem* item = s.context.catalog.nearest(row.item_id, row.item_version);
      ui::ListRowSpec spec;
      spec.id = "query.case." + std::to_string(++number);
      spec.title = item != nullptr ? s.of(catalog::public_name_of(*item)) : row.item_id;
      spec.subtitle = s.tr("query.submitted", {{"date", date_text(s, Date::of(row.submitted_at))}});
      spec.badges = {{.text = state_text(s, row.state, row.outcome),
                      .tone = state_tone(row.state, row.outcome),
                      .icon = state_icon(row.state, row.outcome)}};
      const bool plain = item == nullptr || item->restricted_to;  // nothing tells what it is about
      spec.icon = plain ? ui::Icon::Document : item_icon(s, *item);
      spec.accent = plain ? ui::Accent::Slate : item_accent(s, *item);
      if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), spec), s.space().m),
                       spec)) {
        s.send(IntentKind::OpenCase, row.uid);
      }
    }
  });
}

}  // namespace yitang::resident
