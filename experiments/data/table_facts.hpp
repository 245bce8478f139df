// What a table of points is like: one line of numbers, and what in it is likely to be a mistake.
#pragma once
#include <string>
#include <vector>

#include "experiments/data/column_moments.hpp"

namespace pont::data {

struct TableFacts final {
  std::string summary;  ///< "5,000 points in 2 dimensions; u: mean 0.1, deviation 1, range -3 to 4; ..."
  std::vector<std::string> warnings;  ///< each one line, with what to do
};

/// Summary; and warnings of columns that are constant, equal to another, or count the rows (0, 1, 2, ... or
/// 1, 2, 3, ...), and of rows that are equal to earlier ones. The first columns stand for many.
TableFacts table_facts(const PointTable& table);

/// A warning for each of the columns whose scale is far from `deviation`, that of the law at the other end:
/// its deviation is over 20 times it or under a 200th, or its mean over 20 times it from 0. At most one line.
std::vector<std::string> far_columns(const PointTable& table, double deviation, const std::string& law);

/// "5,000".
std::string grouped(std::size_t n);

}  // namespace pont::data
