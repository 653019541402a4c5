#include "kiosk/terminal/terminal.hpp"

#include <spdlog/spdlog.h>

#include <future>
#include <utility>

#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/base/audit_events.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/outbox/delivery.hpp"
#include "kiosk/terminal/camera_service.hpp"
#include "kiosk/terminal/card_service.hpp"
#include "kiosk/terminal/copy_note.hpp"
#include "kiosk/terminal/form_print_service.hpp"
#include "kiosk/terminal/form_printer_access.hpp"
#include "kiosk/terminal/hardware.hpp"
#include "kiosk/terminal/local_link.hpp"
#include "kiosk/terminal/paths.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/scan_service.hpp"
#include "kiosk/terminal/staff_service.hpp"
#include "kiosk/terminal/words.hpp"

namespace yitang::terminal {
namespace {

constexpr std::chrono::milliseconds kOrphansAfter{20'000};
constexpr std::chrono::minutes kOfficeUpkeepEvery{5};

/// The first day of the month that a catalogue's version names ("2026.11", "2026.11-sample").
std::optional<Date> month_of(const std::string& version) {
  if (version.size() < 7 || version[4] != '.') return std::nullopt;
  return Date::parse(version.substr(0, 4) + version.substr(5, 2) + "01");
}

/// The flow's wishes, handed to the services.
class TerminalPorts final : public resident::Ports {
 public:
  struct Services {
    CardService& card;
    ScanService& scan;
    PrintService& print;
    CameraService& camera;
    StoreService& store;
    FormPrintService* forms;  ///< null: no printer of forms
  };
  explicit TerminalPorts(Services services) : services_(services) {}

  void want_card(bool on) override { services_.card.want(on); }
  void want_scan(bool on) override { services_.scan.want(on); }
  void ask_printer() override { services_.print.ask(); }
  void print(const resident::PrintRequest& request) override { services_.print.print(request); }
  void print_form(const resident::FormRequest& request) override {
    if (services_.forms != nullptr) services_.forms->print(request);
  }
  void want_camera(bool on) override { services_.camera.want(on); }
  void capture_page(const std::string&, int) override { services_.camera.capture(); }
  void discard_page(const cases::PageImage& page) override { services_.store.discard_page(page); }
  void save_draft(const cases::Draft& draft) override { services_.store.save_draft(draft); }
  void delete_draft(const std::string& uid) override { services_.store.delete_draft(uid); }
  void find_person(const std::string& number, const std::string& item) override {
    services_.store.find_person(number, item);
  }
  void submit(const cases::Draft& draft) override { services_.store.submit(draft); }
  void find_cases_by_token(const std::string& token) override { services_.store.find_cases_by_token(token); }
  void find_case_by_number(const std::string& number, const std::string& ending) override {
    services_.store.find_case_by_number(number, ending);
  }
  void open_case(const std::string& uid) override { services_.store.open_case(uid); }
  void notices_shown(const std::vector<std::int64_t>& ids) override { services_.store.notices_shown(ids); }
  void store_rating(const std::string& uid, int level, const std::vector<std::string>& tags) override {
    services_.store.store_rating(uid, level, tags);
  }
  void call_staff() override {
    spdlog::info("resident: staff was called");
    services_.store.with_store([](cases::CaseStore& store) {
      if (auto noted = store.note(audit::record_of(audit::ResidentStaffCalled{})); !noted) {
        spdlog::error("store: audit: {}", describe(noted.error()));
      }
    });
  }
  void wipe() override {
    services_.card.want(false);
    services_.scan.want(false);
    services_.camera.want(false);
    services_.print.forget();
    if (services_.forms != nullptr) services_.forms->forget();
  }

 private:
  Services services_;
};

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
        link(office),
        glyphs(std::move(g)) {}

  Result<void> build();
  void build_forms(std::function<void(resident::Event)> post);
  void keep_office();

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
  std::unique_ptr<StaffService> staff;
  std::unique_ptr<TerminalPorts> ports;
  std::unique_ptr<resident::ResidentFlow> flow;
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
  scan = std::make_unique<ScanService>(around.threads.camera, hardware->scanner(), post,
                                       devices::CodeRecogniser(config.devices.codes));
  camera = std::make_unique<CameraService>(around.threads.camera, hardware->camera(), *store_service, post);

  PrintSettings print_settings;
  print_settings.choose = hardware->choose_profile();
  print_settings.out_of_order = hardware->printer_out_of_order();
  print_settings.roll_mm = config.devices.roll_m * 1000;
  print_settings.place = config.place;
  print_settings.hotline = config.hotline;
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
  ports = std::make_unique<TerminalPorts>(
      TerminalPorts::Services{*card, *scan, *print, *camera, *store_service, forms.get()});
  resident::FlowSettings flow_settings = config.flow;
  flow_settings.speech = config.speech;
  flow_settings.scanner = hardware->scanner() != nullptr;
  flow_settings.form_printer = forms != nullptr;
  flow =
      std::make_unique<resident::ResidentFlow>(*catalog, around.clock, around.random, *ports, flow_settings);

  around.threads.store.post([this] { store.move_to_this_thread(); });
  around.threads.office.post([this] { office.move_to_this_thread(); });
  return {};
}

void Terminal::Parts::build_forms(std::function<void(resident::Event)> post) {
  auto printer = form_printer(options.config.devices, around.world);
  if (!printer) return;
  forms = std::make_unique<FormPrintService>(FormPrintService::Parts{
      around.threads.forms, *store_service, *catalog, around.clock, around.random, std::move(printer),
      [this](Language language, std::string_view key) { return words.tr(key, ui_language(language)); },
      options.config.place, options.config.hotline, std::move(post)});
}

// On the office's thread, every few minutes.
void Terminal::Parts::keep_office() {
  const auto kept = office.upkeep();
  if (!kept) spdlog::error("office: upkeep: {}", describe(kept.error()));
  if (kept && *kept > 0) delivery->fetch_now();
  around.threads.office.post_after(kOfficeUpkeepEvery, [this, alive_flag = std::weak_ptr<int>(alive)] {
    if (!alive_flag.expired()) keep_office();
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
  const auto catalog_directory =
      config.catalog_directory.empty() ? options.share / "catalog" : config.catalog_directory;
  auto reading = std::async(std::launch::async,
                            [catalog_directory] { return catalog::Catalog::load(catalog_directory); });
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
  auto catalog = reading.get();
  if (!catalog) return tl::unexpected(catalog.error());
  if (around.judged != nullptr) {
    auto newest = store->newest_time();
    if (!newest) return tl::unexpected(newest.error());
    if (*newest) around.judged->remember(**newest);
  }
  if (around.judged != nullptr) {
    const auto published = month_of((*catalog)->county().version);
    if (published) around.judged->raise_floor(start_of(*published));
  }
  office::OfficeOptions office_options{office_store(options.data), host};
  office_options.orphans = storage::SweepOrphans::Later;
  auto office = office::Office::open(office_options, *catalog, around.clock);
  if (!office) return tl::unexpected(office.error());
  auto copy = copy_note(*store, *office);
  if (!copy) return tl::unexpected(copy.error());
  if (*copy) spdlog::warn("store: {}", **copy);
  auto parts = std::make_unique<Parts>(std::move(options), around, std::move(*catalog), std::move(*words),
                                       std::move(*store), std::move(*office), std::move(*glyphs));
  if (auto built = parts->build(); !built) return tl::unexpected(built.error());
  return std::unique_ptr<Terminal>(new Terminal(std::move(parts)));
}

void Terminal::start() {
  parts_->delivery->start();
  parts_->store_service->start_upkeep();
  parts_->around.threads.reader.post([parts = parts_.get(), alive_flag = std::weak_ptr<int>(parts_->alive)] {
    if (!alive_flag.expired()) parts->hardware->look();
  });
  // Looking through all pictures must not delay the first resident.
  parts_->around.threads.office.post_after(kOrphansAfter, [this] {
    if (auto swept = parts_->office.sweep(); !swept)
      spdlog::error("office: orphans: {}", describe(swept.error()));
  });
  parts_->around.threads.office.post([parts = parts_.get(), alive_flag = std::weak_ptr<int>(parts_->alive)] {
    if (!alive_flag.expired()) parts->keep_office();
  });
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
  return parts_->hardware->board().snapshot();
}
PrintService& Terminal::printing() { return *parts_->print; }

void Terminal::fetch_answers() { parts_->delivery->fetch_now(); }

}  // namespace yitang::terminal
