// Units: points of a standardised set in the units of its file, and back.
#include "experiments/data/units.hpp"

namespace pont::experiments {

Points Units::original(const Points& z) const {
  if (same()) return z;
  return ((z.array().rowwise() * scale.array()).rowwise() + shift.array()).matrix();
}

Points Units::standardised(const Points& x) const {
  if (same()) return x;
  return ((x.array().rowwise() - shift.array()).rowwise() / scale.array()).matrix();
}

Points Units::original(const Points& z, Eigen::Index column) const {
  if (same()) return z;
  return (shift[column] + scale[column] * z.array()).matrix();
}

double Units::log_volume() const { return same() ? 0 : scale.array().log().sum(); }

}  // namespace pont::experiments
