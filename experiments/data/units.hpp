// The units of a set's points, where they are not those of its file.
#pragma once
#include "experiments/metrics/points.hpp"

namespace pont::data {

/// x = shift + scale z, coordinate by coordinate, takes points z of a set to points x of its file. Empty
/// vectors: both are the same.
struct Units final {
  Eigen::RowVectorXd shift, scale;  ///< [d], scale > 0

  bool same() const { return scale.size() == 0; }
  /// x for the rows z [n, d].
  metrics::Points original(const metrics::Points& z) const;
  /// z for the rows x [n, d], up to rounding.
  metrics::Points standardised(const metrics::Points& x) const;
  /// x of coordinate `column` for any array of its values z.
  metrics::Points original(const metrics::Points& z, Eigen::Index column) const;
  /// log |dx / dz|: log density of x = log density of z - this. Nats.
  double log_volume() const;
};

}  // namespace pont::data
