// Distances between clouds of samples and of data, beside those of data and data.
#include "experiments/run/clouds.hpp"

#include "experiments/store/progress.hpp"

namespace pont::run {

metrics::Estimate samples_against_data(const metrics::Metric& metric, const data::DataSet& data,
                                       const metrics::Points& samples, const CloudSettings& settings,
                                       ad::Key key) {
  std::vector<double> values;
  for (ad::i64 r = 0; r < settings.repetitions; ++r)
    values.push_back(
        metric(samples.middleRows(r * settings.points, settings.points),
               data::sample(data, key / "data" / static_cast<std::uint64_t>(r), settings.points)));
  return metrics::estimate(values);
}

metrics::Estimate data_against_data(const metrics::Metric& metric, const data::DataSet& data,
                                    const CloudSettings& settings, ad::Key key) {
  const metrics::Draw draw = [&](const ad::Key& k, Eigen::Index n) { return data::sample(data, k, n); };
  return metrics::sampling_floor(metric, draw, settings.points, settings.points, key / "floor",
                                 settings.repetitions);
}

Judged evaluate_samples(const metrics::Metric& metric, const data::DataSet& data,
                        const metrics::Points& samples, const CloudSettings& settings, ad::Key key) {
  store::TaskProgress progress(2 * settings.repetitions, "distances");
  const metrics::Metric counted = [&](const metrics::Points& x, const metrics::Points& y) {
    const double value = metric(x, y);
    progress.done();
    return value;
  };
  return judge_apart(samples_against_data(counted, data, samples, settings, key),
                     data_against_data(counted, data, settings, key), settings.points * settings.repetitions);
}

}  // namespace pont::run
