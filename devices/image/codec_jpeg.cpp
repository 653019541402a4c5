// libjpeg calls error_exit for fatal errors, which must not return: it jumps back here. As with libpng
// nothing with a destructor is created between setjmp and the end of a jumping function.
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <jpeglib.h>

#include "devices/image/codec_formats.hpp"

namespace yitang::devices {
namespace {

struct JpegErrors {
  jpeg_error_mgr base{};
  std::jmp_buf jump{};
  char message[JMSG_LENGTH_MAX] = {};
};

[[noreturn]] void on_exit(j_common_ptr info) {
  auto* errors = reinterpret_cast<JpegErrors*>(info->err);
  info->err->format_message(info, errors->message);
  std::longjmp(errors->jump, 1);
}

void on_message(j_common_ptr /*info*/) {}

// A progressive file can ask for thousands of passes over a large picture: a denial of service in 100 KiB.
constexpr int max_scans = 200;

struct Decompressor {
  jpeg_decompress_struct info{};
  jpeg_progress_mgr progress{};
  JpegErrors errors;
  Decompressor() {
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = on_exit;
    errors.base.output_message = on_message;
  }
  ~Decompressor() { jpeg_destroy_decompress(&info); }
};

void on_progress(j_common_ptr common) {
  if (common->is_decompressor == 0) return;
  const auto* info = reinterpret_cast<jpeg_decompress_struct*>(common);
  if (info->input_scan_number > max_scans) on_exit(common);
}

bool read_header(Decompressor& decompressor, ByteView file) {
  if (setjmp(decompressor.errors.jump) != 0) return false;
  jpeg_create_decompress(&decompressor.info);
  decompressor.progress.progress_monitor = on_progress;
  decompressor.info.progress = &decompressor.progress;
  decompressor.info.mem->max_memory_to_use = 256L << 20;
  jpeg_mem_src(&decompressor.info, file.data(), static_cast<unsigned long>(file.size()));
  jpeg_read_header(&decompressor.info, TRUE);
  return true;
}

bool read_dots(Decompressor& decompressor, Image& image) {
  if (setjmp(decompressor.errors.jump) != 0) return false;
  jpeg_decompress_struct& info = decompressor.info;
  info.out_color_space = image.format == PixelFormat::Rgb ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_start_decompress(&info);
  const std::size_t stride = static_cast<std::size_t>(image.width) * image.channels();
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = image.pixels.data() + info.output_scanline * stride;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  return true;
}

tl::unexpected<Error> malformed(const Decompressor& decompressor, ByteView file) {
  auto error = fail(ErrorCode::Malformed, std::string("JPEG: ") + decompressor.errors.message);
  const auto* source = decompressor.info.src;
  if (source != nullptr && source->bytes_in_buffer <= file.size()) {
    error.value().offset = file.size() - source->bytes_in_buffer;
  }
  return error;
}

struct Compressor {
  jpeg_compress_struct info{};
  JpegErrors errors;
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  Compressor() {
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = on_exit;
    errors.base.output_message = on_message;
  }
  ~Compressor() {
    jpeg_destroy_compress(&info);
    std::free(memory);  // allocated by jpeg_mem_dest with malloc
  }
};

bool compress(Compressor& compressor, const Image& image, int quality) {
  if (setjmp(compressor.errors.jump) != 0) return false;
  jpeg_compress_struct& info = compressor.info;
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &compressor.memory, &compressor.size);
  info.image_width = static_cast<JDIMENSION>(image.width);
  info.image_height = static_cast<JDIMENSION>(image.height);
  info.input_components = image.channels();
  info.in_color_space = image.format == PixelFormat::Rgb ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  info.optimize_coding = TRUE;
  jpeg_start_compress(&info, TRUE);
  const std::size_t stride = static_cast<std::size_t>(image.width) * image.channels();
  while (info.next_scanline < info.image_height) {
    // libjpeg takes a pointer to non-const but does not write to it.
    JSAMPROW row = const_cast<JSAMPROW>(image.pixels.data()) + info.next_scanline * stride;
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  return true;
}

}  // namespace

Result<Image> decode_jpeg(ByteView file, const ImageLimits& limits) {
  Decompressor decompressor;
  if (!read_header(decompressor, file)) return malformed(decompressor, file);
  const jpeg_decompress_struct& info = decompressor.info;
  if (auto size = check_image_size(info.image_width, info.image_height, limits); !size) {
    return tl::unexpected(size.error());
  }
  if (info.num_components != 1 && info.num_components != 3) {
    return fail(ErrorCode::NotSupported, "JPEG: neither grey nor colour (CMYK)");
  }
  Image image = make_image(static_cast<int>(info.image_width), static_cast<int>(info.image_height),
                           info.num_components == 3 ? PixelFormat::Rgb : PixelFormat::Grey);
  if (!read_dots(decompressor, image)) return malformed(decompressor, file);
  // libjpeg fills what is missing with grey and only warns; a material that is half there must be refused.
  if (info.err->num_warnings > 0) return fail(ErrorCode::Malformed, "JPEG: data are damaged or missing");
  return image;
}

Result<Bytes> encode_jpeg(const Image& image, int quality) {
  const std::size_t expected = static_cast<std::size_t>(image.width) * image.height * image.channels();
  if (image.empty() || image.pixels.size() != expected || image.width > 65500 || image.height > 65500 ||
      quality < 1 || quality > 100) {
    return fail(ErrorCode::BadArgument, "wrong picture size or quality for a JPEG");
  }
  Compressor compressor;
  if (!compress(compressor, image, quality)) {
    return fail(ErrorCode::Io, std::string("JPEG: ") + compressor.errors.message);
  }
  return Bytes(compressor.memory, compressor.memory + compressor.size);
}

}  // namespace yitang::devices
