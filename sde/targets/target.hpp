// A fixed law to sample from: its log-density up to a constant, and the gradient.
#pragma once
#include <cstdint>

#include "sde/kernel.hpp"
#include "sde/mixture.hpp"

namespace pont::sde {

class Target {
 public:
  virtual ~Target() = default;
  // log pi(x) [B] in nats up to one constant, and its gradient [B, d], for x [B, d]; both are resized. -inf
  // where pi vanishes, with any finite gradient.
  virtual void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const = 0;
};

// A Gaussian mixture with positive variances; log_density is normalised. Throws std::domain_error for a zero
// variance, std::invalid_argument for an inconsistent mixture.
class MixtureTarget final : public Target {
 public:
  explicit MixtureTarget(Mixture data);
  void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const override;
  // P(component | x), [B, n]. Its mean under the target is the vector of weights.
  Batch responsibilities(const Batch& x) const;
  const Mixture& law() const { return data_; }

 private:
  Mixture data_;
};

// pi^power: flatter for power < 1, as if at temperature 1 / power. `target` must outlive this.
class Tempered final : public Target {
 public:
  Tempered(const Target& target, double power) : target_(target), power_(power) {}
  void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const override {
    target_(x, log_density, gradient);
    log_density *= power_, gradient *= power_;
  }

 private:
  const Target& target_;
  double power_;
};

// Counts calls, each for a whole batch, and the rows of all of them.
class CountingTarget final : public Target {
 public:
  explicit CountingTarget(const Target& target) : target_(target) {}
  void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const override {
    ++evaluations_, rows_ += x.rows(), target_(x, log_density, gradient);
  }
  std::int64_t evaluations() const { return evaluations_; }
  std::int64_t rows() const { return rows_; }

 private:
  const Target& target_;
  mutable std::int64_t evaluations_ = 0, rows_ = 0;
};

}  // namespace pont::sde
