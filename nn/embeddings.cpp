// Frequencies, and sines and cosines of them.
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

// t [B], angular frequencies [m] -> [B, 2m].
Var waves(const char* name, Var t, const std::vector<double>& frequencies) {
  const ad::Tape::Scope scope(*t.tape, name);
  if (t.shape().rank() != 1)
    throw std::invalid_argument(
        fmt::format("{} embedding: time {} given, expected [B]", name, ad::str(t.shape())));
  const i64 m = static_cast<i64>(frequencies.size());
  const Var w = ad::with_real(t.dtype(), [&](auto zero) {
    const std::vector<decltype(zero)> values(frequencies.begin(), frequencies.end());
    return t.tape->constant(ad::Tensor::of({1, m}, values));
  });
  const Var angle = ad::reshape(t, {t.shape()[0], 1}) * w;
  return ad::concat({ad::sin(angle), ad::cos(angle)}, 1);
}

}  // namespace

SinusoidalEmbedding::SinusoidalEmbedding(i64 m, double scale)
    : frequencies_(checked_count("sinusoidal", m, scale)) {
  for (i64 j = 0; j < m; ++j)
    frequencies_[static_cast<std::size_t>(j)] =
        scale * std::pow(10000.0, -static_cast<double>(j) / static_cast<double>(m));
}

Var SinusoidalEmbedding::operator()(Var t) const { return waves("sinusoidal", t, frequencies_); }

GaussianFourierEmbedding::GaussianFourierEmbedding(i64 m, ad::Key key, double scale)
    : frequencies_(checked_count("gaussian fourier", m, scale)) {
  ad::fill_normal(key, 0, 0, m, frequencies_.data());
  for (double& f : frequencies_) f *= 2 * 3.14159265358979323846 * scale;
}

Var GaussianFourierEmbedding::operator()(Var t) const { return waves("gaussian fourier", t, frequencies_); }

}  // namespace pont::nn
