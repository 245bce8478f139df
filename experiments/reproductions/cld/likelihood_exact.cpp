// The reproduction "cld-likelihood-exact": the probability flow with the exact score gives the exact
// likelihood.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "experiments/figures/figure.hpp"
#include "experiments/metrics/likelihood_units.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/cld/expectation.hpp"
#include "experiments/reproductions/cld/flow_errors.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/models.hpp"

namespace pont::reproductions::cld {
namespace {

struct Process {
  std::string name;
  sde::LinearSde sde;
};

std::vector<Process> processes() {
  std::vector<Process> all;
  for (const Regime& r : damping_regimes()) all.push_back({"CLD, " + r.name, toy_cld(r.damping)});
  all.push_back({"third-order Langevin", sde::third_order_langevin(sde::constant_clock(4), std::sqrt(8.0),
                                                                   std::sqrt(27.0), 1, 0.04)});
  all.push_back({"VP, beta .1 ... 20", sde::vp(sde::affine_clock(0.1, 20))});
  all.push_back({"VP, beta 4", toy_vp()});
  return all;
}

std::string scientific(double value) { return fmt::format("{:+.1e}", value); }

double rms(const Eigen::VectorXd& v) { return std::sqrt(v.array().square().mean()); }

// KL(p_T, prior) of the diamond in nats: what a start from the prior costs.
double prior_divergence(const sde::LinearSde& sde) {
  return 2 * DiffusedMixture(sde, diamond_axis(), sde.T).divergence_from(sde.prior);
}

// Errors are those of the points, which flow and truth share: five digits are compared, not two.
std::string exactly(const metrics::Estimate& e) {
  return fmt::format("{:.5f} ± {:.3f}", e.mean, e.standard_error);
}
std::string in_bits(const metrics::Estimate& e) {
  return exactly({metrics::bits_per_dimension(e.mean, 2), metrics::bits_per_dimension(e.standard_error, 2),
                  e.repetitions});
}

void add_row(figures::Table& table, const std::string& name, const sde::LinearSde& sde, const FlowErrors& e) {
  table.add_row({name, fmt::format("{}", e.evaluations), scientific(e.mean_error().mean),
                 scientific(e.mean_solver_error().mean), fmt::format("{:.1e}", rms(e.solver)),
                 fmt::format("{:.1e}", prior_divergence(sde)), exactly(e.nll), in_bits(e.nll),
                 exactly(e.bound), exactly(e.exact_bound)});
}

figures::Table error_table() {
  return figures::Table({{"process", figures::Align::left},
                         {"evaluations"},
                         {"mean error"},
                         {"less that of t0"},
                         {"its r.m.s."},
                         {"KL(p_T, prior)"},
                         {"NLL, nats"},
                         {"bits/dim"},
                         {"published upper bound, nats"},
                         {"that of the exact law"}});
}

// For a log axis: |mean error| of each process against the setting that `with` makes of x.
template <class With>
figures::Panel error_panel(const std::vector<Process>& all, figures::Panel panel,
                           const std::vector<double>& x, With with) {
  for (const Process& p : all)
    panel.layers.push_back(figures::curve(p.name, panel.layers.size(), x,
                                          [&](double value) { return std::abs(with(p.sde, value)); }));
  return panel;
}

reproduce::NamedFigure settings_figure(ad::Key key, Eigen::Index n) {
  const std::vector<Process> shown{{"CLD, critical", toy_cld()},
                                   {"VP, beta 4", toy_vp()},
                                   {"VP, beta .1 ... 20", sde::vp(sde::affine_clock(0.1, 20))}};
  figures::Panel start{.title = "Error of starting at t0",
                       .note = "tolerance 1e-7",
                       .x = {.label = "t0", .scale = figures::Scale::log10},
                       .y = {.label = "|mean error|, nats",
                             .range = figures::Interval{1e-6, 1e3},
                             .scale = figures::Scale::log10},
                       .legend = figures::Corner::top_left};
  figures::Panel solver{.title = "Error of the solver",
                        .note = "t0 = 1e-5, against the exact density at t0",
                        .x = {.label = "relative and absolute tolerance", .scale = figures::Scale::log10},
                        .y = {.label = "r.m.s. error, nats",
                              .range = figures::Interval{1e-6, 1e1},
                              .scale = figures::Scale::log10},
                        .legend = figures::Corner::top_left};
  start = error_panel(shown, start, {1e-6, 1e-5, 1e-4, 1e-3, 1e-2}, [&](const auto& sde, double t0) {
    return flow_errors(sde, {t0, {1e-7, 1e-7}}, key, n).mean_error().mean;
  });
  solver = error_panel(shown, solver, {1e-7, 1e-6, 1e-5, 1e-4, 1e-3}, [&](const auto& sde, double tolerance) {
    return rms(flow_errors(sde, {1e-5, {tolerance, tolerance}}, key, n).solver);
  });
  return {"settings",
          "What the two settings of a likelihood cost, with the exact score: where the flow starts, and the "
          "tolerance of RK45. What no tolerance removes for VP at beta 4 is its prior, which is not the law "
          "at T.",
          {.panels = {start, solver}, .columns = 2, .width = 330, .height = 230}};
}

reproduce::ExtraTable hutchinson_table(ad::Key key, Eigen::Index n) {
  figures::Table table({{"divergence", figures::Align::left}, {"mean error"}, {"r.m.s. error of a point"}});
  const sde::KeyedNoise noise(key / "probes", 0);
  for (const int probes : {1, 4, 16}) {
    sde::HutchinsonDivergence divergence(sde::StepNoise(noise, 0), probes);
    const FlowErrors e = flow_errors(toy_cld(), divergence, probes, {}, key, n);
    table.add_row({fmt::format("Hutchinson, {} probe{}", probes, probes == 1 ? "" : "s"),
                   figures::with_error(e.mean_error().mean, e.mean_error().standard_error),
                   fmt::format("{:.1e}", rms(e.data))});
  }
  return {"Divergence by random probes (critical CLD, fewer points)", table};
}

std::vector<std::string> notes(const FlowErrors& e, Eigen::Index n) {
  return {
      fmt::format("{} points of the diamond, NLL {} nats at these points (entropy {:.5f}); RK45 with "
                  "tolerances 1e-5 from t0 = 1e-5 unless it is said otherwise, exact divergence",
                  n, exactly(e.exact_nll), diamond_entropy()),
      "an error is log p(x | v) at t0 by the flow, v from its law at t = 0, less log p(x) of the data; less "
      "that of t0: against the exact log p(x, v) at t0, which leaves the tolerance, and a prior that is not "
      "the law at T",
      "the published bound, the mean of -log p(x, v) less the entropy of v, is an upper bound of the NLL, "
      "and also pays for what v gains by t0; beside it the same with the exact log p(x, v) at t = 0",
      "errors of NLL and bounds are those of the mean over the points, which are the same in every row and "
      "column",
      fmt::format("bits/dim = nats / (2 log 2), of x in its own units: no offset (entropy {:.5f})",
                  metrics::bits_per_dimension(diamond_entropy(), 2))};
}

// Negative log-likelihood of the diamond by the probability flow of several processes, against the density
// itself at the same points: the error of the method, with no network in between. How it depends on the
// time t0 where the flow starts, on the tolerance, and on how the divergence is obtained.
class LikelihoodExact final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t points_ = 1000, seed_ = 1;
};

}  // namespace

