// One row per measure: distances of pairs of clouds, and means over points of one cloud.
#include "experiments/run/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>

#include "experiments/data/known_law.hpp"
#include "experiments/metrics/energy_distance.hpp"
#include "experiments/metrics/nearest.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/run/image_measures.hpp"
#include "experiments/run/record.hpp"

namespace pont::run {
namespace {

using MaybeJudged = std::optional<Judged>;

Judged of_clouds(const std::string& name, const metrics::Metric& metric, const DataReference& r,
                 const metrics::Points& samples) {
  const metrics::Estimate& floor =
      r.floor(name, [&] { return data_against_data(metric, r.data, r.settings, r.clouds); });
  return judge_apart(samples_against_data(metric, r.data, samples, r.settings, r.clouds), floor,
                     r.settings.points * r.settings.repetitions);
}

SampleMeasure metric(std::string name, std::string title, metrics::Metric distance) {
  return {name, std::move(title),
          [name, distance](const DataReference& r, const metrics::Points& samples) -> MaybeJudged {
            return of_clouds(name, distance, r, samples);
          }};
}

// A mean over points: the same of samples and of fresh data.
template <class Values>
Judged of_points(const std::string& name, const DataReference& r, const metrics::Points& samples,
                 const Values& values) {
  const metrics::Points x = samples.topRows(std::min(samples.rows(), r.fresh.rows()));
  return judge_apart(values(x), r.floor(name, [&] { return metrics::estimate(values(r.fresh)); }));
}

MaybeJudged sliced(const DataReference& r, const metrics::Points& samples) {
  return of_clouds(
      "sliced_w2",
      [&](const metrics::Points& x, const metrics::Points& y) {
        return metrics::sliced_wasserstein2(x, y, r.directions, 128);
      },
      r, samples);
}

MaybeJudged distance_to_data(const DataReference& r, const metrics::Points& samples) {
  return of_points("distance_to_data", r, samples,
                   [&](const metrics::Points& x) { return metrics::nearest_distances(x, r.other); });
}

MaybeJudged classifier(const DataReference& r, const metrics::Points& samples) {
  const Eigen::Index n = std::min(samples.rows(), r.fresh.rows());
  if (n < 8) return std::nullopt;
  const auto against_data = [&](const metrics::Points& x) {
    return metrics::classified(x.topRows(n), r.other.topRows(n));
  };
  return of_points("classifier", r, samples, against_data);
}

MaybeJudged log_densities(const DataReference& r, const metrics::Points& samples) {
  if (!r.law) return std::nullopt;
  if (!data::has_density(*r.law)) return not_given("the law has no density", samples.rows());
  return of_points("log_density", r, samples, [&](const metrics::Points& x) -> Eigen::VectorXd {
    return -data::log_density(*r.law, x);
  });
}

MaybeJudged distance_to_support(const DataReference& r, const metrics::Points& samples) {
  if (!r.support) return std::nullopt;
  return of_points("distance_to_support", r, samples, r.support->distance);
}

MaybeJudged share_outside(const DataReference& r, const metrics::Points& samples) {
  if (!r.support) return std::nullopt;
  return of_points("share_outside", r, samples, [&](const metrics::Points& x) -> Eigen::VectorXd {
    return (r.support->distance(x).array() > r.support->width).cast<double>();
  });
}

MaybeJudged taken(const SampleMeasure& measure, const DataReference& reference,
                  const metrics::Points& samples) {
  const auto n = samples.rows(), lost = (!samples.array().isFinite().rowwise().all()).count();
  if (lost > 0) return failed(fmt::format("{} of {} samples are not finite", lost, n), n);
  try {
    return measure.take(reference, samples);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    return failed(e.what(), n);
  }
}

}  // namespace

ad::i64 cloud_points(const CloudSettings& settings, int dimension) {
  const auto affordable = static_cast<ad::i64>(std::sqrt(4e8 / dimension));
  return std::min(settings.points * settings.repetitions, affordable);
}

DataReference::DataReference(const data::DataSet& set, const CloudSettings& how, ad::Key key,
                             std::shared_ptr<const ImageReference> of_images)
    : data(set),
      settings(how),
      clouds(key / "evaluate" / "samples"),
      directions(key / "directions"),
      law(set.exact()),
      support(data::support_of(set)),
      fresh(data::sample(set, clouds / "fresh", cloud_points(how, set.dimension()))),
      other(data::sample(set, clouds / "other", cloud_points(how, set.dimension()))),
      images(std::move(of_images)) {}

const metrics::Estimate& DataReference::floor(const std::string& name,
                                              const std::function<metrics::Estimate()>& compute) const {
  const auto known = floors_.find(name);
  return known != floors_.end() ? known->second : floors_.emplace(name, compute()).first->second;
}

namespace {

std::vector<SampleMeasure> measures_of_points() {
  return {
      metric("w2", "W2 (floor: data against data)",
             [](const metrics::Points& x, const metrics::Points& y) { return metrics::wasserstein2(x, y); }),
      {"sliced_w2", "sliced W2 (floor: data against data)", sliced},
      metric("energy_distance", "energy distance (floor: data against data)", metrics::energy_distance),
      {"distance_to_data", "mean distance to the nearest of as many data (floor: other data)",
       distance_to_data},
      {"classifier", "share told from data by nearest neighbours (floor: data from data)", classifier},
      {"log_density", "mean negative log-density, nats (floor: entropy)", log_densities},
      {"distance_to_support", "mean distance to the support (floor: data)", distance_to_support},
      {"share_outside", "share outside the support (floor: data)", share_outside},
  };
}

std::vector<SampleMeasure> all_measures() {
  std::vector<SampleMeasure> all = measures_of_points();
  for (SampleMeasure& m : image_measures()) all.push_back(std::move(m));
  return all;
}

}  // namespace

const std::vector<SampleMeasure>& sample_measures() {
  static const std::vector<SampleMeasure> rows = all_measures();
  return rows;
}

void record_sample_measures(RunRecord& run, const std::string& path, const metrics::Points& samples,
                            const DataReference& r, const std::vector<SampleMeasure>& measures) {
  const std::vector<std::string>& chosen = r.settings.metrics;
  for (const SampleMeasure& measure : measures) {
    if (!chosen.empty() && std::ranges::count(chosen, measure.name) == 0) continue;
    if (const MaybeJudged judged = taken(measure, r, samples))
      record(run, path + "/" + measure.name, *judged);
  }
}

}  // namespace pont::run
