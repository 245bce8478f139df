// Host tensors: owned, typed, row-major values that enter and leave programs.
#pragma once
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "autodiff/shape.hpp"

namespace pont::ad {

/// Element types: float32 for networks, float64 for exact studies and gradient checks, int64 for indices, bytes for tables
/// of images, whose rows are gathered and cast.
enum class Dtype : std::uint8_t { f32, f64, i64, u8 };

constexpr std::size_t size_of(Dtype d) { return d == Dtype::f32 ? 4 : d == Dtype::u8 ? 1 : 8; }
constexpr bool is_real(Dtype d) { return d == Dtype::f32 || d == Dtype::f64; }
constexpr const char* name_of(Dtype d) {
  constexpr const char* names[] = {"f32", "f64", "i64", "u8"};
  return names[static_cast<int>(d)];
}
template <class T> constexpr Dtype dtype_of();
template <> constexpr Dtype dtype_of<float>() { return Dtype::f32; }
template <> constexpr Dtype dtype_of<double>() { return Dtype::f64; }
template <> constexpr Dtype dtype_of<i64>() { return Dtype::i64; }
template <> constexpr Dtype dtype_of<std::uint8_t>() { return Dtype::u8; }

/// Calls f(T{}) with the C++ type of `d`. The one place where an element type is chosen at run time.
template <class F> decltype(auto) with_type(Dtype d, F&& f) {
  switch (d) {
    case Dtype::f32: return f(float{});
    case Dtype::f64: return f(double{});
    case Dtype::u8: return f(std::uint8_t{});
    default: return f(i64{});
  }
}
/// The same for all but bytes, which nothing computes; throws std::invalid_argument for these.
template <class F> decltype(auto) with_number(Dtype d, F&& f) {
  switch (d) {
    case Dtype::f32: return f(float{});
    case Dtype::f64: return f(double{});
    case Dtype::i64: return f(i64{});
    default: throw std::invalid_argument("a table of bytes is only read; cast the rows that are gathered from it");
  }
}
/// The same for the two real types; throws std::invalid_argument for the others.
template <class F> decltype(auto) with_real(Dtype d, F&& f) {
  if (!is_real(d)) throw std::invalid_argument(std::string("a real element type is needed, ") + name_of(d) + " was given");
  return d == Dtype::f32 ? f(float{}) : f(double{});
}

/// Aligned as kernels like it, so that programs can read a tensor where it lies.
template <class T> struct CacheLineAllocator {
  using value_type = T;
  static constexpr std::align_val_t line{64};
  CacheLineAllocator() = default;
  template <class U> CacheLineAllocator(const CacheLineAllocator<U>&) {}  // NOLINT
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), line)); }
  void deallocate(T* p, std::size_t) noexcept { ::operator delete(p, line); }
  bool operator==(const CacheLineAllocator&) const = default;
};

/// A value: shape, element type, and its own zero-initialised row-major storage.
class Tensor {
 public:
  Tensor() : Tensor(Shape{}, Dtype::f64) {}
  Tensor(Shape shape, Dtype dtype)
      : shape_(shape), dtype_(dtype), bytes_(static_cast<std::size_t>(shape.size()) * size_of(dtype)) {}
  /// Copies `values` (row-major); throws std::invalid_argument if their number is not the size of `shape`.
  template <class T> static Tensor of(Shape shape, std::span<const T> values) {
    Tensor t(shape, dtype_of<T>());
    if (static_cast<i64>(values.size()) != shape.size())
      throw std::invalid_argument("tensor: " + std::to_string(values.size()) + " values given for shape " + str(shape));
    std::copy(values.begin(), values.end(), t.data<T>().begin());
    return t;
  }
  template <class T> static Tensor of(Shape shape, const std::vector<T>& values) {
    return of(shape, std::span<const T>(values));
  }
  template <class T> static Tensor scalar(T value) { return of(Shape{}, std::span<const T>(&value, 1)); }

  const Shape& shape() const { return shape_; }
  Dtype dtype() const { return dtype_; }
  /// The same elements in another shape of that size; throws std::invalid_argument for one of another size.
  Tensor reshaped(Shape shape) && {
    if (shape.size() != shape_.size())
      throw std::invalid_argument("tensor: shape " + str(shape_) + " cannot become " + str(shape));
    shape_ = shape;
    return std::move(*this);
  }
  std::span<std::byte> bytes() { return bytes_; }
  std::span<const std::byte> bytes() const { return bytes_; }
  /// Elements as T; throws std::invalid_argument when T is not the element type.
  template <class T> std::span<T> data() {
    require(dtype_of<T>());
    return {reinterpret_cast<T*>(bytes_.data()), static_cast<std::size_t>(shape_.size())};
  }
  template <class T> std::span<const T> data() const {
    require(dtype_of<T>());
    return {reinterpret_cast<const T*>(bytes_.data()), static_cast<std::size_t>(shape_.size())};
  }
  /// Element i converted to double, whatever the type.
  double at(i64 i) const {
    return with_type(dtype_, [&](auto t) { return static_cast<double>(data<decltype(t)>()[i]); });
  }
  bool operator==(const Tensor&) const = default;  // bit for bit

 private:
  void require(Dtype d) const {
    if (d != dtype_)
      throw std::invalid_argument(std::string("tensor: asked for ") + name_of(d) + " elements of a tensor of " +
                                  name_of(dtype_));
  }
  Shape shape_;
  Dtype dtype_;
  std::vector<std::byte, CacheLineAllocator<std::byte>> bytes_;
};

}  // namespace pont::ad
