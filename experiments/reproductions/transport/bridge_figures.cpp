// Pictures of discrete bridges: space-time density, paths over it, and paths between rings.
#include "experiments/reproductions/transport/bridge_figures.hpp"

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/figure.hpp"

namespace pont::reproductions::transport {
namespace {

using Eigen::Index, Eigen::VectorXd;
using sde::Batch;

constexpr double kSquare = 340;
constexpr int kTimes = 121;
constexpr figures::Interval kLine{-2.6, 2.6}, kPlane{-2.7, 2.7};

const sde::SinkhornOptions kPrecise{.tolerance = 1e-12};

Batch ring(Index n, double radius, double turn) {
  Batch x(n, 2);
  for (Index i = 0; i < n; ++i) {
    const double angle = 2 * M_PI * double(i) / double(n) + turn;
    x.row(i) << radius * std::cos(angle), radius * std::sin(angle);
  }
  return x;
}

VectorXd uniform(Index n) { return VectorXd::Constant(n, 1 / double(n)); }

// Density of X_t on a grid of (t, x), each column divided by its largest value: the ends are points.
figures::Grid space_time(const sde::DiscreteBridge& bridge, Index columns, Index rows) {
  figures::Grid values(rows, columns);
  for (Index c = 0; c < columns; ++c) {
    const sde::Mixture law = bridge.marginal((double(c) + 0.5) / double(columns));
    const Eigen::ArrayXd v = law.variances.col(0);
    for (Index r = 0; r < rows; ++r) {
      const double x = kLine.low + (double(r) + 0.5) * (kLine.high - kLine.low) / double(rows);
      values(r, c) = (law.weights * v.rsqrt() * (-0.5 * (x - law.means.col(0)).square() / v).exp()).sum();
    }
    values.col(c) /= values.col(c).maxCoeff();
  }
  return values;
}

// Coordinate `axis` of all paths, [paths, times].
figures::Grid coordinate(const std::vector<Batch>& paths, Index axis) {
  figures::Grid values(paths[0].rows(), Index(paths.size()));
  for (std::size_t k = 0; k < paths.size(); ++k) values.col(Index(k)) = paths[k].col(axis);
  return values;
}

figures::Scatter dots(const Batch& points, const std::string& label, figures::Colour colour) {
  figures::Scatter s{.x = {}, .y = {}, .label = label, .colour = colour, .opacity = 1, .size = 1.1};
  for (Index i = 0; i < points.rows(); ++i) {
    s.x.push_back(points(i, 0));
    s.y.push_back(points(i, 1));
  }
  return s;
}

figures::Panel over_time(const sde::DiscreteBridge& bridge, const ad::Key& key) {
  const std::vector<double> times = figures::linear_points(0, 1, kTimes);
  const std::vector<Batch> paths = bridge.paths(times, 14, key);
  return {.title = "On a line, over time",
          .note = "colour: law at time t, scaled to 1; lines: exact paths",
          .x = {.label = "time t", .range = figures::Interval{0, 1}},
          .y = {.label = "x", .range = kLine},
          .colour = {.range = figures::Interval{0, 1}, .ticks = false},
          .layers = {figures::HeatMap{{0, 1}, kLine, space_time(bridge, 120, 120)},
                     figures::Lines{.x = Eigen::Map<const figures::Grid>(times.data(), 1, kTimes),
                                    .y = coordinate(paths, 0),
                                    .colour = figures::Colour{0xFFFFFF},
                                    .opacity = 0.8,
                                    .width = 0.9}}};
}

figures::Panel in_the_plane(const sde::DiscreteBridge& bridge, const ad::Key& key) {
  const std::vector<Batch> paths = bridge.paths(figures::linear_points(0, 1, kTimes), 120, key);
  return {.title = "In the plane",
          .note = "120 exact paths from 6 points to 15",
          .x = {.label = "x₁", .range = kPlane},
          .y = {.label = "x₂", .range = kPlane},
          .layers = {figures::Lines{.x = coordinate(paths, 0),
                                    .y = coordinate(paths, 1),
                                    .colour = figures::colours::grey,
                                    .opacity = 0.5,
                                    .width = 0.6},
                     dots(paths.front(), "start", figures::colours::blue),
                     dots(paths.back(), "end", figures::colours::vermillion)}};
}

}  // namespace

sde::DiscreteBridge line_bridge(double epsilon) {
  const Batch x = Eigen::Vector3d(-1.2, 0, 1), y = Eigen::Vector4d(-2, -0.6, 0.7, 1.9);
  return {x, Eigen::Vector3d(0.3, 0.4, 0.3), y, Eigen::Vector4d(0.2, 0.3, 0.2, 0.3), epsilon, kPrecise};
}

sde::DiscreteBridge ring_bridge(double epsilon) {
  return {ring(6, 0.8, 0.2), uniform(6), ring(15, 2.3, 0), uniform(15), epsilon, kPrecise};
}

reproduce::NamedFigure discrete_bridges(const sde::DiscreteBridge& line, const sde::DiscreteBridge& rings,
                                        const ad::Key& key) {
  return {"discrete_bridge",
          "The Schrödinger bridge between discrete measures at ε = " + config::format_number(line.epsilon()) +
              ": a mixture of Brownian bridges whose weights are the entropic plan, all in closed form.",
          {.panels = {over_time(line, key / "line"), in_the_plane(rings, key / "rings")},
           .columns = 2,
           .width = kSquare,
           .height = kSquare}};
}

}  // namespace pont::reproductions::transport
