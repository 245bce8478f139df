// The mixtures, and heat maps of their densities.
#include "experiments/reproductions/transport/mixture_problem.hpp"

#include <fmt/format.h>

#include <cmath>

namespace pont::reproductions::transport {
namespace {

constexpr figures::Interval kRange{-3.2, 3.2};
constexpr Eigen::Index kCells = 90;

// Half-axes `major` and `minor`, the first turned by `angle` from the horizontal.
sde::Gaussian ellipse(double x, double y, double major, double minor, double angle) {
  const Eigen::Matrix2d R = Eigen::Rotation2Dd(angle).toRotationMatrix();
  const Eigen::Matrix2d S = R * Eigen::Vector2d(major * major, minor * minor).asDiagonal() * R.transpose();
  return {Eigen::Vector2d(x, y), 0.5 * (S + S.transpose())};
}

figures::Grid density(const sde::GaussianMixture& p) {
  figures::Grid values(kCells, kCells);
  const double h = (kRange.high - kRange.low) / double(kCells);
  for (Eigen::Index i = 0; i < kCells; ++i)
    for (Eigen::Index j = 0; j < kCells; ++j)
      values(i, j) =
          p.density(Eigen::Vector2d(kRange.low + (double(j) + 0.5) * h, kRange.low + (double(i) + 0.5) * h));
  return values;
}

}  // namespace

MixtureProblem mixture_problem() {
  const double turn = M_PI / 4;
  return {{Eigen::Vector3d(0.4, 0.3, 0.3),
           {ellipse(-1.6, 1.3, 0.75, 0.2, turn), ellipse(-1.7, -1.4, 0.7, 0.22, -turn),
            ellipse(-0.4, 0, 0.25, 0.25, 0)}},
          {Eigen::Vector4d(0.3, 0.3, 0.2, 0.2),
           {ellipse(1.2, 1.7, 0.25, 0.6, 0.3), ellipse(1.9, 0.2, 0.2, 0.55, -0.5),
            ellipse(1.3, -1.2, 0.3, 0.3, 0), ellipse(0.2, -2, 0.7, 0.2, 0.2)}}};
}

reproduce::NamedFigure mixture_interpolation(const MixtureProblem& problem, const sde::SparsePlan& pairs) {
  figures::Figure figure{.columns = 5, .width = 190, .height = 190};
  for (const double t : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const figures::Grid values = density(sde::displacement(problem.p, problem.q, pairs, t));
    figure.panels.push_back({.title = fmt::format("t = {:g}", t),
                             .x = {.label = "x₁", .range = kRange},
                             .y = {.label = "x₂", .range = kRange, .ticks = figure.panels.empty()},
                             .colour = {.range = figures::Interval{0, values.maxCoeff()}, .ticks = false},
                             .layers = {figures::HeatMap{kRange, kRange, values}}});
  }
  return {"mixture_interpolation",
          fmt::format(
              "The geodesic between two Gaussian mixtures when couplings are themselves Gaussian mixtures "
              "(Delon & "
              "Desolneux 2020): {} pairs of components, each moving and turning along its own W2 geodesic.",
              pairs.size()),
          figure};
}

}  // namespace pont::reproductions::transport
