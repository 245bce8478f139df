// From one YAML value to one typed configuration value and back, according to the key's declaration.
#pragma once
#include <string>

#include "experiments/config/rules.hpp"
#include "experiments/config/tree.hpp"

namespace pont::config {

/// Stores `tree` in `slot` if its type and the rules allow; else throws ConfigError
/// "place: path: got ...; expected ...; did you mean ...?" and leaves the slot as it was.
void read_value(const Tree& tree, const std::string& path, const Slot& slot, const Rules& rules);

/// YAML that read_value reads to the identical value; one line.
std::string format_value(const Slot& slot);

/// A text in YAML: plain if it can't be taken for anything else, otherwise in double quotes.
std::string format_text(const std::string& text);

}  // namespace pont::config
