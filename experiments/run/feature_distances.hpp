// How far a cloud of features of samples is from one of features of data, whatever network gave them.
#pragma once
#include <string>
#include <vector>

#include "experiments/metrics/repetition.hpp"

namespace pont::run {

/// A distance with its error over tenths of the samples, and what exact samples as many would score.
struct FeatureDistance final {
  std::string name, title;
  metrics::Estimate ours, floor, excess;
};

/// Frechet distance (FID of Heusel et al. 2017 where the features are Inception's) and kernel distance (KID
/// of Binkowski et al. 2018) of samples [n, d] from data [m, d]. The floor of the first is by the formula of
/// metrics::Frechet, that of the second between the halves of the data. Throws DataError, naming both, where
/// the widths differ or a cloud has fewer than 40 rows.
std::vector<FeatureDistance> feature_distances(const metrics::Points& samples, const metrics::Points& data);

/// What to know before reading the first of them: that there are fewer rows than features, where its floor is
/// no longer right. Empty where there are enough.
std::string too_wide(const metrics::Points& samples, const metrics::Points& data);

}  // namespace pont::run
