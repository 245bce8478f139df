// Units: points of a standardised set in the units of its file, and back.
#include "experiments/data/units.hpp"

namespace pont::data {

metrics::Points Units::original(const metrics::Points& z) const {
  if (same()) return z;
  return ((z.array().rowwise() * scale.array()).rowwise() + shift.array()).matrix();
}

metrics::Points Units::standardised(const metrics::Points& x) const {
  if (same()) return x;
  return ((x.array().rowwise() - shift.array()).rowwise() / scale.array()).matrix();
}

metrics::Points Units::original(const metrics::Points& z, Eigen::Index column) const {
  if (same()) return z;
  return (shift[column] + scale[column] * z.array()).matrix();
}

double Units::log_volume() const { return same() ? 0 : scale.array().log().sum(); }

}  // namespace pont::data
