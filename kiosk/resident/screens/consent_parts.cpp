#include "kiosk/resident/screens/consent_parts.hpp"

#include <string>

#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {
namespace {

struct ConsentPart {
  const char* title;
  ui::Icon icon;
  const Text* text;
};

}  // namespace

void draw_consent_parts(Screen& s, Column& column, const catalog::ConsentText& consent) {
  const ConsentPart parts[] = {{"consent.what", ui::Icon::IdCard, &consent.what},
                               {"consent.why", ui::Icon::Info, &consent.why},
                               {"consent.how", ui::Icon::Shield, &consent.how},
                               {"consent.kept", ui::Icon::Calendar, &consent.kept},
                               {"consent.whom", ui::Icon::People, &consent.whom}};
  const float icon = s.theme().icon_small();
  const float gap = s.space().m;
  const float width = column.width() - 2 * ui::card_padding(s.ui) - icon - gap;
  float height = 0;
  for (const ConsentPart& part : parts) {
    height += ui::measure_text_height(s.ui, s.tr(part.title), ui::TextStyle::Label, width) +
              ui::measure_text_height(s.ui, s.of(*part.text), ui::TextStyle::Body, width) + gap;
  }
  card_around(s, column, height - gap, s.space().l, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    for (const ConsentPart& part : parts) {
      const std::string title = s.tr(part.title);
      const float head = ui::measure_text_height(s.ui, title, ui::TextStyle::Label, width);
      const float body = ui::measure_text_height(s.ui, s.of(*part.text), ui::TextStyle::Body, width);
      ui::Rect row = place.cut_top(head + body, gap);
      ui::icon(s.ui, row.cut_left(icon, gap).with_height(head), part.icon, icon, s.colors().primary);
      ui::text(s.ui, row.cut_top(head), {.text = title, .style = ui::TextStyle::Label, .bold = true});
      ui::text(s.ui, row, {.text = s.of(*part.text)});
    }
  });
  write(s, column,
        {.text = s.tr("consent.version", {{"version", std::to_string(consent.version)}}),
         .style = ui::TextStyle::Caption,
         .color = s.colors().text_muted});
}

}  // namespace yitang::resident
