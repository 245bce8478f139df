// PNG through libpng, JPEG through libjpeg-turbo, and the table of a set of pictures.
#include "experiments/data/pictures.hpp"

#include <fmt/format.h>
#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <memory>
#include <new>

#include "experiments/data/orientation.hpp"
#include "experiments/data/refuse.hpp"

namespace pont::data {
namespace {

using Bytes = std::span<const std::byte>;

constexpr int longest_side = 16384, most_pixels = 1 << 27;

void check_sides(const std::string& name, int height, int width) {
  if (height < 1 || width < 1 || height > longest_side || width > longest_side ||
      height > most_pixels / width)
    refuse(name, fmt::format("is a picture of {} x {} pixels; expected sides of at most {}, and at most {} "
                             "pixels",
                             height, width, longest_side, most_pixels));
}

/// libpng leaves a function by longjmp when something is wrong: each of its calls stands in step(), where no
/// object with a destructor lives.
class PngReader final {
 public:
  PngReader(Bytes file, std::string name)
      : rest_(file),
        name_(std::move(name)),
        png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, silent)) {
    if (!png_ || !(info_ = png_create_info_struct(png_))) throw std::bad_alloc();
    png_set_read_fn(png_, this, read);
  }
  PngReader(const PngReader&) = delete;
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }

  ad::Tensor picture() {
    step([](PngReader& r) { png_read_info(r.png_, r.info_); });
    const auto width = static_cast<int>(png_get_image_width(png_, info_)),
               height = static_cast<int>(png_get_image_height(png_, info_));
    check_sides(name_, height, width);
    check_kind();
    step([](PngReader& r) {
      png_set_expand(r.png_);  // palettes and fewer bits to 8 bits
      png_set_interlace_handling(r.png_);
      png_read_update_info(r.png_, r.info_);
    });
    ad::Tensor pixels({height, width, png_get_channels(png_, info_)}, ad::Dtype::u8);
    const auto row = static_cast<std::size_t>(pixels.shape().size() / height);
    if (png_get_rowbytes(png_, info_) != row) refuse(name_, "is a PNG file of an unknown kind");
    for (std::size_t r = 0; r < static_cast<std::size_t>(height); ++r)
      rows_.push_back(pixels.data<std::uint8_t>().data() + r * row);
    step([](PngReader& r) {
      png_read_image(r.png_, r.rows_.data());
      png_read_end(r.png_, nullptr);
    });
    return pixels;
  }

 private:
  static void silent(png_structp, png_const_charp) {}
  [[noreturn]] static void leave(png_structp png, png_const_charp) { png_longjmp(png, 1); }
  static void read(png_structp png, png_bytep to, std::size_t count) {
    auto& self = *static_cast<PngReader*>(png_get_io_ptr(png));
    if (count > self.rest_.size()) png_error(png, "cut short");
    std::memcpy(to, self.rest_.data(), count);
    self.rest_ = self.rest_.subspan(count);
  }
  void step(void (*calls)(PngReader&)) {
    if (setjmp(png_jmpbuf(png_))) refuse(name_, "is damaged or cut short; expected a whole PNG file");
    calls(*this);
  }
  void check_kind() const {
    if (png_get_bit_depth(png_, info_) > 8)
      refuse(name_, "has 16 bits per channel; expected 8: convert FILE -depth 8 FILE");
    if ((png_get_color_type(png_, info_) & PNG_COLOR_MASK_ALPHA) || png_get_valid(png_, info_, PNG_INFO_tRNS))
      refuse(name_, "has transparent pixels; expected grey or colours alone: convert FILE -alpha off FILE");
  }

  Bytes rest_;
  std::string name_;
  png_structp png_;
  png_infop info_ = nullptr;
  std::vector<png_bytep> rows_;
};

struct DestroyJpeg {
  void operator()(void* handle) const { tjDestroy(handle); }
};

