// Distances between clouds of samples and of data, beside those of data and data.
#include "experiments/run/clouds.hpp"

#include "experiments/store/progress.hpp"

namespace pont::experiments {

Estimate samples_against_data(const Metric& metric, const DataSet& data, const Points& samples,
                              const CloudSettings& settings, ad::Key key) {
  std::vector<double> values;
  for (ad::i64 r = 0; r < settings.repetitions; ++r)
    values.push_back(metric(samples.middleRows(r * settings.points, settings.points),
                            sample(data, key / "data" / static_cast<std::uint64_t>(r), settings.points)));
  return estimate(values);
}

Estimate data_against_data(const Metric& metric, const DataSet& data, const CloudSettings& settings,
                           ad::Key key) {
  const Draw draw = [&](const ad::Key& k, Eigen::Index n) { return sample(data, k, n); };
  return sampling_floor(metric, draw, settings.points, settings.points, key / "floor", settings.repetitions);
}

Judged evaluate_samples(const Metric& metric, const DataSet& data, const Points& samples,
                        const CloudSettings& settings, ad::Key key) {
  TaskProgress progress(2 * settings.repetitions, "distances");
  const Metric counted = [&](const Points& x, const Points& y) {
    const double value = metric(x, y);
    progress.done();
    return value;
  };
  return judge_apart(samples_against_data(counted, data, samples, settings, key),
                     data_against_data(counted, data, settings, key), settings.points * settings.repetitions);
}

}  // namespace pont::experiments
