// What samplers and likelihoods ask of a score, whether a network or a closed form answers.
#pragma once
#include <cstdint>

#include "sde/kernel.hpp"

namespace pont::sde {

class Score {
 public:
  virtual ~Score() = default;
  // s = grad log p_t(u) in the driven blocks, zero elsewhere. u, s: [B, k*d]; s is resized.
  virtual void operator()(const Batch& u, double t, Batch& s) = 0;
  // The same, and vJv_b = v_b^T (ds/du) v_b for each row. v: [B, k*d], zero outside the driven blocks.
  virtual void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) = 0;
};

// Counts calls, each for a whole batch; a probe counts as one evaluation too.
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
