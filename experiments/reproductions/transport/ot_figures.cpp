// The reproduction "ot-figures".
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/transport/bridge_figures.hpp"
#include "experiments/reproductions/transport/ot_problems.hpp"

namespace pont::reproductions::transport {
namespace {

constexpr Eigen::Index kExactCells = 200, kEntropicCells = 100;
const std::vector<double> kRegularisations{1, 0.01, 0.005};
constexpr double kBridgeEpsilon = 0.1;

// Foil: what the plan that couples nothing leaves of the residual.
reproduce::Measured exactness(const std::string& name, double value, double uncoupled) {
  return {
      name, "value", value, fmt::format("{:.2g}", value), 0, {{"the plan that couples nothing", uncoupled}}};
}

// Every x with every y, by the product of their masses.
sde::SparsePlan uncoupled(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  sde::SparsePlan plan;
  for (Eigen::Index i = 0; i < a.size(); ++i)
    for (Eigen::Index j = 0; j < b.size(); ++j)
      if (a[i] * b[j] > 0) plan.push_back({i, j, a[i] * b[j] / (a.sum() * b.sum())});
  return plan;
}

constexpr double uncoupled_error = 0;  // its rows sum to the one law, its columns to the other

// By how many cells the farthest pair of the plan is off the graph, over the steps of the map.
double off_the_graph(const LineProblem& p, const sde::SparsePlan& plan) {
  const Eigen::VectorXd T = monotone_map(p);
  const double n = double(p.x.size());
  double worst = 0;
  for (const sde::CoupledPair& pair : plan) {
    const double low = pair.from > 0 ? T(pair.from - 1) : 0, high = T(pair.from), y = p.x(pair.to);
    worst = std::max({worst, n * (low - y), n * (y - high)});
  }
  return worst;
}

void add_plans(reproduce::Outcome& outcome) {
  const LineProblem fine = line_problem(kExactCells), coarse = line_problem(kEntropicCells);
  const auto weights = [](const Eigen::VectorXd& w) {
    return std::span<const double>(w.data(), std::size_t(w.size()));
  };
  const sde::SparsePlan exact =
      sde::kantorovich(sde::weighted_masses("ot-figures", weights(fine.a), weights(fine.b)), fine.cost);
  outcome.numbers.push_back(exactness("exact plan: cells off the graph of the map",
                                      off_the_graph(fine, exact),
                                      off_the_graph(fine, uncoupled(fine.a, fine.b))));
  outcome.figures.push_back(plan_on_the_map(fine, exact));
  std::vector<sde::EntropicPlan> plans;
  for (const double epsilon : kRegularisations) {
    plans.push_back(sde::entropic_plan(coarse.a, coarse.b, coarse.cost, epsilon));
    outcome.numbers.push_back(
        exactness("entropic plan, ε = " + config::format_number(epsilon) + ": marginal error",
                  plans.back().marginal_error, uncoupled_error));
  }
  outcome.figures.push_back(entropic_plans(coarse, plans));
}

void add_interpolation(reproduce::Outcome& outcome) {
  const MixtureProblem problem = mixture_problem();
  const sde::MixtureTransport whole = sde::mixture_transport(problem.p, problem.q);
  const auto residual = [&](const sde::SparsePlan& pairs) {
    const auto at = [&](double t) { return sde::displacement(problem.p, problem.q, pairs, t); };
    return std::abs(sde::mixture_transport(at(0.25), at(0.75)).distance - whole.distance / 2) /
           whole.distance;
  };
  outcome.numbers.push_back(exactness("interpolation: |MW2(1/4, 3/4) - MW2 / 2| / MW2", residual(whole.pairs),
                                      residual(uncoupled(problem.p.weights, problem.q.weights))));
  outcome.figures.push_back(mixture_interpolation(problem, whole.pairs));
}

void add_bridges(reproduce::Outcome& outcome) {
  const sde::DiscreteBridge line = line_bridge(kBridgeEpsilon), rings = ring_bridge(kBridgeEpsilon);
  outcome.numbers.push_back(
      exactness("bridge on the line: marginal error", line.plan().marginal_error, uncoupled_error));
  outcome.numbers.push_back(
      exactness("bridge in the plane: marginal error", rings.plan().marginal_error, uncoupled_error));
  outcome.figures.push_back(discrete_bridges(line, rings, ad::Key::root(1) / "ot-figures"));
}

// Figures of optimal transport and Schroedinger bridges between given laws, all exact, each with a number
// that says how exact it is.
class OtFigures final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override {}
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
};

}  // namespace

reproduce::Outcome OtFigures::compute(const reproduce::Published&, const reproduce::FinishedRuns&) const {
  reproduce::Outcome outcome;
  outcome.notes = {
      "nothing is trained or estimated: every number below is a residual that an exact solution makes "
      "vanish"};
  add_plans(outcome);
  add_interpolation(outcome);
  add_bridges(outcome);
  return outcome;
}

config::Row<reproduce::Reproduction> ot_figures() {
  return config::row<reproduce::Reproduction, OtFigures>(
      "ot-figures", "figures of exact transport plans, interpolations and Schrödinger bridges");
}

}  // namespace pont::reproductions::transport
