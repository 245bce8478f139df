// The assumed variance and the prior beside the data's coordinates.
#include "experiments/kinds/score/assumptions.hpp"

#include <fmt/format.h>

#include "experiments/data/known_law.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {
namespace {

constexpr double far = 4;  // a deviation twice as wide, or half

struct Variances {
  std::optional<double> assumed;
  double least = 0, most = 0;  // of the data's coordinates, as trained on
  bool averaged = false;       // both are the mean over coordinates
};

// The pixels of images share one number: those of a border that never changes say nothing about it.
Variances variances(const ScoreModel& model) {
  const Eigen::VectorXd own = data::data_moments(*model.data).covariance.diagonal();
  const std::optional<double> assumed = model.objective.regression().parametrisation().data_variance();
  if (model.data->pixels()) return {assumed, own.mean(), own.mean(), true};
  return {assumed, own.minCoeff(), own.maxCoeff()};
}

std::string range_of(const Variances& v) {
  if (v.averaged) return figures::significant(v.least, 3) + ", the mean over pixels";
  return fmt::format("{} to {}", figures::significant(v.least, 3), figures::significant(v.most, 3));
}

std::string sentence(const Variances& v) {
  if (!v.assumed) return "The network learns the whole score: no part is taken as known";
  return fmt::format(
      "The part of the score that is taken as known is that of Gaussian data of variance {} (data_variance); "
      "the data have {}",
      figures::significant(*v.assumed, 3), range_of(v));
}

std::string warning(const Variances& v) {
  if (!v.assumed || *v.assumed == 0 || (v.most <= far * *v.assumed && v.least >= *v.assumed / far)) return {};
  return sentence(v) +
         ": the network has the difference to learn as well; give objective.parametrisation.data_variance "
         "such a value";
}

}  // namespace

std::string known_part_warning(const ScoreModel& model) { return warning(variances(model)); }

void record_known_part(run::RunRecord& run, const ScoreModel& model) {
  const Variances v = variances(model);
  run.file().write_text("known_part/sentence", sentence(v));
  run.file().write_text("known_part/warning", warning(v));
}

std::string known_part_sentence(const store::H5Reader& run) {
  if (!run.exists("known_part/sentence")) return {};
  const std::string warning = run.text("known_part/warning");
  return "\n" + (warning.empty() ? run.text("known_part/sentence") : "**Warning.** " + warning) + ".\n";
}

namespace {

std::string description(const PriorGap& gap) {
  return fmt::format(
      "At T the data have come to {} to {} times the deviation of the prior, with a mean {} deviations from "
      "it: KL(law at T, prior) = {} nats, as far as two moments tell",
      figures::significant(gap.narrowest, 3), figures::significant(gap.widest, 3),
      figures::significant(gap.shift, 2), figures::significant(gap.divergence, 2));
}

}  // namespace

PriorGap prior_gap(const ScoreModel& model) {
  return sde::CarriedMoments(model.sde(), data::data_moments(*model.data)).prior_gap();
}

std::string prior_warning(const PriorGap& gap, int dimension) {
  if (gap.divergence <= far_prior * dimension) return {};
  return description(gap) +
         ". Samples start from another law than the score was learned at, and likelihoods are that much "
         "worse: give the sde a later T, a faster clock or, for ve, a larger sigma_max; or bring the data to "
         "deviation 1 and mean 0";
}

void record_prior_gap(run::RunRecord& run, const ScoreModel& model) {
  const PriorGap gap = prior_gap(model);
  run.scalar("prior_gap/divergence", gap.divergence);
  run.scalar("prior_gap/shift", gap.shift);
  run.scalar("prior_gap/narrowest", gap.narrowest);
  run.scalar("prior_gap/widest", gap.widest);
  run.file().write_text("prior_gap/warning", prior_warning(gap, model.d()));
}

std::string prior_sentence(const store::H5Reader& run) {
  if (!run.exists("prior_gap/divergence")) return {};
  const std::string warning = run.text("prior_gap/warning");
  if (!warning.empty()) return "**Warning.** " + warning + ".\n";
  const auto value = [&](const char* name) {
    return run::read_scalar(run, std::string("prior_gap/") + name);
  };
  return description({value("divergence"), value("shift"), value("narrowest"), value("widest")}) + ".\n";
}

}  // namespace pont::kinds::score
