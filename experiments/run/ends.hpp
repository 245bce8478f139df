// The two laws that a bridge joins.
#pragma once
#include <memory>

#include "experiments/data/data_set.hpp"

namespace pont::run {

struct Ends final {
  std::unique_ptr<data::DataSet> data, prior;

  /// Of the points of both, for the network between them: that of images if one end has images.
  ad::Shape shape() const;
};

/// Throws ConfigError for laws of different dimensions, and for images of different shapes.
Ends joined_ends(std::unique_ptr<data::DataSet> data, std::unique_ptr<data::DataSet> prior);

}  // namespace pont::run
