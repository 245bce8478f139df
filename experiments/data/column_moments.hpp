// Mean, deviation and range of each column of a table.
#pragma once
#include <string>
#include <vector>

#include "experiments/data/point_files.hpp"

namespace pont::data {

/// Of a column of numbers; computed in double without overflow, whatever their size.
struct ColumnMoments final {
  double mean = 0, deviation = 0, low = 0, high = 0;  ///< deviation: with n in the denominator; 0 if constant
};

/// One per column.
std::vector<ColumnMoments> column_moments(const metrics::Points& points);

/// Throws DataError for a number beyond float32, and for a column that float32 cannot resolve: its mean lies
/// more than 1e5 deviations from 0, or its deviation is below 1e-30. `path` and the names of the columns
/// stand in the message. Constant columns pass.
void require_float32(const PointTable& table, const std::vector<ColumnMoments>& moments,
                     const std::string& path);

}  // namespace pont::data
