// A finished run: its model from config.yaml, its parameters and snapshots from run.h5.
#include "experiments/kinds/score/trained_run.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "experiments/config/error.hpp"
#include "experiments/kinds/score/model.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
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

namespace {

std::filesystem::path file_of(const store::RunDirectory& directory, std::int64_t step) {
  return directory.file(fmt::format("snapshots/step_{:010}.h5", step));
}

}  // namespace

std::string snapshot_path(std::int64_t step) { return fmt::format("snapshots/step_{}", step); }

double train_with_snapshots(run::RunContext& run, nn::TrainingStep& training, std::int64_t steps,
                            std::int64_t log_every, const std::vector<std::int64_t>& at,
                            run::Previews& previews, const run::DescribeBatch& describe) {
  double seconds = 0;
  for (const std::int64_t stage : at) {
    const std::filesystem::path file = file_of(run.directory, stage);
    if (std::filesystem::exists(file)) continue;
    seconds += run::train(run, training, stage, log_every, previews,
                          describe);  // from the newest checkpoint, at most at `stage`
    if (training.step() != stage)
      throw config::DataError(
          fmt::format("{}: missing, and the newest checkpoint is of step {} already; run again in "
                      "another directory",
                      file.string(), training.step()));
    store::H5Writer snapshot;
    const ad::Tensor ema = training.get("ema");
    snapshot.write<float>("ema", ema.data<float>(), {ema.data<float>().size()});
    run.directory.make_directory("snapshots");
    store::publish(file, snapshot.image());
  }
  return seconds + run::train(run, training, steps, log_every, previews, describe);
}

void record_snapshots(run::RunRecord& record, const store::RunDirectory& directory,
                      const std::vector<std::int64_t>& at) {
  for (const std::int64_t step : at) {
    const std::filesystem::path file = file_of(directory, step);
    const std::vector<std::byte> image = store::load_checked(file);
    record.floats(snapshot_path(step), store::H5Reader(image, file.string()).read<float>("ema"));
  }
}

}  // namespace pont::kinds::score
