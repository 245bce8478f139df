// Configurations whose numbers were once wrong, or whose evaluation failed: each with the right value.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/run/reading.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

// The exact score of N(0, deviation^2): a network that gives 0 beside the residual parametrisation.
std::string exact_gaussian(double deviation, const std::string& sde, double t0) {
  return fmt::format(R"(type: score
seed: 3
data: {{type: isotropic_gaussian, dimension: 1, mean: 0, deviation: {}}}
sde: {}
objective: {{type: dsm, floor: 0, t_min: 1.0e-5, parametrisation: {{type: residual, data_variance: {}}}}}
network: {{type: concat_mlp, hidden: 8, depth: 1, zero_output: true}}
train: {{steps: 0, batch: 64, shard: 64, schedule: {{type: constant, rate: 1.0e-3}}}}
sample: {{count: 1000, samplers: []}}
evaluate: {{cloud: 500, repetitions: 2, loss_rows: 200, likelihood_rows: 4000, likelihood_time: {}}}
)",
                     deviation, sde, deviation * deviation, t0);
}

struct Finished {
  Outcome outcome;
  std::vector<std::byte> image;
  H5Reader file() const { return H5Reader(image, "run.h5"); }
};
Finished finished_run(const Scratch& dir, const std::string& name, const std::string& text) {
  Finished f{pont({"run", dir.write(name + ".yaml", text), "--out", dir / name}), {}};
  EXPECT_EQ(f.outcome.code, 0) << f.outcome.err;
  if (f.outcome.code == 0) f.image = load_checked(dir / name + "/run.h5");
  return f;
}

// KL of the law at T from the prior, from the variance there in units of the prior's.
double prior_cost(double variance) { return 0.5 * (variance - 1 - std::log(variance)); }

TEST(Trials, TheLikelihoodOfDataOfAnyScaleIsThatOfTheClosedForm) {
  const Scratch dir;
  const std::string vp = "{type: vp, clock: {type: affine, beta_min: 0.1, beta_max: 20}}";
  const double kept = std::exp(-10.05);  // of the data's variance at T
  for (const auto& [deviation, t0] : {std::pair{1e-3, 1e-9}, {1.0, 1e-5}, {100.0, 1e-5}, {1e6, 1e-5}}) {
    const Finished run = finished_run(dir, fmt::format("d{}", deviation), exact_gaussian(deviation, vp, t0));
    const H5Reader file = run.file();
    const std::string path = "evaluation/likelihood/";
    EXPECT_FALSE(file.exists(path + "not_given"));
    EXPECT_EQ(read_scalar(file, path + "points"), 4000);
    const double cost = prior_cost(1 + kept * (deviation * deviation - 1)),
                 ours = read_scalar(file, path + "excess");
    EXPECT_NEAR(ours, cost, 4 * read_scalar(file, path + "excess_error") + 1e-3) << deviation;
    EXPECT_NEAR(read_scalar(file, "prior_gap/divergence"), cost, 1e-6 * (1 + cost));
    EXPECT_EQ(run.outcome.err.find("warning: At T the data have come to") != std::string::npos, cost > 0.01);
  }
}

// At t0 = 1e-5 noise has the variance of data of deviation .001: their likelihood would be that of a law
// twice as wide. The run says so when it starts and in its report, and not at the time that it names.
TEST(Trials, NoiseOfTheSizeOfTheDataIsWarnedOf) {
  const Scratch dir;
  const std::string vp = "{type: vp, clock: {type: affine, beta_min: 0.1, beta_max: 20}}",
                    name = "evaluate.likelihood_time", path = "evaluation/likelihood/excess";
  const Finished blurred = finished_run(dir, "blurred", exact_gaussian(1e-3, vp, 1e-5));
  EXPECT_NE(blurred.outcome.err.find("warning: At " + name + " = 1e-05"), std::string::npos)
      << blurred.outcome.err;
  const std::string warning = blurred.file().text("blur/likelihood"), lower = "lower " + name + " to ";
  EXPECT_NE(blurred.outcome.out.find("**Warning.** " + warning), std::string::npos) << blurred.outcome.out;
  EXPECT_NEAR(read_scalar(blurred.file(), path), 0.5 * std::log(2) - 0.25, 0.05);
  const double t0 = std::stod(warning.substr(warning.find(lower) + lower.size()));
  const Finished sharp = finished_run(dir, "sharp", exact_gaussian(1e-3, vp, t0));
  EXPECT_FALSE(sharp.file().exists("blur"));
  EXPECT_NEAR(read_scalar(sharp.file(), path), 0, 0.005);
}

TEST(Trials, ABoundIsCalledOneAndStandsBesideABound) {
  const Scratch dir;
  const Finished run = finished_run(dir, "cld", R"(type: score
data: {type: diamond}
sde: {type: cld}
objective: {type: hsm, floor: 1.0e-6, t_min: 1.0e-4, parametrisation: {type: mixed, data_variance: 0}}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 2, batch: 32, shard: 32}
sample: {count: 100, samplers: []}
evaluate: {loss_rows: 50, likelihood_rows: 40, cloud: 20, repetitions: 2}
)");
  const H5Reader file = run.file();
  EXPECT_FALSE(file.exists("evaluation/likelihood"));
  const std::string path = "evaluation/likelihood_bound/";
  EXPECT_NEAR(read_scalar(file, path + "ours") - read_scalar(file, path + "floor"),
              read_scalar(file, path + "excess"), 1e-10);
  EXPECT_NE(run.outcome.out.find("upper bound of the negative log-likelihood"), std::string::npos)
      << run.outcome.out;
}

