// PNG files of pictures, through libpng.
#include "experiments/figures/picture.hpp"

#include <fmt/format.h>
#include <png.h>

#include <csetjmp>
#include <new>
#include <stdexcept>

#include "experiments/store/file.hpp"
#include "experiments/store/publish.hpp"

namespace pont::figures {
namespace {

void check_picture(const Picture& p) {
  const bool known = p.channels == 1 || p.channels == 3;
  if (!known || p.rows == 0 || p.columns == 0 || p.pixels.size() != p.rows * p.columns * p.channels)
    throw std::invalid_argument(
        fmt::format("picture: {} bytes for {} x {} pixels with {} channels; expected 1 or 3 channels and a "
                    "byte for each of every pixel",
                    p.pixels.size(), p.rows, p.columns, p.channels));
}

/// libpng leaves a function by longjmp when it has no memory: each of its calls stands in step(), where no
/// object with a destructor lives.
class PngWriter final {
 public:
  explicit PngWriter(const Picture& picture)
      : picture_(picture), png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, silent)) {
    if (!png_ || !(info_ = png_create_info_struct(png_))) throw std::bad_alloc();
    png_set_write_fn(png_, this, append, [](png_structp) {});
  }
  PngWriter(const PngWriter&) = delete;
  ~PngWriter() { png_destroy_write_struct(&png_, &info_); }

  std::vector<std::byte> file() {
    step([](PngWriter& w) { w.write_all(); });
    if (full_) throw std::bad_alloc();
    return std::move(out_);
  }

 private:
  static void silent(png_structp, png_const_charp) {}
  [[noreturn]] static void leave(png_structp png, png_const_charp) { png_longjmp(png, 1); }
  static void append(png_structp png, png_bytep bytes, std::size_t count) {
    auto& self = *static_cast<PngWriter*>(png_get_io_ptr(png));
    try {
      const auto* from = reinterpret_cast<const std::byte*>(bytes);
      self.out_.insert(self.out_.end(), from, from + count);
    } catch (const std::bad_alloc&) {
      self.full_ = true;  // no exception may pass through libpng
    }
  }
  void step(void (*calls)(PngWriter&)) {
    if (setjmp(png_jmpbuf(png_))) throw std::bad_alloc();
    calls(*this);
  }
  void write_all() {
    const Picture& p = picture_;
    png_set_IHDR(png_, info_, static_cast<png_uint_32>(p.columns), static_cast<png_uint_32>(p.rows), 8,
                 p.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png_, info_);
    for (std::size_t r = 0; r < p.rows; ++r)
      png_write_row(png_, p.pixels.data() + r * p.columns * p.channels);
    png_write_end(png_, info_);
  }

  const Picture& picture_;
  png_structp png_;
  png_infop info_ = nullptr;
  std::vector<std::byte> out_;
  bool full_ = false;
};

}  // namespace

std::vector<std::byte> png_of(const Picture& picture) {
  check_picture(picture);
  return PngWriter(picture).file();
}

void write_png(const Picture& picture, const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = png_of(picture);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) store::fail_io(file.parent_path(), "create this directory", error.value());
  store::publish_text(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace pont::figures
