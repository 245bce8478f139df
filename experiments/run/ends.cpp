// The check that the ends of a bridge fit each other.
#include "experiments/run/ends.hpp"

#include <fmt/format.h>

#include <utility>

#include "experiments/config/error.hpp"

namespace pont::run {

Ends joined_ends(std::unique_ptr<data::DataSet> data, std::unique_ptr<data::DataSet> prior) {
  if (data->dimension() != prior->dimension())
    throw config::ConfigError(fmt::format("prior: points in {} dimensions, but data in {}; expected the same",
                                          prior->dimension(), data->dimension()));
  return {std::move(data), std::move(prior)};
}

}  // namespace pont::run
