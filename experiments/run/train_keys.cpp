// Every key of the section `train`, declared once.
#include "experiments/run/train_keys.hpp"

#include <algorithm>
#include <utility>

#include "experiments/data/file_data.hpp"

namespace pont::run {

void TrainKeys::declare(config::Visitor& v) {
  v.key("steps", steps, "optimiser steps; of a bridge: in each half-bridge",
        {.unit = "steps", .range = config::between(0, 1e12)});
  v.key("batch", batch, "rows per step: fresh data points, or training pairs of a bridge",
        {.unit = "rows", .range = config::between(1, 1e8)});
  v.key(
      "shard", shard,
      "rows that are computed together; the batch is a multiple, and results depend on it in the last digits",
      {.unit = "rows", .range = config::between(1, 1e8)});
  v.check(batch % shard == 0, {"shard", "batch"}, "a batch that is no multiple of the shard",
          "for example batch 512, shard 128");
  v.key(
      "points", points,
      "fixed points of each law that training draws its rows from, with replacement; 0: every row is a fresh "
      "draw. What is trained is judged against the law itself",
      {.unit = "points", .range = config::between(0, 1e7)});
  v.section("optimiser", optimiser, "how parameters follow the gradient");
  v.section("schedule", schedule, "the learning rate");
  v.key("clip", clip, "largest norm of the gradient; longer ones are scaled down",
        {.range = config::positive(), .non_finite = true});
  v.key("ema", ema,
        "decay of the exponential moving average of the parameters, which is what is sampled and evaluated",
        {.range = {.low = 0, .high = 1, .high_open = true}});
  v.key("log_every", log_every, "steps between two rows of the metric log",
        {.unit = "steps", .range = config::between(1, 1e9)});
  v.key("preview", preview,
        "steps between two pictures of samples on the way (figures/preview.svg, of images preview.png), 0 "
        "for none. They take at most "
        "2 % of the time, so that some are left out, and change no result: a resume may change this key",
        {.unit = "steps", .range = config::between(0, 1e12), .aside = true});
}

void TrainKeys::check() const {
  options();
  optimiser->build();
}

nn::TrainingOptions TrainKeys::options() const {
  return {batch, shard, schedule->build(std::max<std::int64_t>(1, steps)), clip, ema};
}

std::unique_ptr<data::DataSet> TrainKeys::training_set(std::unique_ptr<data::DataSet> law,
                                                       ad::Key key) const {
  if (std::unique_ptr<data::DataSet> rows = law->training_rows()) law = std::move(rows);
  return points > 0 ? data::empirical(data::sample_table(*law, key, points)) : std::move(law);
}

}  // namespace pont::run
