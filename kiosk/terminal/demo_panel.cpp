#include "kiosk/terminal/demo_panel.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/terminal/simulation.hpp"
#include "kiosk/terminal/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::terminal {
namespace {

constexpr std::array<const char*, 8> kCards{"elder",    "relative",  "rare-name",    "expired",
                                            "minority", "hong-kong", "foreign-2023", "bank"};

}  // namespace

struct DemoPanel::Parts {
  Terminal& terminal;
  SimulatedWorld& world;
  Executor& camera_thread;
  std::unique_ptr<ui::Ui> ui;
  ui::Strings words;
  std::string card;  // label of the card that lies there, "" if none
  bool paper = true;
  bool cover_open = false;
  int camera_page = 1;
  bool blurred = false;
  ui::Rect column;

  std::string tr(const std::string& key) const { return words.tr(key); }

  void heading(const std::string& key) {
    column.cut_top(ui->theme().space().m);
    const ui::Rect place =
        column.cut_top(ui->theme().text(ui::TextStyle::Label).line_height_px, ui->theme().space().xs);
    ui::text(*ui, place, {.text = tr(key), .style = ui::TextStyle::Label, .heading = true});
  }

  bool button(const std::string& id, const std::string& label, bool active = false) {
    const ui::Rect place = column.cut_top(54, 6);
    ui::ButtonSpec spec;
    spec.id = "demo." + id;
    spec.label = label;
    spec.kind = active ? ui::ButtonKind::Primary : ui::ButtonKind::Secondary;
    return ui::button(*ui, place, spec);
  }

  // As `yitang simulate` does it.
  bool act(const std::string& typed) const {
    const auto action = parse_action(split(typed, ' '));
    const Result<void> done =
        action ? perform_soon(world, camera_thread, *action) : tl::unexpected(action.error());
    if (!done) spdlog::error("demo: {}", describe(done.error()));
    return done.has_value();
  }

  void draw_reader() {
    heading("demo.reader");
    for (const char* label : kCards) {
      if (!button(std::string("card.") + label, tr(std::string("demo.card.") + label), card == label))
        continue;
      const bool same = card == label;
      act("card remove");
      card.clear();
      if (!same && act("card place " + std::string(label))) card = label;
    }
    const bool plugged = world.reader.plugged();
    if (button("reader.plug", tr(plugged ? "demo.unplug_reader" : "demo.plug_reader"), !plugged)) {
      act(plugged ? "reader unplug" : "reader plug");
    }
  }

  void draw_printer() {
    heading("demo.printer");
    if (button("printer.paper", tr(paper ? "demo.pull_paper" : "demo.load_paper"), !paper)) {
      act(paper ? "printer paper-out" : "printer paper-in");
      paper = !paper;
    }
    if (button("printer.cover", tr(cover_open ? "demo.close_cover" : "demo.open_cover"), cover_open)) {
      cover_open = !cover_open;
      act(cover_open ? "printer cover-open" : "printer cover-close");
    }
    const bool plugged = world.printer_plugged;
    if (button("printer.plug", tr(plugged ? "demo.unplug_printer" : "demo.plug_printer"), !plugged)) {
      act(plugged ? "printer unplug" : "printer plug");
    }
  }

  void draw_camera() {
    heading("demo.camera");
    if (button("camera.page", words.tr("demo.next_page", {{"page", std::to_string(camera_page)}}))) {
      camera_page = camera_page % 9 + 1;
      act("camera page " + std::to_string(camera_page));
    }
    if (button("camera.blur", tr(blurred ? "demo.sharp" : "demo.blur"), blurred)) {
      blurred = !blurred;
      act(blurred ? "camera blur" : "camera sharp");
    }
  }

  // A telephone before the scanner: each code is good once, for a minute.
  void draw_telephone() {
    heading("demo.telephone");
    if (button("code.medical", tr("demo.code_medical"))) act("code medical elder");
    if (button("code.social", tr("demo.code_social"))) act("code social elder");
    if (button("code.again", tr("demo.code_again"))) act("code again");
  }

