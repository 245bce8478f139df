// The message about a key nobody declared: what is known here, and where the key may have been meant to go.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/tree.hpp"
#include "experiments/config/visitor.hpp"

namespace pont::config {

/// The section in which the key was found.
struct KnownKeys {
  std::string section;             ///< path, empty at the top level
  std::string type;                ///< the chosen alternative, if the section is a choice
  std::vector<std::string> names;  ///< of the keys that are known there
};

/// Throws ConfigError. `root` is the whole declaration, searched for the same name elsewhere.
[[noreturn]] void refuse_unknown_key(const Tree::Entry& entry, const KnownKeys& known, const Declare& root);

}  // namespace pont::config
