// Bits per dimension by the variational bound: strata of time, each image with times of its own.
#include "experiments/kinds/score/byte_images.hpp"
#include "experiments/kinds/score/chunks.hpp"
#include "experiments/metrics/likelihood_units.hpp"
#include "sde/noisy_start.hpp"
#include "sde/variational_bound.hpp"

namespace pont::kinds::score {

using metrics::Points;

sde::VariationalBound bound_of(const TrainedScore& trained, const Points& x, const sde::BoundTimes& times,
                               const sde::BoundSettings& settings, ad::Key key) {
  const sde::LinearSde& sde = trained.model.sde();
  sde::VariationalBound all{Eigen::VectorXd(x.rows()), Eigen::VectorXd(x.rows()), 0};
  all.decoder = sde::NoisyStart(sde, settings.t0).decoder(x.cols());
  for_each_chunk(trained, 0, x.rows(), [&](ad::i64 c, losses::NetworkScore& score) {
    const Eigen::Index from = c * trained.chunk,
                       rows = std::min<Eigen::Index>(trained.chunk, x.rows() - from);
    const sde::TimedScore timed = [&](const sde::Batch& u, const Eigen::VectorXd& t, sde::Batch& s) {
      score.at_times(u, t, s);
    };
    const sde::KeyedNoise noise(key / "noise", from);
    const sde::VariationalBound part = sde::variational_bound(sde, timed, x.middleRows(from, rows), times,
                                                              settings, {noise, key / "time", from});
    all.prior.segment(from, rows) = part.prior;
    all.path.segment(from, rows) = part.path;
  });
  return all;
}

void record_bound_bits(run::RunRecord& record, const TrainedScore& trained, const BitSettings& how,
                       ad::Key key) {
  const std::string path = "evaluation/bits_bound";
  const ScoreModel& model = trained.model;
  if (refused(record, path, no_bits(model), how.keys.images)) return;
  const Points x = dequantised(model, measured_images(*model.data, how.keys.images), key);
  const sde::VariationalBound bound = bound_of(trained, x, sde::log_snr_bound_times(model.sde(), how.t0),
                                               {how.t0, static_cast<int>(how.keys.times)}, key / "bound");
  record_bits(record, path, in_bits(model, bound.total()), static_cast<double>(how.keys.times));
  record.estimate(path + "/prior", metrics::estimate(in_bits(model, bound.prior, false)));
  record.estimate(path + "/path", metrics::estimate(in_bits(model, bound.path, false)));
  record.scalar(path + "/decoder", metrics::bits_per_dimension(bound.decoder, model.d()));
  record.scalar(path + "/offset", -std::log2(level_of(model)));
}

}  // namespace pont::kinds::score
