// The measures of samples: one table, walked by the evaluation, the report and the tests.
#pragma once
#include <map>
#include <vector>

#include "experiments/data/known_law.hpp"
#include "experiments/run/judged.hpp"

namespace pont::run {

class ImageReference;

/// The data that samples are held against, drawn once, and what data score against data.
class DataReference final {
 public:
  /// `key` is the root of the run's randomness; `images`: null unless the points are images.
  DataReference(const data::DataSet& data, const CloudSettings&, ad::Key key,
                std::shared_ptr<const ImageReference> images = nullptr);

  const data::DataSet& data;
  const CloudSettings settings;
  const ad::Key clouds, directions;            ///< of pairs of clouds, and of projections
  const std::optional<sde::Mixture> law;       ///< where it is known
  const std::optional<data::Support> support;  ///< where there is one
  const metrics::Points fresh, other;          ///< two clouds of data, [points, d]
  const std::shared_ptr<const ImageReference> images;

  /// compute(), once for each name: it does not depend on the samples.
  const metrics::Estimate& floor(const std::string& name,
                                 const std::function<metrics::Estimate()>& compute) const;

 private:
  mutable std::map<std::string, metrics::Estimate> floors_;
};

/// Points of one cloud: as many as are used in distances between clouds, and at most as many as keep the
/// distances of all pairs below 4e8 operations (14,142 points in two dimensions, 714 in 784).
ad::i64 cloud_points(const CloudSettings&, int dimension);

struct SampleMeasure final {
  std::string name, title;  ///< in run.h5, and in the report
  /// samples [n, d], finite; nothing where the measure does not apply to such data.
  std::function<std::optional<Judged>(const DataReference&, const metrics::Points& samples)> take;
};

/// W2, sliced W2, energy distance, distance to data, classifier, log-density, distance to the support, share
/// outside; then those of images, image_measures().
const std::vector<SampleMeasure>& sample_measures();

/// Those of `measures` that the settings choose, under PATH/NAME. A measure that throws is recorded as
/// failed, with its reason.
void record_sample_measures(RunRecord&, const std::string& path, const metrics::Points& samples,
                            const DataReference&,
                            const std::vector<SampleMeasure>& measures = sample_measures());

}  // namespace pont::run
