// NPZ: a ZIP archive of NPY files (NumPy Enhancement Proposal 1, version 1).
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/data/archive.hpp"
#include "experiments/exchange/formats.hpp"

namespace pont::exchange {
namespace {

struct Descr final {
  const char* name;
  ad::Dtype dtype;
};
constexpr Descr descrs[] = {
    {"<f4", ad::Dtype::f32}, {"<f8", ad::Dtype::f64}, {"<i8", ad::Dtype::i64}, {"|u1", ad::Dtype::u8}};

constexpr std::size_t before = 10, alignment = 64;  // magic, version and length; where the numbers begin

std::string npy_header(const ad::Tensor& value) {
  std::string shape;
  for (const ad::i64 n : value.shape().lengths()) shape += fmt::format("{}, ", n);
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}",
                                   std::ranges::find(descrs, value.dtype(), &Descr::dtype)->name, shape);
  header.resize((before + header.size() + alignment) / alignment * alignment - before - 1, ' ');
  return header + '\n';
}

std::vector<std::byte> npy(const ad::Tensor& value) {
  const std::string header = npy_header(value);
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(header.size() & 255);
  file += static_cast<char>(header.size() >> 8);
  file += header;
  std::vector<std::byte> bytes(file.size() + value.bytes().size());
  std::memcpy(bytes.data(), file.data(), file.size());
  std::ranges::copy(value.bytes(), bytes.begin() + static_cast<std::ptrdiff_t>(file.size()));
  return bytes;
}

/// What npy() wrote.
ad::Tensor tensor_of(const data::Member& member, const std::string& source) {
  const std::string text(reinterpret_cast<const char*>(member.bytes.data()),
                         std::min<std::size_t>(member.bytes.size(), 1024));
  const std::size_t end = text.find('\n'), open = text.find('('), close = text.find(')');
  const auto* type =
      std::ranges::find_if(descrs, [&](const Descr& d) { return text.find(d.name) < std::min(open, end); });
  if (end == std::string::npos || close > end || open > close || type == std::end(descrs))
    throw config::DataError(source + ": " + member.name + " is no array that Pont writes");
  std::vector<ad::i64> shape;
  for (std::size_t at = open + 1; at < close; at = text.find(',', at) + 2)
    shape.push_back(std::stoll(text.substr(at)));
  ad::Tensor value(ad::Shape(shape), type->dtype);
  if (member.bytes.size() - end - 1 != value.bytes().size())
    throw config::DataError(source + ": " + member.name + " is cut short");
  std::copy(member.bytes.begin() + static_cast<std::ptrdiff_t>(end + 1), member.bytes.end(),
            value.bytes().begin());
  return value;
}

constexpr std::size_t suffix = 4;  // of ".npy"

}  // namespace

std::string npz(const Portable& model) {
  std::vector<data::Member> members;
  for (const Named& value : contents(model)) members.push_back({value.name + ".npy", npy(value.value)});
  const std::vector<std::byte> bytes = data::packed(members);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<Named> read_npz(std::span<const std::byte> bytes, const std::string& source) {
  std::vector<Named> all;
  for (const data::Member& member : data::unpacked(bytes, source))
    all.push_back({member.name.substr(0, member.name.size() - suffix), tensor_of(member, source)});
  return all;
}

}  // namespace pont::exchange
