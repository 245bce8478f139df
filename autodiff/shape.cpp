// Shapes and broadcasting.
#include "autodiff/shape.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

namespace pont::ad {

namespace {

// More than a process can address in bytes; sums and products of sizes within it do not overflow. An empty axis counts as
// one, as the lengths around it are multiplied without it too.
constexpr i64 most_elements = i64{1} << 44;

const Shape& checked(const Shape& s) {
  i64 size = 1;
  for (int a = 0; a < s.rank(); ++a) {
    if (s[a] < 0) throw std::invalid_argument(fmt::format("shape: axis {} has negative length {}", a, s[a]));
    if (__builtin_mul_overflow(size, std::max<i64>(s[a], 1), &size) || size > most_elements)
      throw std::invalid_argument(fmt::format("shape: {} has more than 2^44 elements, which no memory holds", str(s)));
  }
  return s;
}

}  // namespace

Shape::Shape(std::span<const i64> lengths) : rank_(static_cast<int>(lengths.size())) {
  if (lengths.size() > max_rank)
    throw std::invalid_argument(fmt::format(
        "shape: {} axes given, at most {} are supported; merge axes with reshape", lengths.size(), max_rank));
  std::ranges::copy(lengths, lengths_.begin());
  checked(*this);
}

i64 Shape::product(int from, int to) const {
  i64 n = 1;
  for (int a = from; a < to; ++a) n *= lengths_[a];
  return n;
}

Shape Shape::with(int axis, i64 length) const {
  Shape s = *this;
  s.lengths_[axis] = length;
  return checked(s);
}

Shape Shape::without(int axis) const {
  Shape s = *this;
  for (int a = axis; a + 1 < rank_; ++a) s.lengths_[a] = s.lengths_[a + 1];
  s.lengths_[--s.rank_] = 0;
  return s;
}

Shape Shape::inserting(int axis, i64 length) const {
  if (rank_ == max_rank) throw std::invalid_argument("shape: no room for another axis in " + str(*this));
  Shape s = *this;
  for (int a = rank_; a > axis; --a) s.lengths_[a] = s.lengths_[a - 1];
  s.lengths_[axis] = length;
  ++s.rank_;
  return checked(s);
}

std::string str(const Shape& s) { return fmt::format("[{}]", fmt::join(s.lengths(), ", ")); }

int checked_axis(const Shape& s, i64 axis, const char* op) {
  const i64 a = axis < 0 ? axis + s.rank() : axis;
  if (a < 0 || a >= s.rank())
    throw std::invalid_argument(fmt::format("{}: axis {} of a tensor of shape {}; expected {} to {}", op,
                                            axis, str(s), -s.rank(), s.rank() - 1));
  return static_cast<int>(a);
}

bool broadcasts_to(const Shape& from, const Shape& to) {
  const int pad = to.rank() - from.rank();
  if (pad < 0) return false;
  for (int a = 0; a < from.rank(); ++a)
    if (from[a] != to[a + pad] && from[a] != 1) return false;
  return true;
}

Shape broadcast(const Shape& a, const Shape& b, bool& ok) {
  const Shape& longer = a.rank() >= b.rank() ? a : b;
  const Shape& shorter = a.rank() >= b.rank() ? b : a;
  const int pad = longer.rank() - shorter.rank();
  Shape out = longer;
  ok = true;
  for (int i = 0; i < shorter.rank(); ++i) {
    const i64 m = longer[i + pad], n = shorter[i];
    ok = ok && (m == n || m == 1 || n == 1);
    if (m == 1) out = out.with(i + pad, n);
  }
  return out;
}

std::array<i64, max_rank> contiguous_strides(const Shape& s) {
  std::array<i64, max_rank> strides{};
  i64 n = 1;
  for (int a = s.rank() - 1; a >= 0; --a) {
    strides[a] = n;
    n *= s[a];
  }
  return strides;
}

std::array<i64, max_rank> broadcast_strides(const Shape& from, const Shape& to) {
  const auto own = contiguous_strides(from);
  std::array<i64, max_rank> strides{};
  const int pad = to.rank() - from.rank();
  for (int a = 0; a < from.rank(); ++a) strides[a + pad] = from[a] == 1 ? 0 : own[a];
  return strides;
}

}  // namespace pont::ad
