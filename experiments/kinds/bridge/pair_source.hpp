// The training pairs of a half-bridge: where they come from (steps of a simulated chain, its ends, points
// of the two laws), and the bounded table that they are read from in shuffled order.
#pragma once
#include <span>
#include <vector>

#include "autodiff/rng.hpp"
#include "experiments/kinds/bridge/coupling.hpp"
#include "experiments/kinds/bridge/simulator.hpp"

namespace pont::kinds::bridge {

/// `units` paths or pairs of ends, each of which meets each of N edges: units * N items. A unit stores one
/// row [a, b] of 2 d floats for every edge (a path), or a single one (the ends, which serve all edges).
class PairCache final {
 public:
  PairCache(ad::i64 units, int N, ad::i64 d, bool row_per_edge, ad::Key key);

  ad::i64 units() const { return units_; }
  ad::i64 items() const { return units_ * N_; }
  /// Of rows and order, in bytes: all that a cache ever takes.
  std::size_t bytes() const;
  /// The halves of a unit's row for an edge, [d] each.
  std::span<float> a(ad::i64 unit, int edge) { return half(unit, edge, 0); }
  std::span<float> b(ad::i64 unit, int edge) { return half(unit, edge, 1); }

  /// Items number position, position + 1, ... of the endless sequence that belongs to `refill`: every pass
  /// over the items is a fresh permutation, so none is used twice before all were used once. rows [n, 2 d],
  /// edges [n].
  void read(ad::i64 refill, ad::i64 position, std::span<float> rows, std::span<ad::i64> edges);

 private:
  std::span<float> half(ad::i64 unit, int edge, ad::i64 which);
  void shuffle(ad::i64 refill, ad::i64 pass);

  ad::i64 units_, N_, d_, rows_per_unit_;
  ad::Key key_;
  std::vector<float> rows_;
  std::vector<std::uint32_t> order_;
  ad::i64 refill_ = -1, pass_ = -1;  // that order_ belongs to
};

class PairSource {
 public:
  virtual ~PairSource() = default;
  /// Whether a unit has a row of its own for every edge.
  virtual bool row_per_edge() const = 0;
  /// Overwrites all rows with those of refill number `refill`, a pure function of that number.
  virtual void fill(ad::i64 refill, PairCache& cache) = 0;
};

/// The trajectory cache of DSB: the state that a reversed step starts from, and its regression target.
class SimulatedSteps final : public PairSource {
 public:
  SimulatedSteps(std::unique_ptr<Simulator> simulator, losses::Direction direction, ad::i64 rows)
      : simulator_(std::move(simulator)), direction_(direction), rows_(rows) {}
  bool row_per_edge() const override { return true; }
  void fill(ad::i64 refill, PairCache& cache) override;

 private:
  std::unique_ptr<Simulator> simulator_;
  losses::Direction direction_;  // of the simulation
  ad::i64 rows_;
};

/// The coupling that a policy makes: both ends of its paths.
class SimulatedEnds final : public PairSource {
 public:
  SimulatedEnds(std::unique_ptr<Simulator> simulator, ad::i64 rows)
      : simulator_(std::move(simulator)), rows_(rows) {}
  bool row_per_edge() const override { return false; }
  void fill(ad::i64 refill, PairCache& cache) override;

 private:
  std::unique_ptr<Simulator> simulator_;
  ad::i64 rows_;
};

/// Fresh points of both laws, joined block by block.
class CoupledEnds final : public PairSource {
 public:
  CoupledEnds(const BridgeModel& model, std::shared_ptr<const MinibatchCoupling> coupling, ad::Key key,
              ad::i64 block, ad::Workers& workers);
  bool row_per_edge() const override { return false; }
  void fill(ad::i64 refill, PairCache& cache) override;

 private:
  std::shared_ptr<const MinibatchCoupling> coupling_;
  ad::Key key_;
  ad::i64 block_, d_;
  ad::Workers& workers_;
  EndSampler data_, prior_;
};

}  // namespace pont::kinds::bridge
