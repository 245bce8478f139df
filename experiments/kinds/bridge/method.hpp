// A way to learn bridges, as a sequence of half-bridges: each trains the network of one direction.
// What can be chosen for a bridge, as tables for `pont list`.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "experiments/kinds/bridge/pair_source.hpp"
#include "experiments/options/catalogue.hpp"
#include "losses/bridges/pair_objective.hpp"
#include "sde/bridges/gaussian_ipf.hpp"

namespace pont::kinds::bridge {

/// What a half-bridge may use to make its pairs.
struct HalfBridgeSetting final {
  const BridgeModel& model;
  std::span<const TrainedNetwork> networks;  ///< of the half-bridges before it
  ad::Key key;
  ad::i64 rows;  ///< simulated or coupled together
  ad::Workers& workers;
};

class Method {
 public:
  virtual ~Method() = default;
  virtual int half_bridges() const = 0;
  /// That half-bridge h trains, h = 0 .. half_bridges() - 1.
  virtual losses::Direction direction(int h) const = 0;
  virtual std::unique_ptr<PairSource> source(int h, const HalfBridgeSetting& setting) const = 0;
  virtual std::unique_ptr<losses::PairObjective> objective(int h, const BridgeModel& model) const = 0;
  /// The policy after half-bridge h, given the networks of half-bridges 0, ..., h.
  virtual LearnedPolicy policy(int h, const BridgeModel& model,
                               std::span<const TrainedNetwork> networks) const = 0;
  /// The recursion that perfect networks would follow between normal ends; null where there is none.
  virtual const sde::HalfBridgeRule* ideal() const { return nullptr; }
};

struct MethodOptions : config::Options {
  virtual std::unique_ptr<Method> build() const = 0;
  /// How networks stand for steps.
  virtual std::shared_ptr<const losses::Head> head() const = 0;
};

/// dsb, dsbm, matching.
const config::Registry<MethodOptions>& bridge_methods();

/// One table per kind: methods, couplings, references, steps, targets, units.
const std::vector<options::CatalogueTable>& bridge_catalogue();

}  // namespace pont::kinds::bridge
