// Strict YAML: one document, one meaning per text; everything else is refused with its place.
#pragma once
#include <string>

#include "experiments/config/tree.hpp"

namespace pont::config {

/// The tree of one YAML value. Built on yaml-cpp's event interface, whose Node interface accepts duplicate
/// keys, anchors, tags and further documents without a word. `file` names the source in messages. Throws
/// ConfigError for anything that isn't valid YAML, and for anchors, aliases, tags, merge keys, directives,
/// duplicate keys, keys that aren't plain names, text over several lines, a second document, more than 32
/// levels, more than 2^18 bytes.
Tree read_yaml_value(const std::string& file, const std::string& text);

/// The same for a configuration file: the value must be a mapping.
Tree read_yaml(const std::string& file, const std::string& text);

}  // namespace pont::config
