// A camera whose pictures are files: for terminals whose scanner writes into a folder, and for tests.
#pragma once

#include <memory>
#include <string>

#include "devices/camera/camera.hpp"
#include "devices/image/codec.hpp"

namespace yitang::devices {

class FileCamera final : public Camera {
 public:
  // A picture file, or a folder whose picture files (png, jpg, jpeg, pgm) are taken in order of name,
  // beginning again after the last. NotFound if there is no such path. A folder is read anew at every
  // capture.
  [[nodiscard]] static Result<std::unique_ptr<FileCamera>> open(const std::string& path,
                                                                ImageLimits limits = {});
  [[nodiscard]] CameraState state() const override;
  Result<Image> capture() override;

 private:
  FileCamera(std::string path, ImageLimits limits) : path_(std::move(path)), limits_(limits) {}
  std::string path_;
  ImageLimits limits_;
  std::string last_name_;
};

}  // namespace yitang::devices
