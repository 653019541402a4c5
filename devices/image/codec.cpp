#include "devices/image/codec.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "devices/image/codec_formats.hpp"

namespace yitang::devices {

ImageKind sniff_image(ByteView file) {
  static constexpr std::uint8_t png[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  if (file.size() >= sizeof png && std::memcmp(file.data(), png, sizeof png) == 0) return ImageKind::Png;
  if (file.size() >= 3 && file[0] == 0xFF && file[1] == 0xD8 && file[2] == 0xFF) return ImageKind::Jpeg;
  if (file.size() >= 3 && file[0] == 'P' && (file[1] == '2' || file[1] == '5')) return ImageKind::Pgm;
  return ImageKind::Unknown;
}

Result<void> check_image_size(std::int64_t width, std::int64_t height, const ImageLimits& limits) {
  if (width < 1 || height < 1) return fail(ErrorCode::Malformed, "the picture has no dots");
  if (width > limits.max_side || height > limits.max_side ||
      static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) > limits.max_pixels) {
    return fail(ErrorCode::Overflow, fmt::format("the picture is too large: {}x{} dots", width, height));
  }
  return {};
}

Result<Image> decode_image(ByteView file, const ImageLimits& limits) {
  if (file.size() > limits.max_file_bytes) {
    return fail(ErrorCode::Overflow, fmt::format("the picture file is too large: {} bytes", file.size()));
  }
  switch (sniff_image(file)) {
    case ImageKind::Png: return decode_png(file, limits);
    case ImageKind::Jpeg: return decode_jpeg(file, limits);
    case ImageKind::Pgm: return decode_pgm(file, limits);
    case ImageKind::Unknown: break;
  }
  return fail(ErrorCode::NotSupported, "neither PNG nor JPEG nor PGM");
}

Result<Bytes> load_bytes(const std::string& path, std::size_t most) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) {
    const auto code = errno == ENOENT   ? ErrorCode::NotFound
                      : errno == EACCES ? ErrorCode::Access
                                        : ErrorCode::Io;
    return fail(code, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  Bytes bytes;
  std::uint8_t block[65536];
  std::size_t count = 0;
  // One block more than allowed is enough to know that the file is too large.
  while (bytes.size() <= most && (count = std::fread(block, 1, sizeof block, file)) > 0) {
    bytes.insert(bytes.end(), block, block + count);
  }
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return fail(ErrorCode::Io, fmt::format("{}: cannot be read", path));
  if (bytes.size() > most)
    return fail(ErrorCode::Overflow, fmt::format("{}: more than {} bytes", path, most));
  return bytes;
}

Result<Image> load_image(const std::string& path, const ImageLimits& limits) {
  const auto bytes = load_bytes(path, limits.max_file_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  auto image = decode_image(*bytes, limits);
  if (!image) image.error().message = fmt::format("{}: {}", path, image.error().message);
  return image;
}

Result<void> save_bytes(const std::string& path, ByteView bytes) {
  const std::string temporary = path + ".part";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return fail(ErrorCode::Io, fmt::format("{}: {}", temporary, std::strerror(errno)));
  bool good = true;
  while (good && !bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      good = false;
    }
  }
  good = good && ::fsync(file) == 0;
  const int reason = errno;
  good = ::close(file) == 0 && good;
  if (good && ::rename(temporary.c_str(), path.c_str()) == 0) return {};
  ::unlink(temporary.c_str());
  return fail(ErrorCode::Io, fmt::format("{}: {}", path, std::strerror(reason)));
}

}  // namespace yitang::devices
