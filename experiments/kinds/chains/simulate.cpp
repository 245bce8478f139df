// Chains for a fixed target: chunks of them, each run by one worker from start to end.
#include "experiments/kinds/chains/simulate.hpp"

#include <algorithm>
#include <utility>

#include "experiments/store/progress.hpp"

namespace pont::kinds::chains {
namespace {

constexpr std::int64_t kChunk = 25;  // chains run together; shows in no result

// Some chains on their way through the stages of a plan.
class Chunk final {
 public:
  Chunk(const options::ChainPlan& plan, const ChainStart& start, ad::Key key, std::int64_t first,
        std::int64_t chains)
      : plan_(plan),
        noise_(key, first),
        targets_(counted(plan)),
        walkers_(targets_[0], positions(start, chains)) {}

  // On to `total` transitions since the start.
  void advance(std::int64_t total) {
    while (done_ < total) {
      const options::ChainStage& stage = plan_.stages[stage_];
      const std::int64_t end = stage_start_ + stage.transitions, steps = std::min(total, end) - done_;
      sde::run_chain(*stage.transition, targets_[stage_], noise_, done_ + 1, steps, walkers_);
      done_ += steps;
      if (done_ == end && stage_ + 1 < plan_.stages.size()) enter_next_stage();
    }
  }

  // The first row of each chain, [chains, d].
  metrics::Points states() const {
    return walkers_.x(Eigen::seqN(0, walkers_.x.rows() / plan_.rows, plan_.rows), Eigen::all);
  }
  const sde::Tally& tally() const { return walkers_.tally; }
  // Rows at which a target was evaluated.
  double evaluations() const {
    double sum = 0;
    for (const sde::CountingTarget& t : targets_) sum += static_cast<double>(t.rows());
    return sum;
  }

 private:
  static std::vector<sde::CountingTarget> counted(const options::ChainPlan& plan) {
    std::vector<sde::CountingTarget> targets;
    for (const options::ChainStage& stage : plan.stages) targets.emplace_back(*stage.target);
    return targets;
  }
  sde::Batch positions(const ChainStart& start, std::int64_t chains) const {
    sde::Batch x(chains * plan_.rows, start.centre.size()), z(chains, start.centre.size());
    for (std::int64_t row = 0; row < plan_.rows; ++row) {  // noise counts chains, so each row has its stage
      noise_.fill(0, row, z);
      x(Eigen::seqN(row, chains, plan_.rows), Eigen::all) = (start.std * z).rowwise() + start.centre;
    }
    return x;
  }
  void enter_next_stage() {
    stage_start_ = done_;
    ++stage_;
    sde::Tally tally = std::move(walkers_.tally);
    walkers_ = sde::Walkers(targets_[stage_], std::move(walkers_.x));
    walkers_.tally = std::move(tally);
  }

  const options::ChainPlan& plan_;
  sde::KeyedNoise noise_;
  std::vector<sde::CountingTarget> targets_;
  sde::Walkers walkers_;
  std::size_t stage_ = 0;
  std::int64_t stage_start_ = 0, done_ = 0;
};

// What a chunk contributes to the counts of the run: sums over chains, per row of a chain.
struct Counts {
  Eigen::ArrayXd proposals, acceptances, swaps;
  double evaluations = 0;
};

Eigen::ArrayXd per_row(const Eigen::ArrayXd& values, std::int64_t rows) {
  return Eigen::Map<const Eigen::ArrayXXd>(values.data(), rows, values.size() / rows).rowwise().sum();
}

Counts counts(const Chunk& chunk, std::int64_t rows) {
  const sde::Tally& t = chunk.tally();
  return {per_row(t.proposals, rows), per_row(t.acceptances, rows), per_row(t.swaps, rows),
          chunk.evaluations()};
}

void summarise(const std::vector<Counts>& chunks, double chains, double transitions, ChainRun& run) {
  Counts all = chunks[0];
  for (std::size_t c = 1; c < chunks.size(); ++c) {
    all.proposals += chunks[c].proposals, all.acceptances += chunks[c].acceptances;
    all.swaps += chunks[c].swaps, all.evaluations += chunks[c].evaluations;
  }
  run.acceptance = all.acceptances / all.proposals;
  run.swaps = all.swaps.head(all.swaps.size() - 1) / (chains * transitions);
  run.evaluations = all.evaluations / chains;
}

}  // namespace

ChainRun run_chains(const options::ChainPlan& plan, const ChainStart& start, const ChainSchedule& schedule,
                    ad::Key key, std::int64_t first, std::int64_t chains, ad::Workers& workers) {
  ChainRun run;
  for (std::int64_t i = 0; i < schedule.iterations; i += schedule.every) run.iterations.push_back(i);
  run.iterations.push_back(schedule.iterations);
  run.states.assign(run.iterations.size(), metrics::Points(chains, start.centre.size()));
  std::vector<Counts> chunks(static_cast<std::size_t>((chains + kChunk - 1) / kChunk));
  store::TaskProgress progress(static_cast<std::int64_t>(chunks.size()), "chunks");
  workers.run(static_cast<int>(chunks.size()), [&](int c, int) {
    const std::int64_t from = c * kChunk, rows = std::min(kChunk, chains - from);
    Chunk chunk(plan, start, key, first + from, rows);
    for (std::size_t r = 0; r < run.iterations.size(); ++r) {
      chunk.advance(run.iterations[r] * schedule.transitions);
      run.states[r].middleRows(from, rows) = chunk.states();
    }
    chunks[static_cast<std::size_t>(c)] = counts(chunk, plan.rows);
    progress.done();
  });
  summarise(chunks, static_cast<double>(chains),
            static_cast<double>(schedule.iterations * schedule.transitions), run);
  return run;
}

}  // namespace pont::kinds::chains
