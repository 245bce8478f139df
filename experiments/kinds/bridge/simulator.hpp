// Runs a learned policy from its own end's data, chunk by chunk on the workers.
#pragma once
#include <functional>
#include <optional>

#include "experiments/kinds/bridge/end_sampler.hpp"
#include "experiments/kinds/bridge/model.hpp"
#include "losses/bridges/pair_objective.hpp"

namespace pont::kinds::bridge {

/// The paths of one chunk; a state is [rows, d], row-major.
struct ChainPaths final {
  ad::i64 first = 0;                        ///< number of the first path
  std::vector<std::vector<float>> states;   ///< X_0, ..., X_N, whichever way they were run
  std::vector<std::vector<float>> means;    ///< by edge: the mean of the step along it
  std::vector<std::vector<float>> targets;  ///< by edge: the regression target, if one was asked for
};

/// Path i of a slot depends on neither the chunk's place nor the number of workers.
class Simulator final {
 public:
  struct Settings {
    ad::Key key;   ///< start from key / "start", noise from key / "noise"
    ad::i64 rows;  ///< computed together; results depend on it in the last digits
    const losses::ChainTarget* target = nullptr;  ///< of the reversal, if wanted
    const data::DataSet* start = nullptr;         ///< instead of the law of the policy's own end
  };
  Simulator(const BridgeModel& model, const LearnedPolicy& policy, const Settings& settings,
            ad::Workers& workers);

  /// Chunks from, ..., to - 1 of a slot; `visit` is called for each, by any worker, in any order.
  void run(ad::i64 slot, ad::i64 from, ad::i64 to, const std::function<void(const ChainPaths&)>& visit);

 private:
  struct Ports {
    ad::Var x, edge, slot, first, mean, next, target;
    std::vector<ad::Var> parameters;
  };
  void compile(const LearnedPolicy& policy, const Settings& settings);
  void walk(int worker, ad::i64 slot, ChainPaths& paths);

  const BridgeModel& model_;
  losses::Direction direction_;
  ad::i64 rows_;
  bool with_target_;
  ad::Workers& workers_;
  EndSampler start_;
  std::vector<LearnedTerm> terms_;  // keeps the parameters alive
  Ports ports_;
  std::vector<ad::Program> programs_;  // one per worker
  std::vector<ChainPaths> paths_;      // one per worker
};

}  // namespace pont::kinds::bridge
