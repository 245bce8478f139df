// The difference of two independent means.
#include "experiments/metrics/visible.hpp"

#include <algorithm>
#include <cmath>

namespace pont::experiments {

Estimate difference(const Estimate& a, const Estimate& b) {
  return {a.mean - b.mean, std::hypot(a.standard_error, b.standard_error),
          std::min(a.repetitions, b.repetitions)};
}

}  // namespace pont::experiments
