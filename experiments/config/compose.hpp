// Composition: `extends: other.yaml` in a file, key=value on the command line, and files of the checkout.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/config/tree.hpp"

namespace pont::config {

/// The file `name` of the checkout that ./pont names in PONT_HOME, so that what lies there can be named from
/// anywhere; stderr then says where it was found. An empty path where there is no such checkout, no such
/// file, or `name` is absolute.
std::filesystem::path checkout_file(const std::string& name);

/// `over` laid upon `base`: maps merge key by key, everything else is replaced. Where both maps have a `type`
/// and the types differ, the base's map is dropped whole, since its keys belong to the other type.
Tree merge(Tree base, Tree over);

/// The tree of a file with its chain of `extends` (paths relative to the file that names them) merged, the
/// child upon its base. Every value keeps the place where it was written. Throws ConfigError, also for a
/// cycle.
Tree load_tree(const std::filesystem::path& path);

/// One tree of all overrides "section.key=VALUE", VALUE in YAML; places read "command line".
/// Throws ConfigError for "=3", "lr", "lr=", "lr==3", an empty name in the path, and a key
/// given twice.
Tree parse_overrides(const std::vector<std::string>& overrides);

}  // namespace pont::config
