// The discrete optimal transport problem with integer data, solved exactly by the network simplex of LEMON.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pont::sde {

// Exact integer masses of the points of two clouds, so that optimal transport works with integers.

/// Two discrete distributions with the same total mass; a point's probability is its mass / total.
struct Masses {
  std::vector<std::int64_t> x, y;  ///< [n] and [m], nonnegative
  std::int64_t total = 0;          ///< sum of x = sum of y
};

/// Uniform weights on n and m points, exactly: total = lcm(n, m). n, m >= 1.
Masses uniform_masses(std::int64_t n, std::int64_t m);

/// Given weights, normalised to sum 1 and rounded to multiples of 2^-52; the rounding residual goes to the
/// largest weight. Throws std::invalid_argument (naming `where`) on a negative or non-finite weight or on sum
/// 0.
Masses weighted_masses(std::string_view where, std::span<const double> x, std::span<const double> y);

/// One nonzero entry of a transport plan: `mass` moves from point `from` of x to point `to` of y.
struct Shipment {
  std::int64_t from = 0, to = 0;
  std::int64_t mass = 0;
};

/// The most pairs n m that are accepted; memory is about 75 bytes a pair, 1.2 GB at the limit.
inline constexpr std::int64_t kMaxTransportPairs = 16'000'000;

/// Throws std::invalid_argument when n m exceeds kMaxTransportPairs: call it before allocating [n, m] costs.
void check_transport_size(std::int64_t n, std::int64_t m);

/// An optimal plan of  min sum_ij c_ij p_ij,  p >= 0, row sums = masses.x, column sums = masses.y.
///
/// `cost` is row-major [n, m], finite, >= 0. Costs are rounded to 60 - log2(n + m) bits below the largest
/// one, so that all potentials are exact 64-bit integers: with floating-point costs a pivot may be chosen on
/// rounding noise and the simplex has no proof of termination. The plan is exactly optimal for the rounded
/// costs, thus for the given ones up to max(c) (n + m) 2^-59 in the objective (5e-15 max(c) at n = m = 1000).
/// At most n + m - 1 shipments are returned, ordered by (from, to).
/// Source: Kovacs 2015, "Minimum-cost flow algorithms: an experimental evaluation" (the LEMON
/// implementation). Throws std::invalid_argument when n m exceeds kMaxTransportPairs.
std::vector<Shipment> solve_transport(const Masses& masses, std::span<const double> cost);

/// Integer costs are llround(c 2^exponent), which leaves room for all potentials in 64 bits. `largest`: no
/// cost is above it; nodes: n + m.
int cost_exponent(double largest, std::int64_t nodes);

/// The pairs that may be used, and what a unit of mass costs there.
struct TransportArc {
  int from = 0, to = 0;
  std::int64_t cost = 0;
};

/// An optimal plan with its potentials: x_from + y_to <= cost on every arc, with equality where mass moves.
struct TransportSolution {
  std::vector<Shipment> plan;  ///< in the order of the arcs
  std::vector<std::int64_t> x, y;
};

/// The same problem where only some pairs are allowed. Throws std::logic_error when they allow no plan.
TransportSolution solve_on_arcs(const Masses& masses, std::span<const TransportArc> arcs);

}  // namespace pont::sde
