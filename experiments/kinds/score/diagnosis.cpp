// The diagnosis of a failed step: its batch as one shard, looked at row by row.
#include "experiments/kinds/score/diagnosis.hpp"

#include <fmt/format.h>

#include <cmath>

#include "autodiff/compile.hpp"

namespace pont::kinds::score {
namespace {

// NaN counts as larger than everything.
ad::i64 worst_row(const ad::Tensor& losses) {
  ad::i64 worst = 0;
  for (ad::i64 i = 0; i < losses.shape()[0]; ++i) {
    if (!std::isfinite(losses.at(i))) return i;
    if (losses.at(i) > losses.at(worst)) worst = i;
  }
  return worst;
}

}  // namespace

std::string describe_batch(const ScoreModel& model, ad::Key key, const nn::TrainingStep& training,
                           ad::i64 batch) {
  ad::Tape tape;
  const ad::Var flat = tape.constant(training.get("parameters"));
  const std::vector<ad::Var> views = model.parameters.views(flat);
  const ad::Var step = tape.constant(ad::Tensor::scalar(training.step())),
                first = tape.constant(ad::Tensor::scalar(ad::i64{0}));
  const nn::Shard shard{tape, views, step, first, batch, batch};
  const ad::Var recorded = model.row_losses(shard, key), uniform = model.drawn(shard, key).uniform;
  ad::Program program = ad::compile({recorded, uniform});
  program.run();
  const ad::Tensor values = program.get(recorded);
  const ad::i64 row = worst_row(values);
  const losses::Denoising::Row drawn = model.objective.row(program.get(uniform).at(row));
  return fmt::format(
      "row {} of its batch has the loss {}, drawn at t = {:.4g} with ell = {} and covariance Sigma = {}", row,
      values.at(row), drawn.t, sde::text(drawn.ell), sde::text(sde::Mat(drawn.L * drawn.L.transpose())));
}

}  // namespace pont::kinds::score