// A law without density: the likelihood is not given, everything else is.
TEST(Trials, APointMassHasNoLikelihood) {
  const Scratch dir;
  const std::string text = R"(type: score
data: {type: mixture, weights: [1], means: [[0.3, -0.7]], stds: [[0]]}
sde: {type: vp, clock: {type: affine, beta_min: 0.1, beta_max: 20}}
objective: {type: dsm, floor: 0, t_min: 1.0e-4, parametrisation: {type: mixed, data_variance: 1}}
network: {type: concat_mlp, hidden: 16, depth: 2}
train: {steps: 20, batch: 64, shard: 64}
sample: {count: 400, samplers: [{name: em, sampler: {type: euler_maruyama, steps: 50, eps: 1.0e-3}}]}
evaluate: {cloud: 200, repetitions: 2, loss_rows: 200, likelihood_rows: 50}
)";
  const Finished run = finished_run(dir, "point", text);
  const H5Reader file = run.file();
  EXPECT_EQ(file.text("evaluation/likelihood/not_given"), "the law has no density");
  EXPECT_EQ(file.text("evaluation/samples/em/log_density/not_given"), "the law has no density");
  EXPECT_TRUE(file.exists("evaluation/samples/em/w2/ours"));
  EXPECT_TRUE(file.exists("evaluation/loss/ours"));
  EXPECT_NE(run.outcome.out.find("not given: the law has no density"), std::string::npos) << run.outcome.out;
  // the same of auxiliary blocks that start at a point
  const Finished chain = finished_run(dir, "still", R"(type: score
data: {type: diamond}
sde: {type: linear, A: [[0, 4], [-1, -4]], D: [[0, 0], [0, 2]], clock: {type: constant, beta: 4}}
objective: {type: hsm, t_min: 1.0e-2, parametrisation: {type: plain}}
network: {type: concat_mlp, hidden: 16, depth: 2}
train: {steps: 2, batch: 64, shard: 64}
sample: {count: 100, samplers: []}
evaluate: {cloud: 20, repetitions: 2, loss_rows: 20, likelihood_rows: 50}
)");
  EXPECT_EQ(chain.file().text("evaluation/likelihood_bound/not_given"),
            "the auxiliary blocks have no density at t = 0");
}

// What the message about the cosine clock recommends is taken.
TEST(Trials, TheCosineClockRunsToTheTimeThatItsMessageNames) {
  const Scratch dir;
  const std::string config = dir.write("cosine.yaml", small_config);
  const std::vector<std::string> cosine{"run", config, "sde.clock={type: cosine}"};
  auto with = [&](const std::string& T, const std::string& out) {
    std::vector<std::string> arguments = cosine;
    arguments.insert(arguments.end(), {"sde.T=" + T, "--out", dir / out});
    return pont(arguments);
  };
  const Outcome refused = with("1", "refused");
  EXPECT_NE(refused.err.find("expected T below 1, for instance 0.995"), std::string::npos) << refused.err;
  const Outcome taken = with("0.995", "taken");
  EXPECT_EQ(taken.code, 0) << taken.err;
}

// A flow too stiff to be integrated ends, and says where it stood and what to change.
TEST(Trials, AFlowThatNeverEndsIsGivenUp) {
  const Scratch dir;
  const Outcome o = pont({"run", dir.write("stiff.yaml", R"(type: score
seed: 1
data: {type: two_moons}
sde: {type: vp, clock: {type: constant, beta: 4}}
objective: {type: dsm, floor: 0, t_min: 1.0e-4, parametrisation: {type: mixed, data_variance: 1}}
network: {type: concat_mlp, hidden: 32, depth: 2}
train: {steps: 30, batch: 128, shard: 128, optimiser: {type: sgd}, schedule: {type: constant, rate: 1000}}
sample: {count: 400, samplers: [{name: flow, sampler: {type: runge_kutta_45, eps: 1.0e-3, evaluations: 500}}]}
evaluate: {cloud: 200, repetitions: 2, loss_rows: 200, likelihood_rows: 50, likelihood_evaluations: 500}
)"),
                          "--out", dir / "stiff"});
  EXPECT_EQ(o.code, 5) << o.err;
  EXPECT_NE(o.err.find("evaluations of the field reach t = "), std::string::npos) << o.err;
  const H5Reader file(load_checked(dir / "stiff/run.h5"), "run.h5");
  EXPECT_NE(file.text("failures/samples/flow").find("evaluations of the field reach t = "),
            std::string::npos);
  EXPECT_NE(file.text("evaluation/likelihood/not_given").find("(evaluate.likelihood_evaluations)"),
            std::string::npos);
  EXPECT_TRUE(file.exists("evaluation/loss/ours"));
}

}  // namespace
}  // namespace pont::experiments
