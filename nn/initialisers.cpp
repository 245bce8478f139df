// Initialisers: scaled draws, and Gram-Schmidt in double.
#include "nn/initialisers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pont::nn {
namespace {

using ad::i64;
using ad::Key;
using ad::Shape;
using Values = std::vector<double>;

Values scaled_uniform(const Shape& shape, Key key, double bound) {
  Values x(static_cast<std::size_t>(shape.size()));
  ad::fill_uniform(key, 0, 0, shape.size(), x.data());
  for (double& v : x) v = bound * (2 * v - 1);
  return x;
}

Values scaled_normal(const Shape& shape, Key key, double deviation) {
  Values x(static_cast<std::size_t>(shape.size()));
  ad::fill_normal(key, 0, 0, shape.size(), x.data());
  for (double& v : x) v *= deviation;
  return x;
}

double dot(const double* a, const double* b, i64 n) {
  double s = 0;
  for (i64 i = 0; i < n; ++i) s += a[i] * b[i];
  return s;
}

// Makes the `count` vectors of length n >= count orthonormal. Projecting twice keeps them so to the last
// digits ("twice is enough", Kahan in Parlett 1980, section 6.9).
void orthonormalise(Values& x, i64 count, i64 n) {
  for (i64 i = 0; i < count; ++i) {
    double* v = x.data() + i * n;
    for (int pass = 0; pass < 2; ++pass)
      for (i64 j = 0; j < i; ++j) {
        const double* q = x.data() + j * n;
        const double c = dot(q, v, n);
        for (i64 k = 0; k < n; ++k) v[k] -= c * q[k];
      }
    const double length = std::sqrt(dot(v, v, n));
    for (i64 k = 0; k < n; ++k) v[k] /= length;
  }
}

double xavier_variance(double gain, Fan fan) {
  return gain * gain * 2 / static_cast<double>(fan.in + fan.out);
}
double kaiming_variance(double gain, Fan fan) { return gain * gain / static_cast<double>(fan.in); }

}  // namespace

Initialiser zeros() { return constant(0); }

Initialiser constant(double value) {
  return [value](const Shape& s, Fan, Key) { return Values(static_cast<std::size_t>(s.size()), value); };
}

Initialiser uniform(double bound) {
  if (!(bound > 0))
    throw std::invalid_argument(
        fmt::format("initialiser uniform: bound {} given, expected a positive one", bound));
  return [bound](const Shape& s, Fan, Key key) { return scaled_uniform(s, key, bound); };
}

Initialiser normal(double deviation) {
  if (!(deviation > 0))
    throw std::invalid_argument(
        fmt::format("initialiser normal: deviation {} given, expected a positive one", deviation));
  return [deviation](const Shape& s, Fan, Key key) { return scaled_normal(s, key, deviation); };
}

// A uniform variable in (-b, b) has variance b^2 / 3.
Initialiser kaiming_uniform(double gain) {
  return [gain](const Shape& s, Fan f, Key key) {
    return scaled_uniform(s, key, std::sqrt(3 * kaiming_variance(gain, f)));
  };
}
Initialiser kaiming_normal(double gain) {
  return [gain](const Shape& s, Fan f, Key key) {
    return scaled_normal(s, key, std::sqrt(kaiming_variance(gain, f)));
  };
}
Initialiser xavier_uniform(double gain) {
  return [gain](const Shape& s, Fan f, Key key) {
    return scaled_uniform(s, key, std::sqrt(3 * xavier_variance(gain, f)));
  };
}
Initialiser xavier_normal(double gain) {
  return [gain](const Shape& s, Fan f, Key key) {
    return scaled_normal(s, key, std::sqrt(xavier_variance(gain, f)));
  };
}

Initialiser orthogonal(double gain) {
  return [gain](const Shape& s, Fan, Key key) {
    if (s.rank() < 2)
      throw std::invalid_argument(
          fmt::format("initialiser orthogonal: shape {} given, expected at least two axes; "
                      "use another one for biases",
                      ad::str(s)));
    const i64 columns = s[s.rank() - 1], rows = columns == 0 ? 0 : s.size() / columns;
    const bool tall = rows >= columns;
    const i64 count = tall ? columns : rows, n = tall ? rows : columns;
    Values q = scaled_normal(s, key, 1), out(q.size());
    orthonormalise(q, count, n);
    for (i64 i = 0; i < count; ++i)
      for (i64 k = 0; k < n; ++k) out[tall ? k * columns + i : i * columns + k] = gain * q[i * n + k];
    return out;
  };
}

Initialiser torch_linear() {
  return [](const Shape& s, Fan f, Key key) {
    return scaled_uniform(s, key, 1 / std::sqrt(static_cast<double>(f.in)));
  };
}

}  // namespace pont::nn
