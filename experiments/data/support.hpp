// Data sets whose points lie on a set of their own, but for noise.
#pragma once
#include <functional>

#include "experiments/data/data_set.hpp"

namespace pont::data {

struct Support final {
  std::function<Eigen::VectorXd(const metrics::Points&)>
      distance;      ///< of each row of [n, d] from the set, data units, [n]
  double width = 0;  ///< a point further than this is outside: data hardly ever are
};

/// What such a data set is besides; each states what its distance is of.
class HasSupport {
 public:
  virtual ~HasSupport() = default;
  virtual Support support() const = 0;
};

/// Nothing for a data set without one.
inline std::optional<Support> support_of(const DataSet& data) {
  const auto* shaped = dynamic_cast<const HasSupport*>(&data);
  return shaped ? std::optional(shaped->support()) : std::nullopt;
}

}  // namespace pont::data
