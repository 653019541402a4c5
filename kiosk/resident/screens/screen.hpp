// What every page function gets: the toolkit, the state, where to put intents, and how to say things.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "kiosk/resident/flow/intent.hpp"
#include "kiosk/resident/flow/state.hpp"
#include "kiosk/resident/screens/context.hpp"
#include "kiosk/resident/screens/memory.hpp"
#include "ui/context.hpp"

namespace yitang::resident {

/// Lives for one frame.
struct Screen {
  ui::Ui& ui;
  const ScreenContext& context;
  const ResidentState& state;
  ScreenMemory& memory;
  Intents& intents;
  ui::Rect content = {};  ///< place for the page between the bars

  const ui::Theme& theme() const { return ui.theme(); }
  const ui::Colors& colors() const { return ui.theme().colors(); }
  const ui::Spacing& space() const { return ui.theme().space(); }
  bool elder() const { return ui.theme().elder(); }

  std::string tr(std::string_view key, std::initializer_list<ui::StringArg> args = {}) const;
  const std::string& of(const Text& text) const { return text.of(state.language); }
  void send(IntentKind kind, std::string id = {}, std::string value = {}, int number = 0) {
    intents.add(kind, std::move(id), std::move(value), number);
  }
};

std::string words_of(const ScreenContext& context, Language language, std::string_view key,
                     std::initializer_list<ui::StringArg> args = {});

}  // namespace yitang::resident
