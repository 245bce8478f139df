// Embeddings of time: a scalar per row becomes a vector that a network can resolve.
#pragma once
#include <vector>

#include "autodiff/rng.hpp"
#include "autodiff/tape.hpp"

namespace pont::nn {

/// t [B] to [B, width()].
class TimeEmbedding {
 public:
  virtual ~TimeEmbedding() = default;
  virtual ad::i64 width() const = 0;
  virtual ad::Var operator()(ad::Var t) const = 0;
};

/// [sin(w_j s t), cos(w_j s t)] with w_j = 10000^(-j/m), j = 0 .. m-1: Vaswani et al. 2017, section 3.5, in
/// the order of Ho et al. 2020 (all sines first). `scale` s turns t into the papers' positions: 1000 for t in
/// [0, 1] gives the 1000 steps of Ho et al. Throws std::invalid_argument unless m >= 1 and s > 0.
class SinusoidalEmbedding final : public TimeEmbedding {
 public:
  explicit SinusoidalEmbedding(ad::i64 m, double scale = 1000);
  ad::i64 width() const override { return 2 * static_cast<ad::i64>(frequencies_.size()); }
  ad::Var operator()(ad::Var t) const override;

 private:
  std::vector<double> frequencies_;
};

/// [sin(2 pi f_j t), cos(2 pi f_j t)] with fixed f_j = scale * normal(key, j): Tancik et al. 2020, eq. (5)
/// (cosines first there), for time in NCSN++ of Song et al. 2021 (scale 16). Throws std::invalid_argument
/// unless m >= 1 and scale > 0.
class GaussianFourierEmbedding final : public TimeEmbedding {
 public:
  GaussianFourierEmbedding(ad::i64 m, ad::Key key, double scale = 16);
  ad::i64 width() const override { return 2 * static_cast<ad::i64>(frequencies_.size()); }
  ad::Var operator()(ad::Var t) const override;

 private:
  std::vector<double> frequencies_;
};

}  // namespace pont::nn
