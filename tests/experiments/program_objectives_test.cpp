// Every objective that a configuration can name trains a network towards the exact score.
#include <gtest/gtest.h>

#include "experiments/options/objectives.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const std::string base = R"(
data: {type: mixture, weights: [1, 1], means: [[-1], [1]], stds: [[0.5], [0.5]]}
sde: {type: cld}
network: {type: concat_mlp, hidden: 16, depth: 2}
sample: {samplers: []}
evaluate: {loss_rows: 2000, likelihood_rows: 0, cloud: 10, repetitions: 1}
)";

// The denoising loss of the trained network above that of the exact score, paired draw by draw.
double excess(const Scratch& dir, const std::string& objective, int steps) {
  const std::string run = dir / (objective + std::to_string(steps));
  const Outcome o = pont({"run", dir.write("base.yaml", base), "--out", run,
                          "objective={type: " + objective + ", t_min: 0.05}",
                          "train={steps: " + std::to_string(steps) + ", batch: 64, shard: 32, ema: 0}"});
  EXPECT_EQ(o.code, 0) << o.err;
  return H5Reader(load_checked(run + "/run.h5"), run).read<double>("evaluation/loss/excess").at(0);
}

TEST(Objectives, EachOfTheTableLearnsTheScore) {
  const Scratch dir;
  for (const std::string& name : objectives().names()) {
    const double before = excess(dir, name, 0), after = excess(dir, name, 400);
    EXPECT_GT(before, 0) << name;
    EXPECT_LT(after, 0.3 * before) << name;
  }
}

}  // namespace
}  // namespace pont::experiments
