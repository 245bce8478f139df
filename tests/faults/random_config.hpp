// Random valid configurations, made from the declarations of the program itself: no key is forgotten.
#pragma once
#include <string>

#include "autodiff/rng.hpp"

namespace pont::faults {

/// The resolved YAML of a configuration whose every value was drawn: types and choices among all there are,
/// integers near their least value (so that the run takes two steps on a handful of points), numbers within a
/// factor 2 of their default, optional sections in or out. A function of the key. Conditions between keys
/// hold, as far as declarations state them; of what the experiment's own check refuses, a quarter is left.
std::string random_config(const ad::Key& key);

}  // namespace pont::faults
