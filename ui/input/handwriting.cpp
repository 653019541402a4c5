#include "ui/input/handwriting.hpp"

#include <zinnia.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <iterator>
#include <system_error>
#include <utility>

#include "ui/input/grapheme.hpp"
#include "ui/input/shape_handwriting.hpp"
#include "ui/input/stroke_variants.hpp"

namespace yitang::ui {
namespace {

constexpr const char* debian_model = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model";
// Each reading of the writing costs one pass over the model, about 15 ms.
constexpr std::size_t most_variants = 3;
// A cut version must be clearly better than the writing as it is before it goes ahead.
constexpr float cut_penalty = 0.05F;

struct Scored {
  std::string text;
  float score = 0;
};

class Zinnia final : public HandwritingEngine {
 public:
  explicit Zinnia(std::unique_ptr<zinnia::Recognizer> recognizer) : recognizer_(std::move(recognizer)) {}

  std::vector<std::string> recognise(const PenStrokes& strokes, std::size_t limit) override {
    const PenStrokes drawn = normalise_strokes(strokes);
    if (drawn.empty() || limit == 0) return {};
    std::vector<Scored> found = classify_all(drawn, limit);
    std::stable_sort(found.begin(), found.end(),
                     [](const Scored& a, const Scored& b) { return a.score > b.score; });
    std::vector<std::string> best;
    for (auto& candidate : found) {
      if (best.size() == limit) break;
      if (std::find(best.begin(), best.end(), candidate.text) == best.end()) {
        best.push_back(std::move(candidate.text));
      }
    }
    std::vector<std::string> alike;
    for (const char32_t code : characters_like(strokes, limit)) append_utf8(alike.emplace_back(), code);
    return merge_rankings(alike, best, limit);
  }

 private:
  // The writing as it is and cut apart, in this order. The model is only read, so a second core takes every
  // other one.
  std::vector<Scored> classify_all(const PenStrokes& drawn, std::size_t limit) const {
    std::vector<PenStrokes> readings = split_joined_strokes(drawn, most_variants);
    readings.insert(readings.begin(), drawn);
    std::vector<std::vector<Scored>> parts(readings.size());
    const auto every_other = [&](std::size_t from) {
      for (std::size_t i = from; i < readings.size(); i += 2)
        classify(readings[i], limit, i == 0 ? 0 : cut_penalty, parts[i]);
    };
    std::future<void> helper;
    if (readings.size() > 1)  // where no thread can be had it is done below, in get()
      helper = std::async(std::launch::async | std::launch::deferred, every_other, std::size_t{1});
    every_other(0);
    if (helper.valid()) helper.get();
    std::vector<Scored> found;
    for (std::vector<Scored>& part : parts) std::move(part.begin(), part.end(), std::back_inserter(found));
    return found;
  }

  void classify(const PenStrokes& strokes, std::size_t limit, float penalty,
                std::vector<Scored>& found) const {
    const std::unique_ptr<zinnia::Character> character(zinnia::createCharacter());
    character->set_width(static_cast<std::size_t>(handwriting_square));
    character->set_height(static_cast<std::size_t>(handwriting_square));
    for (std::size_t s = 0; s < strokes.size(); ++s) {
      for (const PenPoint p : strokes[s]) character->add(s, static_cast<int>(p.x), static_cast<int>(p.y));
    }
    const std::unique_ptr<zinnia::Result> result(recognizer_->classify(*character, limit));
    if (!result) return;
    for (std::size_t i = 0; i < result->size(); ++i) {
      found.push_back({result->value(i), result->score(i) - penalty});
    }
  }

  std::unique_ptr<zinnia::Recognizer> recognizer_;
};

}  // namespace

Result<std::unique_ptr<HandwritingEngine>> open_handwriting(const HandwritingOptions& options) {
  const std::string path = options.model_path.empty() ? debian_model : options.model_path;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return tl::unexpected(Error{ErrorCode::InputEngine, path + " is missing"});
  }
  std::unique_ptr<zinnia::Recognizer> recognizer(zinnia::createRecognizer());
  if (!recognizer->open(path.c_str())) {
    return tl::unexpected(Error{ErrorCode::InputEngine, path + ": " + recognizer->what()});
  }
  return std::make_unique<Zinnia>(std::move(recognizer));
}

}  // namespace yitang::ui
