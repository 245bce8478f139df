// What tests of image networks share: random values, plain-loop blocks, and one evaluation of a network.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "naive_image.hpp"
#include "nn/image_blocks.hpp"
#include "nn/time_network.hpp"
#include "tests/autodiff/check_vjp.hpp"

namespace pont::nn {

using ad::Dtype;
using ad::i64;
using ad::Tensor;
using ad::Var;
using naive::Image;
using naive::Vector;
using naive::Weights;

inline const ad::Key image_key = ad::Key::root(17) / "image modules";

inline Tensor random_parameters(const Parameters& table, double reach = 1) {
  return ad::random_tensor({table.size()}, image_key / "parameters", -reach, reach);
}

/// Rows of a tensor [B, H, W, C] as images.
inline Image image_of(const Tensor& x, i64 row = 0) {
  const ad::Shape s = x.shape();
  return naive::image(s[1], s[2], s[3],
                      [&](i64 h, i64 w, i64 c) { return x.at(((row * s[1] + h) * s[2] + w) * s[3] + c); });
}
inline Vector vector_of(const Tensor& x) {
  Vector v;
  for (i64 i = 0; i < x.shape().size(); ++i) v.push_back(x.at(i));
  return v;
}

inline void expect_near(const Tensor& y, const Image& oracle, const std::string& name) {
  ASSERT_EQ(y.shape().size(), oracle.H * oracle.W * oracle.C) << name;
  double scale = 1;
  for (const double v : oracle.values) scale = std::max(scale, std::abs(v));
  for (i64 i = 0; i < y.shape().size(); ++i)
    ASSERT_NEAR(y.at(i), oracle.values[static_cast<std::size_t>(i)], 1e-12 * scale)
        << name << ", element " << i;
}

/// Outputs for rows of states at given parameters.
inline Tensor output(const TimeNetwork& net, const Parameters& table, const Tensor& flat, const Tensor& u,
                     const Tensor& t, const std::vector<i64>& y = {}) {
  ad::Tape tape;
  const std::vector<Var> views = table.views(tape.constant(flat), tape.constant(table.initial_untrained()));
  const Var told = y.empty() ? Var{} : tape.constant(Tensor::of({static_cast<i64>(y.size())}, y));
  return ad::eval(net(Context{views}, tape.constant(u), tape.constant(t), told));
}

inline Tensor states(i64 rows, i64 columns) {
  return ad::random_tensor({rows, columns}, image_key / "u", -1, 1);
}
inline Tensor times(i64 rows) { return ad::random_tensor({rows}, image_key / "t", 0.2, 0.9); }

inline Image naive_attention(const Weights& p, const Image& x, const Groups& groups, i64 heads,
                             double factor) {
  const Image in = naive::dense(p.in("in"), naive::norm(p.in("norm"), x, groups.of(x.C), groups.epsilon));
  return naive::sum(x, naive::dense(p.in("out"), naive::attended(in, heads)), factor);
}

using Resample = Image (*)(const Image&);

inline Image naive_block(const Weights& p, Image x, const Vector& e, const BlockStyle& style,
                         Resample resample) {
  const auto norm = [&](const char* name, const Image& h) {
    return naive::norm(p.in(name), h, style.groups.of(h.C), style.groups.epsilon);
  };
  Image h = naive::each(norm("norm1", x), naive::silu);
  if (resample) h = resample(h), x = resample(x);
  h = naive::conv(p.in("first"), h);
  const Vector told = naive::dense(p.in("told"), e);
  const bool scaled = style.conditioning == &scale_shift();
  const auto part = [&](i64 c) { return told[static_cast<std::size_t>(c)]; };
  if (!scaled) h = naive::image(h.H, h.W, h.C, [&](i64 i, i64 j, i64 c) { return h.at(i, j, c) + part(c); });
  h = norm("norm2", h);
  if (scaled)
    h = naive::image(h.H, h.W, h.C,
                     [&](i64 i, i64 j, i64 c) { return h.at(i, j, c) * (1 + part(c)) + part(h.C + c); });
  h = naive::conv(p.in("second"), naive::each(h, naive::silu));
  return naive::sum(p.has("shortcut/weight") ? naive::dense(p.in("shortcut"), x) : x, h, style.factor);
}

}  // namespace pont::nn
