// What sections of a configuration share: names that differ, and the errors of the mathematics as errors of
// theirs.
#pragma once
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiments/config/error.hpp"

namespace pont::options {

/// True if no two members of a list have the same `name`.
template <class Named>
bool names_differ(const std::vector<Named>& members) {
  std::set<std::string> names;
  for (const Named& m : members) names.insert(m.name);
  return names.size() == members.size();
}

/// make(), whose std::invalid_argument or std::domain_error becomes the ConfigError "section: message".
template <class Make>
auto in_section(const std::string& section, Make make) {
  try {
    return make();
  } catch (const std::invalid_argument& e) {
    throw config::ConfigError(section + ": " + e.what());
  } catch (const std::domain_error& e) {  // a covariance that is not positive definite
    throw config::ConfigError(section + ": " + e.what());
  }
}

}  // namespace pont::options
