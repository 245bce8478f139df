// The gap between the prior and the law at T, in numbers and as a warning.
#include "experiments/kinds/score/prior_gap.hpp"

#include <fmt/format.h>

#include "experiments/data/known_law.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {
namespace {

std::string description(const PriorGap& gap) {
  return fmt::format(
      "At T the data have come to {} to {} times the deviation of the prior, with a mean {} deviations from "
      "it: "
      "KL(law at T, prior) = {} nats, as far as two moments tell",
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
         "worse: give the "
         "sde a later T, a faster clock or, for ve, a larger sigma_max; or bring the data to deviation 1 and "
         "mean 0";
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
