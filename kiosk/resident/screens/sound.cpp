// Reading aloud: on or off, how loud, how fast, and the whole page at once. Heard at every change, kept until
// the person leaves.
#include <algorithm>
#include <array>
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::resident {
namespace {

constexpr int volume_step = 20;

struct RateOption {
  int rate;
  const char* id;
  const char* key;
};
constexpr std::array<RateOption, 3> rates{{{70, "sound.slow", "sound.slow"},
                                           {usual_speech_rate, "sound.usual", "sound.usual"},
                                           {140, "sound.fast", "sound.fast"}}};

ui::ChoiceSpec on_or_off(const Screen& s) {
  ui::ChoiceSpec spec;
  spec.id = "sound.reading";
  spec.options = {{.id = "sound.on", .title = s.tr("sound.on")},
                  {.id = "sound.off", .title = s.tr("sound.off")}};
  spec.selected = s.state.speech ? 0 : 1;
  spec.columns = 2;
  return spec;
}

ui::ChoiceSpec speeds(const Screen& s) {
  ui::ChoiceSpec spec;
  spec.id = "sound.speed";
  for (const RateOption& option : rates) {
    if (option.rate == s.state.sound.rate) spec.selected = static_cast<int>(spec.options.size());
    spec.options.push_back({.id = option.id, .title = s.tr(option.key)});
  }
  spec.columns = 3;
  return spec;
}

float sound_line(const Screen& s) { return s.theme().text(ui::TextStyle::Label).line_height_px; }

void sound_heading(Screen& s, ui::Rect& place, const std::string& words) {
  ui::text(s.ui, place.cut_top(sound_line(s), s.space().s),
           {.text = words, .style = ui::TextStyle::Label, .max_lines = 1, .heading = true});
}

void draw_volume(Screen& s, ui::Rect place) {
  const int volume = s.state.sound.volume;
  const auto change = [&](const ui::Rect& where, const char* id, const char* key, ui::Icon icon, int by) {
    ui::ButtonSpec spec = second_button(id, s.tr(key), icon);
    spec.enabled = std::clamp(volume + by, 0, 100) != volume;
    if (ui::button(s.ui, where, spec)) s.send(IntentKind::SetVolume, {}, {}, std::clamp(volume + by, 0, 100));
  };
  const std::vector<ui::Rect> halves = place.columns(2, s.space().m);
  change(halves[0], "sound.quieter", "sound.quieter", ui::Icon::Minus, -volume_step);
  change(halves[1], "sound.louder", "sound.louder", ui::Icon::Plus, volume_step);
}

// Truthful: nothing is offered that could not be heard.
void draw_no_sound(Screen& s) {
  ui::DialogSpec spec;
  spec.id = "sound";
  spec.icon = ui::Icon::VolumeOff;
  spec.title = s.tr("sound.none");
  spec.text = s.tr("sound.none_hint");
  ui::Dialog dialog(s.ui, spec);
  if (ui::button(s.ui, dialog.buttons(), main_button("sound.close", s.tr("sound.close"), ui::Icon::Check)))
    s.send(IntentKind::CloseOverlay);
}

}  // namespace

void draw_sound(Screen& s) {
  if (!s.context.can_speak) return draw_no_sound(s);
  const ui::ChoiceSpec reading = on_or_off(s);
  const ui::ChoiceSpec speed = speeds(s);
  const float width = ui::dialog_content_width(s.ui);
  const float reading_height = ui::choice_height(s.ui, width, reading);
  const float speed_height = ui::choice_height(s.ui, width, speed);
  const float button_height = s.theme().button_height();
  ui::DialogSpec spec;
  spec.id = "sound";
  spec.title = s.tr("sound.title");
  spec.text = s.tr(s.state.sound.headset ? "sound.headset_in" : "sound.headset_out");
  spec.content_height =
      reading_height + button_height + speed_height + 2 * (sound_line(s) + s.space().s) + 2 * s.space().l;
  spec.button_rows = 2;
  ui::Dialog dialog(s.ui, spec);
  ui::Rect place = dialog.content();
  const int wanted = ui::choice(s.ui, place.cut_top(reading_height, s.space().l), reading);
  if (wanted >= 0) s.send(IntentKind::SetSpeech, wanted == 0 ? "on" : "off");
  sound_heading(s, place, s.tr("sound.volume", {{"percent", std::to_string(s.state.sound.volume)}}));
  draw_volume(s, place.cut_top(button_height, s.space().l));
  sound_heading(s, place, s.tr("sound.speed"));
  const int chosen = ui::choice(s.ui, place, speed);
  if (chosen >= 0) s.send(IntentKind::SetSpeechRate, {}, {}, rates[static_cast<std::size_t>(chosen)].rate);
  ui::Rect rows = dialog.buttons();
  if (ui::button(s.ui, rows.cut_top(button_height, s.space().m),
                 main_button("sound.close", s.tr("sound.close"), ui::Icon::Check)))
    s.send(IntentKind::CloseOverlay);
  if (ui::button(s.ui, rows.cut_top(button_height),
                 second_button("sound.read_page", s.tr("sound.read_page"), ui::Icon::Volume)))
    s.send(IntentKind::ReadPage);
}

}  // namespace yitang::resident
