// Files of points that are none: NPY, CSV, HDF5 and others.
#include <cstring>
#include <limits>

#include "experiments/store/hdf5.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/faults/external_hdf5.hpp"
#include "tests/faults/inputs.hpp"

namespace pont::faults {
namespace {

using namespace std::string_literals;

std::string npy(const std::string& header, const std::string& values, char version = 1, long length = -1) {
  const auto size = static_cast<std::size_t>(length < 0 ? static_cast<long>(header.size()) : length);
  std::string bytes = "\x93NUMPY"s + version + '\0';
  bytes += static_cast<char>(size & 255);
  bytes += static_cast<char>(size >> 8 & 255);
  if (version == 2) bytes += std::string(2, '\0');
  return bytes + header + values;
}

std::string header(const std::string& type, const std::string& shape, const std::string& fortran = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
}

std::string doubles(std::vector<double> values) {
  std::string bytes(8 * values.size(), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

const double nan = std::numeric_limits<double>::quiet_NaN(),
             infinity = std::numeric_limits<double>::infinity();
const std::string one = doubles({1, 2});

/// An HDF5 file of one data set of this shape, all ones, called "points".
std::string h5(const experiments::H5Shape& shape, const std::string& name = "points") {
  std::size_t count = 1;
  for (const std::size_t n : shape) count *= n;
  experiments::H5Writer writer;
  writer.write<double>(name, std::vector<double>(count, 1.0), shape);
  const std::vector<std::byte> image = writer.image();
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

std::string h5_text() {
  experiments::H5Writer writer;
  writer.write_text("points", "text");
  const std::vector<std::byte> image = writer.image();
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

std::vector<BadPoints> npy_files() {
  const std::string start = ": doesn't start like an NPY file", odd = ": header isn't understood";
  return {
      {"a.npy", "", start},
      {"a.npy", "1,2\n", start},
      {"a.npy", "\x93NUMPX\x01\x00\x10\x00          "s, start},
      {"a.npy", npy(header("<f8", "(1, 2)"), one, 3), ": NPY version 3; expected 1 or 2"},
      {"a.npy", npy(header("<f8", "(1, 2)"), one, 0), ": NPY version 0; expected 1 or 2"},
      {"a.npy", npy(header("<f8", "(1, 2)"), one, 1, 5000), ": header of 5000 bytes; expected at most 4096"},
      {"a.npy", npy(header("<f8", "(1, 2)"), "", 1, 1000), ": header of 1000 bytes in a file of "},
      {"a.npy", npy("", one), odd},
      {"a.npy", npy("{}", one), odd},
      {"a.npy", npy(header("<f8", "(1, 2, 3)"), one), ": 16 bytes of values for shape (1, 2, 3)"},
      {"a.npy", npy(header("<f8", "(1, 1, 1, 1, 2)"), one), odd},
      {"a.npy", npy(header("<f8", "()"), one), odd},
      {"a.npy", npy(header("<f8", "(-1, 2)"), one), odd},
      {"a.npy", npy(header("<f8", "(1e3, 2)"), one), odd},
      {"a.npy", npy(header("<f8", "(9999999999999999999, 2)"), one), odd},
      {"a.npy", npy(header("<f8", "(1, 2)", "Maybe"), one), odd},
      {"a.npy", npy(header(">f8", "(1, 2)"), one), ": elements are '>f8'; expected one of '|u1', "},
      {"a.npy", npy(header("<i8", "(1, 2)"), std::string(16, '\x7f')),
       ": element 0 is 9187201950435737471, which double cannot hold"},
      {"a.npy", npy(header("|O", "(1, 2)"), one), ": elements are '|O'; expected one of '|u1', "},
      {"a.npy", npy(header("<f8", "(0, 2)"), ""), ": 0 bytes of values for shape (0, 2)"},
      {"a.npy", npy(header("<f8", "(1, 0)"), ""), ": 0 bytes of values for shape (1, 0)"},
      {"a.npy", npy(header("<f8", "(2, 2)"), one), ": 16 bytes of values for shape (2, 2)"},
      {"a.npy", npy(header("<f8", "(1, 2)"), one + "x"), ": 17 bytes of values for shape (1, 2)"},
      {"a.npy", npy(header("<f8", "(1, 2)"), one.substr(0, 15)), ": 15 bytes of values for shape (1, 2)"},
      {"a.npy", npy(header("<f8", "(999999999999999999, 999999999999999999)"), one),
       ": 16 bytes of values for shape (999999999999999999, 999999999999999999)"},
      {"a.npy", npy(header("<f8", "(1, 2)"), doubles({nan, 1})),
       ": point 0, coordinate 0 (both from 0): is nan"},
      {"a.npy", npy(header("<f8", "(1, 2)"), doubles({1, infinity})),
       ": point 0, coordinate 1 (both from 0): is inf"},
      {"a.npy", npy(header("<f8", "(1, 2)"), doubles({1, -infinity})),
       ": point 0, coordinate 1 (both from 0): is -inf"},
  };
}

std::vector<BadPoints> csv_files() {
  return {
      {"a.csv", "", ":0: the file ends without a point"},
      {"a.csv", "\n\n", ":2: the file ends without a point"},
      {"a.csv", "# nothing\n", ":1: the file ends without a point"},
      {"a.csv", "x,y\n", ":1: the file ends without a point"},
      {"a.csv", "x,y\nz,w\n", ":2: field 1: got 'z'; expected a number in double range"},
      {"a.csv", "1,2\n3\n", ":2: 1 fields; expected 2, as on the lines before"},
      {"a.csv", "1,2\n3,4,5\n", ":2: 3 fields; expected 2, as on the lines before"},
      {"a.csv", "x,y\n1\n", ":2: 1 fields; expected 2, as on the lines before"},
      {"a.csv", "1,\n", ":1: field 2: got ''; expected a number in double range"},
      {"a.csv", "1,2\n3,b\n", ":2: field 2: got 'b'; expected a number in double range"},
      {"a.csv", "1;2\n3;4\n", ":1: field 1: got '1;2'; expected a number in double range"},
      {"a.csv", "NA,NA\n1,2\n", ":1: field 1: got 'NA'; expected a number in double range"},
      {"a.csv", "0.5O,1.O5\n1,2\n", ":1: field 1: got '0.5O'; expected a number in double range"},
      {"a.csv", ",u,v\n0,0.5,1\n",
       ":1: field 1: got ''; expected a number in double range, or if this is the header"},
      {"a.csv", "0,1\n0.5,2.5\n", ":1: may be a point, or count the columns"},
      {"a.csv", "0,5,1.25\n1,75,2.5\n", ": columns 1 and 2 look like one whose decimal commas"},
      {"a.csv", "1e9\n1000000001\n", ": column 1: its mean 1e+09 lies 2e+09 deviations of 0.5 from 0"},
      {"a.csv", "1e39,0\n1,0\n", ": point 0 (from 0), column 1: is 1e+39, beyond float32"},
      {"a.csv", "1,nan\n", ":1: field 2: got 'nan'; expected a finite number"},
      {"a.csv", "1,inf\n", ":1: field 2: got 'inf'; expected a finite number"},
      {"a.csv", "1,1e999\n", ":1: field 2: got '1e999'; expected a number in double range"},
      {"a.csv", "1,0x10\n", ":1: field 2: got '0x10'; expected a number in double range"},
      {"a.csv", "1,+-2\n", ":1: field 2: got '+-2'; expected a number in double range"},
      {"a.csv", "1,2 3\n", ":1: field 2: got '2 3'; expected a number in double range"},
      {"a.csv", "1,\"b\"\n", ":1: field 2: got 'b'; expected a number in double range"},
      {"a.csv", "1,2\n\xff\xfe,3\n"s,
       ":2: field 1: got '?"
       "?'; expected a number in double range"},
      {"a.csv", "1,2\n3,\0\n"s, ":2: field 2: got '?'; expected a number in double range"},
      {"a.csv", "1,2\n" + std::string(100, '9') + "e999,1\n",
       ":2: field 1: got '" + std::string(40, '9') + "'; expected"},
  };
}

std::vector<BadPoints> hdf5_files() {
  const std::string whole = h5({2, 2});
  std::vector<BadPoints> rows{
      {"a.h5", "", ": is empty"},
      {"a.h5", "text named .h5", ": is not an HDF5 file"},
      {"a.h5", "\x89HDF\r\n\x1a\n"s, ": is not an HDF5 file"},
      {"a.hdf5", "1,2\n", ": is not an HDF5 file"},
      {"a.h5", h5({2, 1, 1, 1, 2}), ": points: has shape [2, 1, 1, 1, 2]; expected one to four axes"},
      {"a.h5", h5({}), ": points: has shape []; expected one to four axes"},
      {"a.h5", h5({0, 2}), ": points: has shape [0, 2]; expected one to four axes"},
      {"a.h5", h5({2, 2}, "group/points"), ": data sets at the root: none; expected one"},
      {"a.h5", h5_text(), ": points: "},
      {"a.h5", with_external_link(), ": /points: is a soft or external link; expected the object itself"},
      {"a.h5", with_soft_link(), ": /points: is a soft or external link; expected the object itself"},
      {"a.h5", with_external_values(), ": points: has its values in other files"},
  };
  for (std::size_t size = 512; size < whole.size(); size += 512)
    rows.push_back({"a.h5", whole.substr(0, size), ": "});
  return rows;
}

}  // namespace

const std::vector<BadPoints>& bad_points() {
  static const std::vector<BadPoints> rows = [] {
    std::vector<BadPoints> all{
        {"a.txt", "1,2\n", ": the suffix names no known format"},
        {"a.npz", "PK", ": isn't a whole ZIP archive"},
        {"a.npz", "", ": isn't a whole ZIP archive"},
        {"a.zip", "PK\5\6" + std::string(18, '\0'), ": holds no .png, .jpg or .jpeg file"},
        {"a.idx", "", ": doesn't start with the magic number"},
        {"a-ubyte", "\0\0\x8\1\0\0\0\5ab"s, ": 2 bytes of labels for 5"},
        {"a.idx.gz", "\x1f\x8b", ": the gzip data end early"},
        {"a.bin", "", ": 0 bytes; expected records of 3073"},
        {"a.bin", "abc", ": 3 bytes; expected records of 3073"},
        {"a", "1,2\n", ": the suffix names no known format"}};
    for (const auto& some : {npy_files(), csv_files(), hdf5_files()})
      all.insert(all.end(), some.begin(), some.end());
    return all;
  }();
  return rows;
}

}  // namespace pont::faults