ad::Tensor decoded_jpeg(Bytes file, const std::string& name) {
  const std::unique_ptr<void, DestroyJpeg> jpeg(tjInitDecompress());
  if (!jpeg) throw std::bad_alloc();
  const auto* bytes = reinterpret_cast<const unsigned char*>(file.data());
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (tjDecompressHeader3(jpeg.get(), bytes, file.size(), &width, &height, &subsampling, &colours) != 0)
    refuse(name, "is damaged; expected a whole JPEG file");
  check_sides(name, height, width);
  if (colours == TJCS_CMYK || colours == TJCS_YCCK)
    refuse(name, "has the four colours of print; expected grey or RGB: convert FILE -colorspace sRGB FILE");
  const bool grey = colours == TJCS_GRAY;
  ad::Tensor pixels({height, width, grey ? 1 : 3}, ad::Dtype::u8);
  // The accurate transform has the same bits on every processor.
  if (tjDecompress2(jpeg.get(), bytes, file.size(), pixels.data<std::uint8_t>().data(), width, 0, height,
                    grey ? TJPF_GRAY : TJPF_RGB, TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING) != 0)
    refuse(name, "is damaged or cut short; expected a whole JPEG file");
  return upright(pixels, exif_orientation(file));
}

bool is_picture(const std::string& name) {
  return std::any_of(picture_suffixes().begin(), picture_suffixes().end(),
                     [&](const std::string& s) { return name.ends_with(s); });
}

std::string folder_of(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? "" : name.substr(0, slash);
}

std::string size_of(const ad::Shape& s) {
  return fmt::format("{} x {} with {} channel{}", s[0], s[1], s[2], s[2] == 1 ? "" : "s");
}

void check_same(const ad::Shape& first, const ad::Shape& other, const std::string& file,
                const std::string& name, const std::string& first_name) {
  if (first == other) return;
  refuse(
      file,
      fmt::format(
          "{} is {}, {} is {}; expected pictures of one size, or data.type=images with size: {} and resize: "
          "area (or crop), and channels: grey (or colour)",
          first_name, size_of(first), name, size_of(other), std::min<ad::i64>(64, first[0])));
}

ad::Tensor table_for(const ad::Shape& size, ad::i64 count, const std::string& file) {
  constexpr ad::i64 most_bytes = ad::i64{1} << 32;
  if (count > most_bytes / size.size())
    refuse(file,
           fmt::format("{} pictures like the first, {}, take {:.3g} GB; expected at most {:.3g} GB: size: 64 "
                       "and resize: area make them smaller",
                       count, size_of(size),
                       1e-9 * static_cast<double>(count) * static_cast<double>(size.size()),
                       1e-9 * static_cast<double>(most_bytes)));
  return ad::Tensor(size.inserting(0, count), ad::Dtype::u8);
}

}  // namespace

const std::vector<std::string>& picture_suffixes() {
  static const std::vector<std::string> suffixes{".png", ".jpg", ".jpeg"};
  return suffixes;
}

ad::Tensor decoded_picture(Bytes file, const std::string& name) {
  if (file.size() >= 8 && png_sig_cmp(reinterpret_cast<png_const_bytep>(file.data()), 0, 8) == 0)
    return PngReader(file, name).picture();
  if (file.size() >= 3 && file[0] == std::byte{0xff} && file[1] == std::byte{0xd8})
    return decoded_jpeg(file, name);
  refuse(name, "starts like neither a PNG nor a JPEG file");
}

PointTable picture_table(const std::vector<Member>& members, const std::string& file, const Fit& fit) {
  std::vector<const Member*> pictures;
  for (const Member& m : members)
    if (is_picture(m.name)) pictures.push_back(&m);
  if (pictures.empty()) refuse(file, "holds no .png, .jpg or .jpeg file; expected pictures");
  ad::Tensor all;
  ad::Shape size;
  std::vector<std::string> folders;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::string name = file + ": " + pictures[i]->name;
    const ad::Tensor one = fitted(decoded_picture(pictures[i]->bytes, name), fit, name);
    if (i == 0) {
      size = one.shape();
      all = table_for(size, static_cast<ad::i64>(pictures.size()), file);
    }
    check_same(size, one.shape(), file, pictures[i]->name, pictures[0]->name);
    std::ranges::copy(one.bytes(), all.bytes().subspan(i * one.bytes().size()).begin());
    folders.push_back(folder_of(pictures[i]->name));
  }
  PointTable table = table_of(std::move(all));
  const auto without = std::count(folders.begin(), folders.end(), "");
  if (without > 0 && without < static_cast<std::ptrdiff_t>(folders.size()))
    refuse(file, fmt::format("{} of {} pictures lie in no folder; expected all or none, a folder is a class",
                             without, folders.size()));
  if (without == 0) set_labels(table, folders);
  return table;
}

}  // namespace pont::data
