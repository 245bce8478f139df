// Step sizes of Euler chains: constant, linear or geometric, one way or up and down again.
#pragma once
#include <vector>

namespace pont::sde {

// `count` sizes from `first` to `last`, equally spaced or in equal ratios; a single one is `first`. All throw
// std::invalid_argument unless count >= 1 and the sizes are positive and finite.
std::vector<double> linear_steps(int count, double first, double last);
std::vector<double> geometric_steps(int count, double first, double last);

// The same sizes forwards and then backwards: `count` of them, of which `half` gives the first (count + 1) /
// 2; the middle one of an odd count stands once (De Bortoli, Thornton, Heng, Doucet 2021, appendix I.1, where
// the count is even). Throws std::invalid_argument unless half.size() is (count + 1) / 2.
std::vector<double> mirrored_steps(int count, const std::vector<double>& half);

}  // namespace pont::sde
