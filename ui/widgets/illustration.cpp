#include "ui/widgets/illustration.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

// A drawing board of 100 x 100 units, centred in the rectangle.
class Board {
 public:
  Board(Ui& ui, const Rect& rect) : ui_(ui), unit_(std::min(rect.w, rect.h) / 100) {
    const Rect square = rect.centered(unit_ * 100, unit_ * 100);
    left_ = square.x;
    top_ = square.y;
  }
  Rect at(float x, float y, float w, float h) const {
    return {left_ + x * unit_, top_ + y * unit_, w * unit_, h * unit_};
  }
  Point at(float x, float y) const { return {left_ + x * unit_, top_ + y * unit_}; }
  float length(float units) const { return units * unit_; }

  void box(float x, float y, float w, float h, float radius, Color color) {
    ui_.painter().fill_rounded(at(x, y, w, h), radius * unit_, color);
  }
  void raised(float x, float y, float w, float h, float radius, Color color) {
    ui_.painter().shadow(at(x, y, w, h), radius * unit_, Elevation::Raised, ui_.theme());
    box(x, y, w, h, radius, color);
  }
  void outline(float x, float y, float w, float h, float radius, float thickness, Color color) {
    ui_.painter().stroke_rounded(at(x, y, w, h), radius * unit_, thickness * unit_, color);
  }
  void disc(float x, float y, float radius, Color color) {
    ui_.painter().circle(at(x, y), radius * unit_, color);
  }
  void mark(float x, float y, float size, Icon icon, Color color) {
    ui_.painter().icon(at(x - size / 2, y - size / 2, size, size), icon, size * unit_, color);
  }

 private:
  Ui& ui_;
  float unit_, left_ = 0, top_ = 0;
};

void draw_stage(Board& b, const Theme& theme) { b.disc(50, 50, 48, theme.colors().primary_soft); }

void draw_card(Board& b, float x, float y, const Theme& theme) {
  const Color paper = theme.colors().paper, line = mix(theme.colors().primary, paper, 0.55f);
  b.raised(x, y, 40, 26, 2.5f, paper);
  b.box(x, y, 40, 5, 2.5f, theme.accent(Accent::Teal));
  b.box(x, y + 3, 40, 2, 0, theme.accent(Accent::Teal));
  b.box(x + 4, y + 9, 11, 13, 1.2f, theme.colors().primary_soft);
  b.mark(x + 9.5f, y + 15.5f, 9, Icon::Person, theme.colors().primary);
  b.box(x + 19, y + 10, 16, 2.2f, 1, line);
  b.box(x + 19, y + 14.5f, 12, 2.2f, 1, line);
  b.box(x + 19, y + 19, 16, 2.2f, 1, line);
}

void draw_reader(Board& b, const Theme& theme) {
  const Color body = theme.accent(Accent::Slate);
  b.raised(16, 58, 68, 24, 5, body);
  b.box(22, 63, 56, 14, 3, mix(body, theme.colors().paper, 0.18f));
  b.disc(75, 79.2f, 1.4f, theme.colors().lamp);
  b.box(42, 68.5f, 16, 3, 1.5f, mix(body, theme.colors().paper, 0.5f));
}

void draw_down_arrow(Board& b, float x, float y, const Theme& theme) {
  b.disc(x, y, 6.5f, theme.colors().primary);
  b.mark(x, y, 8, Icon::ChevronDown, theme.colors().on_primary);
}

void draw_printed_slip(Board& b, const Theme& theme) {
  const Color body = theme.accent(Accent::Slate), line = mix(theme.colors().text, theme.colors().paper, 0.6f);
  b.raised(33, 44, 34, 44, 1, theme.colors().paper);
  for (int i = 0; i < 4; ++i) b.box(38, 58 + static_cast<float>(i) * 5, i % 2 == 0 ? 24 : 17, 2, 1, line);
  b.mark(50, 82, 7, Icon::QrCode, theme.colors().text);
  b.raised(18, 20, 64, 30, 5, body);
  b.box(26, 42, 48, 3.5f, 1.7f,
        theme.two_colors() ? theme.colors().paper : mix(body, theme.colors().shadow, 0.6f));
  b.disc(74, 27, 1.6f, theme.colors().lamp);
}

void draw_camera_stand(Board& b, const Theme& theme) {
  const Color body = theme.accent(Accent::Slate);
  b.raised(18, 74, 64, 8, 3, body);
  b.box(70, 22, 5, 54, 2, body);
  b.box(40, 18, 36, 9, 4, body);
  b.disc(48, 27, 5, body);
  b.disc(48, 28, 2.6f, theme.colors().primary_soft);
  b.raised(26, 66, 40, 7, 1, theme.colors().paper);
  b.mark(47, 50, 22, Icon::Document, theme.colors().primary);
}

void draw_scan(Board& b, const Theme& theme) {
  b.raised(30, 16, 40, 66, 5, theme.colors().paper);
  b.outline(30, 16, 40, 66, 5, 1.4f, theme.accent(Accent::Slate));
  b.mark(50, 46, 28, Icon::QrCode, theme.colors().text);
  b.box(22, 45, 56, 1.8f, 0.9f, theme.colors().danger);
}

void draw_checked_card(Board& b, const Theme& theme) {
  const Color paper = theme.colors().paper, line = mix(theme.colors().primary, paper, 0.55f);
  b.raised(20, 30, 60, 39, 3.5f, paper);
  b.box(20, 30, 60, 7, 3.5f, theme.accent(Accent::Teal));
  b.box(20, 34, 60, 3, 0, theme.accent(Accent::Teal));
  b.box(26, 43, 16, 20, 1.6f, theme.colors().primary_soft);
  b.mark(34, 53, 13, Icon::Person, theme.colors().primary);
  b.box(48, 45, 25, 3, 1.5f, line);
  b.box(48, 52, 18, 3, 1.5f, line);
  b.box(48, 59, 22, 3, 1.5f, line);
  b.disc(78, 68, 9.5f, theme.colors().success);
  b.mark(78, 68, 12, Icon::Check, theme.colors().on_primary);
}

