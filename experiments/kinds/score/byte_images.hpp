// Images of bytes as likelihoods see them: which are measured, the noise on them, and the unit of bits per
// dimension.
#pragma once
#include "experiments/kinds/score/bits_per_dimension.hpp"
#include "experiments/run/judged.hpp"
#include "sde/discrete_bound.hpp"
#include "sde/variational_bound.hpp"

namespace pont::kinds::score {

using Bytes = std::vector<std::uint8_t>;

/// Width of a level of brightness in the units of training: 2 / 256 for bytes.
double level_of(const ScoreModel&);
/// The images that are measured, bytes [n d]: those that are held out (else all), evenly spaced, each once.
Bytes measured_images(const data::DataSet&, ad::i64 most);
/// Images in the units of training [n, d], with a uniform number on each byte drawn from key / "dequantise".
metrics::Points dequantised(const ScoreModel&, const Bytes& images, ad::Key key);
/// The middles of these bytes as bins [n, d], in the units of training.
metrics::Points middles(const ScoreModel&, const Bytes& images);

/// The variational bound of images x [n, d] in the units of training, chunk by chunk on the workers.
sde::VariationalBound bound_of(const TrainedScore&, const metrics::Points& x, const sde::BoundTimes&,
                               const sde::BoundSettings&, ad::Key key);
/// DDPM's sum over these levels of bytes with the middles x [n, d].
sde::DiscreteBound sum_of(const TrainedScore&, const metrics::Points& x, const sde::AlphaBars& levels,
                          const sde::StepVariance&, ad::Key key);

/// Nats in d dimensions as bits per dimension: of a density of dequantised images those of its bytes, with
/// the offset; of anything else (`density` false) without.
Eigen::VectorXd in_bits(const ScoreModel&, const Eigen::VectorXd& nats, bool density = true);

/// PATH/ours ... of bits per dimension of images [n], PATH/images [n] of each, and PATH/evaluations of the
/// network per image (and probe).
void record_bits(run::RunRecord&, const std::string& path, const Eigen::VectorXd& bits, double evaluations);
/// PATH/not_given, and true, where there is a reason.
bool refused(run::RunRecord&, const std::string& path, const std::string& reason, ad::i64 images);

}  // namespace pont::kinds::score
