// Layers of one image by plain loops: the oracle of nn/ for images.
#pragma once
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "nn/parameters.hpp"

namespace pont::nn::naive {

using ad::i64;

/// An image [H, W, C]; zero outside.
struct Image {
  i64 H, W, C;
  std::vector<double> values = std::vector<double>(static_cast<std::size_t>(H * W * C));

  double& at(i64 h, i64 w, i64 c) { return values[static_cast<std::size_t>((h * W + w) * C + c)]; }
  double at(i64 h, i64 w, i64 c) const {
    if (h < 0 || h >= H || w < 0 || w >= W) return 0;
    return values[static_cast<std::size_t>((h * W + w) * C + c)];
  }
};

/// make(h, w, c) for each place of an image.
template <class Make>
Image image(i64 H, i64 W, i64 C, Make make) {
  Image y{H, W, C};
  for (i64 h = 0; h < H; ++h)
    for (i64 w = 0; w < W; ++w)
      for (i64 c = 0; c < C; ++c) y.at(h, w, c) = make(h, w, c);
  return y;
}

using Vector = std::vector<double>;
inline double silu(double x) { return x / (1 + std::exp(-x)); }
template <class F>
Vector each(Vector x, F f) {
  for (double& v : x) v = f(v);
  return x;
}
template <class F>
Image each(Image x, F f) {
  x.values = each(std::move(x.values), f);
  return x;
}
inline Image sum(const Image& a, const Image& b, double factor = 1) {
  return image(a.H, a.W, a.C, [&](i64 h, i64 w, i64 c) { return factor * (a.at(h, w, c) + b.at(h, w, c)); });
}

/// Values of one parameter.
struct Values {
  const ad::Tensor* flat;
  i64 offset;
  double operator[](i64 element) const { return flat->at(offset + element); }
};

/// Parameters by their names.
class Weights final {
 public:
  Weights(const Parameters& table, const ad::Tensor& flat, std::string prefix)
      : table_(&table), flat_(&flat), prefix_(std::move(prefix)) {}
  Weights in(const std::string& module) const { return {*table_, *flat_, prefix_ + module + "/"}; }
  bool has(const std::string& name) const { return find(name) != nullptr; }
  const ad::Shape& shape(const std::string& name) const { return row(name).shape; }
  Values operator[](const std::string& name) const { return {flat_, row(name).offset}; }

 private:
  const Parameter* find(const std::string& name) const {
    for (const Parameter& p : table_->rows())
      if (p.name == prefix_ + name) return &p;
    return nullptr;
  }
  const Parameter& row(const std::string& name) const {
    if (const Parameter* p = find(name)) return *p;
    throw std::out_of_range("no parameter " + prefix_ + name);
  }

