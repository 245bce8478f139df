// Between trees and declared structs: fills a struct from a tree, and writes all its values as YAML.
#pragma once
#include <string>

#include "experiments/config/tree.hpp"
#include "experiments/config/visitor.hpp"

namespace pont::config {

/// Reads the map `tree` into the declared values; what the tree doesn't mention keeps its value. Throws
/// ConfigError at the first value of a wrong type or outside its rules, unknown key, missing required key, or
/// failed check; the values read before it have then been stored.
void apply_tree(const Declare& declare, const Tree& tree);

/// All keys in the order of their declaration. Doubles are printed as the shortest text that reads to the
/// same bits; absent optional sections as null.
std::string resolve(const Declare& declare);

/// The same without the keys that are Rules::aside: they decide no result.
std::string resolve_results(const Declare& declare);

}  // namespace pont::config
