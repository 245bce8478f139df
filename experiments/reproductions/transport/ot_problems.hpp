// The problems behind the figures of optimal transport: two densities on an interval, two mixtures in the
// plane.
#pragma once
#include "experiments/reproduce/reproduction.hpp"
#include "sde/transport/mixture_transport.hpp"
#include "sde/transport/sinkhorn.hpp"

namespace pont::reproductions::transport {

/// Two mixtures on [0, 1], discretised to n cells, with the cost (x - y)^2.
struct LineProblem {
  Eigen::VectorXd x;     ///< cell centres [n]
  Eigen::VectorXd a, b;  ///< probabilities of the cells [n], all > 0
  sde::Batch cost;       ///< [n, n]
};
LineProblem line_problem(Eigen::Index n);

/// The optimal map T = G^-1 o F of the two distribution functions, which is monotone, at the upper edges of
/// the cells; F and G are linear within a cell.
Eigen::VectorXd monotone_map(const LineProblem& problem);

/// The exact plan over the graph of the map.
reproduce::NamedFigure plan_on_the_map(const LineProblem& problem, const sde::SparsePlan& plan);

/// The entropic plans side by side, densities with their marginals at the edges.
reproduce::NamedFigure entropic_plans(const LineProblem& problem,
                                      const std::vector<sde::EntropicPlan>& plans);

/// Two mixtures of tilted Gaussians, of three and four components.
struct MixtureProblem {
  sde::GaussianMixture p, q;
};
MixtureProblem mixture_problem();

/// Densities along the geodesic of MW2, at five times.
reproduce::NamedFigure mixture_interpolation(const MixtureProblem& problem, const sde::SparsePlan& pairs);

}  // namespace pont::reproductions::transport
