#include "ui/input/handwriting.hpp"

#include <zinnia.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

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
    std::vector<Scored> found;
    classify(drawn, limit, 0, found);
    for (const auto& variant : split_joined_strokes(drawn, most_variants)) {
      classify(variant, limit, cut_penalty, found);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Scored& a, const Scored& b) { return a.score > b.score; });
    std::vector<std::string> best;
    for (auto& candidate : found) {
      if (best.size() == limit) break;
      if (std::find(best.begin(), best.end(), candidate.text) == best.end()) {
        best.push_back(std::move(candidate.text));
      }
    }
    return best;
  }

 private:
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
