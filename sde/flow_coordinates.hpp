// The coordinates in which the probability flow is integrated: those of the data, or those of the law at each
// time.
#pragma once
#include <memory>

#include "sde/carried_moments.hpp"

namespace pont::sde {

class FlowCoordinates {
 public:
  virtual ~FlowCoordinates() = default;
  // u [B, k*d] at t in the coordinates z, and back.
  virtual Batch to(double t, const Batch& u) const = 0;
  virtual Batch from(double t, const Batch& z) const = 0;
  // du/dt [B, k*d] at the state z becomes dz/dt.
  virtual void velocity(double t, const Batch& z, Batch& change) const = 0;
};

// z = u, and errors are in the units of the data.
class DataCoordinates final : public FlowCoordinates {
 public:
  Batch to(double, const Batch& u) const override { return u; }
  Batch from(double, const Batch& z) const override { return z; }
  void velocity(double, const Batch&, Batch&) const override {}
};

// z = L^-1 (y - mean) for the coordinates y, the mean and the root L of u_t (CarriedMoments): a tolerance is
// then a share of a standard deviation of the law at each time, whatever its scale and however far its mean.
// For normal data the flow only turns z, and for k = 1 leaves it where it is.
class LawCoordinates final : public FlowCoordinates {
 public:
  // `moments` must outlive this.
  explicit LawCoordinates(const CarriedMoments& moments) : moments_(moments) {}
  Batch to(double t, const Batch& u) const override;
  Batch from(double t, const Batch& z) const override;
  void velocity(double t, const Batch& z, Batch& change) const override;

 private:
  const CarriedMoments& moments_;
};

// DataCoordinates for a law of ordinary size, whose deviations all lie in [1/10, 10] and whose mean is at
// most 10 of them from 0, so that its likelihoods keep their bits; LawCoordinates for any other.
std::unique_ptr<FlowCoordinates> flow_coordinates(const CarriedMoments& moments, Eigen::Index d);

}  // namespace pont::sde
