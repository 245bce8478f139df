// Embeddings of time: a scalar per row becomes a vector that a network can resolve.
#pragma once
#include <memory>
#include <vector>

#include "autodiff/rng.hpp"
#include "autodiff/tape.hpp"

namespace pont::nn {

/// t [B] to [B, width()].
class TimeEmbedding {
 public:
  virtual ~TimeEmbedding() = default;
  virtual ad::i64 width() const = 0;
  /// `drawn` [m], of the type of t, stands for the values of drawn(); null: these.
  virtual ad::Var operator()(ad::Var t, ad::Var drawn = {}) const = 0;
  /// What was drawn at random, so that a network can save it with its parameters; empty where nothing was.
  virtual std::vector<double> drawn() const { return {}; }
};

/// The exponent -j / divisor of the frequencies j = 0 .. m-1. With m - 1 the last one is 1/10000 of the
/// first.
enum class Divisor { m, m_minus_1 };
/// What stands first.
enum class WaveOrder { sines, cosines };

/// [sin(w_j s t), cos(w_j s t)] with w_j = 10000^(-j/m), j = 0 .. m-1: Vaswani et al. 2017, section 3.5, all
/// sines first. `scale` s turns t into the papers' positions: 1000 for t in [0, 1] gives the 1000 steps of Ho
/// et al. The sources differ in the rest: Ho et al. 2020 and Song et al. 2021 divide by m - 1 (sines first),
/// the code of OpenAI, that of de Bortoli et al. 2021 and DiT by m (cosines first). Throws
/// std::invalid_argument unless m >= 1 (2 for m - 1) and s > 0.
class SinusoidalEmbedding final : public TimeEmbedding {
 public:
  explicit SinusoidalEmbedding(ad::i64 m, double scale = 1000, Divisor = Divisor::m,
                               WaveOrder = WaveOrder::sines);
  ad::i64 width() const override { return 2 * static_cast<ad::i64>(frequencies_.size()); }
  ad::Var operator()(ad::Var t, ad::Var drawn = {}) const override;

 private:
  std::vector<double> frequencies_;
  WaveOrder order_;
};

/// [sin(2 pi f_j t), cos(2 pi f_j t)] with fixed f_j = scale * normal(key, j): Tancik et al. 2020, eq. (5)
/// (cosines first there), for time in NCSN++ of Song et al. 2021 (scale 16). drawn() are the 2 pi f_j. Throws
/// std::invalid_argument unless m >= 1 and scale > 0.
class GaussianFourierEmbedding final : public TimeEmbedding {
 public:
  GaussianFourierEmbedding(ad::i64 m, ad::Key key, double scale = 16);
  ad::i64 width() const override { return 2 * static_cast<ad::i64>(frequencies_.size()); }
  ad::Var operator()(ad::Var t, ad::Var drawn = {}) const override;
  std::vector<double> drawn() const override { return frequencies_; }

 private:
  std::vector<double> frequencies_;
};

/// Another embedding of log t: what NCSN++ (log sigma), CLD (log t) and EDM (log(sigma) / 4) are told. A time
/// below 1e-5, the smallest these sources use, counts as 1e-5, so that 0 has an embedding too.
class LogTimeEmbedding final : public TimeEmbedding {
 public:
  explicit LogTimeEmbedding(std::shared_ptr<const TimeEmbedding> of) : of_(std::move(of)) {}
  ad::i64 width() const override { return of_->width(); }
  ad::Var operator()(ad::Var t, ad::Var drawn = {}) const override;
  std::vector<double> drawn() const override { return of_->drawn(); }

 private:
  std::shared_ptr<const TimeEmbedding> of_;
};

}  // namespace pont::nn
