// The two schemes of bridge matching, and the noise of the steps that they sample with.
#include "experiments/kinds/bridge/matching.hpp"

namespace pont::kinds::bridge {
namespace {

/// The noise that sampling adds on each edge.
struct Deviation {
  std::string name;
  std::vector<double> (*of)(const sde::EulerChain&, losses::Direction);
};
const std::vector<Deviation>& deviations() {
  static const std::vector<Deviation> table{
      {"reference",
       [](const sde::EulerChain& c, losses::Direction) { return losses::reference_deviations(c); }},
      {"pinned", losses::pinned_deviations}};
  return table;
}

void declare_deviation(config::Visitor& v, std::string& deviation) {
  std::vector<std::string> names;
  for (const Deviation& d : deviations()) names.push_back(d.name);
  v.key("deviation", deviation,
        "noise of a sampled step: that of the reference, or of the reference pinned at the far end, which is "
        "smaller and vanishes at the last step",
        {.one_of = std::move(names)});
}

LearnedPolicy single(losses::Direction direction, const BridgeModel& model, const TrainedNetwork& network,
                     const std::string& deviation, double noise) {
  LearnedPolicy policy{direction, 0, {{1, direction, network}}, {}};
  for (const Deviation& d : deviations())
    if (d.name == deviation) policy.deviations = d.of(model.chain.reference(), direction);
  for (double& d : policy.deviations) d *= noise;
  return policy;
}

double regularisation(const BridgeModel& model) { return model.chain.reference().whole().regularisation(); }

losses::Direction alternating(int h) { return h % 2 == 0 ? losses::backward : losses::forward; }

class Dsbm final : public Method {
 public:
  explicit Dsbm(const DsbmOptions& options) : options_(options) {}
  int half_bridges() const override { return 2 * static_cast<int>(options_.iterations); }
  losses::Direction direction(int h) const override { return alternating(h); }
  std::unique_ptr<PairSource> source(int h, const HalfBridgeSetting& s) const override {
    if (h == 0 && options_.start != "reference")
      return std::make_unique<CoupledEnds>(
          s.model, couplings().at(options_.start).make()->build(regularisation(s.model)), s.key, s.rows,
          s.workers);
    const LearnedPolicy simulated =
        h == 0 ? reference_policy(s.model.chain) : policy(h - 1, s.model, s.networks);
    auto simulator =
        std::make_unique<Simulator>(s.model, simulated, Simulator::Settings{s.key, s.rows}, s.workers);
    return std::make_unique<SimulatedEnds>(std::move(simulator), s.rows);
  }
  std::unique_ptr<losses::PairObjective> objective(int h, const BridgeModel& model) const override {
    return std::make_unique<losses::BridgeRegression>(model.chain, direction(h), 1);
  }
  LearnedPolicy policy(int h, const BridgeModel& model,
                       std::span<const TrainedNetwork> networks) const override {
    return single(direction(h), model, networks[static_cast<std::size_t>(h)], options_.deviation, 1);
  }

 private:
  const DsbmOptions& options_;
};

class Matching final : public Method {
 public:
  explicit Matching(const MatchingOptions& options) : options_(options) {}
  int half_bridges() const override { return 2; }
  losses::Direction direction(int h) const override { return alternating(h); }
  std::unique_ptr<PairSource> source(int, const HalfBridgeSetting& s) const override {
    return std::make_unique<CoupledEnds>(s.model, options_.coupling->build(regularisation(s.model)), s.key,
                                         s.rows, s.workers);
  }
  std::unique_ptr<losses::PairObjective> objective(int h, const BridgeModel& model) const override {
    return std::make_unique<losses::BridgeRegression>(model.chain, direction(h), options_.noise);
  }
  LearnedPolicy policy(int h, const BridgeModel& model,
                       std::span<const TrainedNetwork> networks) const override {
    return single(direction(h), model, networks[static_cast<std::size_t>(h)], options_.deviation,
                  options_.noise);
  }

 private:
  const MatchingOptions& options_;
};

}  // namespace

void DsbmOptions::declare(config::Visitor& v) {
  v.key("iterations", iterations, "each a backward and a forward half-bridge",
        {.range = config::between(1, 1000)});
  std::vector<std::string> starts = couplings().names();
  starts.insert(starts.begin(), "reference");
  v.key("start", start, "the first pairs: ends of the reference (DSBM-IPF), or a coupling (DSBM-IMF)",
        {.one_of = std::move(starts)});
  declare_deviation(v, deviation);
}
std::shared_ptr<const losses::Head> DsbmOptions::head() const {
  return std::make_shared<losses::FixedVariance>();
}
std::unique_ptr<Method> DsbmOptions::build() const { return std::make_unique<Dsbm>(*this); }

void MatchingOptions::declare(config::Visitor& v) {
  v.section("coupling", coupling, "of the points of the two laws, in blocks of cache.chunk");
  v.key("noise", noise, "1: bridges of the reference; 0: straight lines, and sampling by an ODE",
        {.range = config::between(0, 1)});
  declare_deviation(v, deviation);
}
std::shared_ptr<const losses::Head> MatchingOptions::head() const {
  return std::make_shared<losses::FixedVariance>();
}
std::unique_ptr<Method> MatchingOptions::build() const { return std::make_unique<Matching>(*this); }

}  // namespace pont::kinds::bridge
