// Networks trained on images, and what is measured of them: the loss beside that of the best linear denoiser,
// and what a pinned classifier reads in samples.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "experiments/kinds/score/generate.hpp"
#include "experiments/kinds/score/trained_run.hpp"
#include "experiments/reproduce/runs.hpp"
#include "experiments/run/image_reference.hpp"
#include "experiments/run/measures.hpp"

namespace pont::reproductions::images {

/// How long to train, how often, and where to look: keys of the reproductions on images.
struct ImageBudget final {
  std::int64_t steps = 3'000, seeds = 1;
  std::vector<std::int64_t> snapshots{};
  void declare(config::Visitor&);
};

/// The run of a cell with a seed, which counts from 1. Of all measures it takes none but the loss: the
/// reproduction takes its own.
reproduce::RunRequest image_run(const reproduce::Cell&, const ImageBudget&, std::int64_t seed,
                                reproduce::Place place = reproduce::Place::own);

/// Steps of training of the network that ddpm-steps and ddpm-elbo share.
inline constexpr std::int64_t ddpm_training = 6'000;
inline constexpr int ddpm_chain = 1'000;  ///< steps of its chain
/// The run of configs/images/mnist_ddpm.yaml with so many.
reproduce::RunRequest ddpm_run(std::int64_t steps);

/// What samples of one data set are held against: draws of it, and a pinned classifier, trained here anew (a
/// function of the data alone).
class ImageTruth final {
 public:
  ImageTruth(const data::DataSet&, ad::Workers&);

  /// The measure of that name in run::image_measures(). Throws std::out_of_range for another name.
  run::Judged take(const std::string& measure, const metrics::Points& samples) const;
  /// Mean and covariance of the data.
  const sde::Gaussian& law() const { return law_; }
  const std::string& classifier() const { return sha256_; }  ///< SHA-256 of its parameters

 private:
  std::shared_ptr<const run::ImageReference> images(const data::DataSet&, ad::Workers&);

  std::string sha256_;
  run::DataReference reference_;
  sde::Gaussian law_;
};

/// The probability flow by Heun's scheme on a quadratic grid from T to 1e-3, 41 evaluations, and a last step
/// to 0.
options::SamplingPlan image_flow(const sde::LinearSde&);

/// n samples of the stream `key` by the plan under `walked`, which may be another SDE than that of the model.
metrics::Points image_samples(const kinds::score::TrainedScore&, const sde::LinearSde& walked,
                              const options::SamplingPlan&, ad::Key key, ad::i64 n);

/// One network: that of the end of a run, or of a snapshot.
struct ImageMeasure final {
  std::int64_t step = 0;
  run::Judged loss;      ///< beside the best linear denoiser on the same draws
  run::Judged distance;  ///< Fréchet distance of the classifier's features, beside its floor
  run::Judged readable;  ///< share read with confidence
  metrics::Points samples;
};

/// Of the parameters after `step` steps of a run, with `samples` samples by the flow.
ImageMeasure image_measure(const kinds::score::TrainedRun&, const ad::Tensor& parameters, std::int64_t step,
                           const ImageTruth&, std::int64_t samples, ad::Workers&);
/// The snapshots, then the end.
std::vector<ImageMeasure> image_course(const kinds::score::TrainedRun&, const ImageBudget&, const ImageTruth&,
                                       std::int64_t samples, ad::Workers&);

/// The mean of excesses over runs with its standard error; of a single run its own.
metrics::Estimate mean_excess(const std::vector<ImageMeasure>&, run::Judged ImageMeasure::*what);

}  // namespace pont::reproductions::images
