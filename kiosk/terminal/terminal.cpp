#include "kiosk/terminal/terminal.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <utility>

#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/base/audit_events.hpp"
#include "kiosk/base/wipe.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/outbox/delivery.hpp"
#include "kiosk/terminal/camera_service.hpp"
#include "kiosk/terminal/card_service.hpp"
#include "kiosk/terminal/catalog_trust.hpp"
#include "kiosk/terminal/copy_note.hpp"
#include "kiosk/terminal/figures_service.hpp"
#include "kiosk/terminal/form_print_service.hpp"
#include "kiosk/terminal/hardware.hpp"
#include "kiosk/terminal/headset_watch.hpp"
#include "kiosk/terminal/identity_service.hpp"
#include "kiosk/terminal/local_link.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/presence.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/scan_service.hpp"
#include "kiosk/terminal/slip_glyphs.hpp"
#include "kiosk/terminal/staff_service.hpp"
#include "kiosk/terminal/terminal_ports.hpp"
#include "kiosk/terminal/words.hpp"

namespace yitang::terminal {
namespace {

constexpr std::chrono::milliseconds kGlyphsAfter{1500};  // when the first page has long been drawn
constexpr std::chrono::milliseconds kOrphansAfter{20'000};
constexpr std::chrono::minutes kOfficeUpkeepEvery{5};

/// The first day of the month that a catalogue's version names ("2026.11", "2026.11-sample").
std::optional<Date> month_of(const std::string& version) {
  if (version.size() < 7 || version[4] != '.') return std::nullopt;
  return Date::parse(version.substr(0, 4) + version.substr(5, 2) + "01");
}

}  // namespace

// In the order of construction; destroyed from the last to the first.
struct Terminal::Parts {
  Parts(TerminalOptions o, Surroundings s, catalog::CatalogPtr c, ui::Strings w, cases::CaseStore st,
        office::Office of, std::unique_ptr<devices::FreetypeRasterizer> g)
      : options(std::move(o)),
        around(s),
        catalog(std::move(c)),
        words(std::move(w)),
        store(std::move(st)),
        office(std::move(of)),
        link(office, s.world == nullptr ? nullptr : &s.world->office_in_reach),
        glyphs(std::move(g)) {}

  Result<void> build();
  void build_forms(std::function<void(resident::Event)> post);
  catalog::ResultPaper result_paper() const;
  void draw_usual_glyphs();
  void keep_office();
  void keep_day();

