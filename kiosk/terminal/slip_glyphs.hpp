// The characters that stand on nearly every slip, drawn before anybody wants one: drawing takes ten times as
// long as copying what was drawn, and the first person of the day would wait for all of them at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "devices/receipt/glyphs.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::terminal {

/// Something that is printed again and again, and how large.
struct UsualText {
  std::string text;  ///< UTF-8
  int factor = 1;    ///< normal size is drawn plain and bold, larger sizes bold
};

/// The fixed words of slips, dates, numbers, the place and the items' names, in one language. Nothing of a
/// person.
std::vector<UsualText> usual_texts(const cases::SlipSettings& settings, const catalog::Catalog& catalog);

/// One text after the other, all at once.
void draw_ahead(devices::GlyphRasterizer& glyphs, const std::vector<UsualText>& texts);

/// The same on `thread`, from `delay` on and in small steps, so that nothing else waits for it. Ends when
/// `alive` does; `glyphs` lives as long and is used on `thread` only.
void draw_ahead_on(Executor& thread, std::chrono::milliseconds delay, devices::GlyphRasterizer& glyphs,
                   std::vector<UsualText> texts, std::weak_ptr<int> alive);

}  // namespace yitang::terminal
