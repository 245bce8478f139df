// A small bridge on the line, for the tests of the experiment `bridge`.
#pragma once
#include <memory>

#include "experiments/data/gaussians.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "nn/time_networks.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

inline std::unique_ptr<DataSet> normal(double mean, double variance) {
  return std::make_unique<GaussianMixture>(sde::Mixture{Eigen::ArrayXd::Ones(1),
                                                        Eigen::ArrayXXd::Constant(1, 1, mean),
                                                        Eigen::ArrayXXd::Constant(1, 1, variance)});
}

// N(-.5, 1) and N(.5, .5), an asymmetric chain with an odd number of steps.
inline BridgeModel small_model(const MethodOptions& method) {
  const sde::EulerChain chain(0.4, {0.05, 0.1, 0.15, 0.12, 0.08}, Eigen::VectorXd::Constant(1, 0.2));
  BridgeModel model{normal(-0.5, 1), normal(0.5, 0.5), losses::Chain(chain, losses::step_unit("noise")),
                    method.head(),   nn::Parameters(), nullptr};
  model.network = std::make_unique<nn::ConcatMlp>(model.parameters, "net", 1, 24, 2, model.head->outputs(1),
                                                  nn::activation("silu"));
  return model;
}

}  // namespace pont::experiments
