// Measures of images: one row per measure.
#include "experiments/run/image_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/metrics/copies.hpp"
#include "experiments/metrics/kernel_distance.hpp"

namespace pont::run {
namespace {

using ad::i64;
using metrics::Estimate, metrics::Points;
using MaybeJudged = std::optional<Judged>;

constexpr double confident = .9;
constexpr Eigen::Index least = 20, principal = 50, neighbours_of = 2'000;

}  // namespace

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

// The visible difference has the errors of both: a share may have none at all where it is 0 or 1.
Judged beside(const Estimate& ours, const Estimate& floor, i64 points) {
  const Estimate excess = metrics::difference(ours, floor);
  return {ours, floor, excess,
          metrics::smallest_visible(excess.standard_error, static_cast<double>(ours.repetitions) - 1),
          points};
}
Judged beside(const Eigen::VectorXd& ours, const Estimate& floor) {
  return beside(metrics::estimate(ours), floor, ours.size());
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
            return take(r, samples);
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
        return beside(metrics::neighbourhoods(ours.features.topRows(n), held).*of, floor);
      });
}

Eigen::VectorXd read_with_confidence(const Readings& r) {
  return (r.probabilities.rowwise().maxCoeff().array() > confident).cast<double>();
}

Judged readable(const DataReference& r, const ImageReference& images, const Readings& ours) {
  return beside(read_with_confidence(ours),
                r.floor("readable", [&] { return metrics::estimate(read_with_confidence(images.data())); }));
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

MaybeJudged pixels(const DataReference& r, const Points& samples) {
  if (samples.cols() > most_pixels)
    return not_given(fmt::format("{} values an image, more than {}", samples.cols(), most_pixels),
                     samples.rows());
  return frechet(metrics::Frechet(r.images->pixels), samples);
}

MaybeJudged principal_coordinates(const DataReference& r, const Points& samples) {
  if (samples.cols() > most_pixels)
    return not_given(fmt::format("{} values an image, more than {}", samples.cols(), most_pixels),
                     samples.rows());
  const auto seen = [&](const Points& x) {
    return metrics::principal_coordinates(r.images->pixels, x, principal);
  };
  return frechet(metrics::Frechet(seen(r.images->pixels)), seen(samples));
}

}  // namespace

Eigen::VectorXd copied(const data::DataSet& set, const Points& images) {
  const std::unique_ptr<data::DataSet> training = set.training_rows();
  const data::ListedRows rows = *(training ? *training : set).listed();
  const metrics::ByteImages table{rows.table->values->data<std::uint8_t>(), rows.rows};
  return (metrics::neighbour_ratios(set.pixels()->bytes(images), table, set.dimension()).array() < .5)
      .cast<double>();
}

namespace {

// Beside images that are held out; there is no floor where training sees all.
MaybeJudged copies(const DataReference& r, const Points& samples) {
  constexpr Eigen::Index most = 500;
  if (!r.data.pixels() || !r.data.listed()) return std::nullopt;
  const Eigen::VectorXd ours = copied(r.data, samples.topRows(std::min(samples.rows(), most)));
  if (!r.data.training_rows()) return judge(ours);
  return beside(ours, r.floor("copies", [&] {
    return metrics::estimate(
        copied(r.data, r.images->pixels.topRows(std::min(r.images->pixels.rows(), most))));
  }));
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
      of_pixels("copies", "share of copies of a training image (floor: images held out)", copies),
  };
}

}  // namespace pont::run
