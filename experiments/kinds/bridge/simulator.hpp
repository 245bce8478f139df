// Runs a learned policy from its own end's data, chunk by chunk on the workers.
#pragma once
#include <functional>
#include <optional>

#include "autodiff/program.hpp"
#include "autodiff/workers.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/kinds/bridge/model.hpp"
#include "losses/bridges/pair_objective.hpp"

namespace pont::kinds::bridge {

/// Point number i of stream (key, slot) is always the same, whoever draws it with which others.
class EndSampler final {
 public:
  EndSampler(const data::DataSet& data, ad::Key key, ad::i64 rows, const ad::Workers& workers);
  /// Points first, ..., first + rows - 1 of the slot into out [rows, d].
  void draw(int worker, ad::i64 slot, ad::i64 first, std::span<float> out);

 private:
  ad::Var slot_, first_, points_;
  std::vector<ad::Program> programs_;  // one per worker
};

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
