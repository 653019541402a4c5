#pragma once
#include <string>

#include "ui/error.hpp"
#include "ui/surface.hpp"

namespace yitang::ui {

// Writes an RGB PNG; the same pixels always give the same bytes.
Result<void> save_png(const SurfaceView& surface, const std::string& path);

}  // namespace yitang::ui
