// What is to be said now, given what an ear has met so far and what the page is now. Pure; who speaks, how
// loud, and recordings are elsewhere. Without a headset everybody in the hall listens: then nothing that was
// typed or read from a card, and nothing an office said or a question showed about somebody, is part of it.
#pragma once

#include <string>
#include <vector>

#include "kiosk/resident/screens/spoken.hpp"
#include "ui/semantics.hpp"

namespace yitang::resident {

/// A page as an ear meets it.
struct Heard {
  bool on = false;          ///< it is to be read aloud
  bool in_private = false;  ///< by a headset: values may be said
  SoundState sound;
  int reminder = 0;  ///< of the state: the page is said again when it changes
  Language language = Language::Chinese;
  std::vector<SpokenPart> page;     ///< title and instruction
  std::string focus_id;             ///< of what a keypad points at, "" if nobody uses one
  std::string focus;                ///< its words
  std::string typed;                ///< in the field that is being filled; only in private
  std::vector<std::string> alerts;  ///< what is wrong, in reading order
  std::string everything;           ///< the whole page, for whoever asks for it
};

struct Announcement {
  bool stop = false;              ///< be silent at once
  std::vector<SpokenPart> parts;  ///< in place of what is being said; empty: that may go on
};

/// `focus` as Ui::focus() gives it, or null.
Heard hear(const ScreenContext& context, const ResidentState& state, const ui::Semantics& page,
           const ui::Node* focus);

/// A new page is said with what is wrong on it and where the keys begin; on the same page what has newly gone
/// wrong comes at once, then the focus where it has moved.
Announcement announce(const Heard& before, const Heard& now, const std::string& sample);

/// Of one widget: its words, what it is, its state, "3 of 7".
std::string focus_words(const ScreenContext& context, const ResidentState& state,
                        const std::vector<ui::Node>& nodes, const ui::Node& focus);

}  // namespace yitang::resident
