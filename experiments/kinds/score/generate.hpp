// Samples and likelihoods of a score model, chunk by chunk on the workers, and where sampling starts.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "autodiff/workers.hpp"
#include "experiments/data/data_set.hpp"
#include "experiments/kinds/score/model.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/options/samplers.hpp"
#include "sde/likelihood.hpp"
#include "sde/sampler.hpp"

namespace pont::kinds::score {

/// One way to draw states at T. `draw` gives rows first, ..., first + rows - 1 of the stream: [rows, k*d];
/// `noise` starts at the same row.
struct Start {
  std::string name, summary;
  std::function<sde::Batch(const sde::LinearSde&, const data::DataSet&, const sde::Noise& noise, ad::Key key,
                           ad::i64 first, ad::i64 rows)>
      draw;
};

/// prior, exact. The difference between their samples is the initialisation error.
const std::vector<Start>& starts();
/// The row of that name; throws std::out_of_range for any other.
const Start& start_named(const std::string& name);

/// The trained model: what samplers and likelihoods need.
struct TrainedScore final {
  const ScoreModel& model;
  const ad::Tensor& parameters;  ///< [P]
  ad::Workers& workers;
  ad::i64 chunk;  ///< rows computed together; part of the configuration, because the last digits depend on it
};

/// Throws ConfigError naming the sampler if it does not fit the SDE (one that needs k = 1, for CLD). To be
/// called before the training, not after it: takes the first step for data N(0, 1), whose score is known.
void check_sampling(const sde::LinearSde&, const std::string& name, const options::SamplingPlan&);

/// How samples are drawn: from the start on by the plan, in conditional models with guidance w.
struct Generation final {
  const Start& start;
  const options::SamplingPlan& plan;
  double guidance = 0;
};

struct Generated final {
  metrics::Points points;            ///< [n, d]
  double evaluations = 0;            ///< of the network per sample, mean over chunks
  std::vector<double> classes = {};  ///< of each sample, in conditional models
};

/// Samples first, ..., first + n - 1 of the stream `key`: sample i depends on neither first nor n. In a
/// conditional model it has the class of point i of the data's stream key / "class".
Generated generate(const TrainedScore&, const Generation&, ad::Key key, ad::i64 first, ad::i64 n);

/// Coordinate 0 of the first `paths` samples of a chunk of `key` on their way. times [T] descending from
/// sde.T, values [paths, T].
struct Trajectories final {
  std::vector<double> times;
  metrics::Points values;
};
/// Looks at the states u [chunk, k*d] of that chunk at t; the score is that of the sampler.
using Watch = std::function<void(double t, const sde::Batch& u, sde::Score&)>;
/// At sde.T and `times`, or rather where plan.trace records them; `watch` looks at the same states.
Trajectories trajectories(const TrainedScore&, const Generation&, ad::Key key,
                          const std::vector<double>& times, ad::i64 paths, const Watch& watch = {},
                          ad::i64 chunk = 0);

/// The chosen times that the plan passes, descending; for none, 120 that are denser towards the data.
std::vector<double> trajectory_times(const options::SamplingPlan&, const std::vector<double>& chosen);

/// How the likelihood of a network is taken.
struct FlowLikelihood final {
  sde::LikelihoodSettings settings;
  ad::i64 probes = 0;  ///< random probes of the divergence (Hutchinson); 0: the exact divergence
};
/// log p(x) in nats of each row of x [n, d] under the probability flow; for k > 1 the lower bound through one
/// draw of the auxiliary blocks per row (key). x is taken as a sample at settings.t0; it is in the units of
/// training, the density per unit of the data (DataSet::units). Without settings.law the moments are those of
/// the model's data.
Eigen::VectorXd log_likelihoods(const TrainedScore&, const metrics::Points& x, const FlowLikelihood& how,
                                ad::Key key);

}  // namespace pont::kinds::score
