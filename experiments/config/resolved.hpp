// The resolved configuration: every key with its value, as YAML that reads back to the same values.
#pragma once
#include <string>

#include "experiments/config/visitor.hpp"

namespace pont::config {

/// All keys in the order of their declaration. Doubles are printed as the shortest text that reads to the
/// same bits; absent optional sections as null.
std::string resolve(const Declare& declare);

/// The same without the keys that are Rules::aside: they decide no result.
std::string resolve_results(const Declare& declare);

}  // namespace pont::config
