#include "ui/input/pinyin_dictionary.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

// The library's headers use macros of GLib that -Wpedantic does not like.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <pinyin.h>
#pragma GCC diagnostic pop

namespace yitang::ui {
namespace {

namespace fs = std::filesystem;

// libpinyin asserts on missing files, so they are looked for before it is started.
constexpr const char* needed_files[] = {"table.conf", "gb_char.bin",      "gbk_char.bin",     "opengram.bin",
                                        "merged.bin", "pinyin_index.bin", "phrase_index.bin", "bigram.db"};

class EmptyUserFolder {
 public:
  static Result<EmptyUserFolder> make() {
    std::error_code error;
    const fs::path base = fs::temp_directory_path(error);
    std::string path = ((error ? fs::path("/tmp") : base) / "yitang-pinyin-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) {
      return tl::unexpected(Error{ErrorCode::InputEngine, "cannot make " + path});
    }
    return EmptyUserFolder(path);
  }
  EmptyUserFolder(EmptyUserFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  EmptyUserFolder& operator=(EmptyUserFolder&&) = delete;
  ~EmptyUserFolder() { static_cast<void>(remove()); }
  const std::string& path() const { return path_; }
  bool remove() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(std::exchange(path_, {}), error);
    return !error;
  }

 private:
  explicit EmptyUserFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// The version lines of the dictionary: they tell the library that the (empty) user folder belongs to it.
bool write_user_configuration(const fs::path& dictionary, const fs::path& folder) {
  std::ifstream table(dictionary / "table.conf");
  std::ofstream user(folder / "user.conf");
  std::string line;
  while (std::getline(table, line)) {
    if (line.starts_with("binary format") || line.starts_with("model data") ||
        line.starts_with("database format")) {
      user << line << '\n';
    }
  }
  user.flush();
  return user.good();
}

}  // namespace

struct PinyinDictionary::Handles {
  pinyin_context_t* context = nullptr;
  pinyin_instance_t* instance = nullptr;
  Handles() = default;
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  ~Handles() {
    if (instance != nullptr) pinyin_free_instance(instance);
    if (context != nullptr) pinyin_fini(context);
  }
};

PinyinDictionary::PinyinDictionary(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
PinyinDictionary::~PinyinDictionary() = default;

Result<std::unique_ptr<PinyinDictionary>> PinyinDictionary::open(const PinyinOptions& options) {
  const fs::path dir = options.dictionary_dir.empty() ? YITANG_LIBPINYIN_DATA : options.dictionary_dir;
  for (const char* name : needed_files) {
    std::error_code error;
    if (!fs::is_regular_file(dir / name, error)) {
      return tl::unexpected(Error{ErrorCode::InputEngine, (dir / name).string() + " is missing"});
    }
  }
  auto folder = EmptyUserFolder::make();
  if (!folder) return tl::unexpected(folder.error());
  // Without a configuration there the library complains on standard error at every start.
  if (!write_user_configuration(dir, folder->path())) {
    return tl::unexpected(Error{ErrorCode::InputEngine, "cannot write into " + folder->path()});
  }
  auto handles = std::make_unique<Handles>();
  handles->context = pinyin_init(dir.c_str(), folder->path().c_str());
  if (handles->context != nullptr) {
    pinyin_set_options(handles->context, PINYIN_INCOMPLETE | IS_PINYIN | USE_DIVIDED_TABLE |
                                             USE_RESPLIT_TABLE | PINYIN_CORRECT_UE_VE | PINYIN_CORRECT_V_U);
    handles->instance = pinyin_alloc_instance(handles->context);
  }
  if (handles->instance == nullptr) {
    return tl::unexpected(Error{ErrorCode::InputEngine, "libpinyin rejected " + dir.string()});
  }
  if (!folder->remove()) {
    return tl::unexpected(Error{ErrorCode::InputEngine, "the empty user folder cannot be removed"});
  }
  return std::unique_ptr<PinyinDictionary>(new PinyinDictionary(std::move(handles)));
}

std::vector<PinyinCandidate> PinyinDictionary::look_up(const std::string& letters) {
  std::vector<PinyinCandidate> found;
  pinyin_instance_t* instance = handles_->instance;
  pinyin_reset(instance);
  const std::size_t parsed = pinyin_parse_more_full_pinyins(instance, letters.c_str());
  if (parsed == 0) return found;
  pinyin_guess_sentence(instance);
  pinyin_guess_candidates(instance, 0, SORT_BY_PHRASE_LENGTH_AND_FREQUENCY);
  guint count = 0;
  pinyin_get_n_candidate(instance, &count);
  found.reserve(count);
  for (guint i = 0; i < count; ++i) {
    lookup_candidate_t* candidate = nullptr;
    const gchar* text = nullptr;
    lookup_candidate_type_t type = NORMAL_CANDIDATE;
    if (!pinyin_get_candidate(instance, i, &candidate) ||
        !pinyin_get_candidate_string(instance, candidate, &text) || text == nullptr ||
        !pinyin_get_candidate_type(instance, candidate, &type)) {
      continue;
    }
    const bool sentence = type == NBEST_MATCH_CANDIDATE;
    if (!sentence && type != NORMAL_CANDIDATE) continue;
    // Choosing only marks the instance, which is reset before the next lookup; it is how the library tells
    // how far a candidate reaches. Learning would be pinyin_train, which is never called.
    const std::string word = text;
    const int end = sentence ? static_cast<int>(parsed) : pinyin_choose_candidate(instance, 0, candidate);
    std::size_t reach = end > 0 ? static_cast<std::size_t>(end) : 0;
    while (reach > 0 && reach < letters.size() && letters[reach] == '\'') ++reach;
    if (reach > 0 && !word.empty()) found.push_back({word, std::min(reach, letters.size())});
  }
  pinyin_reset(instance);
  return found;
}

}  // namespace yitang::ui
