// The two laws that a bridge joins.
#pragma once
#include <memory>

#include "experiments/data/data_set.hpp"

namespace pont::run {

struct Ends final {
  std::unique_ptr<data::DataSet> data, prior;
};

/// Throws ConfigError for laws of different dimensions.
Ends joined_ends(std::unique_ptr<data::DataSet> data, std::unique_ptr<data::DataSet> prior);

}  // namespace pont::run
