// What the tests of samplers on Gaussian data share: exact laws and equations.
#pragma once
#include <gtest/gtest.h>

#include "sde/exact_score.hpp"
#include "sde/sampler_law.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {

using Law = GaussianLaw;
inline Law exact(const LinearSde& sde, double t, double mean, double variance) {
  return forward_law(sde, t, mean, variance);
}

// Every kind of equation: one block and several, D constant and not, with and without a stationary law.
inline std::vector<LinearSde> equations() {
  return {vp(affine_clock(0.1, 20)),
          sub_vp(affine_clock(0.1, 20)),
          ve(0.01, 5),
          ou(0.5),
          cld(constant_clock(4), 0.25, 1, 0.04),
          third_order_langevin(constant_clock(2), std::sqrt(8.0), std::sqrt(27.0), 1, 0.3),
          linear("all_driven", matrix({{-0.5, 1}, {-1, -1.5}}), matrix({{0.5, 0}, {0, 3}}), constant_clock(4),
                 matrix({{0, 0}, {0, 0.1}}))};
}

}  // namespace pont::sde::test
