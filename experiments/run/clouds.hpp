// Distances between clouds of points.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/run/judged.hpp"

namespace pont::experiments {

struct CloudSettings final {
  ad::i64 points = 1'000;   ///< per cloud
  ad::i64 repetitions = 5;  ///< independent pairs of clouds
};

/// A metric between `repetitions` pairs of clouds of `points` points: of samples and fresh data (samples has
/// at least points * repetitions rows), and of data and data, the floor.
Estimate samples_against_data(const Metric&, const DataSet&, const Points& samples, const CloudSettings&,
                              ad::Key key);
Estimate data_against_data(const Metric&, const DataSet&, const CloudSettings&, ad::Key key);
/// Both.
Judged evaluate_samples(const Metric&, const DataSet&, const Points& samples, const CloudSettings&,
                        ad::Key key);

}  // namespace pont::experiments
