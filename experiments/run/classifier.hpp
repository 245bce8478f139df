// The classifier of a set's images: its training from a fixed key, and what it reads in other images.
#pragma once
#include <string>

#include "autodiff/workers.hpp"
#include "experiments/data/data_set.hpp"
#include "nn/image_classifier.hpp"
#include "nn/training_step.hpp"

namespace pont::run {

/// What a classifier says of images.
struct Readings final {
  metrics::Points features;       ///< [n, ImageClassifier::width]
  metrics::Points probabilities;  ///< [n, classes]
};

/// A classifier of the images of one set, with the parameters of a training or without yet.
class Classifier final {
 public:
  /// Throws ConfigError for a set whose points are no images, or that has fewer than two classes.
  explicit Classifier(const data::DataSet&);
  static bool suits(const data::DataSet&);

  const nn::Parameters& parameters() const { return parameters_; }
  /// The cross entropy of a shard of `data`, drawn from key / "data", with normal noise of deviation `noise`
  /// from key / "noise" on each pixel.
  nn::ShardLoss shard_loss(const data::DataSet& data, double noise, ad::Key key) const;
  /// images [n, d] in the units in which the set draws them, read some at a time with parameters `flat` [P].
  Readings read(const metrics::Points& images, const ad::Tensor& flat, ad::Backend& device) const;

 private:
  nn::Parameters parameters_;
  nn::ImageClassifier network_;
};

/// The parameters of a classifier that depends on the set alone, so that distances by its features can be
/// compared between runs: 2,000 steps of Adam at 1e-3 on batches of 64 rows of its training part with noise
/// .05, from a key that no run has.
ad::Tensor pinned_parameters(const Classifier&, const data::DataSet&, ad::Workers&);

/// The SHA-256 of parameters, as hexadecimal digits.
std::string name_of(const ad::Tensor& parameters);

}  // namespace pont::run
