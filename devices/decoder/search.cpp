#include "devices/decoder/search.hpp"

#include <array>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include "devices/decoder/enhance.hpp"
#include "devices/decoder/read_zbar.hpp"
#include "devices/decoder/read_zxing.hpp"

namespace yitang::devices {
namespace {

constexpr int threshold_radius = 24, threshold_margin = 8;
constexpr int contrast_tile = 96;
constexpr double contrast_limit = 3;
constexpr int sharpen_radius = 4, sharpen_amount = 3;

constexpr std::array extra_looks{SearchStage::CentreTwice,   SearchStage::Threshold,
                                 SearchStage::LocalContrast, SearchStage::Inverted,
                                 SearchStage::Sharpened,     SearchStage::SecondOpinion};

std::vector<RawCode> look(const Image& grey, SearchStage stage, int max_codes) {
  switch (stage) {
    case SearchStage::CentreTwice: return read_qr_by_zxing(centre_twice(grey), max_codes);
    case SearchStage::Threshold:
      return read_qr_by_zxing(local_threshold(grey, threshold_radius, threshold_margin), max_codes);
    case SearchStage::LocalContrast:
      return read_qr_by_zxing(local_contrast(grey, contrast_tile, contrast_limit), max_codes);
    case SearchStage::Inverted: return read_qr_by_zxing(inverted(grey), max_codes);
    case SearchStage::Sharpened:
      return read_qr_by_zxing(sharpened(grey, sharpen_radius, sharpen_amount), max_codes);
    case SearchStage::SecondOpinion: return read_qr_by_zbar(grey, max_codes);
    case SearchStage::OtherFormats: return read_other_formats_by_zxing(grey, max_codes);
    case SearchStage::Plain: break;
  }
  return read_qr_by_zxing(grey, max_codes);
}

bool is_consistent(const Image& image) {
  return image.width > 0 && image.height > 0 &&
         image.pixels.size() == static_cast<std::size_t>(image.width) *
                                    static_cast<std::size_t>(image.height) *
                                    static_cast<std::size_t>(image.channels());
}

std::vector<SearchStage> stages_for(const SearchOptions& options) {
  std::vector<SearchStage> stages;
  if (options.turn < 0) {
    stages.assign(extra_looks.begin(), extra_looks.end());
  } else {
    stages.push_back(extra_looks[static_cast<std::size_t>(options.turn) % extra_looks.size()]);
  }
  if (options.other_formats) stages.push_back(SearchStage::OtherFormats);
  return stages;
}

std::vector<RawCode> search(const Image& image, const SearchOptions& options) {
  std::vector<RawCode> codes = read_qr_by_zxing(image, options.max_codes);
  if (!codes.empty()) return codes;
  const Image grey = to_grey(image);
  for (const SearchStage stage : stages_for(options)) {
    codes = look(grey, stage, options.max_codes);
    for (RawCode& code : codes) code.stage = stage;
    if (!codes.empty()) break;
  }
  return codes;
}

}  // namespace

Result<std::vector<RawCode>> search_codes(const Image& image, const SearchOptions& options) {
  if (!is_consistent(image) || options.max_codes < 1 || options.max_codes > 8) {
    return fail(ErrorCode::BadArgument, "picture size and dots do not agree");
  }
  try {
    return search(image, options);
  } catch (const std::exception& error) {
    return fail(ErrorCode::Malformed, std::string("the code reader gave up: ") + error.what());
  }
}

Result<std::vector<DecodedCode>> decode_codes(const Image& image, const Clock& clock,
                                              const SearchOptions& options) {
  const TimePoint start = clock.now();
  auto raw = search_codes(image, options);
  if (!raw) return tl::unexpected(raw.error());
  if (raw->empty()) return fail(ErrorCode::NotFound, "no code in the picture");
  const double elapsed = std::chrono::duration<double, std::milli>(clock.now() - start).count();
  std::vector<DecodedCode> codes;
  for (RawCode& code : *raw) {
    codes.push_back(with_text(std::move(code)));
    codes.back().milliseconds = elapsed;
  }
  return codes;
}

}  // namespace yitang::devices
