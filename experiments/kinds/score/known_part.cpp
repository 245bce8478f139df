// The assumed variance beside those of the data's coordinates.
#include "experiments/kinds/score/known_part.hpp"

#include <fmt/format.h>

#include "experiments/data/known_law.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {
namespace {

constexpr double far = 4;  // a deviation twice as wide, or half

struct Variances {
  std::optional<double> assumed;
  double least = 0, most = 0;  // of the data's coordinates, as trained on
};

Variances variances(const ScoreModel& model) {
  const Eigen::VectorXd own = data::data_moments(*model.data).covariance.diagonal();
  return {model.objective.regression().parametrisation().data_variance(), own.minCoeff(), own.maxCoeff()};
}

std::string sentence(const Variances& v) {
  if (!v.assumed) return "The network learns the whole score: no part is taken as known";
  return fmt::format(
      "The part of the score that is taken as known is that of Gaussian data of variance {} (data_variance); "
      "the "
      "data have {} to {}",
      figures::significant(*v.assumed, 3), figures::significant(v.least, 3), figures::significant(v.most, 3));
}

std::string warning(const Variances& v) {
  if (!v.assumed || *v.assumed == 0 || (v.most <= far * *v.assumed && v.least >= *v.assumed / far)) return {};
  return sentence(v) +
         ": the network has the difference to learn as well; give objective.parametrisation.data_variance "
         "such a "
         "value";
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

}  // namespace pont::kinds::score