  // The code of the newest slip, held before the scanner; and the department's answer to the newest case.
  void draw_office() {
    heading("demo.afterwards");
    if (button("scan.receipt", tr("demo.scan_receipt"))) scan_newest();
    if (button("office.approve", tr("demo.approve"))) decide(cases::Outcome::Approved);
    if (button("office.supplement", tr("demo.supplement"))) ask_supplement();
  }

  void scan_newest() {
    terminal.with_store([this](cases::CaseStore& store) {
      auto rows = store.list(1);
      if (!rows || rows->empty()) return;
      act("code show " + rows->front().qr_token);
    });
  }

  void decide(cases::Outcome outcome) {
    with_newest([this, outcome](office::Office& office, const office::OfficeCase& newest) {
      if (newest.state == cases::CaseState::Supplement) {  // as if it had been brought to the counter
        if (auto accepted = office.accept(newest.uid, "demo"); !accepted)
          spdlog::warn("demo: {}", describe(accepted.error()));
      }
      auto done = office.decide(newest.uid, outcome, {}, "demo");
      if (!done) spdlog::warn("demo: {}", describe(done.error()));
      terminal.fetch_answers();
    });
  }

  void ask_supplement() {
    with_newest([this, message = tr("demo.supplement_message")](office::Office& office,
                                                                const office::OfficeCase& newest) {
      office::NoticeWish wish{{}, message};
      if (const auto content = office.content(newest.uid)) {
        for (const cases::EnvelopeMaterial& material : content->materials) {
          if (material.supply == cases::Supply::Scanned) wish.wanted.push_back(material.code);
        }
      }
      auto done = office.supplement(newest.uid, wish, "demo");
      if (!done) spdlog::warn("demo: {}", describe(done.error()));
      terminal.fetch_answers();
    });
  }

  void with_newest(std::function<void(office::Office&, const office::OfficeCase&)> work) {
    terminal.with_office([work = std::move(work)](office::Office& office) {
      auto list = office.list({}, 1);
      if (list && !list->empty()) work(office, list->front());
    });
  }
};

DemoPanel::DemoPanel(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DemoPanel::~DemoPanel() = default;

Result<std::unique_ptr<DemoPanel>> DemoPanel::create(Terminal& terminal, SimulatedWorld& world,
                                                     Executor& camera_thread, int height_px) {
  ui::UiOptions options;
  options.metrics = {kDemoPanelWidth, height_px, 0.42F};
  auto ui = ui::Ui::create(options);
  if (!ui) return fail(ErrorKind::NotFound, ui.error().message, "fonts");
  auto parts = std::unique_ptr<Parts>(new Parts{
      terminal, world, camera_thread, std::move(*ui), terminal.words(), {}, true, false, 1, false, {}});
  return std::unique_ptr<DemoPanel>(new DemoPanel(std::move(parts)));
}

ui::Ui& DemoPanel::ui() { return *parts_->ui; }

ui::FrameResult DemoPanel::frame(const ui::SurfaceView& target, double now_seconds, Language language) {
  Parts& p = *parts_;
  p.words.set_language(ui_language(language));
  p.ui->begin_frame(now_seconds);
  const ui::Rect page = p.ui->page();
  p.ui->painter().fill(page, p.ui->theme().colors().surface_sunken);
  p.column = page.inset(20, 16);
  const ui::Rect title = p.column.cut_top(p.ui->theme().text(ui::TextStyle::Heading).line_height_px);
  ui::text(*p.ui, title,
           {.text = p.tr("demo.title"), .style = ui::TextStyle::Heading, .heading = true, .shrink = true});
  p.draw_reader();
  p.draw_telephone();
  p.draw_printer();
  p.draw_camera();
  p.draw_office();
  return p.ui->end_frame(target);
}

}  // namespace yitang::terminal
