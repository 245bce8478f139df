// The check that the ends of a bridge fit each other.
#include "experiments/run/ends.hpp"

#include <fmt/format.h>

#include <utility>

#include "experiments/config/error.hpp"

namespace pont::run {

namespace {

bool has_images(const data::DataSet& law) { return law.shape().rank() == 3; }

}  // namespace

ad::Shape Ends::shape() const { return has_images(*data) ? data->shape() : prior->shape(); }

Ends joined_ends(std::unique_ptr<data::DataSet> data, std::unique_ptr<data::DataSet> prior) {
  if (data->dimension() != prior->dimension())
    throw config::ConfigError(fmt::format("prior: points in {} dimensions, but data in {}; expected the same",
                                          prior->dimension(), data->dimension()));
  if (has_images(*data) && has_images(*prior) && data->shape() != prior->shape())
    throw config::ConfigError(fmt::format("prior: images of shape {}, but data of {}; expected the same",
                                          ad::str(prior->shape()), ad::str(data->shape())));
  return {std::move(data), std::move(prior)};
}

}  // namespace pont::run
