// The model from config.yaml, its parameters from run.h5.
#include "experiments/kinds/score/trained_run.hpp"

#include "experiments/config/error.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/kinds/score/snapshots.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/store/publish.hpp"

namespace pont::kinds::score {
namespace {

ScoreModel model_of(const std::filesystem::path& directory) {
  static const run::Kinds only_score{{score_kind()}};
  const run::RunConfig config = run::stored_config(only_score, directory);
  return dynamic_cast<const ScoreExperiment&>(*config.experiment).build();
}

}  // namespace

TrainedRun::TrainedRun(const std::filesystem::path& directory)
    : model_(model_of(directory)),
      image_(store::load_checked(directory / "run.h5")),
      file_(image_, (directory / "run.h5").string()) {}

ad::Tensor TrainedRun::snapshot(std::int64_t step) const { return read(snapshot_path(step)); }

ad::Tensor TrainedRun::read(const std::string& path) const {
  const std::vector<float> values = file_.read<float>(path);
  return ad::Tensor::of<float>({static_cast<ad::i64>(values.size())}, values);
}

}  // namespace pont::kinds::score
