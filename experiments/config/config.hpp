// The configuration layer in one include: declare a struct once, then load, explain and write it.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "experiments/config/apply.hpp"
#include "experiments/config/choice.hpp"
#include "experiments/config/compose.hpp"
#include "experiments/config/error.hpp"
#include "experiments/config/explain.hpp"
#include "experiments/config/visitor.hpp"
#include "experiments/config/yaml_reader.hpp"

namespace pont::config {

/// The declaration of a configuration object, which must outlive it.
template <class Config>
Declare declaration(Config& config) {
  return [&config](Visitor& v) { config.declare(v); };
}

/// Fills `config` from a tree (see apply_tree).
template <class Config>
void apply(Config& config, const Tree& tree) {
  apply_tree(declaration(config), tree);
}

/// The configuration in a file, its chain of `extends`, and the overrides "key.sub=VALUE" upon it. Throws
/// ConfigError.
template <class Config>
Config load_config(const std::filesystem::path& path, const std::vector<std::string>& overrides = {},
                   Config config = Config()) {
  apply(config, merge(load_tree(path), parse_overrides(overrides)));
  return config;
}

/// The configuration in a text, for instance a resolved one from a run directory. `name` stands in the
/// messages.
template <class Config>
Config parse_config(const std::string& name, const std::string& yaml, Config config = Config()) {
  apply(config, read_yaml(name, yaml));
  return config;
}

/// Every key with its value, in the order of declaration; parse_config reads it to the identical values.
template <class Config>
std::string resolved_yaml(const Config& config) {
  return resolve(
      declaration(const_cast<Config&>(config)));  // declare() offers the values; the writer only reads them
}

/// The same without the keys that decide no result (Rules::aside).
template <class Config>
std::string result_yaml(const Config& config) {
  return resolve_results(declaration(const_cast<Config&>(config)));
}

}  // namespace pont::config
