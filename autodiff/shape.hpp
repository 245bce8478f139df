// Shapes of row-major tensors: at most eight axes, held by value, with NumPy's broadcasting rule.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace pont::ad {

using i64 = std::int64_t;
inline constexpr int max_rank = 8;

/// Lengths of the axes, outermost first. Rank 0 is a scalar (one element); a zero length is a legal, empty tensor.
/// Throws std::invalid_argument for more than eight axes, a negative length, or a size beyond 2^44 elements.
class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<i64> lengths) : Shape(std::span<const i64>(lengths.begin(), lengths.size())) {}
  explicit Shape(std::span<const i64> lengths);

  int rank() const { return rank_; }
  i64 operator[](int axis) const { return lengths_[axis]; }
  i64 size() const { return product(0, rank_); }
  /// Product of the lengths of the axes [from, to).
  i64 product(int from, int to) const;
  std::span<const i64> lengths() const { return {lengths_.data(), static_cast<std::size_t>(rank_)}; }

  /// The same shape with one length replaced, or with an axis removed or inserted.
  Shape with(int axis, i64 length) const;
  Shape without(int axis) const;
  Shape inserting(int axis, i64 length) const;

  bool operator==(const Shape&) const = default;

 private:
  std::array<i64, max_rank> lengths_{};
  int rank_ = 0;
};

/// "[3, 4]", for messages.
std::string str(const Shape&);

/// Axis counted from the end if negative; throws std::invalid_argument (naming `op`) when out of range.
int checked_axis(const Shape&, i64 axis, const char* op);

/// True if NumPy broadcasting of `from` gives `to`.
bool broadcasts_to(const Shape& from, const Shape& to);

/// NumPy's broadcast of two shapes; `ok` is false when they do not match.
Shape broadcast(const Shape&, const Shape&, bool& ok);

/// Element strides of `from` when it is read with the axes of `to`: 0 along broadcast axes.
std::array<i64, max_rank> broadcast_strides(const Shape& from, const Shape& to);

/// Element strides of a contiguous row-major tensor.
std::array<i64, max_rank> contiguous_strides(const Shape&);

}  // namespace pont::ad
