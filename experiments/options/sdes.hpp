// The forward processes, as a section of the configuration: `sde: {type: cld, mass: 0.25}`.
#pragma once
#include "experiments/config/choice.hpp"
#include "experiments/options/section.hpp"
#include "sde/linear_sde.hpp"

namespace pont::options {

struct SdeOptions : config::Options {
  /// Throws ConfigError "sde: ..." where the mathematics refuses what single keys cannot tell.
  sde::LinearSde build() const {
    return in_section("sde", [this] { return make(); });
  }

 private:
  virtual sde::LinearSde make() const = 0;
};

/// Every factory of sde/models.hpp, by its name; their defaults are the parameters of the sources. A new one
/// is a struct and a row, and `linear` takes matrices from the configuration.
const config::Registry<SdeOptions>& sdes();

/// The row "linear": any constant A and D.
config::Row<SdeOptions> linear_sde_row();

/// Declares the key T, which every SDE has.
void declare_horizon(config::Visitor& v, double& T);

}  // namespace pont::options
