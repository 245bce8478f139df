// Displacement interpolation of two Gaussian mixtures in the plane.
#pragma once
#include "experiments/reproduce/reproduction.hpp"
#include "sde/transport/mixture_transport.hpp"

namespace pont::reproductions::transport {

/// Two mixtures of tilted Gaussians, of three and four components.
struct MixtureProblem {
  sde::GaussianMixture p, q;
};
MixtureProblem mixture_problem();

/// Densities along the geodesic of MW2, at five times.
reproduce::NamedFigure mixture_interpolation(const MixtureProblem& problem, const sde::SparsePlan& pairs);

}  // namespace pont::reproductions::transport
