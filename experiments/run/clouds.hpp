// Distances between clouds of points.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/run/judged.hpp"

namespace pont::run {

struct CloudSettings final {
  ad::i64 points = 1'000;                 ///< per cloud
  ad::i64 repetitions = 5;                ///< independent pairs of clouds
  std::vector<std::string> metrics = {};  ///< rows of sample_measures(); empty: all
};

/// A metric between `repetitions` pairs of clouds of `points` points: of samples and fresh data (samples has
/// at least points * repetitions rows), and of data and data, the floor.
metrics::Estimate samples_against_data(const metrics::Metric&, const data::DataSet&,
                                       const metrics::Points& samples, const CloudSettings&, ad::Key key);
metrics::Estimate data_against_data(const metrics::Metric&, const data::DataSet&, const CloudSettings&,
                                    ad::Key key);
/// Both.
Judged evaluate_samples(const metrics::Metric&, const data::DataSet&, const metrics::Points& samples,
                        const CloudSettings&, ad::Key key);

}  // namespace pont::run
