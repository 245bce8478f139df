// The training image nearest to each of some samples: whether a sample is a copy is seen at a glance.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "experiments/data/data_set.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {

struct NearestImages final {
  std::vector<std::int64_t> rows;    ///< of the file, from 0, [n]
  std::vector<double> distances;     ///< Euclidean, in the units of training, [n]
  std::vector<std::uint8_t> images;  ///< [n, d]
};

/// Of images [n, d], as the file holds them, among the rows that training sees; of equally near ones the
/// first. Nothing where the set is none of bytes. O(n rows d).
std::optional<NearestImages> nearest_images(const data::DataSet&, std::span<const std::uint8_t> images);

/// GROUP/rows, GROUP/distances [n], and GROUP/images, u8 [n, height, width, channels], of the first images.
void record_nearest(run::RunRecord&, const std::string& group, const data::DataSet&,
                    const metrics::Points& samples);

}  // namespace pont::kinds::score
