// Training in stages, and a file at the end of each.
#include "experiments/kinds/score/snapshots.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "experiments/config/error.hpp"
#include "experiments/kinds/score/model.hpp"
#include "experiments/store/publish.hpp"

namespace pont::kinds::score {
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
