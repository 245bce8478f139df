// The objectives of score training and what a network stands for, as sections of the configuration.
#pragma once
#include "experiments/config/choice.hpp"
#include "experiments/options/section.hpp"
#include "losses/denoising.hpp"

namespace pont::options {

struct ParametrisationOptions : config::Options {
  virtual std::shared_ptr<const losses::Parametrisation> build() const = 0;
};

/// Every row of losses::parametrisations(), by its name.
const config::Registry<ParametrisationOptions>& parametrisations();
/// The same for SDEs with auxiliary blocks, where data_variance of mixed and residual is 0 unless given: the
/// variance that a velocity has at a point of the data (Dockhorn, Vahdat & Kreis 2022).
const config::Registry<ParametrisationOptions>& auxiliary_parametrisations();

struct ObjectiveOptions : config::Options {
  /// How times and states are drawn, what an error of the score counts, and what the network means: the
  /// denoising objective of these draws, whose Bayes loss is known. Throws ConfigError "objective: ..." where
  /// it does not fit the SDE, for instance t_min to T.
  losses::Denoising build(const sde::LinearSde& sde) const {
    return in_section("objective", [&] { return make(sde); });
  }

  /// What training minimises, on those draws: with the same minimiser as the denoising objective, which it is
  /// unless a row says otherwise.
  virtual std::shared_ptr<const losses::Objective> trained(const losses::Denoising& draws) const {
    return std::make_shared<losses::Denoising>(draws);
  }

 private:
  virtual losses::Denoising make(const sde::LinearSde& sde) const = 0;
};

/// dsm and hsm, which differ for SDEs with auxiliary blocks only: in the part S0 of their initial covariance
/// that is integrated out (losses/denoising.hpp); ssm, which has no target (losses/sliced.hpp).
const config::Registry<ObjectiveOptions>& objectives();

}  // namespace pont::options
