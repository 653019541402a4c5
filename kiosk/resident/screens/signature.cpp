// The signature, under everything that is signed.
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/resident/screens/draft_rows.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/signature_pad.hpp"

namespace yitang::resident {
namespace {

// The flow owns the strokes; the ink here follows it, except for a stroke that is being drawn or is on its
// way.
void follow_flow(Screen& s) {
  const std::size_t known = s.state.strokes.size();
  ui::Ink& ink = s.memory.ink;
  const bool cleared = known == 0 && s.memory.strokes_known > 0;
  s.memory.strokes_known = known;
  if (!cleared && (ink.strokes.size() == known || ink.strokes.size() == known + 1)) return;
  ink.clear();
  for (const Stroke& stroke : s.state.strokes) {
    ui::InkStroke shown;
    for (const StrokePoint& point : stroke) shown.push_back({point.x, point.y, point.seconds});
    ink.strokes.push_back(std::move(shown));
  }
}

// Whose name: with an agent there are two people before the screen.
std::string prompt_text(const Screen& s) {
  const cases::Draft& draft = s.state.draft;
  if (s.state.applicant_signs && draft.applicant)
    return s.tr("sign.prompt_applicant", {{"name", cases::masked_name(draft.applicant->name)}});
  if (draft.agreed.guardian && draft.agent)
    return s.tr("sign.prompt_guardian", {{"name", cases::masked_name(draft.agent->person.name)}});
  if (draft.agent) return s.tr("sign.prompt_agent", {{"name", cases::masked_name(draft.agent->person.name)}});
  if (draft.applicant) return s.tr("sign.prompt_of", {{"name", cases::masked_name(draft.applicant->name)}});
  return s.tr("sign.prompt");
}

// Without the name: the hall may hear it.
const char* spoken_prompt_key(const Screen& s) {
  const std::string prompt = prompt_text(s);
  const cases::Draft& draft = s.state.draft;
  const auto asks = [&](std::string_view key, const cases::Person& person) {
    return prompt == s.tr(key, {{"name", cases::masked_name(person.name)}});
  };
  if (draft.applicant && asks("sign.prompt_applicant", *draft.applicant)) return "speaker.sign_applicant";
  if (draft.agent && asks("sign.prompt_guardian", draft.agent->person)) return "speaker.sign_guardian";
  if (draft.agent && asks("sign.prompt_agent", draft.agent->person)) return "speaker.sign_agent";
  return "sign.prompt";
}

void draw_pad(Screen& s, const ui::Rect& place) {
  follow_flow(s);
  ui::SignaturePadSpec pad;
  pad.id = "sign.pad";
  pad.prompt = prompt_text(s);
  pad.label = pad.prompt;
  pad.spoken = s.tr(spoken_prompt_key(s));
  if (!ui::signature_pad(s.ui, place, s.memory.ink, pad) || s.memory.ink.strokes.empty()) return;
  Intent intent;
  intent.kind = IntentKind::AddStroke;
  Stroke stroke;
  for (const ui::InkPoint& point : s.memory.ink.strokes.back())
    stroke.push_back({point.x, point.y, point.seconds});
  intent.strokes.push_back(std::move(stroke));
  s.intents.add(std::move(intent));
}

std::string in_one_line(const Screen& s, const cases::Person& person) {
  return s.tr("sign.person",
              {{"name", cases::masked_name(person.name)}, {"number", cases::masked_number(person.number)}});
}

// All that was entered, exactly what the signature stands for.
std::vector<ui::KeyValue> signed_rows(const Screen& s) {
  std::vector<ui::KeyValue> rows;
  const auto append = [&rows](std::vector<ui::KeyValue> more) {
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  const cases::Draft& draft = s.state.draft;
  if (s.state.item != nullptr)
    rows.push_back({.key = s.tr("case.item"), .value = s.of(s.state.item->name), .strong = true});
  if (draft.applicant)
    rows.push_back({.key = s.tr("sign.applicant"), .value = in_one_line(s, *draft.applicant)});
  if (draft.agent)
    rows.push_back({.key = s.tr(draft.agreed.guardian ? "guardian.row" : "sign.agent"),
                    .value = in_one_line(s, draft.agent->person)});
  for (const cases::FormPage& page : s.state.form.pages) append(form_part_rows(s, page));
  append(material_rows(s));
  append(agreement_rows(s));
  std::vector<ui::KeyValue> delivery = delivery_rows(s);
  if (!delivery.empty() && s.state.bundle.bundle == nullptr) delivery.front().key = s.tr("sign.delivery");
  append(std::move(delivery));
  return rows;
}

const char* problem_key(cases::SignatureProblem problem) {
  switch (problem) {
    case cases::SignatureProblem::Missing: return "sign.missing";
    case cases::SignatureProblem::TooLittle: return "sign.too_little";
    case cases::SignatureProblem::TooMuch: return "sign.too_much";
    case cases::SignatureProblem::FormChanged: return "sign.form_changed";
    case cases::SignatureProblem::OutOfField:
    case cases::SignatureProblem::None: break;
  }
  return "sign.too_little";
}

}  // namespace

void draw_signature(Screen& s) {
  ui::ButtonSpec confirm = main_button("sign.confirm", s.tr("sign.confirm"), ui::Icon::Check);
  confirm.enabled = !s.state.strokes.empty();
  ui::ButtonSpec clear = second_button("sign.clear", s.tr("sign.clear"), ui::Icon::Retry);
  clear.enabled = !s.state.strokes.empty();
  const Foot tapped = foot(s, confirm, clear);
  if (tapped == Foot::Main) s.send(IntentKind::ConfirmSignature);
  if (tapped == Foot::Second) s.send(IntentKind::ClearStrokes);

  const float pad = s.theme().mm(s.elder() ? 95 : 105);
  draw_pad(s, s.content.cut_bottom(pad, s.space().m));
  if (s.state.signature_problem && *s.state.signature_problem != cases::SignatureProblem::None) {
    ui::BannerSpec banner;
    banner.id = "sign.problem";
    banner.tone = ui::Tone::Warning;
    banner.title = s.tr(problem_key(*s.state.signature_problem));
    ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
  }
  const cases::Draft& draft = s.state.draft;
  const std::string declaration =
      s.state.applicant_signs && draft.agent
          ? s.tr("sign.authorise", {{"name", cases::masked_name(draft.agent->person.name)}})
          : s.tr("sign.declaration");
  const float height =
      ui::measure_text_height(s.ui, declaration, ui::TextStyle::Label, s.content.w) + s.space().s;
  ui::text(s.ui, s.content.cut_bottom(height, s.space().m),
           {.text = declaration, .style = ui::TextStyle::Label});
  const std::vector<ui::KeyValue> rows = signed_rows(s);
  scrolling(s, s.content, "signature", [&](Column& column) {
    draw_reveal(s, column);
    card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows), 0,
                [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  });
}

}  // namespace yitang::resident
