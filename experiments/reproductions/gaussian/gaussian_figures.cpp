// Curves of errors: along time, against eps, and against lambda.
#include "experiments/reproductions/gaussian/gaussian_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/figure.hpp"

namespace pont::reproductions::gaussian {
namespace {

using sde::GaussianDiffusion;
using sde::Spectrum;

constexpr double kWidth = 430, kHeight = 260;  // pixels of a panel that stands alone

/// The continuous law of a sampler started from N(0, I).
struct Process {
  std::string name;
  double (GaussianDiffusion::*variance)(double lambda, double t) const;
};
const std::vector<Process>& processes() {
  static const std::vector<Process> rows{{"reverse SDE", &GaussianDiffusion::reverse_sde},
                                         {"probability flow (ODE)", &GaussianDiffusion::probability_flow}};
  return rows;
}

figures::Axis logarithmic(const std::string& label, std::optional<figures::Interval> range = {}) {
  return {.label = label, .range = range, .scale = figures::Scale::log10};
}

figures::Axis time_axis(double T) {
  return {.label = "time t (sampling runs from right to left)", .range = figures::Interval{0, T}};
}

// |sqrt p - sqrt q|: what one eigenvalue adds to W2, as a root.
double gap(double p, double q) { return std::abs(std::sqrt(p) - std::sqrt(q)); }

// lambda over the positive eigenvalues, and twice as far.
std::vector<double> eigenvalue_points(const Spectrum& spectrum) {
  const std::vector<double>& all = spectrum.eigenvalues();
  const auto positive = std::upper_bound(all.begin(), all.end(), 0.0);
  const double low = positive == all.end() ? 1e-6 : *positive;
  return figures::logarithmic_points(low / 2, 2 * std::max(spectrum.largest(), 10 * low), 400);
}

reproduce::NamedFigure initialisation(const GaussianStudy& study, const Spectrum& spectrum) {
  const GaussianDiffusion& d = study.diffusion;
  figures::Panel panel{.title = "Initialisation error along the integration time",
                       .note = "samplers without discretisation, started from N(0, I)",
                       .x = time_axis(d.T()),
                       .y = logarithmic("W2 to the law of x at t"),
                       .legend = figures::Corner::top_right};
  for (const Process& p : processes())
    panel.layers.push_back(
        figures::curve(p.name, panel.layers.size(), figures::linear_points(0, d.T(), 201), [&](double t) {
          return sde::wasserstein2(
              spectrum, [&](double l) { return (d.*p.variance)(l, t); },
              [&](double l) { return d.forward(l, t); });
        }));
  return {"initialisation",
          "A start from N(0, I) instead of the law of x at T: the SDE forgets it, the ODE does not.",
          {.panels = {panel}, .width = kWidth, .height = kHeight}};
}

// W2 after each step to the law of x at that time, from the exact start.
figures::Lines discretisation_curve(const GaussianStudy& study, const Spectrum& spectrum,
                                    const sde::StudyScheme& scheme, int nodes, std::size_t series) {
  const auto steps = study.diffusion.steps(nodes, 0);
  figures::Grid t(1, Eigen::Index(steps.size())),
      squares = figures::Grid::Zero(1, Eigen::Index(steps.size()));
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const double lambda = spectrum.eigenvalues()[i];
    double v = study.diffusion.forward(lambda, study.diffusion.T());
    for (std::size_t k = 0; k < steps.size(); ++k) {
      v = scheme.step(steps[k], lambda)(v);
      squares(Eigen::Index(k)) +=
          spectrum.multiplicities()[i] * std::pow(gap(v, steps[k].after.variance(lambda)), 2);
    }
  }
  for (std::size_t k = 0; k < steps.size(); ++k) t(Eigen::Index(k)) = steps[k].after.t;
  return {.x = t, .y = squares.cwiseSqrt(), .colour = figures::series_colour(series)};
}

// From the largest finite error down over six decades.
figures::Interval common_range(const std::vector<figures::Lines>& curves) {
  double highest = 0;
  for (const figures::Lines& c : curves)
    for (const double y : c.y.reshaped())
      if (std::isfinite(y)) highest = std::max(highest, y);
  return {1e-6 * highest, 2 * highest};
}

reproduce::NamedFigure discretisation(const GaussianStudy& study, const Spectrum& spectrum) {
  std::vector<figures::Lines> curves;
  for (const sde::StudyScheme& scheme : sde::study_schemes())
    for (std::size_t n = 0; n < study.nodes.size(); ++n)
      curves.push_back(discretisation_curve(study, spectrum, scheme, study.nodes[n], n));
  figures::Figure figure{
      .title = "Discretisation error along the integration time", .columns = 2, .width = 330, .height = 200};
  const figures::Axis y = logarithmic("W2 to the law of x at t", common_range(curves));
  for (const sde::StudyScheme& scheme : sde::study_schemes())
    figure.panels.push_back({.title = scheme.name, .x = time_axis(study.diffusion.T()), .y = y});
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const std::size_t panel = i / study.nodes.size();
    if (panel + 1 == figure.panels.size())  // the legend of all, where there is room for it
      curves[i].label = fmt::format("N = {}", study.nodes[i % study.nodes.size()]);
    figure.panels[panel].layers.push_back(curves[i]);
  }
  return {"discretisation",
          "Each scheme with N nodes from the exact law of x at T, down to t = 0. Heun's error comes with its "
          "last step.",
          figure};
}

