// The reference of images: draws of data, and the part of a run that trains the pinned classifier.
#include "experiments/run/image_reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "experiments/run/image_measures.hpp"
#include "experiments/run/reading.hpp"

namespace pont::run {
namespace {

using ad::i64;
using metrics::Estimate, metrics::Points;

// As many as keep the draws below 240 MB, at most 10,000.
i64 drawn(int dimension) { return std::clamp<i64>(30'000'000 / dimension, 500, 10'000); }

}  // namespace

ImageReference::ImageReference(const data::DataSet& set, ad::Key key, std::optional<Reader> reader)
    : pixels(data::sample(set, key, drawn(set.dimension()))), reader_(std::move(reader)) {
  if (!reader_) return;
  data_ = reader_->classifier->read(pixels, reader_->parameters, reader_->workers.device());
  features_.emplace(data_->features);
}

const Readings& ImageReference::read(const Points& samples) const {
  if (last_.rows() != samples.rows() || last_ != samples) {
    readings_ = reader_->classifier->read(samples, reader_->parameters, reader_->workers.device());
    last_ = samples;
  }
  return readings_;
}

namespace {

// How often the most probable class is the true one.
Estimate accuracy(const Classifier& classifier, const ad::Tensor& parameters, const data::DataSet& set,
                  ad::Backend& device, ad::Key key) {
  const data::PointTable table = data::sample_table(set, key, drawn(set.dimension()));
  const Readings r = classifier.read(table.points(), parameters, device);
  Eigen::VectorXd right(table.rows());
  for (i64 i = 0; i < table.rows(); ++i) {
    Eigen::Index read;
    r.probabilities.row(i).maxCoeff(&read);
    right[i] = read == table.labels[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  return metrics::estimate(right);
}

}  // namespace

std::shared_ptr<const ImageReference> image_reference(RunParts& parts, const data::DataSet& set,
                                                      const CloudSettings& settings, ad::Workers& workers,
                                                      ad::Key key) {
  const auto chosen = [&](const SampleMeasure& m) {
    return std::ranges::count(settings.metrics, m.name) > 0;
  };
  if (set.shape().rank() != 3 ||
      (!settings.metrics.empty() && !std::ranges::any_of(image_measures(), chosen)))
    return nullptr;
  if (!Classifier::suits(set)) return std::make_shared<ImageReference>(set, key);
  auto classifier = std::make_unique<const Classifier>(set);
  parts.measure("classifier", [&](RunRecord& part) {
    const ad::Tensor trained = pinned_parameters(*classifier, set, workers);
    if (!std::ranges::all_of(trained.data<float>(), [](float v) { return std::isfinite(v); }))
      throw std::runtime_error("the parameters of the classifier are not finite");
    part.floats("classifier/parameters", trained.data<float>());
    part.file().write_text("classifier/sha256", name_of(trained));
    part.estimate("classifier/accuracy",
                  accuracy(*classifier, trained, set, workers.device(), key / "accuracy"));
  });
  if (!parts.has("classifier/parameters")) return std::make_shared<ImageReference>(set, key);
  ad::Tensor flat =
      ad::Tensor::of<float>({classifier->parameters().size()}, parts.floats("classifier/parameters"));
  return std::make_shared<ImageReference>(
      set, key, ImageReference::Reader{std::move(classifier), std::move(flat), workers});
}

std::string classifier_sentence(const store::H5Reader& run) {
  if (!run.exists("classifier/sha256")) return {};
  return fmt::format(
      "Features and classes are those that a pinned classifier reads, which depends on the data alone: "
      "SHA-256 {}, {} of "
      "the images that training does not see read right. Distances by other features cannot be compared with "
      "these.\n\n",
      run.text("classifier/sha256"), read_estimate(run, "classifier/accuracy"));
}

}  // namespace pont::run
