// Mean, deviation and range of each column of a table.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "experiments/data/point_table.hpp"
#include "experiments/data/units.hpp"

namespace pont::data {

/// Of a column of numbers; computed in double without overflow, whatever their size.
struct ColumnMoments final {
  double mean = 0, deviation = 0, low = 0, high = 0;  ///< deviation: with n in the denominator; 0 if constant
};

/// One per column, of all rows or of some.
std::vector<ColumnMoments> column_moments(const PointTable& table, std::span<const ad::i64> rows = {});

/// Throws DataError for a number beyond float32, and for a column that float32 cannot resolve: its mean lies
/// more than 1e5 deviations from 0, or its deviation is below 1e-30. `path` and the names of the columns
/// stand in the message. Constant columns pass. Points and moments are taken in the given units.
void require_float32(const PointTable& table, const std::vector<ColumnMoments>& moments, const Units& units,
                     const std::string& path);

}  // namespace pont::data
