// The figures of the Gaussian study, for any spectrum.
#pragma once
#include <vector>

#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/gaussian/gaussian_table.hpp"

namespace pont::reproductions::gaussian {

/// Initialisation, discretisation and truncation error, the first two along time; both by eigenvalue; and the
/// ordering of SDE and ODE by eigenvalue. W2 is between the law that a sampler has at time t and that of x_t.
std::vector<reproduce::NamedFigure> gaussian_figures(const GaussianStudy& study,
                                                     const sde::Spectrum& spectrum);

}  // namespace pont::reproductions::gaussian
