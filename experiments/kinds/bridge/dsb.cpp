// Diffusion Schroedinger bridges: the direction, paths and target of each half-bridge.
#include "experiments/kinds/bridge/dsb.hpp"

namespace pont::kinds::bridge {
namespace {

constexpr const char *reference_variance = "reference", *learned_variance = "learned";

class Dsb final : public Method {
 public:
  Dsb(int iterations, const losses::ChainTarget& target, const sde::HalfBridgeRule* ideal,
      std::shared_ptr<const losses::Head> head)
      : iterations_(iterations), target_(target), ideal_(ideal), head_(std::move(head)) {}
  int half_bridges() const override { return 2 * iterations_; }
  losses::Direction direction(int h) const override {
    return h % 2 == 0 ? losses::backward : losses::forward;
  }

  std::unique_ptr<PairSource> source(int h, const HalfBridgeSetting& s) const override {
    const LearnedPolicy simulated = policy(h - 1, s.model, s.networks);
    auto simulator = std::make_unique<Simulator>(s.model, simulated,
                                                 Simulator::Settings{s.key, s.rows, &target_}, s.workers);
    return std::make_unique<SimulatedSteps>(std::move(simulator), simulated.direction, s.rows);
  }
  std::unique_ptr<losses::PairObjective> objective(int h, const BridgeModel& model) const override {
    return std::make_unique<losses::StepRegression>(model.chain, direction(h), head_);
  }
  LearnedPolicy policy(int h, const BridgeModel& model,
                       std::span<const TrainedNetwork> networks) const override {
    if (h < 0) return reference_policy(model.chain);
    const LearnedTerm own{1, direction(h), networks[static_cast<std::size_t>(h)]};
    LearnedPolicy policy{direction(h), 0, {}, losses::reference_deviations(model.chain.reference())};
    if (target_.sums) {
      const LearnedPolicy before = this->policy(h - 1, model, networks);
      policy.reference = -before.reference;
      for (const LearnedTerm& t : before.terms) policy.terms.push_back({-t.weight, t.trained, t.network});
    }
    policy.terms.push_back(own);
    return policy;
  }
  const sde::HalfBridgeRule* ideal() const override { return ideal_; }

 private:
  int iterations_;
  const losses::ChainTarget& target_;
  const sde::HalfBridgeRule* ideal_;
  std::shared_ptr<const losses::Head> head_;
};

}  // namespace

void DsbOptions::declare(config::Visitor& v) {
  v.key("iterations", iterations, "of proportional fitting, each a backward and a forward half-bridge",
        {.range = config::between(1, 1000)});
  std::vector<std::string> targets;
  for (const losses::ChainTarget& row : losses::chain_targets()) targets.push_back(row.name);
  v.key("target", target, "what the reversed chain is regressed on (pont list targets)",
        {.one_of = std::move(targets)});
  v.key("variance", variance, "of a step: that of the reference, or learned with the mean",
        {.one_of = {reference_variance, learned_variance}});
  v.check(variance == reference_variance || losses::chain_target(target).ideal_learned,
          {"variance", "target"}, "a learned variance with the target " + target,
          "a target whose residuals have the variance of the step: simplified");
}

std::shared_ptr<const losses::Head> DsbOptions::head() const {
  if (variance == learned_variance) return std::make_shared<losses::LearnedVariance>();
  return std::make_shared<losses::FixedVariance>();
}

std::unique_ptr<Method> DsbOptions::build() const {
  const losses::ChainTarget& row = losses::chain_target(target);
  return std::make_unique<Dsb>(static_cast<int>(iterations), row,
                               variance == learned_variance ? row.ideal_learned : row.ideal, head());
}

}  // namespace pont::kinds::bridge
