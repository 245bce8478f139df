// Strided copies, fills, conversions, rows by index, draws and host functions of rows.
#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "autodiff/cpu/cpu.hpp"
#include "autodiff/index_error.hpp"
#include "autodiff/rng.hpp"
#include "autodiff/walk.hpp"

namespace pont::ad {
namespace {

template <class T>
void inner_copy(i64 n, i64 to, i64 from, const T* x, T* y) {
  if (to == 1 && from == 1)
    std::memmove(y, x, static_cast<std::size_t>(n) * sizeof(T));
  else
    for (i64 i = 0; i < n; ++i) y[i * to] = x[i * from];
}

template <class T>
void strided_copy(const Copy& v, const T* x, T* y) {
  if (v.shape.size() == 0) return;
  const Walk w(v);
  x += v.from_offset;
  y += v.to_offset;
  if (w.rank == 0) return static_cast<void>(*y = *x);
  const int inner = w.rank - 1;
  std::array<i64, max_rank> index{};
  for (;;) {
    inner_copy(w.length[inner], w.to[inner], w.from[inner], x, y);
    int a = inner - 1;
    for (; a >= 0; --a) {  // odometer
      x += w.from[a];
      y += w.to[a];
      if (++index[a] < w.length[a]) break;
      x -= w.from[a] * w.length[a];
      y -= w.to[a] * w.length[a];
      index[a] = 0;
    }
    if (a < 0) return;
  }
}

i64 checked_row(i64 index, i64 rows, const char* op) {
  if (index < 0 || index >= rows) fail_index(op, index, rows);
  return index;
}

}  // namespace

void Cpu::run(const Copy& v, Pointers p) {
  with_type(v.dtype,
            [&](auto t) { strided_copy<decltype(t)>(v, as<decltype(t)>(p[1]), as<decltype(t)>(p[0])); });
}

void Cpu::run(const Fill& v, Pointers p) {
  with_number(v.dtype,
              [&](auto t) { std::fill_n(as<decltype(t)>(p[0]), v.n, static_cast<decltype(t)>(v.value)); });
}

void Cpu::run(const Gather& v, Pointers p) {
  const std::size_t bytes = static_cast<std::size_t>(v.row) * size_of(v.dtype);
  const i64* index = as<i64>(p[2]);
  for (i64 i = 0; i < v.count; ++i)
    std::memcpy(p[0] + static_cast<std::size_t>(i) * bytes,
                p[1] + static_cast<std::size_t>(checked_row(index[i], v.rows, "gather")) * bytes, bytes);
}

void Cpu::run(const ScatterAdd& v, Pointers p) {
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    const i64* index = as<i64>(p[2]);
    std::fill_n(as<T>(p[0]), v.rows * v.row, T(0));
    for (i64 i = 0; i < v.count; ++i) {
      T* y = as<T>(p[0]) + checked_row(index[i], v.rows, "scatter_add") * v.row;
      const T* g = as<T>(p[1]) + i * v.row;
      for (i64 j = 0; j < v.row; ++j) y[j] += g[j];
    }
  });
}

void Cpu::run(const Draw& v, Pointers p) {
  const std::uint64_t slot = static_cast<std::uint64_t>(*as<i64>(p[1]));
  const std::uint64_t first = static_cast<std::uint64_t>(*as<i64>(p[2]) * v.row);
  const Key key = Key::root(v.key);  // a key is its value
  with_real(v.dtype, [&](auto t) {
    auto* y = as<decltype(t)>(p[0]);
    v.kind == Draw::Kind::uniform ? fill_uniform(key, slot, first, v.n, y)
                                  : fill_normal(key, slot, first, v.n, y);
  });
}

void Cpu::run(const Convert& v, Pointers p) {
  with_type(v.from, [&](auto f) {
    with_number(v.to, [&](auto t) {
      const auto* x = as<decltype(f)>(p[1]);
      auto* y = as<decltype(t)>(p[0]);
      for (i64 i = 0; i < v.n; ++i) y[i] = static_cast<decltype(t)>(x[i]);
    });
  });
}

void Cpu::run(const MapRows& v, Pointers p) {
  constexpr int widest = 64;
  const int in = v.f->inputs(), out = v.f->outputs();
  if (in > widest || out > widest) throw std::invalid_argument("row_map: more than 64 columns");
  std::array<double, widest> x, y;
  with_real(v.from, [&](auto f) {
    with_real(v.to, [&](auto t) {
      const auto* source = as<decltype(f)>(p[1]);
      auto* target = as<decltype(t)>(p[0]);
      for (i64 r = 0; r < v.rows; ++r) {
        for (int j = 0; j < in; ++j) x[j] = static_cast<double>(source[r * in + j]);
        (*v.f)(x.data(), y.data());
        for (int j = 0; j < out; ++j) target[r * out + j] = static_cast<decltype(t)>(y[j]);
      }
    });
  });
}

}  // namespace pont::ad
