// Errors and orders of samplers on Gaussian data, computed from their laws without a seed.
#pragma once
#include "sde/sampler_law.hpp"
#include "sde/samplers/samplers.hpp"

namespace pont::sde {

// Distance of the sampled law at grid.back() from the exact one, for data N(mean, variance) and started from
// the exact law at grid.front(): the largest differences of covariances and of means, added.
double law_error(const Sampler& sampler, const Reverse& reverse, const std::vector<double>& grid, double mean,
                 double variance);

// The same for a row of the table, data N(.7, .36), and a uniform grid from T to .05.
double law_error(const SamplerRow& row, const LinearSde& sde, int steps);

// log2 of the ratio of law_error at n and 2 n steps, n so large that the leading term decides and so small
// that rounding does not. Throws std::invalid_argument for a row without order.
double measured_order(const SamplerRow& row, const LinearSde& sde);

}  // namespace pont::sde
