// Optimal transport between integer masses by the network simplex.
#include "sde/transport/network_simplex.hpp"

#include <fmt/format.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "sde/summation.hpp"

namespace pont::sde {

// Integer masses: least common multiple for uniform weights, 52-bit fixed point for given ones.

namespace {

constexpr std::int64_t kFixedPointTotal = std::int64_t{1} << 52;

void check_weights(const std::string& name, std::span<const double> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!std::isfinite(weights[i]) || weights[i] < 0)
      throw std::invalid_argument(
          fmt::format("{}[{}] is {}; expected a finite weight >= 0", name, i, weights[i]));
  const double total = sum(weights);
  if (!std::isfinite(total) || total <= 0)
    throw std::invalid_argument(fmt::format("{} sum to {}; expected a finite sum > 0", name, total));
}

std::vector<std::int64_t> fixed_point(const std::string& name, std::span<const double> weights) {
  check_weights(name, weights);
  const double total = sum(weights);
  std::vector<std::int64_t> mass;
  for (const double w : weights) mass.push_back(std::llround(w / total * double(kFixedPointTotal)));
  *std::max_element(mass.begin(), mass.end()) +=
      kFixedPointTotal - std::accumulate(mass.begin(), mass.end(), std::int64_t{0});
  return mass;
}

}  // namespace

Masses uniform_masses(std::int64_t n, std::int64_t m) {
  const std::int64_t total = std::lcm(n, m);
  return {std::vector<std::int64_t>(std::size_t(n), total / n),
          std::vector<std::int64_t>(std::size_t(m), total / m), total};
}

Masses weighted_masses(std::string_view where, std::span<const double> x, std::span<const double> y) {
  return {fixed_point(fmt::format("{}: weights of x", where), x),
          fixed_point(fmt::format("{}: weights of y", where), y), kFixedPointTotal};
}

// Optimal transport as a minimum-cost flow on the complete bipartite graph, handed to LEMON's network
// simplex.

namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;

// Arc i * m + j goes from node i (a point of x) to node n + j (a point of y).
void build_complete_bipartite(Graph& graph, int n, int m) {
  graph.reserveNode(n + m);
  graph.reserveArc(n * m);
  for (int i = 0; i < n + m; ++i) graph.addNode();
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j) graph.addArc(Graph::nodeFromId(i), Graph::nodeFromId(n + j));
}

class CostMap final {  // the read map that LEMON asks for
 public:
  using Key = Graph::Arc;
  using Value = std::int64_t;
  CostMap(std::span<const double> cost, int exponent) : cost_(cost), exponent_(exponent) {}
  Value operator[](Key arc) const {
    return std::llround(std::ldexp(cost_[std::size_t(Graph::id(arc))], exponent_));
  }

 private:
  std::span<const double> cost_;
  int exponent_;
};

class ArcCosts final {
 public:
  using Key = Graph::Arc;
  using Value = std::int64_t;
  explicit ArcCosts(std::span<const TransportArc> arcs) : arcs_(arcs) {}
  Value operator[](Key arc) const { return arcs_[std::size_t(Graph::id(arc))].cost; }

 private:
  std::span<const TransportArc> arcs_;
};

class SupplyMap final {  // x supplies, y demands
 public:
  using Key = Graph::Node;
  using Value = std::int64_t;
  explicit SupplyMap(const Masses& masses) : masses_(masses) {}
  Value operator[](Key node) const {
    const std::size_t id = std::size_t(Graph::id(node)), n = masses_.x.size();
    return id < n ? masses_.x[id] : -masses_.y[id - n];
  }

 private:
  const Masses& masses_;
};

void run(Simplex& simplex) {
  if (simplex.run() != Simplex::OPTIMAL)
    throw std::logic_error(
        "optimal transport: the network simplex found no optimum; masses of x and y must agree");
}

}  // namespace

// LEMON's initial potentials are 0 and 2^62; along a tree path they change by at most (n + m) max(cost).
// Keeping that product at or below 2^60 keeps every reduced cost within 64 bits and artificial arcs dearer
// than any path.
int cost_exponent(double largest, std::int64_t nodes) {
  if (largest == 0) return 0;
  return 59 - int(std::ceil(std::log2(double(nodes)))) - std::ilogb(largest);
}

void check_transport_size(std::int64_t n, std::int64_t m) {
  if (n <= kMaxTransportPairs / m) return;
  throw std::invalid_argument(fmt::format(
      "optimal transport: {} x {} points make {} pairs; at most {} are supported: use fewer points (and "
      "state the sampling floor) or the sliced distance",
      n, m, double(n) * double(m), kMaxTransportPairs));
}

std::vector<Shipment> solve_transport(const Masses& masses, std::span<const double> cost) {
  const std::size_t n = masses.x.size(), m = masses.y.size();
  check_transport_size(std::int64_t(n), std::int64_t(m));
  Graph graph;
  build_complete_bipartite(graph, int(n), int(m));
  Simplex simplex(graph);
  const int exponent = cost_exponent(*std::max_element(cost.begin(), cost.end()), std::int64_t(n + m));
  simplex.costMap(CostMap(cost, exponent)).supplyMap(SupplyMap(masses));
  run(simplex);
  std::vector<Shipment> plan;
  for (std::int64_t i = 0; i < std::int64_t(n); ++i)
    for (std::int64_t j = 0; j < std::int64_t(m); ++j)
      if (const auto mass = simplex.flow(Graph::arcFromId(int(i * std::int64_t(m) + j))); mass != 0)
        plan.push_back({i, j, mass});
  return plan;
}

TransportSolution solve_on_arcs(const Masses& masses, std::span<const TransportArc> arcs) {
  const int n = int(masses.x.size()), m = int(masses.y.size());
  Graph graph;
  graph.reserveNode(n + m);
  graph.reserveArc(int(arcs.size()));
  for (int i = 0; i < n + m; ++i) graph.addNode();
  for (const TransportArc& a : arcs) graph.addArc(Graph::nodeFromId(a.from), Graph::nodeFromId(n + a.to));
  Simplex simplex(graph);
  simplex.costMap(ArcCosts(arcs)).supplyMap(SupplyMap(masses));
  run(simplex);
  TransportSolution solution;
  for (std::size_t a = 0; a < arcs.size(); ++a)
    if (const auto mass = simplex.flow(Graph::arcFromId(int(a))); mass != 0)
      solution.plan.push_back({arcs[a].from, arcs[a].to, mass});
  for (int i = 0; i < n; ++i) solution.x.push_back(-simplex.potential(Graph::nodeFromId(i)));
  for (int j = 0; j < m; ++j) solution.y.push_back(simplex.potential(Graph::nodeFromId(n + j)));
  return solution;
}

}  // namespace pont::sde