  const Parameters* table_;
  const ad::Tensor* flat_;
  std::string prefix_;
};

/// A dense layer on every pixel.
inline Image dense(const Weights& p, const Image& x) {
  const i64 in = p.shape("weight")[0], out = p.shape("weight")[1];
  const Values weight = p["weight"], bias = p["bias"];
  return image(x.H, x.W, out, [&](i64 h, i64 w, i64 o) {
    double s = bias[o];
    for (i64 i = 0; i < in; ++i) s += x.at(h, w, i) * weight[i * out + o];
    return s;
  });
}
inline Vector dense(const Weights& p, const Vector& x) {
  return dense(p, Image{1, 1, static_cast<i64>(x.size()), x}).values;
}

/// A square kernel on H x W places, `stride` pixels apart, the first of them `low` pixels outside.
inline Image conv(const Weights& p, const Image& x, i64 stride, i64 low, i64 H, i64 W) {
  const ad::Shape k = p.shape("weight");
  const Values weight = p["weight"], bias = p["bias"];
  return image(H, W, k[3], [&](i64 h, i64 w, i64 o) {
    double s = bias[o];
    for (i64 i = 0; i < k[0]; ++i)
      for (i64 j = 0; j < k[1]; ++j)
        for (i64 c = 0; c < k[2]; ++c)
          s += x.at(h * stride - low + i, w * stride - low + j, c) *
               weight[((i * k[1] + j) * k[2] + c) * k[3] + o];
    return s;
  });
}
inline Image conv(const Weights& p, const Image& x) { return conv(p, x, 1, 1, x.H, x.W); }

inline Image norm(const Weights& p, const Image& x, i64 groups, double epsilon) {
  const i64 width = x.C / groups;
  const double n = static_cast<double>(x.H * x.W * width);
  Vector mean(static_cast<std::size_t>(groups)), variance(static_cast<std::size_t>(groups));
  const Values scale = p["scale"], shift = p["shift"];
  const auto group = [&](i64 c) { return static_cast<std::size_t>(c / width); };
  image(x.H, x.W, x.C, [&](i64 h, i64 w, i64 c) { return mean[group(c)] += x.at(h, w, c) / n; });
  image(x.H, x.W, x.C, [&](i64 h, i64 w, i64 c) {
    const double d = x.at(h, w, c) - mean[group(c)];
    return variance[group(c)] += d * d / n;
  });
  return image(x.H, x.W, x.C, [&](i64 h, i64 w, i64 c) {
    const double z = (x.at(h, w, c) - mean[group(c)]) / std::sqrt(variance[group(c)] + epsilon);
    return z * scale[c] + shift[c];
  });
}

inline Image mean_down(const Image& x) {
  return image(x.H / 2, x.W / 2, x.C, [&](i64 h, i64 w, i64 c) {
    return (x.at(2 * h, 2 * w, c) + x.at(2 * h, 2 * w + 1, c) + x.at(2 * h + 1, 2 * w, c) +
            x.at(2 * h + 1, 2 * w + 1, c)) /
           4;
  });
}
inline Image repeat_up(const Image& x) {
  return image(2 * x.H, 2 * x.W, x.C, [&](i64 h, i64 w, i64 c) { return x.at(h / 2, w / 2, c); });
}
/// Sums of 4 x 4 pixels from (stride h - low, stride w - low) with the weights of (1, 3, 3, 1) / 8 twice.
inline Image fir(const Image& x, i64 stride, i64 low, i64 H, i64 W) {
  constexpr double k[] = {0.125, 0.375, 0.375, 0.125};
  return image(H, W, x.C, [&](i64 h, i64 w, i64 c) {
    double s = 0;
    for (i64 i = 0; i < 4; ++i)
      for (i64 j = 0; j < 4; ++j) s += k[i] * k[j] * x.at(stride * h - low + i, stride * w - low + j, c);
    return s;
  });
}
inline Image fir_down(const Image& x) { return fir(x, 2, 1, x.H / 2, x.W / 2); }
/// The filter times 4 on the image with zeros between its pixels, two zeros before it.
inline Image fir_up(const Image& x) {
  const Image wide = image(2 * x.H, 2 * x.W, x.C, [&](i64 h, i64 w, i64 c) {
    return h % 2 == 0 && w % 2 == 0 ? x.at(h / 2, w / 2, c) : 0;
  });
  return each(fir(wide, 1, 2, wide.H, wide.W), [](double v) { return 4 * v; });
}

/// softmax(q k^T / sqrt(width)) v of each head over all pixels; x has q, k, v side by side.
inline Image attended(const Image& x, i64 heads) {
  const i64 C = x.C / 3, width = C / heads, n = x.H * x.W;
  const auto value = [&](i64 token, i64 c) { return x.at(token / x.W, token % x.W, c); };
  return image(x.H, x.W, C, [&](i64 h, i64 w, i64 c) {
    const i64 first = c / width * width;
    double total = 0, s = 0;
    for (i64 token = 0; token < n; ++token) {
      double logit = 0;
      for (i64 i = first; i < first + width; ++i) logit += x.at(h, w, i) * value(token, C + i);
      const double e = std::exp(logit / std::sqrt(static_cast<double>(width)));
      total += e;
      s += e * value(token, 2 * C + c);
    }
    return s / total;
  });
}

}  // namespace pont::nn::naive
