// Fills a configuration struct from a tree, through its declaration.
#pragma once
#include "experiments/config/tree.hpp"
#include "experiments/config/visitor.hpp"

namespace pont::config {

/// Reads the map `tree` into the declared values; what the tree doesn't mention keeps its value. Throws
/// ConfigError at the first value of a wrong type or outside its rules, unknown key, missing required key, or
/// failed check; the values read before it have then been stored.
void apply_tree(const Declare& declare, const Tree& tree);

}  // namespace pont::config
