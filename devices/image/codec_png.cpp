// libpng reports errors by longjmp. Between setjmp and the end of each function below nothing with a
// destructor is created, and what is changed in between lives outside the jumping function.
#include <png.h>

#include <cstring>
#include <memory>

#include "devices/image/codec_formats.hpp"

namespace yitang::devices {
namespace {

struct Reader {
  ByteView file;
  std::size_t at = 0;
  const ImageLimits* limits = nullptr;
  char message[160] = {};
};

void take_bytes(png_structp png, png_bytep out, std::size_t count) {
  auto* reader = static_cast<Reader*>(png_get_io_ptr(png));
  if (count > reader->file.size() - reader->at) png_error(png, "the file ends too early");
  std::memcpy(out, reader->file.data() + reader->at, count);
  reader->at += count;
}

[[noreturn]] void on_error(png_structp png, png_const_charp text) {
  if (auto* message = static_cast<char*>(png_get_error_ptr(png))) {
    std::strncpy(message, text, 150);
    message[150] = 0;
  }
  png_longjmp(png, 1);
}

void on_warning(png_structp /*png*/, png_const_charp /*text*/) {}

struct Decoder {
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::size_t row_bytes = 0;
  ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
};

bool read_header(Decoder& decoder) {
  if (setjmp(png_jmpbuf(decoder.png)) != 0) return false;
  png_read_info(decoder.png, decoder.info);
  return true;
}

bool choose_format(Decoder& decoder) {
  if (setjmp(png_jmpbuf(decoder.png)) != 0) return false;
  png_set_expand(decoder.png);
  png_set_strip_16(decoder.png);
  png_color_16 white{};
  white.red = white.green = white.blue = white.gray = 255;
  const bool has_alpha = (png_get_color_type(decoder.png, decoder.info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                         png_get_valid(decoder.png, decoder.info, PNG_INFO_tRNS) != 0;
  if (has_alpha) png_set_background(decoder.png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  png_set_interlace_handling(decoder.png);
  png_read_update_info(decoder.png, decoder.info);
  decoder.row_bytes = png_get_rowbytes(decoder.png, decoder.info);
  return true;
}

bool read_rows(Decoder& decoder, png_bytep* rows) {
  if (setjmp(png_jmpbuf(decoder.png)) != 0) return false;
  png_read_image(decoder.png, rows);
  png_read_end(decoder.png, nullptr);
  return true;
}

tl::unexpected<Error> malformed(const Reader& reader) {
  auto error = fail(ErrorCode::Malformed, std::string("PNG: ") + reader.message);
  error.value().offset = reader.at;
  return error;
}

struct Writer {
  png_structp png = nullptr;
  png_infop info = nullptr;
  Bytes* out = nullptr;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

void give_bytes(png_structp png, png_bytep data, std::size_t count) {
  auto* out = static_cast<Bytes*>(png_get_io_ptr(png));
  out->insert(out->end(), data, data + count);
}

void flush_nothing(png_structp /*png*/) {}

struct Raw {
  int width;
  int height;
  int bits;
  int color;
  bool zero_is_white;
};

bool write_rows(Writer& writer, const Raw& raw, png_bytep* rows) {
  if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
  png_set_write_fn(writer.png, writer.out, give_bytes, flush_nothing);
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(raw.width),
               static_cast<png_uint_32>(raw.height), raw.bits, raw.color, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(writer.png, writer.info);
  if (raw.zero_is_white) png_set_invert_mono(writer.png);
  png_write_image(writer.png, rows);
  png_write_end(writer.png, nullptr);
  return true;
}

Result<Bytes> encode(const Raw& raw, std::vector<png_bytep>& rows) {
  if (raw.width < 1 || raw.height < 1) return fail(ErrorCode::BadArgument, "a PNG needs at least one dot");
  Bytes out;
  char message[160] = {};
  Writer writer;
  writer.out = &out;
  writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, on_error, on_warning);
  if (writer.png != nullptr) writer.info = png_create_info_struct(writer.png);
  if (writer.info == nullptr) return fail(ErrorCode::OutOfMemory, "no memory for libpng");
  if (!write_rows(writer, raw, rows.data())) return fail(ErrorCode::Io, std::string("PNG: ") + message);
  return out;
}

}  // namespace

Result<Image> decode_png(ByteView file, const ImageLimits& limits) {
  Reader reader{file, 0, &limits};
  Decoder decoder;
  decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader.message, on_error, on_warning);
  if (decoder.png != nullptr) decoder.info = png_create_info_struct(decoder.png);
  if (decoder.info == nullptr) return fail(ErrorCode::OutOfMemory, "no memory for libpng");
  png_set_read_fn(decoder.png, &reader, take_bytes);
  // Our own check below tells "too large" from "damaged".
  png_set_user_limits(decoder.png, 1'000'000, 1'000'000);
  png_set_chunk_malloc_max(decoder.png, 8U << 20U);
  if (!read_header(decoder)) return malformed(reader);
  const auto width = png_get_image_width(decoder.png, decoder.info);
  const auto height = png_get_image_height(decoder.png, decoder.info);
  if (auto size = check_image_size(width, height, limits); !size) return tl::unexpected(size.error());
  if (!choose_format(decoder)) return malformed(reader);
  const std::size_t channels = decoder.row_bytes / width;
  if (channels != 1 && channels != 3) return fail(ErrorCode::NotSupported, "PNG: unusual number of channels");
  Image image = make_image(static_cast<int>(width), static_cast<int>(height),
                           channels == 3 ? PixelFormat::Rgb : PixelFormat::Grey);
  std::vector<png_bytep> rows(height);
  for (std::size_t y = 0; y < height; ++y) rows[y] = image.pixels.data() + y * decoder.row_bytes;
  if (!read_rows(decoder, rows.data())) return malformed(reader);
  return image;
}

Result<Bytes> encode_png(const Image& image) {
  const bool rgb = image.format == PixelFormat::Rgb;
  const std::size_t stride = static_cast<std::size_t>(image.width) * image.channels();
  if (image.pixels.size() != stride * static_cast<std::size_t>(image.height)) {
    return fail(ErrorCode::BadArgument, "picture size and dots do not agree");
  }
  std::vector<png_bytep> rows(static_cast<std::size_t>(image.height));
  // libpng takes pointers to non-const but does not write to them.
  auto* first = const_cast<png_bytep>(image.pixels.data());
  for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = first + y * stride;
  return encode({image.width, image.height, 8, rgb ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, false}, rows);
}

Result<Bytes> encode_png(const Bitmap& bitmap) {
  std::vector<png_bytep> rows(static_cast<std::size_t>(bitmap.height()));
  auto* first = const_cast<png_bytep>(bitmap.bytes().data());
  for (std::size_t y = 0; y < rows.size(); ++y)
    rows[y] = first + y * static_cast<std::size_t>(bitmap.stride());
  return encode({bitmap.width(), bitmap.height(), 1, PNG_COLOR_TYPE_GRAY, true}, rows);
}

}  // namespace yitang::devices
