// Embeddings of time: frequencies, and sines and cosines of them.
#include "nn/embeddings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::i64;
using ad::Var;

std::size_t checked_count(const char* name, i64 m, double scale) {
  if (m < 1 || !(scale > 0))
    throw std::invalid_argument(fmt::format(
        "{} embedding: {} frequencies and scale {} given, expected at least one and a positive scale", name,
        m, scale));
  return static_cast<std::size_t>(m);
}

Var row_of(ad::Tape& tape, const std::vector<double>& numbers, ad::Dtype dtype) {
  return ad::with_real(dtype, [&](auto zero) {
    const std::vector<decltype(zero)> values(numbers.begin(), numbers.end());
    return tape.constant(ad::Tensor::of({1, static_cast<i64>(values.size())}, values));
  });
}

// t [B], w [1, m] -> [B, 2m].
Var waves(const char* name, Var t, Var w, WaveOrder order) {
  if (t.shape().rank() != 1)
    throw std::invalid_argument(
        fmt::format("{} embedding: time {} given, expected [B]", name, ad::str(t.shape())));
  const Var angle = ad::reshape(t, {t.shape()[0], 1}) * w;
  return order == WaveOrder::sines ? ad::concat({ad::sin(angle), ad::cos(angle)}, 1)
                                   : ad::concat({ad::cos(angle), ad::sin(angle)}, 1);
}

}  // namespace

SinusoidalEmbedding::SinusoidalEmbedding(i64 m, double scale, Divisor divisor, WaveOrder order)
    : frequencies_(checked_count("sinusoidal", m, scale)), order_(order) {
  const i64 steps = divisor == Divisor::m ? m : m - 1;
  if (steps < 1)
    throw std::invalid_argument(
        "sinusoidal embedding: 1 frequency given with the divisor m - 1, expected at least 2");
  for (i64 j = 0; j < m; ++j)
    frequencies_[static_cast<std::size_t>(j)] =
        scale * std::pow(10000.0, -static_cast<double>(j) / static_cast<double>(steps));
}

Var SinusoidalEmbedding::operator()(Var t, Var) const {
  const ad::Tape::Scope scope(*t.tape, "sinusoidal");
  return waves("sinusoidal", t, row_of(*t.tape, frequencies_, t.dtype()), order_);
}

GaussianFourierEmbedding::GaussianFourierEmbedding(i64 m, ad::Key key, double scale)
    : frequencies_(checked_count("gaussian fourier", m, scale)) {
  ad::fill_normal(key, 0, 0, m, frequencies_.data());
  for (double& f : frequencies_) f *= 2 * 3.14159265358979323846 * scale;
}

Var GaussianFourierEmbedding::operator()(Var t, Var drawn) const {
  const ad::Tape::Scope scope(*t.tape, "gaussian fourier");
  const Var w =
      drawn ? ad::reshape(drawn, {1, drawn.shape().size()}) : row_of(*t.tape, frequencies_, t.dtype());
  return waves("gaussian fourier", t, w, WaveOrder::sines);
}

Var LogTimeEmbedding::operator()(Var t, Var drawn) const {
  return (*of_)(ad::log(ad::maximum(t, 1e-5)), drawn);
}

}  // namespace pont::nn
