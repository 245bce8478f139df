// Parsing with every length checked before it is believed.
#include "experiments/data/image_files.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/file.hpp"

namespace pont::data {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMost = std::size_t{1} << 31;

[[noreturn]] void fail(const fs::path& file, const std::string& what) {
  throw config::DataError(file.string() + ": " + what);
}

// gzip, RFC 1952; several members are read one after the other, as gunzip does.
std::vector<std::byte> gunzip(const fs::path& file, std::vector<std::byte> packed) {
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
  if (!whole) fail(file, "the gzip data end early, are damaged or exceed 2 GiB; expected a whole .gz file");
  return plain;
}

std::size_t big_endian(const std::vector<std::byte>& bytes, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::size_t>(bytes[at + i]);
  return value;
}

}  // namespace

std::vector<std::byte> read_plain_or_gzip(const fs::path& file) {
  if (fs::is_directory(file)) fail(file, "is a directory; expected a file");
  std::vector<std::byte> bytes = store::File::open_to_read(file).read_rest();
  const bool packed = bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
  return packed && bytes.size() < kMost ? gunzip(file, std::move(bytes)) : bytes;
}

ByteImages parse_idx(const fs::path& file, const std::vector<std::byte>& bytes) {
  constexpr std::size_t header = 16, images_magic = 0x00000803;
  if (bytes.size() < header || big_endian(bytes, 0) != images_magic)
    fail(file, "doesn't start with the magic number 0x00000803; expected an IDX file of images");
  const std::size_t count = big_endian(bytes, 4), rows = big_endian(bytes, 8),
                    columns = big_endian(bytes, 12);
  const std::size_t given = bytes.size() - header;
  const bool small = rows > 0 && columns > 0 && rows <= 1024 && columns <= 1024;  // so nothing overflows
  if (!small || count == 0 || given % (rows * columns) != 0 || given / (rows * columns) != count)
    fail(file, fmt::format("{} bytes of pixels for {} images of {} x {}; expected as many as the header says",
                           given, count, rows, columns));
  ByteImages images{rows * columns, std::vector<std::uint8_t>(given)};
  std::memcpy(images.pixels.data(), bytes.data() + header, given);
  return images;
}

ByteImages read_cifar10(const std::vector<fs::path>& batches) {
  constexpr std::size_t pixels = 3 * 32 * 32, record = 1 + pixels;
  ByteImages images{pixels, {}};
  for (const fs::path& file : batches) {
    const std::vector<std::byte> bytes = read_plain_or_gzip(file);
    if (bytes.empty() || bytes.size() % record != 0)
      fail(file, fmt::format("{} bytes; expected records of {}: one label and 3 x 32 x 32 pixels",
                             bytes.size(), record));
    for (std::size_t at = 0; at < bytes.size(); at += record) {
      const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data()) + at + 1;
      images.pixels.insert(images.pixels.end(), first, first + pixels);
    }
  }
  return images;
}

}  // namespace pont::data
