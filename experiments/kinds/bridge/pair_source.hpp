// Where the pairs of a half-bridge come from: steps of a simulated chain, its ends, or points of the two
// laws.
#pragma once
#include "experiments/kinds/bridge/coupling.hpp"
#include "experiments/kinds/bridge/pair_cache.hpp"
#include "experiments/kinds/bridge/simulator.hpp"

namespace pont::kinds::bridge {

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
