// What samplers and likelihoods ask of a score, whether a network or a closed form answers.
#pragma once
#include <cstdint>

#include "sde/kernel.hpp"

namespace pont::sde {

class Score {
 public:
  virtual ~Score() = default;
  /// s = grad log p_t(u) in the driven blocks, zero elsewhere. u, s: [B, k*d]; s is resized.
  virtual void operator()(const Batch& u, double t, Batch& s) = 0;
  /// The same, and vJv_b = v_b^T (ds/du) v_b for each row. v: [B, k*d], zero outside the driven blocks.
  virtual void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) = 0;
};

/// A score that is told, row by row, what to be conditioned on.
class ConditionalScore : public Score {
 public:
  /// From now on s = grad log p_t(u | y): y [B, 1] the class of each row of u, or [B, c] numbers. Without
  /// rows y is not known: s = grad log p_t(u).
  virtual void given(const Batch& y) = 0;
};

/// Classifier-free guidance (Ho & Salimans 2022, eq. 6): s(u | y) + w (s(u | y) - s(u)). w = 0 is the
/// conditional score itself, at one evaluation.
class GuidedScore final : public Score {
 public:
  GuidedScore(ConditionalScore& score, Batch y, double w) : score_(score), y_(std::move(y)), w_(w) {}
  void operator()(const Batch& u, double t, Batch& s) override;
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override;

 private:
  ConditionalScore& score_;
  Batch y_;
  double w_;
};

/// Counts calls, each for a whole batch; a probe counts as one evaluation too.
class CountingScore final : public Score {
 public:
  explicit CountingScore(Score& score) : score_(score) {}
  void operator()(const Batch& u, double t, Batch& s) override { ++evaluations_, score_(u, t, s); }
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override {
    ++evaluations_, score_.probe(u, t, v, s, vJv);
  }
  std::int64_t evaluations() const { return evaluations_; }

 private:
  Score& score_;
  std::int64_t evaluations_ = 0;
};

}  // namespace pont::sde