void LikelihoodExact::declare(config::Visitor& v) {
  v.key("points", points_, "points of the data", {.unit = "points", .range = config::between(2, 1e6)});
  v.key("seed", seed_, "names the points", {.range = config::at_least(0)});
}

reproduce::Outcome LikelihoodExact::compute(const reproduce::Published&,
                                            const reproduce::FinishedRuns&) const {
  const ad::Key key = ad::Key::root(static_cast<std::uint64_t>(seed_));
  const auto n = static_cast<Eigen::Index>(points_), fewer = std::max<Eigen::Index>(2, n / 5);
  reproduce::Outcome outcome;
  figures::Table table = error_table();
  const FlowErrors late = flow_errors(toy_cld(), {.t0 = 1e-3}, key, n);
  const reproduce::Foil later{"a start of CLD at t0 = 1e-3", std::abs(late.mean_error().mean)};
  for (const Process& p : processes()) {
    const FlowErrors e = flow_errors(p.sde, {}, key, n);
    if (outcome.notes.empty()) outcome.notes = notes(e, n);
    add_row(table, p.name, p.sde, e);
    const double error = std::abs(e.mean_error().mean);
    outcome.numbers.push_back({p.name, "nats", error, figures::significant(error, 2), 0, {later}});
  }
  const FlowErrors soon = flow_errors(toy_cld(), {}, key, n);
  add_row(table, "CLD, critical, from t0 = 1e-3", toy_cld(), late);
  const double cost = late.bound.mean - soon.bound.mean;
  outcome.numbers.push_back(
      {"CLD, bound from t0 = 1e-3 less that from 1e-5", "nats", cost, figures::significant(cost, 3), 0});
  outcome.tables = {{"Errors of the log-likelihood", table}, hutchinson_table(key, fewer)};
  outcome.figures = {settings_figure(key, fewer)};
  return outcome;
}

config::Row<reproduce::Reproduction> likelihood_exact() {
  return config::row<reproduce::Reproduction, LikelihoodExact>(
      "cld-likelihood-exact",
      "probability-flow likelihoods with the exact score, against the density itself");
}

}  // namespace pont::reproductions::cld
