// Measures of images: the reference, and one row per measure.
#include "experiments/run/image_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "experiments/metrics/kernel_distance.hpp"
#include "experiments/run/reading.hpp"

namespace pont::run {
namespace {

using ad::i64;
using metrics::Estimate, metrics::Points;
using MaybeJudged = std::optional<Judged>;

constexpr double confident = .9;
constexpr Eigen::Index least = 20, principal = 50, neighbours_of = 2'000;

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
  parts.require("classifier", [&](RunRecord& part) {
    const auto start = std::chrono::steady_clock::now();
    const ad::Tensor trained = pinned_parameters(*classifier, set, workers);
    part.seconds("classifier",
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    part.floats("classifier/parameters", trained.data<float>());
    part.file().write_text("classifier/sha256", name_of(trained));
    part.estimate("classifier/accuracy",
                  accuracy(*classifier, trained, set, workers.device(), key / "accuracy"));
  });
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

Eigen::VectorXd class_shares(const Readings& r) {
  Eigen::VectorXd shares = Eigen::VectorXd::Zero(r.probabilities.cols());
  for (Eigen::Index i = 0; i < r.probabilities.rows(); ++i) {
    Eigen::Index read;
    r.probabilities.row(i).maxCoeff(&read);
    shares[read] += 1 / static_cast<double>(r.probabilities.rows());
  }
  return shares;
}

namespace {

Judged beside(const Estimate& ours, const Estimate& floor, i64 points) {
  const Estimate excess = metrics::difference(ours, floor);
  return {ours, floor, excess,
          metrics::smallest_visible(excess.standard_error, static_cast<double>(ours.repetitions) - 1),
          points};
}

Judged frechet(const metrics::Frechet& law, const Points& y) {
  const Estimate ours = metrics::jackknife([&](const Points& rows) { return law.distance(rows); }, y);
  return beside(ours, {law.floor(y.rows()), 0, ours.repetitions}, y.rows());
}

Judged too_few(const Points& samples) {
  return not_given(fmt::format("{} images, fewer than {}", samples.rows(), least), samples.rows());
}

// A measure of what the classifier reads; nothing without one.
template <class Take>
SampleMeasure of_readings(std::string name, std::string title, Take take) {
  return {std::move(name), std::move(title),
          [take](const DataReference& r, const Points& samples) -> MaybeJudged {
            if (!r.images || !r.images->reads()) return std::nullopt;
            if (samples.rows() < least) return too_few(samples);
            return take(r, *r.images, r.images->read(samples));
          }};
}
template <class Take>
SampleMeasure of_pixels(std::string name, std::string title, Take take) {
  return {std::move(name), std::move(title),
          [take](const DataReference& r, const Points& samples) -> MaybeJudged {
            if (!r.images) return std::nullopt;
            if (samples.rows() < least) return too_few(samples);
            return take(*r.images, samples);
          }};
}

Judged kernel(const DataReference& r, const ImageReference& images, const Readings& ours) {
  const Points &data = images.data().features, half = data.topRows(data.rows() / 2);
  const Estimate& floor = r.floor(
      "kernel_classifier", [&] { return metrics::kernel_distances(half, data.bottomRows(data.rows() / 2)); });
  return beside(metrics::kernel_distances(ours.features, data), floor, ours.features.rows());
}

// One of precision, recall, density, coverage: data beside data as the floor.
SampleMeasure neighbourhood(std::string name, std::string title,
                            Eigen::VectorXd metrics::Neighbourhoods::*of) {
  return of_readings(
      name, std::move(title),
      [name, of](const DataReference& r, const ImageReference& images, const Readings& ours) {
        const Points& data = images.data().features;
        const Eigen::Index n = std::min({ours.features.rows(), data.rows() / 2, neighbours_of});
        const Points held = data.topRows(n);
        const Estimate& floor = r.floor(
            name, [&] { return metrics::estimate(metrics::neighbourhoods(data.bottomRows(n), held).*of); });
        return judge_apart(metrics::neighbourhoods(ours.features.topRows(n), held).*of, floor);
      });
}

Eigen::VectorXd read_with_confidence(const Readings& r) {
  return (r.probabilities.rowwise().maxCoeff().array() > confident).cast<double>();
}

Judged readable(const DataReference& r, const ImageReference& images, const Readings& ours) {
  return judge_apart(read_with_confidence(ours), r.floor("readable", [&] {
    return metrics::estimate(read_with_confidence(images.data()));
  }));
}

// Half the sum of differences between shares of classes: among as many data, what chance leaves.
Judged histogram(const DataReference& r, const ImageReference& images, const Readings& ours) {
  const Eigen::VectorXd law = class_shares(images.data());
  const auto distance = [&](const Points& probabilities) {
    return .5 * (class_shares({{}, probabilities}) - law).lpNorm<1>();
  };
  const Points& data = images.data().probabilities;
  const Eigen::Index n = std::min(ours.probabilities.rows(), data.rows() / 2), runs = data.rows() / n;
  const Estimate& floor = r.floor(fmt::format("class_histogram/{}", n), [&] {
    Eigen::VectorXd values(runs);
    for (Eigen::Index i = 0; i < runs; ++i) values[i] = distance(data.middleRows(i * n, n));
    return metrics::estimate(values);
  });
  return beside(metrics::jackknife(distance, ours.probabilities.topRows(n)), floor, n);
}

MaybeJudged pixels(const ImageReference& images, const Points& samples) {
  if (samples.cols() > most_pixels)
    return not_given(fmt::format("{} values an image, more than {}", samples.cols(), most_pixels),
                     samples.rows());
  return frechet(metrics::Frechet(images.pixels), samples);
}

MaybeJudged principal_coordinates(const ImageReference& images, const Points& samples) {
  if (samples.cols() > most_pixels)
    return not_given(fmt::format("{} values an image, more than {}", samples.cols(), most_pixels),
                     samples.rows());
  const auto seen = [&](const Points& x) {
    return metrics::principal_coordinates(images.pixels, x, principal);
  };
  return frechet(metrics::Frechet(seen(images.pixels)), seen(samples));
}

}  // namespace

std::vector<SampleMeasure> image_measures() {
  using N = metrics::Neighbourhoods;
  return {
      of_readings("frechet_classifier",
                  "Fréchet distance of the classifier's features (floor: as many exact samples)",
                  [](const DataReference&, const ImageReference& images, const Readings& ours) {
                    return frechet(images.features(), ours.features);
                  }),
      of_readings("kernel_classifier",
                  "kernel distance of the classifier's features, KID (floor: data against data)", kernel),
      neighbourhood("precision", "precision: samples within the data's neighbourhoods (floor: data)",
                    &N::precision),
      neighbourhood("recall", "recall: data within the samples' neighbourhoods (floor: data)", &N::recall),
      neighbourhood("density", "density of samples in the data's neighbourhoods (floor: data)", &N::density),
      neighbourhood("coverage", "coverage: data with a sample in their neighbourhood (floor: data)",
                    &N::coverage),
      of_readings("readable", "share that the classifier reads with confidence above .9 (floor: data)",
                  readable),
      of_readings("class_histogram", "distance of the histogram of classes read (floor: as many data)",
                  histogram),
      of_pixels("frechet_pixels", "Fréchet distance of pixels (floor: as many exact samples)", pixels),
      of_pixels("frechet_principal",
                "Fréchet distance of 50 principal coordinates (floor: as many exact samples)",
                principal_coordinates),
  };
}

}  // namespace pont::run
