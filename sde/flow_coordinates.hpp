// The coordinates in which the probability flow is integrated with the density it carries: those of the data,
// or those of the law at each time.
#pragma once
#include <memory>
#include <optional>

#include "sde/carried_moments.hpp"
#include "sde/reverse.hpp"
#include "sde/runge_kutta.hpp"

namespace pont::sde {

/// What the score says at one time: u [B, k*d], its score s [B, k*d] and tr(D ds/du) [B].
struct FlowPoint {
  const Batch &u, &s;
  const Eigen::VectorXd& trace;
};

/// A density that is known at every time, the reference g, and coordinates z of the state. The flow's own
/// density p is carried as log p - log g.
class FlowCoordinates {
 public:
  virtual ~FlowCoordinates() = default;
  /// u [B, k*d] at t in the coordinates z, and back.
  virtual Batch to(double t, const Batch& u) const = 0;
  virtual Batch from(double t, const Batch& z) const = 0;
  /// log g_t(u) at the coordinates z, in nats, [B].
  virtual Eigen::VectorXd log_reference(double t, const Batch& z) const = 0;
  /// rates [B, k*d + 1]: dz/dt, and what log p - log g loses per unit of t on the way of z.
  virtual void rates(double t, const Batch& z, const FlowPoint& at, Batch& rates) = 0;
  /// What governs the steps besides the errors of z and the density; none by default.
  virtual StepRules rules(const Tolerance&) const { return {}; }
};

/// z = u and g = 1: errors are in the units of the data.
class DataCoordinates final : public FlowCoordinates {
 public:
  explicit DataCoordinates(const LinearSde& sde) : flow_(sde, 0) {}
  Batch to(double, const Batch& u) const override { return u; }
  Batch from(double, const Batch& z) const override { return z; }
  Eigen::VectorXd log_reference(double, const Batch& z) const override {
    return Eigen::VectorXd::Zero(z.rows());
  }
  void rates(double t, const Batch& z, const FlowPoint& at, Batch& rates) override;

 private:
  Reverse flow_;
};

/// z = L^-1 (y - mean) for the coordinates y, the mean and the root L of u_t (CarriedMoments), and g the
/// normal law of these moments: a tolerance is then a share of a standard deviation of the law at each time,
/// whatever its scale and however far its mean. With q = s - grad log g, all that the score adds to the
/// normal law's,
///
///   dz/dt = turn z - L^-1 D q / 2,   -d(log p - log g)/dt = -(div(D q) - z . L^-1 D q) / 2 .
///
/// For normal data q = 0: z only turns (for k = 1 it stays), and the density has no error at all.
class LawCoordinates final : public FlowCoordinates {
 public:
  /// `moments` must outlive this.
  LawCoordinates(const LinearSde& sde, const CarriedMoments& moments) : sde_(sde), moments_(moments) {}
  Batch to(double t, const Batch& u) const override;
  Batch from(double t, const Batch& z) const override;
  Eigen::VectorXd log_reference(double t, const Batch& z) const override;
  void rates(double t, const Batch& z, const FlowPoint& at, Batch& rates) override;
  /// A step's error of z counts by the error of log p that it makes, at most |grad(log p - log g)| times as
  /// large, so that a law much narrower than its moments is resolved too. t triples at most: what decays like
  /// a power of t would pass between the nodes of a longer step.
  StepRules rules(const Tolerance& tolerance) const override;

 private:
  LinearSde sde_;
  const CarriedMoments& moments_;
  Batch gradient_;  // of log p - log g along z where rates() was last asked, [B, k*d]
};

/// The coordinates for data of these moments in columns = k*d of u. DataCoordinates without moments, or for a
/// law of ordinary size, whose deviations all lie in [1/10, 10] and whose mean is at most 10 of them from 0,
/// so that its likelihoods and samples keep their bits; LawCoordinates for any other.
class FlowFrame final {
 public:
  FlowFrame(const LinearSde& sde, const std::optional<Gaussian>& law, Eigen::Index columns);
  FlowCoordinates& coordinates() const { return *coordinates_; }
  /// Without given moments those of N(0, prior).
  const CarriedMoments& moments() const { return moments_; }

 private:
  CarriedMoments moments_;
  std::unique_ptr<FlowCoordinates> coordinates_;
};

}  // namespace pont::sde
