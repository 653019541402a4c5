// Whoever acts for somebody else: is the applicant here; what is the guardian to the child, and do they
// agree.
#include <string>

#include "kiosk/cases/person.hpp"
#include "kiosk/resident/screens/consent_parts.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/tile.hpp"

namespace yitang::resident {

void draw_presence(Screen& s) {
  const float height = s.theme().mm(s.elder() ? 96 : 90);
  const std::string name =
      s.state.draft.applicant ? cases::masked_name(s.state.draft.applicant->name) : std::string();
  ui::TileSpec here;
  here.id = "presence.here";
  here.title = s.tr("presence.here", {{"name", name}});
  here.spoken = s.tr("speaker.applicant_here");  // the hall need not hear whose card it was
  here.subtitle = s.tr("presence.here_hint");
  here.icon = ui::Icon::People;
  here.accent = ui::Accent::Blue;
  here.main_action = true;
  ui::TileSpec absent = here;
  absent.id = "presence.absent";
  absent.title = s.tr("presence.absent", {{"name", name}});
  absent.spoken = s.tr("speaker.applicant_absent");
  absent.subtitle = s.tr("presence.absent_hint");
  absent.icon = ui::Icon::Document;
  absent.accent = ui::Accent::Teal;
  absent.main_action = false;
  if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), here))
    s.send(IntentKind::ChoosePresence, "here");
  if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), absent))
    s.send(IntentKind::ChoosePresence, "absent");
}

void draw_guardian(Screen& s) {
  if (s.state.item == nullptr || !s.state.item->privacy.guardian_consent) return;
  const Foot tapped = foot(s, main_button("guardian.agree", s.tr("consent.agree"), ui::Icon::Check),
                           second_button("guardian.refuse", s.tr("consent.refuse")));
  if (tapped == Foot::Main) s.send(IntentKind::AgreeAsGuardian);
  if (tapped == Foot::Second) s.send(IntentKind::RefuseConsent);
  using cases::GuardianRelation;
  constexpr GuardianRelation kRelations[] = {GuardianRelation::Father, GuardianRelation::Mother,
                                             GuardianRelation::Grandparent, GuardianRelation::OtherGuardian};
  ui::ChoiceSpec choice;
  choice.id = "guardian.relation";
  choice.columns = 2;
  choice.error = s.state.guardian.reminded;
  for (const GuardianRelation relation : kRelations) {
    const std::string name(cases::name_of(relation));
    if (s.state.guardian.relation == relation) choice.selected = static_cast<int>(choice.options.size());
    choice.options.push_back({.id = "guardian." + name, .title = s.tr("guardian." + name)});
  }
  scrolling(s, s.content, "guardian", [&](Column& column) {
    write(s, column, {.text = s.tr("guardian.who"), .style = ui::TextStyle::Label}, s.space().s);
    const int chosen =
        ui::choice(s.ui, column.take(ui::choice_height(s.ui, column.width(), choice), s.space().s), choice);
    if (chosen >= 0) s.send(IntentKind::ChooseRelation, std::string(cases::name_of(kRelations[chosen])));
    if (s.state.guardian.reminded) {
      write(s, column,
            {.text = s.tr("guardian.reminder"),
             .style = ui::TextStyle::Caption,
             .color = s.colors().danger,
             .bold = true});
    }
    column.skip(s.space().l);
    ui::BannerSpec banner;
    banner.id = "guardian.asked";
    banner.tone = ui::Tone::Info;
    banner.icon = ui::Icon::Lock;
    banner.title = s.tr("guardian.heading");
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
    draw_consent_parts(s, column, *s.state.item->privacy.guardian_consent);
  });
}

}  // namespace yitang::resident
