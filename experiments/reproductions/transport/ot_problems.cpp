// The problems behind the figures of optimal transport: densities on an interval, mixtures in the plane.
#include "experiments/reproductions/transport/ot_problems.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"

namespace pont::reproductions::transport {

// Plans as heat maps and dots, with the marginal densities along the axes.

namespace {

using Eigen::Index, Eigen::VectorXd;

constexpr double kLineSquare = 250;  // pixels
constexpr double kMargin = 0.18;     // of the unit square, for the densities along the axes
constexpr figures::Interval kUnit{0, 1};

struct Bump {
  double weight, mean, deviation;
};

VectorXd probabilities(const VectorXd& x, const std::vector<Bump>& bumps) {
  VectorXd p = VectorXd::Constant(x.size(), 1e-3);  // a floor, so that no cell is without mass
  for (const Bump& b : bumps)
    p.array() += b.weight / b.deviation * (-0.5 * ((x.array() - b.mean) / b.deviation).square()).exp();
  return p / p.sum();
}

VectorXd cumulative(const VectorXd& p) {
  VectorXd F(p.size());
  double total = 0;
  for (Index i = 0; i < p.size(); ++i) F(i) = total += p(i);
  return F;
}

figures::Grid row(const VectorXd& v) { return v.transpose(); }

// The densities as curves that rise from the lower and the left edge.
void add_marginals(figures::Panel& panel, const LineProblem& p) {
  const VectorXd first = -kMargin * VectorXd::Ones(p.x.size()) + kMargin * 0.9 / p.a.maxCoeff() * p.a,
                 second = -kMargin * VectorXd::Ones(p.x.size()) + kMargin * 0.9 / p.b.maxCoeff() * p.b;
  panel.layers.push_back(
      figures::Lines{.x = row(p.x), .y = row(first), .colour = figures::colours::blue, .width = 2});
  panel.layers.push_back(
      figures::Lines{.x = row(second), .y = row(p.x), .colour = figures::colours::vermillion, .width = 2});
}

// The monotone map, from (0, 0) through the upper edges of the cells.
figures::Lines graph(const LineProblem& p, figures::Colour colour, double opacity, double width) {
  const Index n = p.x.size();
  VectorXd values(n + 1);
  values << 0, monotone_map(p);
  return {.x = row(VectorXd::LinSpaced(n + 1, 0, 1)),
          .y = row(values),
          .colour = colour,
          .opacity = opacity,
          .width = width};
}

figures::Panel square(const std::string& title, const std::string& note, bool first) {
  const figures::Interval range{-kMargin, 1};
  return {.title = title,
          .note = note,
          .x = {.label = "x", .range = range},
          .y = {.label = "y", .range = range, .ticks = first}};
}

}  // namespace

LineProblem line_problem(Index n) {
  LineProblem p{VectorXd::LinSpaced(n, 0.5 / double(n), 1 - 0.5 / double(n)), {}, {}, {}};
  p.a = probabilities(p.x, {{0.6, 0.25, 0.07}, {0.4, 0.6, 0.1}});
  p.b = probabilities(p.x, {{0.3, 0.2, 0.04}, {0.4, 0.55, 0.05}, {0.3, 0.85, 0.05}});
  p.cost = sde::squared_distances(p.x, p.x);
  return p;
}

VectorXd monotone_map(const LineProblem& p) {
  const VectorXd F = cumulative(p.a), G = cumulative(p.b);
  const double h = 1 / double(p.x.size());
  VectorXd T(F.size());
  for (Index i = 0, j = 0; i < F.size(); ++i) {
    while (j + 1 < G.size() && G(j) < F(i)) ++j;
    const double below = j > 0 ? G(j - 1) : 0;
    T(i) = h * (double(j) + std::min(1.0, (F(i) - below) / p.b(j)));
  }
  return T;
}

reproduce::NamedFigure plan_on_the_map(const LineProblem& p, const sde::SparsePlan& plan) {
  figures::Panel panel = square("The optimal plan lies on the graph of a map",
                                "line: the increasing map G⁻¹∘F; dots: coupled pairs", true);
  panel.layers.push_back(graph(p, figures::colours::orange, 1, 5));
  figures::Scatter dots{.x = {}, .y = {}, .colour = figures::colours::black, .opacity = 0.9, .size = 0.22};
  for (const sde::CoupledPair& pair : plan) {
    dots.x.push_back(p.x(pair.from));
    dots.y.push_back(p.x(pair.to));
  }
  panel.layers.push_back(dots);
  add_marginals(panel, p);
  return {"transport_plan",
          "Optimal transport of the blue density (below) to the red one (left) for the cost (x − y)². Each "
          "pair that the exact discrete plan couples lies on the graph of the increasing map, up to the size "
          "of a cell.",
          {.panels = {panel}, .width = 380, .height = 380}};
}

reproduce::NamedFigure entropic_plans(const LineProblem& p, const std::vector<sde::EntropicPlan>& plans) {
  figures::Figure figure{.columns = int(plans.size()), .width = kLineSquare, .height = kLineSquare};
  for (const sde::EntropicPlan& plan : plans) {
    figures::Panel panel =
        square("ε = " + config::format_number(plan.epsilon),
               fmt::format("{} iterations, marginal error {:.1g}", plan.iterations, plan.marginal_error),
               figure.panels.empty());
    const figures::Grid density = plan.matrix(p.cost).transpose();  // y upwards
    panel.colour = {.range = figures::Interval{0, density.maxCoeff()}, .ticks = false};
    panel.layers.push_back(figures::HeatMap{kUnit, kUnit, density});
    panel.layers.push_back(graph(p, figures::Colour{0xFFFFFF}, 0.7, 0.8));
    add_marginals(panel, p);
    figure.panels.push_back(panel);
  }
  return {"entropic_plans",
          "Plans of entropic transport between the densities at the edges, for the cost (x − y)² and three "
          "regularisations: almost independent, then ever closer to the graph of the optimal map (white "
          "line). Each panel has its own colour scale, from 0 to its largest value.",
          figure};
}

// The mixtures, and heat maps of their densities.

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
              "(Delon & Desolneux 2020): {} pairs of components, each moving and turning along its own W2 "
              "geodesic.",
              pairs.size()),
          figure};
}

}  // namespace pont::reproductions::transport
