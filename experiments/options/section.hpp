// Where the errors of the mathematics become errors of the configuration.
#pragma once
#include <stdexcept>
#include <string>

#include "experiments/config/error.hpp"

namespace pont::experiments {

/// make(), whose std::invalid_argument or std::domain_error becomes the ConfigError "section: message".
template <class Make>
auto in_section(const std::string& section, Make make) {
  try {
    return make();
  } catch (const std::invalid_argument& e) {
    throw ConfigError(section + ": " + e.what());
  } catch (const std::domain_error& e) {  // a covariance that is not positive definite
    throw ConfigError(section + ": " + e.what());
  }
}

}  // namespace pont::experiments
