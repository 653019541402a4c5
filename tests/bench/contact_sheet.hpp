// Contact sheets: many small pictures of pages on one picture, with their names.
#pragma once

#include <string>
#include <vector>

#include "ui/context.hpp"
#include "ui/image.hpp"
#include "ui/surface.hpp"

namespace yitang {

class ContactSheet {
 public:
  /// A page of 1080 x 1920 px, made five times smaller.
  void add(const ui::SurfaceView& page, std::string name);
  /// Writes DIRECTORY/STEM-1.png, STEM-2.png ...; the names of the files, in the order of what was added, one
  /// for each page. Empty if one could not be written.
  std::vector<std::string> save(const std::string& directory, const std::string& stem) const;

 private:
  bool save_one(const std::string& path, std::size_t first, std::size_t last) const;

  std::vector<ui::Image> pages_;
  std::vector<std::string> names_;
};

}  // namespace yitang
