// IDX and CIFAR files, with every length checked before it is believed; and gzip.
#include "experiments/data/image_files.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "experiments/data/refuse.hpp"
#include "experiments/store/file.hpp"

namespace pont::data {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kMost = std::size_t{1} << 31;

// gzip, RFC 1952; several members are read one after the other, as gunzip does.
std::vector<std::byte> gunzip(const std::string& name, std::vector<std::byte> packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) throw std::bad_alloc();
  std::vector<std::byte> plain;
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (stream.avail_in > 0 && plain.size() < kMost) {
    const std::size_t before = plain.size();
    plain.resize(before + (std::size_t{1} << 20));
    stream.next_out = reinterpret_cast<Bytef*>(plain.data() + before);
    stream.avail_out = 1u << 20;
    state = inflate(&stream, Z_NO_FLUSH);
    plain.resize(plain.size() - stream.avail_out);
    if (state == Z_STREAM_END && stream.avail_in > 0) state = inflateReset(&stream);
    if (state != Z_OK) break;
  }
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (!whole) refuse(name, "the gzip data end early, are damaged or exceed 2 GiB; expected a whole .gz file");
  return plain;
}

std::size_t big_endian(Bytes bytes, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::size_t>(bytes[at + i]);
  return value;
}

PointTable bytes_as(const ad::Shape& shape, Bytes pixels) {
  ad::Tensor values(shape, ad::Dtype::u8);
  std::ranges::copy(pixels, values.bytes().begin());
  return table_of(std::move(values));
}

PointTable idx_labels(Bytes file, const std::string& name) {
  constexpr std::size_t header = 8;
  const std::size_t count = big_endian(file, 4), given = file.size() - header;
  if (count == 0 || count != given)
    refuse(name, fmt::format("{} bytes of labels for {}; expected as many as the header says", given, count));
  return bytes_as({static_cast<ad::i64>(count)}, file.subspan(header));
}

PointTable idx_images(Bytes file, const std::string& name) {
  constexpr std::size_t header = 16;
  const std::size_t count = big_endian(file, 4), rows = big_endian(file, 8), columns = big_endian(file, 12),
                    given = file.size() - header;
  const bool small = rows > 0 && columns > 0 && rows <= 1024 && columns <= 1024;  // so nothing overflows
  if (!small || count == 0 || given % (rows * columns) != 0 || given / (rows * columns) != count)
    refuse(name,
           fmt::format("{} bytes of pixels for {} images of {} x {}; expected as many as the header says",
                       given, count, rows, columns));
  const auto axis = [](std::size_t n) { return static_cast<ad::i64>(n); };
  return bytes_as({axis(count), axis(rows), axis(columns), 1}, file.subspan(header));
}

}  // namespace

std::vector<std::byte> gunzipped(std::vector<std::byte> bytes, const std::string& name) {
  const bool packed = bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
  return packed && bytes.size() < kMost ? gunzip(name, std::move(bytes)) : bytes;
}

std::vector<std::byte> read_plain_or_gzip(const std::filesystem::path& file) {
  if (std::filesystem::is_directory(file)) refuse(file.string(), "is a directory; expected a file");
  return gunzipped(store::File::open_to_read(file).read_rest(), file.string());
}

PointTable read_idx(Bytes file, const std::string& name) {
  constexpr std::size_t images = 0x00000803, labels = 0x00000801;
  const std::size_t magic = file.size() < 8 ? 0 : big_endian(file, 0);
  if (magic == labels) return idx_labels(file, name);
  if (magic != images || file.size() < 16)
    refuse(name, "doesn't start with the magic number 0x00000803; expected an IDX file of images");
  return idx_images(file, name);
}

PointTable read_cifar(Bytes file, const std::string& name) {
  constexpr std::size_t plane = 32 * 32, pixels = 3 * plane;
  const std::size_t labels = file.size() % (1 + pixels) == 0 ? 1 : 2, record = labels + pixels;
  if (file.empty() || file.size() % record != 0)
    refuse(name, fmt::format(
                     "{} bytes; expected records of {}: one label and 3 x 32 x 32 pixels (or {}: two labels)",
                     file.size(), 1 + pixels, 2 + pixels));
  const std::size_t count = file.size() / record;
  ad::Tensor values({static_cast<ad::i64>(count), 32, 32, 3}, ad::Dtype::u8);
  std::vector<std::string> classes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::byte* at = file.data() + i * record;
    classes.push_back(std::to_string(std::to_integer<int>(at[labels - 1])));
    for (std::size_t p = 0; p < pixels; ++p)
      values.bytes()[i * pixels + p % plane * 3 + p / plane] = at[labels + p];
  }
  PointTable table = table_of(std::move(values));
  set_labels(table, classes);
  return table;
}

}  // namespace pont::data
