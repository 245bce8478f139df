// Which of two elements a maximum keeps: the same for every backend.
#pragma once
#include "autodiff/math/ieee.hpp"

namespace pont::ad {

/// Whether `value`, which comes later, takes the place of `best`; NaN counts as the largest value.
template <class T>
PONT_HOST_DEVICE inline bool outranks(T value, T best) {
  return value > best || (value != value && best == best);
}

}  // namespace pont::ad
