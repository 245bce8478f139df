// The reproduction "ddpm-elbo": DDPM's bound as rate and distortion, and the continuous bound beside it.
#include <fmt/format.h>

#include "experiments/kinds/score/byte_images.hpp"
#include "experiments/reproductions/images/image_report.hpp"
#include "experiments/run/devices.hpp"
#include "sde/grid.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun, kinds::score::TrainedScore;
using metrics::Estimate, metrics::Points;

// Bits/dim of each image by the sum over a sub-sequence of the chain, which begins with its first step.
struct Sum final {
  int steps = 0;
  std::string variance;
  Eigen::VectorXd rate, distortion;
  Eigen::VectorXd total() const { return rate + distortion; }
};

// What it takes to measure: the network, and bytes as the middles of their bins.
struct Measuring final {
  const TrainedScore& trained;
  Points x;
  ad::Key key = ad::Key::root(1) / "ddpm elbo";

  Eigen::VectorXd in_bits(const Eigen::VectorXd& nats) const {
    return kinds::score::in_bits(trained.model, nats, false);
  }
  Sum sum(int steps, const std::string& variance) const {
    const sde::LinearSde& sde = trained.model.sde();
    std::vector<double> times = sde::chain_grid(sde, 0, steps, 2);
    times.pop_back();
    const sde::DiscreteBound bound = kinds::score::sum_of(trained, x, sde::levels_at(sde, times),
                                                          sde::step_variance(variance), key / "sum");
    return {steps, variance, in_bits(bound.rate), in_bits(bound.distortion)};
  }
  // Prior and path of the reverse SDE from the first time of the chain on: what the rate tends to.
  Eigen::VectorXd rate(const sde::BoundTimes& times, int evaluations, ad::u64 repetition) const {
    const sde::VariationalBound bound =
        kinds::score::bound_of(trained, x, times, {first_time(), evaluations}, key / "bound" / repetition);
    return in_bits(bound.prior + bound.path);
  }
  double first_time() const { return trained.model.sde().T / ddpm_chain; }
};

// Mean and variance over repetitions, for each image.
struct Repeated final {
  Eigen::VectorXd mean, variance;
};

Repeated repeated(const Measuring& m, const sde::BoundTimes& times, int evaluations, int repetitions) {
  Eigen::MatrixXd all(m.x.rows(), repetitions);
  for (int r = 0; r < repetitions; ++r) all.col(r) = m.rate(times, evaluations, static_cast<ad::u64>(r));
  const Eigen::VectorXd mean = all.rowwise().mean();
  return {mean, (all.colwise() - mean).rowwise().squaredNorm() / (repetitions - 1)};
}

class DdpmElbo final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("steps", steps_, "optimiser steps of the training",
          {.unit = "steps", .range = config::between(201, 1e9)});
    v.key("images", images_, "test images that are measured",
          {.unit = "images", .range = config::between(2, 10'000)});
    v.key("repetitions", repetitions_, "of the continuous bound, for its variance",
          {.range = config::between(2, 1'000)});
  }
  std::vector<reproduce::RunRequest> runs() const override { return {ddpm_run(steps_)}; }
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t steps_ = ddpm_training, images_ = 100, repetitions_ = 8;
};

reproduce::Measured number(const std::string& row, const Eigen::VectorXd& values) {
  const Estimate e = metrics::estimate(values);
  return {row, "bits/dim", e.mean, cell(e), e.standard_error};
}

reproduce::ExtraTable table_of(const std::vector<Sum>& sums, const Eigen::VectorXd& continuous) {
  figures::Table table({{"steps"},
                        {"variance of a step", figures::Align::left},
                        {"rate"},
                        {"above the reverse SDE"},
                        {"distortion"},
                        {"sum"}});
  for (const Sum& s : sums)
    table.add_row({fmt::format("{}", s.steps), s.variance, cell(metrics::estimate(s.rate)),
                   cell(metrics::estimate(s.rate - continuous)), cell(metrics::estimate(s.distortion)),
                   cell(metrics::estimate(s.total()))});
  table.add_row({"reverse SDE", "", cell(metrics::estimate(continuous)), "0", "", ""});
  return {"Bits/dim of test images, errors over images", table};
}

reproduce::Outcome DdpmElbo::compute(const reproduce::Published&, const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  const TrainedRun run(runs.at(ddpm_run(steps_)));
  const ad::Tensor parameters = run.parameters();
  const TrainedScore trained{run.model(), parameters, workers, 50};
  const kinds::score::Bytes images = kinds::score::measured_images(*run.model().data, images_);
  const Measuring m{trained, kinds::score::middles(run.model(), images)};
  std::vector<Sum> sums;
  for (const int steps : {25, 100, 250, ddpm_chain}) sums.push_back(m.sum(steps, "posterior"));
  sums.push_back(m.sum(ddpm_chain, "beta"));
  const Sum &few = sums[1], &all = sums[3];
  const sde::LinearSde& sde = run.model().sde();
  const int repetitions = static_cast<int>(repetitions_);
  constexpr int evaluations = 16;
  const Repeated log_snr =
                     repeated(m, sde::log_snr_bound_times(sde, m.first_time()), evaluations, repetitions),
                 uniform =
                     repeated(m, sde::uniform_bound_times(sde, m.first_time()), evaluations, repetitions);
  reproduce::Outcome outcome;
  outcome.numbers = {
      number("rate and distortion", all.distortion - all.rate), number("steps", few.total() - all.total()),
      number("rate above that of the reverse SDE, large variance", sums.back().rate - log_snr.mean),
      number("variance of the continuous bound", uniform.variance - log_snr.variance)};
  outcome.tables = {table_of(sums, log_snr.mean)};
  outcome.notes = {fmt::format("{} test images, one draw of the noise for each and step; sub-sequences of "
                               "the chain are quadratic and "
                               "begin with its first step",
                               images.size() / static_cast<std::size_t>(run.model().d())),
                   fmt::format("the continuous bound from the first time on, {} evaluations: its variance "
                               "over {} repetitions is {} "
                               "with times uniform in log-SNR and {} with uniform ones",
                               evaluations, repetitions, figures::significant(log_snr.variance.mean(), 2),
                               figures::significant(uniform.variance.mean(), 2))};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> ddpm_elbo() {
  return config::row<reproduce::Reproduction, DdpmElbo>(
      "ddpm-elbo", "DDPM's bound on digits as rate and distortion, beside the continuous one");
}

}  // namespace pont::reproductions::images
