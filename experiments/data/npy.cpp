// The NPY reader.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <regex>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"

namespace pont::data {
namespace {

using Bytes = std::span<const std::byte>;

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw config::DataError(name + ": " + what);
}

struct Header {
  std::string type;
  std::size_t rows = 0, columns = 1, length = 0;  // length: bytes up to the values
};

std::size_t little_endian(Bytes bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | std::to_integer<std::size_t>(bytes[i]);
  return value;
}

/// The dictionary, a Python literal, and where it ends.
std::pair<std::string, std::size_t> dictionary(Bytes file, const std::string& name) {
  constexpr std::size_t longest = 4096;  // NumPy's headers of plain matrices have 128 bytes
  if (file.size() < 12 || std::memcmp(file.data(), "\x93NUMPY", 6) != 0)
    fail(name, "doesn't start like an NPY file; expected a matrix saved by numpy.save");
  const auto version = std::to_integer<int>(file[6]);
  if (version != 1 && version != 2) fail(name, fmt::format("NPY version {}; expected 1 or 2", version));
  const std::size_t begin = version == 1 ? 10 : 12, length = little_endian(file.subspan(8, begin - 8));
  if (length > longest) fail(name, fmt::format("header of {} bytes; expected at most {}", length, longest));
  if (length > file.size() - begin)
    fail(name, fmt::format("header of {} bytes in a file of {}; the file is cut short", length, file.size()));
  return {std::string(reinterpret_cast<const char*>(file.data()) + begin, length), begin + length};
}

std::size_t parsed_size(const std::string& digits) {
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);  // at most 18 digits: see the pattern
  return value;
}

Header parse(Bytes file, const std::string& name) {
  static const std::regex pattern(
      R"(\s*\{\s*'descr'\s*:\s*'([^']*)'\s*,\s*'fortran_order'\s*:\s*(True|False)\s*,)"
      R"(\s*'shape'\s*:\s*\(\s*(\d{1,18})\s*,\s*(?:(\d{1,18})\s*,?\s*)?\)\s*,?\s*\}\s*)");
  const auto [text, end] = dictionary(file, name);
  std::smatch match;
  if (!std::regex_match(text, match, pattern))
    fail(name, "header isn't understood; expected numbers with one or two axes, saved by numpy.save");
  if (match[2] == "True") fail(name, "is in Fortran order; expected C order: numpy.ascontiguousarray(x)");
  Header header{match[1], parsed_size(match[3]), 1, end};
  if (match[4].matched) header.columns = parsed_size(match[4]);
  return header;
}

template <class T>
metrics::Points values(Bytes file, const Header& header, const std::string& name) {
  const std::size_t given = file.size() - header.length;
  const std::size_t rows_that_fit =
      given / sizeof(T) / std::max<std::size_t>(header.columns, 1);  // cannot overflow
  if (header.rows == 0 || header.columns == 0 || header.rows != rows_that_fit ||
      header.rows * header.columns * sizeof(T) != given)
    fail(name,
         fmt::format(
             "{} bytes of values for shape ({}, {}) of '{}'; expected as many as the shape says, and a point",
             given, header.rows, header.columns, header.type));
  metrics::Points points(header.rows, header.columns);
  for (std::size_t i = 0; i < header.rows * header.columns; ++i) {
    T value;
    std::memcpy(&value, file.data() + header.length + i * sizeof(T), sizeof(T));
    points.data()[i] = value;
  }
  return points;
}

}  // namespace

metrics::Points read_npy(Bytes file, const std::string& name) {
  const Header header = parse(file, name);
  if (header.type == "<f4") return values<float>(file, header, name);
  if (header.type == "<f8") return values<double>(file, header, name);
  fail(name, fmt::format("elements are '{}'; expected '<f4' or '<f8': x.astype('<f8')", header.type));
}

}  // namespace pont::data