reproduce::NamedFigure truncation(const GaussianStudy& study, const Spectrum& spectrum) {
  const GaussianDiffusion& d = study.diffusion;
  const auto data = [](double l) { return l; };
  const std::vector<double> eps = figures::logarithmic_points(1e-6, 0.1, 101);
  figures::Panel panel{.title = "Truncation error",
                       .note = "samplers without discretisation that stop at time ε",
                       .x = logarithmic("ε"),
                       .y = logarithmic("W2 to the law of the data"),
                       .legend = figures::Corner::bottom_right};
  for (const Process& p : processes())
    panel.layers.push_back(figures::curve(p.name + " from N(0, I)", panel.layers.size(), eps, [&](double t) {
      return sde::wasserstein2(
          spectrum, [&](double l) { return (d.*p.variance)(l, t); }, data);
    }));
  panel.layers.push_back(
      figures::curve("both from the law of x at T", panel.layers.size(), eps, [&](double t) {
        return sde::wasserstein2(
            spectrum, [&](double l) { return d.forward(l, t); }, data);
      }));
  return {"truncation",
          "Stopping at ε: the error of the law of x at ε, with and without that of the start.",
          {.panels = {panel}, .width = kWidth, .height = kHeight}};
}

reproduce::NamedFigure eigenvalues(const GaussianStudy& study, const Spectrum& spectrum) {
  const GaussianDiffusion& d = study.diffusion;
  const std::vector<double> lambda = eigenvalue_points(spectrum);
  const figures::Axis x = logarithmic("eigenvalue λ"),
                      y = logarithmic("|√v − √λ|", figures::Interval{1e-12, 10});
  figures::Panel start{.title = "Initialisation error by eigenvalue",
                       .note = "v: variance at t = 0, started from N(0, I)",
                       .x = x,
                       .y = y,
                       .legend = figures::Corner::top_left};
  for (const Process& p : processes())
    start.layers.push_back(figures::curve(p.name, start.layers.size(), lambda,
                                          [&](double l) { return gap((d.*p.variance)(l, 0), l); }));
  figures::Panel stop{.title = "Truncation error by eigenvalue",
                      .note = "v: variance at t = ε, started from the law of x at T",
                      .x = x,
                      .y = y,
                      .legend = figures::Corner::bottom_left};
  for (const double eps : study.eps)
    if (eps > 0)
      stop.layers.push_back(figures::curve("ε = " + config::format_number(eps), stop.layers.size(), lambda,
                                           [&](double l) { return gap(d.forward(l, eps), l); }));
  return {
      "eigenvalues",
      "What an eigenvalue λ adds to W2, as a root. Both errors vanish at λ = 1, the variance of the prior.",
      {.panels = {start, stop}, .columns = 2, .width = 330, .height = 230}};
}

// (sqrt sde - sqrt exact) / (sqrt ode - sqrt exact) without the cancellation: with e = 1 / v_T - 1 the
// variances are off by e^{-2 (B_T - B_t)} v_t^2 / v_T e and by v_t e.
double error_ratio(const GaussianDiffusion& d, double lambda, double t) {
  const sde::Instant now = d.at(t), end = d.at(d.T());
  const double v = now.variance(lambda),
               of_variances = std::exp(-2 * (end.elapsed - now.elapsed)) * v / end.variance(lambda);
  return of_variances * (std::sqrt(d.probability_flow(lambda, t)) + std::sqrt(v)) /
         (std::sqrt(d.reverse_sde(lambda, t)) + std::sqrt(v));
}

reproduce::NamedFigure ordering(const GaussianStudy& study, const Spectrum& spectrum) {
  const std::vector<double> lambda = eigenvalue_points(spectrum);
  figures::Panel panel{.title = "The SDE is nearer than the ODE at every eigenvalue",
                       .note = "error of the SDE / error of the ODE at time t, both from N(0, I)",
                       .x = logarithmic("eigenvalue λ"),
                       .y = logarithmic("ratio of |√v − √exact|", figures::Interval{1e-10, 10}),
                       .layers = {figures::Reference{.value = 1, .label = "equal"}},
                       .legend = figures::Corner::bottom_right};
  for (const double t : {0.8, 0.6, 0.3, 0.0})
    panel.layers.push_back(figures::curve(fmt::format("t = {}", t), panel.layers.size() - 1, lambda,
                                          [&](double l) { return error_ratio(study.diffusion, l, t); }));
  return {"ordering",
          "W2 of the SDE is at most that of the ODE because it is so for each eigenvalue, at every time.",
          {.panels = {panel}, .width = kWidth, .height = kHeight}};
}

}  // namespace

std::vector<reproduce::NamedFigure> gaussian_figures(const GaussianStudy& study, const Spectrum& spectrum) {
  return {initialisation(study, spectrum), discretisation(study, spectrum), truncation(study, spectrum),
          eigenvalues(study, spectrum), ordering(study, spectrum)};
}

}  // namespace pont::reproductions::gaussian