  TerminalOptions options;
  Surroundings around;
  catalog::CatalogPtr catalog;
  ui::Strings words;
  cases::CaseStore store;
  office::Office office;
  LocalLink link;
  std::unique_ptr<devices::FreetypeRasterizer> glyphs;
  std::unique_ptr<Hardware> hardware;
  std::unique_ptr<outbox::Delivery> delivery;
  std::unique_ptr<StoreService> store_service;
  std::unique_ptr<CardService> card;
  std::unique_ptr<ScanService> scan;
  std::unique_ptr<CameraService> camera;
  std::unique_ptr<PrintService> print;
  std::unique_ptr<FormPrintService> forms;
  std::unique_ptr<PresenceService> presence;
  std::unique_ptr<IdentityService> identity;
  std::unique_ptr<StaffService> staff;
  std::unique_ptr<TerminalPorts> ports;
  std::unique_ptr<resident::ResidentFlow> flow;
  std::unique_ptr<HeadsetWatch> headset;
  std::unique_ptr<FiguresService> figures;
  std::shared_ptr<int> alive =
      std::make_shared<int>(0);  // posted events look whether the flow is still there
};

Result<void> Terminal::Parts::build() {
  const Config& config = options.config;
  const auto post = [this, alive_flag = std::weak_ptr<int>(alive)](resident::Event event) {
    around.threads.main.post([this, alive_flag, event = std::move(event)] {
      if (!alive_flag.expired()) flow->on(event);
    });
  };
  // Called on libusb's thread, also while this is being built: the main thread looks whether the reader is
  // there yet.
  hardware = Hardware::create(config.devices, around.device_clock, around.world,
                              [this, alive_flag = std::weak_ptr<int>(alive)] {
                                around.threads.main.post([this, alive_flag] {
                                  if (alive_flag.expired()) return;
                                  if (card) card->device_arrived();
                                  if (print) print->device_arrived();
                                });
                              });
  hardware->load_profiles(printer_profiles(options.share));

  outbox::DeliverySettings delivery_settings;
  delivery_settings.fetch_every =
      std::chrono::milliseconds(0);  // the office is here and answers are fetched when it acts
  delivery = std::make_unique<outbox::Delivery>(
      outbox::Delivery::Parts{store, link, around.threads.store, around.threads.office, around.clock,
                              around.random},
      delivery_settings, [post] { post(resident::StatusChanged{}); });
  store_service = std::make_unique<StoreService>(around.threads.store, store, catalog, around.clock, post,
                                                 [this] { delivery->wake(); });
  card = std::make_unique<CardService>(around.threads.reader, around.clock, around.device_clock,
                                       hardware->open_reader(), post, &hardware->board(),
                                       hardware->decode_photo());
  std::vector<devices::CodeRule> rules = config.devices.codes;
  if (config.devices.scanner == DeviceSource::Simulated && around.world != nullptr) {
    const auto simulated = simulated_code_rules();
    rules.insert(rules.end(), simulated.begin(), simulated.end());
  }
  scan = std::make_unique<ScanService>(around.threads.camera, hardware->scanner(), post,
                                       devices::CodeRecogniser(rules));
  identity = std::make_unique<IdentityService>(IdentityService::Parts{
      around.threads.office, link, *store_service, around.random, config.terminal_code, post});
  camera = std::make_unique<CameraService>(around.threads.camera, hardware->camera(), *store_service, post);

  PrintSettings print_settings;
  print_settings.choose = hardware->choose_profile();
  print_settings.out_of_order = hardware->printer_out_of_order();
  print_settings.roll_mm = config.devices.roll_m * 1000;
  print_settings.place = config.place;
  print_settings.hotline = config.hotline;
  print_settings.paper = result_paper();
  print_settings.result_limit = config.flow.result_limit;
  if (config.devices.staff_reader) {
    staff = StaffService::start(*config.devices.staff_reader, around.random);
  }
  print = std::make_unique<PrintService>(
      PrintService::Parts{
          around.threads.printer, *store_service, *catalog, around.clock, around.device_clock, *glyphs,
          hardware->open_printer(),
          [this](Language language, std::string_view key) { return words.tr(key, ui_language(language)); },
          post},
      std::move(print_settings));
  build_forms(post);
  if (config.presence == "simulated" && around.world != nullptr) {
    presence = std::make_unique<PresenceService>(around.threads.camera,
                                                 std::make_unique<SimulatedPresence>(*around.world), post);
  } else if (config.presence.starts_with('/')) {
    presence = std::make_unique<PresenceService>(
        around.threads.camera, std::make_unique<CameraPresence>(config.presence, around.device_clock), post);
  }
  ports = std::make_unique<TerminalPorts>(TerminalPorts::Services{
      *card, *scan, *print, *camera, *store_service, forms.get(), presence.get(), *identity});
  resident::FlowSettings flow_settings = config.flow;
  flow_settings.speech = config.speech && config.speech_source != SpeechSource::None;
  flow_settings.scanner = hardware->scanner() != nullptr;
  flow_settings.form_printer = result_paper().a4;
  flow_settings.slip_printer = result_paper().slip;
  if (link.can_identify()) flow_settings.codes.methods = identity_methods(rules);
  if (const auto* point = catalog->point_called(config.place.zh)) flow_settings.point = point->id;
  flow =
      std::make_unique<resident::ResidentFlow>(*catalog, around.clock, around.random, *ports, flow_settings);

  headset = HeadsetWatch::create(config, around.world,
                                 [post](bool plugged) { post(resident::HeadsetChanged{plugged}); });

  figures = std::make_unique<FiguresService>(
      around.threads.office, office, around.clock,
      [post](const cases::PublishedFigures& now) { post(resident::FiguresChanged{now}); });

  around.threads.store.post([this] { store.move_to_this_thread(); });
  around.threads.office.post([this] { office.move_to_this_thread(); });
  return {};
}

// By what is configured: a printer that is off or out of paper now says so when it is asked.
catalog::ResultPaper Terminal::Parts::result_paper() const {
  return {hardware->form_printer() != nullptr, options.config.devices.printer != DeviceSource::None};
}

void Terminal::Parts::draw_usual_glyphs() {
  cases::SlipSettings usual;
  usual.language = options.config.flow.language;
  usual.words = [this, &usual](std::string_view key) { return words.tr(key, ui_language(usual.language)); };
  usual.place = options.config.place.of(usual.language);
  draw_ahead_on(around.threads.printer, kGlyphsAfter, *glyphs, usual_texts(usual, *catalog), alive);
}

void Terminal::Parts::build_forms(std::function<void(resident::Event)> post) {
  auto printer = hardware->form_printer();
  if (!printer) return;
  forms = std::make_unique<FormPrintService>(FormPrintService::Parts{
      around.threads.forms, *store_service, *catalog, around.clock, around.random, std::move(printer),
      [this](Language language, std::string_view key) { return words.tr(key, ui_language(language)); },
      options.config.place, options.config.hotline, std::move(post), store.terminal_code(),
      options.config.flow.result_limit});
}

// On the office's thread, every few minutes.
void Terminal::Parts::keep_office() {
  const auto kept = office.upkeep();
  if (!kept) spdlog::error("office: upkeep: {}", describe(kept.error()));
  if (kept && *kept > 0) delivery->fetch_now();
  figures->look();
  around.threads.office.post_after(kOfficeUpkeepEvery, [this, alive_flag = std::weak_ptr<int>(alive)] {
    if (!alive_flag.expired()) keep_office();
  });
}

// What is in force changes at midnight. A clock that nobody believes changes nothing.
void Terminal::Parts::keep_day() {
  if (around.clock.trusted() && catalog->turn_to(around.clock.today()))
    spdlog::info("catalogue: {} items are in force from today", catalog->items().size());
  const UnixMillis midnight = start_of(around.clock.today().plus_days(1));
  const auto until = std::chrono::milliseconds(std::max<UnixMillis>(1, midnight - around.clock.now()));
  const auto next = std::min<std::chrono::milliseconds>(until, kOfficeUpkeepEvery);
  around.threads.office.post_after(next, [this, alive_flag = std::weak_ptr<int>(alive)] {
    if (!alive_flag.expired()) keep_day();
  });
}

Terminal::Terminal(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
// What the log got since the last round of upkeep is under a signed head, too, before the machine is off.
Terminal::~Terminal() {
  if (!parts_) return;
  if (auto head = parts_->store.sign_audit_head(); !head)
    spdlog::error("store: signing the audit log at the end: {}", describe(head.error()));
}

Result<std::unique_ptr<Terminal>> Terminal::open(TerminalOptions options, Surroundings around) {
  const Config& config = options.config;
  // Reading the catalogue is the longest part of the start and needs nothing of the rest: it runs beside it.
  auto reading =
      std::async(std::launch::async, [config, sample = options.share / "catalog", data = options.data] {
        return open_catalog(config, sample, data);
      });
  auto words = load_words(options.share);
  if (!words) return tl::unexpected(words.error());
  storage::HostBinding host = host_binding(options.data, config);
  host.passphrase = std::exchange(options.passphrase, nullptr);  // of no use once the stores are open
  cases::StoreOptions store_options{terminal_store(options.data), host, config.terminal_code};
  store_options.orphans = storage::SweepOrphans::Later;
  auto store = cases::CaseStore::open(store_options, around.clock, around.random);
  if (!store) return tl::unexpected(store.error());
  auto glyphs = devices::FreetypeRasterizer::create(devices::system_receipt_fonts());
  if (!glyphs) return fail(ErrorKind::NotFound, glyphs.error().message, "fonts");
  auto opened = reading.get();
  if (!opened) return tl::unexpected(opened.error());
  for (const std::string& warning : opened->warnings) spdlog::warn("catalogue: {}", warning);
  catalog::CatalogPtr catalog = std::move(opened->catalog);
  if (around.judged != nullptr) {
    auto newest = store->newest_time();
    if (!newest) return tl::unexpected(newest.error());
    if (*newest) around.judged->remember(**newest);
  }
  if (around.judged != nullptr) {
    const catalog::CountyInfo& county = catalog->county();
    const auto published = county.published ? county.published : month_of(county.version);
    if (published) around.judged->raise_floor(start_of(*published));
  }
  if (around.clock.trusted()) catalog->turn_to(around.clock.today());
  office::OfficeOptions office_options{office_store(options.data), host};
  office_options.orphans = storage::SweepOrphans::Later;
  if (around.world != nullptr) office_options.platform = &around.world->platform;
  auto office = office::Office::open(office_options, catalog, around.clock);
  if (!office) return tl::unexpected(office.error());
  auto copy = copy_note(*store, *office);
  if (!copy) return tl::unexpected(copy.error());
  if (*copy) spdlog::warn("store: {}", **copy);
  auto parts = std::make_unique<Parts>(std::move(options), around, std::move(catalog), std::move(*words),
                                       std::move(*store), std::move(*office), std::move(*glyphs));
  if (auto built = parts->build(); !built) return tl::unexpected(built.error());
  return std::unique_ptr<Terminal>(new Terminal(std::move(parts)));
}

void Terminal::start() {
  parts_->headset->start();
  parts_->delivery->start();
  parts_->store_service->start_upkeep();
  parts_->around.threads.reader.post([parts = parts_.get(), alive_flag = std::weak_ptr<int>(parts_->alive)] {
    if (!alive_flag.expired()) parts->hardware->look();
  });
  if (parts_->forms) parts_->forms->look_at_printer();
  parts_->draw_usual_glyphs();
  // Looking through all pictures must not delay the first resident.
  parts_->around.threads.office.post_after(kOrphansAfter, [this] {
    if (auto swept = parts_->office.sweep(); !swept)
      spdlog::error("office: orphans: {}", describe(swept.error()));
  });
  parts_->around.threads.office.post([parts = parts_.get(), alive_flag = std::weak_ptr<int>(parts_->alive)] {
    if (!alive_flag.expired()) parts->keep_office();
    if (!alive_flag.expired()) parts->keep_day();
  });
}

bool Terminal::take_person_left() { return std::exchange(parts_->ports->person_left, false); }

void Terminal::forget_person() {
  const Threads& threads = parts_->around.threads;
  const auto post = [alive_flag = std::weak_ptr<int>(parts_->alive)](Executor& thread,
                                                                     std::function<void()> forget) {
    thread.post([alive_flag, forget = std::move(forget)] {
      if (alive_flag.expired()) return;
      if (forget) forget();
      wipe_dead_stack();
    });
  };
  post(threads.store, [parts = parts_.get()] {
    if (auto given = parts->store.release_memory(); !given)
      spdlog::error("store: giving memory back: {}", describe(given.error()));
  });
  post(threads.office, [parts = parts_.get()] {
    if (auto given = parts->office.release_memory(); !given)
      spdlog::error("office: giving memory back: {}", describe(given.error()));
  });
  post(threads.camera, [parts = parts_.get()] { parts->hardware->rest_decoders(); });
  for (Executor* thread : {&threads.reader, &threads.printer, &threads.forms}) post(*thread, {});
}

resident::ResidentFlow& Terminal::flow() { return *parts_->flow; }
const catalog::Catalog& Terminal::catalog() const { return *parts_->catalog; }
const Config& Terminal::config() const { return parts_->options.config; }
const ui::Strings& Terminal::words() const { return parts_->words; }
bool Terminal::shows_photos() const { return parts_->hardware->decode_photo() != nullptr; }

void Terminal::with_store(std::function<void(cases::CaseStore&)> work) {
  parts_->store_service->with_store(std::move(work));
}

void Terminal::with_office(std::function<void(office::Office&)> work) {
  parts_->around.threads.office.post([this, work = std::move(work)] { work(parts_->office); });
}

std::vector<devices::DeviceRecord> Terminal::devices() {
  parts_->hardware->look();
  // It may be far away: what it says is in the next list.
  if (parts_->forms) parts_->forms->look_at_printer();
  return parts_->hardware->board().snapshot();
}
PrintService& Terminal::printing() { return *parts_->print; }

void Terminal::fetch_answers() {
  parts_->delivery->fetch_now();
  parts_->figures->look();
}

}  // namespace yitang::terminal
