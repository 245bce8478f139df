// Frechet and kernel distances of features from files.
#include "experiments/run/feature_distances.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/metrics/frechet.hpp"
#include "experiments/metrics/kernel_distance.hpp"

namespace pont::run {
namespace {

using metrics::Points;

constexpr Eigen::Index fewest = 40;  // its halves have the 20 rows that an error takes

void require_rows(const char* which, const Points& x) {
  if (x.rows() < fewest)
    throw config::DataError(fmt::format("distance: {} rows of {}, expected at least {}; give more of them",
                                        x.rows(), which, fewest));
}

void require_comparable(const Points& samples, const Points& data) {
  if (samples.cols() != data.cols())
    throw config::DataError(
        fmt::format("distance: {} features of samples and {} of data, expected as many: of one layer of one "
                    "network",
                    samples.cols(), data.cols()));
  require_rows("samples", samples);
  require_rows("data", data);
}

FeatureDistance beside(std::string name, std::string title, const metrics::Estimate& ours,
                       const metrics::Estimate& floor) {
  return {std::move(name), std::move(title), ours, floor, metrics::difference(ours, floor)};
}

}  // namespace

std::vector<FeatureDistance> feature_distances(const Points& samples, const Points& data) {
  require_comparable(samples, data);
  const metrics::Frechet law(data);
  const metrics::Estimate frechet =
      metrics::jackknife([&](const Points& rows) { return law.distance(rows); }, samples);
  const Eigen::Index half = data.rows() / 2;
  return {beside("frechet", "Frechet distance", frechet, {law.floor(samples.rows()), 0, frechet.repetitions}),
          beside("kernel", "kernel distance", metrics::kernel_distances(samples, data),
                 metrics::kernel_distances(data.topRows(half), data.bottomRows(data.rows() - half)))};
}

std::string too_wide(const Points& samples, const Points& data) {
  const Eigen::Index rows = std::min(samples.rows(), data.rows());
  if (rows > data.cols()) return {};
  return fmt::format(
      "{} rows of {} features: a Frechet distance of no more rows than features is mostly bias, "
      "and its floor is too low; read the kernel distance",
      rows, data.cols());
}

}  // namespace pont::run
