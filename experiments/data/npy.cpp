// The NPY reader.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstring>
#include <regex>

#include "experiments/data/point_files.hpp"
#include "experiments/data/refuse.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {
namespace {

constexpr std::int64_t most_exact = std::int64_t{1} << 53;

using Bytes = std::span<const std::byte>;

struct Header {
  std::string type;
  bool fortran = false;
  std::vector<std::size_t> shape;
  std::size_t length = 0;  // bytes up to the values

  std::string shown() const {
    return "(" + store::joined(numbers(), ", ") + (shape.size() == 1 ? ",)" : ")");
  }

 private:
  std::vector<std::string> numbers() const {
    std::vector<std::string> all;
    for (const std::size_t n : shape) all.push_back(std::to_string(n));
    return all;
  }
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
    refuse(name, "doesn't start like an NPY file; expected a matrix saved by numpy.save");
  const auto version = std::to_integer<int>(file[6]);
  if (version != 1 && version != 2) refuse(name, fmt::format("NPY version {}; expected 1 or 2", version));
  const std::size_t begin = version == 1 ? 10 : 12, length = little_endian(file.subspan(8, begin - 8));
  if (length > longest) refuse(name, fmt::format("header of {} bytes; expected at most {}", length, longest));
  if (length > file.size() - begin)
    refuse(name,
           fmt::format("header of {} bytes in a file of {}; the file is cut short", length, file.size()));
  return {std::string(reinterpret_cast<const char*>(file.data()) + begin, length), begin + length};
}

std::vector<std::size_t> parsed_shape(const std::string& text) {
  std::vector<std::size_t> shape;
  static const std::regex number(R"(\d+)");
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) {
    const std::string digits = at->str();  // at most 18 of them: see the pattern
    shape.push_back(0);
    std::from_chars(digits.data(), digits.data() + digits.size(), shape.back());
  }
  return shape;
}

Header parse(Bytes file, const std::string& name) {
  static const std::regex pattern(
      R"(\s*\{\s*'descr'\s*:\s*'([^']*)'\s*,\s*'fortran_order'\s*:\s*(True|False)\s*,)"
      R"(\s*'shape'\s*:\s*\(\s*(\d{1,18}\s*,|\d{1,18}(?:\s*,\s*\d{1,18}){1,3}\s*,?)\s*\)\s*,?\s*\}\s*)");
  const auto [text, end] = dictionary(file, name);
  std::smatch match;
  if (!std::regex_match(text, match, pattern))
    refuse(name, "header isn't understood; expected numbers with one to four axes, saved by numpy.save");
  return {match[1], match[2] == "True", parsed_shape(match[3]), end};
}

/// Elements that the bytes behind the header are, if they are as many as the shape says.
std::size_t checked_count(Bytes file, const Header& header, std::size_t size, const std::string& name) {
  const std::size_t given = file.size() - header.length;
  std::size_t count = given / size;
  bool fits = given % size == 0 && count > 0;
  std::size_t rest = count;
  for (const std::size_t n : header.shape) {
    fits = fits && n > 0 && rest % n == 0;
    if (fits) rest /= n;
  }
  if (!fits || rest != 1)
    refuse(name,
           fmt::format("{} bytes of values for shape {} of '{}'; expected as many as the shape says, and a "
                       "point",
                       given, header.shown(), header.type));
  return count;
}

/// Where element i in C order stands in Fortran order.
class FortranOrder {
 public:
  explicit FortranOrder(const std::vector<std::size_t>& shape) : shape_(shape) {}
  std::size_t operator()(std::size_t i) const {
    std::size_t at = 0, stride = 1;
    std::array<std::size_t, 4> index{};
    for (std::size_t a = shape_.size(); a-- > 0; i /= shape_[a]) index[a] = i % shape_[a];
    for (std::size_t a = 0; a < shape_.size(); stride *= shape_[a++]) at += index[a] * stride;
    return at;
  }

 private:
  const std::vector<std::size_t>& shape_;
};

/// `Stored` as it lies in the file, `T` as the table has it.
template <class Stored, class T>
ad::Tensor values(Bytes file, const Header& header, const std::string& name) {
  const std::size_t count = checked_count(file, header, sizeof(Stored), name);
  const std::vector<ad::i64> shape(header.shape.begin(), header.shape.end());
  ad::Tensor out(ad::Shape(shape), ad::dtype_of<T>());
  const FortranOrder fortran(header.shape);
  for (std::size_t i = 0; i < count; ++i) {
    Stored value;
    std::memcpy(&value, file.data() + header.length + (header.fortran ? fortran(i) : i) * sizeof(Stored),
                sizeof(Stored));
    out.data<T>()[i] = static_cast<T>(value);
    if constexpr (sizeof(Stored) == 8 && std::is_integral_v<Stored>)
      if (value > most_exact || value < -most_exact)
        refuse(name,
               fmt::format("element {} is {}, which double cannot hold; expected whole numbers up to 2^53", i,
                           value));
  }
  return out;
}

struct Type {
  std::string name;
  ad::Tensor (*read)(Bytes, const Header&, const std::string&);
};

/// Each is read to the smallest type that holds all its values.
const std::vector<Type>& types() {
  static const std::vector<Type> rows{
      {"|u1", values<std::uint8_t, std::uint8_t>},
      {"|b1", values<std::uint8_t, std::uint8_t>},
      {"|i1", values<std::int8_t, float>},
      {"<i2", values<std::int16_t, float>},
      {"<u2", values<std::uint16_t, float>},
      {"<i4", values<std::int32_t, double>},
      {"<u4", values<std::uint32_t, double>},
      {"<i8", values<std::int64_t, double>},
      {"<f2", values<Eigen::half, float>},
      {"<f4", values<float, float>},
      {"<f8", values<double, double>},
  };
  return rows;
}

}  // namespace

PointTable read_npy(Bytes file, const std::string& name) {
  const Header header = parse(file, name);
  std::vector<std::string> names;
  for (const Type& type : types()) {
    if (type.name == header.type) return table_of(type.read(file, header, name));
    names.push_back("'" + type.name + "'");
  }
  refuse(name, fmt::format("elements are '{}'; expected one of {}: x.astype('<f8')", header.type,
                           store::joined(names, ", ")));
}

}  // namespace pont::data
