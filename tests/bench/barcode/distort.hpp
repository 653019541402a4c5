// Pictures of codes as cameras deliver them: one kind of trouble at a time, by a seeded generator, so that
// the truth is known and every run sees the same set.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "devices/image/image.hpp"

namespace yitang::bench {

struct Scene {
  double module_px = 5;  // size of a module in the frame
  double turn_degrees = 0;
  double tilt = 0;     // perspective: share by which the far edge is shorter
  double blur_px = 0;  // sigma
  double noise = 0;    // sigma of grey values
  double black = 20, white = 235;
  double shade = 0;  // share of light lost from one side to the other
  double glare = 0;  // radius of a burnt-out spot as a share of the code's side
  double moire = 0;  // amplitude of a fine grating
  bool inverted = false;
};

// A frame of 1280 x 720 with a code of this text about its middle.
devices::Image frame_with_code(const std::string& text, const Scene& scene, std::mt19937& random);

struct ClassOfScenes {
  std::string name;
  std::vector<Scene> scenes;
};

// `count` scenes a class, from easy to what nobody reads.
std::vector<ClassOfScenes> all_classes(int count, std::mt19937& random);

}  // namespace yitang::bench
