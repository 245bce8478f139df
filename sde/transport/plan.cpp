// Transport plans: Kantorovich's problem by shipments of integer mass, and displacement along a plan.
#include "sde/transport/plan.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "sde/transport/cloud_transport.hpp"

namespace pont::sde {
namespace {

SparsePlan probabilities(const std::vector<Shipment>& shipments, const Masses& masses) {
  SparsePlan plan;
  for (const Shipment& s : shipments) plan.push_back({s.from, s.to, double(s.mass) / double(masses.total)});
  return plan;
}

}  // namespace

SparsePlan kantorovich(const Masses& masses, const Batch& cost) {
  if (cost.rows() != Eigen::Index(masses.x.size()) || cost.cols() != Eigen::Index(masses.y.size()))
    throw std::invalid_argument(
        fmt::format("kantorovich: cost is [{}, {}] for {} and {} masses; expected [n, m]", cost.rows(),
                    cost.cols(), masses.x.size(), masses.y.size()));
  if (cost.size() == 0 || !cost.allFinite() || cost.minCoeff() < 0)
    throw std::invalid_argument(
        "kantorovich: the cost has no entry, or one that is negative or not finite; expected "
        "finite numbers >= 0");
  return probabilities(solve_transport(masses, {cost.data(), std::size_t(cost.size())}), masses);
}

SparsePlan kantorovich(const Masses& masses, const Batch& x, const Batch& y) {
  return probabilities(solve_clouds(masses, x, y), masses);
}

Batch squared_distances(const Batch& x, const Batch& y) {
  if (x.cols() != y.cols())
    throw std::invalid_argument(
        fmt::format("squared_distances: x has {} dimensions, y {}; expected the same", x.cols(), y.cols()));
  check_transport_size(x.rows(), y.rows());
  Batch cost(x.rows(), y.rows());
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j) {
      double s = 0;
      for (Eigen::Index k = 0; k < x.cols(); ++k) s += (x(i, k) - y(j, k)) * (x(i, k) - y(j, k));
      cost(i, j) = s;
    }
  return cost;
}

WeightedPoints displacement(const Batch& x, const Batch& y, const SparsePlan& plan, double t) {
  const auto n = Eigen::Index(plan.size());
  WeightedPoints at{Batch(n, x.cols()), Eigen::VectorXd(n)};
  for (Eigen::Index p = 0; p < n; ++p) {
    const CoupledPair& pair = plan[std::size_t(p)];
    at.points.row(p) = (1 - t) * x.row(pair.from) + t * y.row(pair.to);
    at.weights(p) = pair.mass;
  }
  return at;
}

}  // namespace pont::sde