void draw_phone(Board& b, const Theme& theme) {
  const Color body = theme.accent(Accent::Slate), paper = theme.colors().paper;
  b.raised(34, 16, 34, 66, 5, body);
  b.box(36.5f, 22, 29, 52, 2, paper);
  b.disc(51, 78, 2, mix(body, paper, 0.5f));
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 3; ++column)
      b.disc(43 + static_cast<float>(column) * 8, 45 + static_cast<float>(row) * 7.5f, 2.4f,
             mix(theme.colors().primary, paper, 0.55f));
  }
  b.box(40, 28, 22, 7, 2, theme.colors().primary_soft);
  b.disc(72, 30, 10, theme.colors().success);
  b.mark(72, 30, 12, Icon::Mail, theme.colors().on_primary);
}

// The number that is asked for stands out.
void draw_bank_card(Board& b, const Theme& theme) {
  const Color card = theme.accent(Accent::Teal), paper = theme.colors().paper;
  b.raised(16, 28, 68, 44, 4, card);
  b.box(23, 36, 11, 9, 1.6f, theme.colors().metal);
  b.box(23, 40, 11, 0.8f, 0, mix(card, paper, 0.3f));
  b.box(60, 38, 16, 3, 1.5f, mix(card, paper, 0.55f));
  b.box(20, 50, 60, 9, 2, paper);
  for (int group = 0; group < 4; ++group) {
    for (int digit = 0; digit < 4; ++digit)
      b.box(23.5f + static_cast<float>(group) * 14 + static_cast<float>(digit) * 2.8f, 52.7f, 1.8f, 3.6f,
            0.6f, theme.colors().text);
  }
  b.outline(20, 50, 60, 9, 2, 1, theme.colors().warning);
  b.box(23, 63.5f, 26, 2.6f, 1.3f, mix(card, paper, 0.45f));
}

void draw_form_and_pen(Board& b, const Theme& theme) {
  const Color paper = theme.colors().paper, line = mix(theme.colors().text, paper, 0.72f);
  b.raised(26, 16, 46, 66, 2.5f, paper);
  b.box(32, 23, 24, 3.6f, 1.8f, theme.colors().primary);
  for (int i = 0; i < 4; ++i) {
    const float y = 34 + static_cast<float>(i) * 11;
    const bool done = i < 2;
    b.box(32, y, 6, 6, 1.4f, done ? theme.colors().success : theme.colors().primary_soft);
    if (done) b.mark(35, y + 3, 5, Icon::Check, theme.colors().on_primary);
    b.box(42, y + 1.8f, i % 2 == 0 ? 24 : 18, 2.6f, 1.3f, line);
  }
  b.disc(74, 72, 10.5f, theme.colors().primary);
  b.mark(74, 72, 13, Icon::Pen, theme.colors().on_primary);
}

}  // namespace

void illustration(Ui& ui, const Rect& rect, Illustration which, std::string_view label) {
  const Theme& theme = ui.theme();
  Node node;
  node.role = Role::Image;
  node.label = std::string(label);
  node.rect = rect;
  ui.describe(std::move(node));
  Board b(ui, rect);
  draw_stage(b, theme);
  switch (which) {
    case Illustration::CardOnReader:
      draw_reader(b, theme);
      draw_card(b, 30, 16, theme);
      draw_down_arrow(b, 50, 52, theme);
      break;
    case Illustration::CardTurned:
      draw_reader(b, theme);
      draw_card(b, 30, 20, theme);
      b.disc(76, 30, 8, theme.colors().warning);
      b.mark(76, 30, 10, Icon::Retry, theme.colors().on_primary);
      break;
    case Illustration::TakeReceipt: draw_printed_slip(b, theme); break;
    case Illustration::PaperUnderCamera: draw_camera_stand(b, theme); break;
    case Illustration::ScanCode: draw_scan(b, theme); break;
    case Illustration::CardChecked: draw_checked_card(b, theme); break;
    case Illustration::Phone: draw_phone(b, theme); break;
    case Illustration::BankCard: draw_bank_card(b, theme); break;
    case Illustration::FormAndPen: draw_form_and_pen(b, theme); break;
    case Illustration::AllDone:
      b.disc(50, 50, 34, theme.colors().success);
      b.mark(50, 50, 42, Icon::Check, theme.colors().on_primary);
      break;
    case Illustration::CallStaff:
      b.disc(50, 50, 34, theme.colors().primary);
      b.mark(50, 50, 40, Icon::Call, theme.colors().on_primary);
      break;
  }
}

Rect paper_slip(Ui& ui, const Rect& rect) {
  const Theme& theme = ui.theme();
  const float tooth = theme.mm(3);
  ui.painter().shadow(rect, theme.mm(1), Elevation::Raised, theme);
  ui.painter().fill({rect.x, rect.y, rect.w, rect.h - tooth}, theme.colors().surface);
  const int teeth = std::max(1, static_cast<int>(rect.w / (2 * tooth)));
  const float wide = rect.w / static_cast<float>(teeth), base = rect.bottom() - tooth;
  for (int i = 0; i < teeth; ++i) {
    const float x = rect.x + wide * static_cast<float>(i);
    ui.painter().polygon({{x, base}, {x + wide, base}, {x + wide / 2, rect.bottom()}},
                         theme.colors().surface);
  }
  Rect inner = rect.inset(theme.space().l);
  inner.h -= tooth;
  return inner;
}

}  // namespace yitang::ui
