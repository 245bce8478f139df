// The model from config.yaml, its parameters from run.h5.
#include "experiments/kinds/score/trained_run.hpp"

#include "experiments/config/error.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/kinds/score/snapshots.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/store/publish.hpp"

namespace pont::experiments {
namespace {

ScoreModel model_of(const std::filesystem::path& directory) {
  const RunConfig config = stored_config(directory);
  const auto* score = dynamic_cast<const ScoreExperiment*>(&*config.experiment);
  if (!score)
    throw ConfigError(directory.string() + ": a run of the experiment '" + config.experiment.type() +
                      "'; expected one of 'score'");
  return score->build();
}

}  // namespace

TrainedRun::TrainedRun(const std::filesystem::path& directory)
    : model_(model_of(directory)),
      image_(load_checked(directory / "run.h5")),
      file_(image_, (directory / "run.h5").string()) {}

ad::Tensor TrainedRun::snapshot(std::int64_t step) const { return read(snapshot_path(step)); }

ad::Tensor TrainedRun::read(const std::string& path) const {
  const std::vector<float> values = file_.read<float>(path);
  return ad::Tensor::of<float>({static_cast<ad::i64>(values.size())}, values);
}

}  // namespace pont::experiments
