#include "devices/camera/file_camera.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <vector>

namespace yitang::devices {
namespace {

namespace files = std::filesystem;

bool is_picture(const files::path& path) {
  static constexpr std::array<std::string_view, 4> endings{".png", ".jpg", ".jpeg", ".pgm"};
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::vector<std::string> pictures_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (files::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;  // a file that vanished meanwhile is no picture
    if (it->is_regular_file(ignored) && is_picture(it->path()))
      names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<std::unique_ptr<FileCamera>> FileCamera::open(const std::string& path, ImageLimits limits) {
  std::error_code error;
  if (!files::exists(path, error)) return fail(ErrorCode::NotFound, path + ": no such file or folder");
  return std::unique_ptr<FileCamera>(new FileCamera(path, limits));
}

CameraState FileCamera::state() const {
  std::error_code error;
  if (!files::exists(path_, error)) return CameraState::Disconnected;
  if (files::is_directory(path_, error) && pictures_in(path_).empty()) return CameraState::NoSource;
  return CameraState::Ready;
}

Result<Image> FileCamera::capture() {
  std::error_code error;
  if (!files::exists(path_, error)) return fail(ErrorCode::Disconnected, path_ + ": is gone");
  if (!files::is_directory(path_, error)) return load_image(path_, limits_);
  const std::vector<std::string> names = pictures_in(path_);
  if (names.empty()) return fail(ErrorCode::NotFound, path_ + ": no picture in the folder");
  auto next = std::upper_bound(names.begin(), names.end(), last_name_);
  if (next == names.end()) next = names.begin();
  last_name_ = *next;
  return load_image((files::path(path_) / *next).string(), limits_);
}

}  // namespace yitang::devices
