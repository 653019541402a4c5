// A4 pages as a PDF with the glyphs that it uses, in memory only: nothing of a person is written to a disk.
#pragma once

#include <vector>

#include "devices/document/form_document.hpp"
#include "devices/document/form_fonts.hpp"

namespace yitang::devices {

// The same document gives the same pages. Its text can be searched and copied. Errors as lay_out(), and
// OutOfMemory.
[[nodiscard]] Result<std::vector<std::uint8_t>> make_pdf(const FormDocument& document, FormFonts& fonts);

}  // namespace yitang::devices
