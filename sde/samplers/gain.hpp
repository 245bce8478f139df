// What a score, held or prescribed over a step, adds to the state by its end.
#pragma once
#include <functional>

#include "sde/reverse.hpp"

namespace pont::sde {

// A few k x k matrices side by side.
using Wide =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, max_blocks, 2 * max_blocks>;

// (1 + lambda^2)/2 int_{t_to}^{t_from} e^{-A (B(t) - B(t_to))} beta(t) D(t) f(t) dt for f [k, m], m <= 2k:
// the variation of constants formula of reverse time for the score s = f(t). Adaptive quadrature in sqrt(t),
// where the 1/sqrt(t) of a score near the data is smooth; 1e-11 of the largest entry.
Wide gain(const Reverse& reverse, double t_from, double t_to, const std::function<Wide(double t)>& f);

}  // namespace pont::sde
