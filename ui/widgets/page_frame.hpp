#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

// What the bars of every page can be asked for.
enum class FrameAction { None, Back, Home, CallStaff, Language, Look, Sound };

struct PageFrameSpec {
  std::string product_name = {};  // beside the logo, "便民服务"
  std::string place_name = {};    // township, second line
  std::string clock = {};         // "10:24"
  std::string date = {};
  std::string language_label = {};  // the other language: "English" / "中文"
  std::string look_label = {};      // "大字" / "Look": size of the words and colours
  bool look_changed = false;        // not the usual look: the tool is marked
  std::string sound_label = {};     // "朗读"
  bool sound_on = false;
  bool show_sound = true;
  // Footer; an empty label leaves the button out.
  std::string back_label = {};
  std::string home_label = {};
  std::string call_staff_label = {};
  std::string title = {};  // page title under the header; empty: none
  std::string subtitle = {};
  std::string status_text = {};  // short mark in the header, e.g. training mode or offline
  Tone status_tone = Tone::Warning;
};

struct PageFrame {
  Rect content;  // between the bars, without the page margins
  FrameAction action = FrameAction::None;
};

// Draws background, header and footer; the screen draws into `content`. Ids: "frame.back", "frame.home",
// "frame.call", "frame.language", "frame.look", "frame.sound".
PageFrame page_frame(Ui& ui, const PageFrameSpec& spec);

// A row for the page's one main action and an optional secondary one, at the foot of the content; cuts it off
// `content`.
Rect action_bar(const Ui& ui, Rect& content);

}  // namespace yitang::ui
