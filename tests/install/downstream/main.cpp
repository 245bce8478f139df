// A new SDE in one function, a score network trained on it for 200 steps, and samples of its reverse SDE.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "losses/denoising.hpp"
#include "losses/network_score.hpp"
#include "nn/time_networks.hpp"
#include "nn/training_step.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/explicit.hpp"

using namespace pont;

// Position and velocity turn around each other, and both are damped: A + A^T = -D, so N(0, I) is stationary.
sde::LinearSde whirl(double damping, double angular_velocity) {
  sde::Mat A(2, 2), D(2, 2), initial(2, 2);
  A << -damping, angular_velocity, -angular_velocity, -damping;
  D << 2 * damping, 0, 0, 2 * damping;
  initial << 0, 0, 0, 1;
  return sde::linear("whirl", A, D, sde::constant_clock(1), initial);
}

// The data N(2, 0.25), drawn on the tape.
ad::Var data(const nn::Shard& shard, ad::Key key) {
  return 2 + 0.5 * ad::normal(shard.step, shard.first, key, {shard.rows, 1}, ad::Dtype::f32);
}

int main() {
  const sde::LinearSde sde = whirl(4, 3);
  const double distance = (*sde.stationary - sde::Mat::Identity(2, 2)).norm();
  std::printf("stationary covariance: %.1e away from I\n", distance);

  const ad::Key key = ad::Key::root(1);
  nn::Parameters parameters;
  const nn::ConcatMlp net(parameters, "net", 2, 32, 2, 2, nn::activation("silu"), {},
                          nn::LinearStart::zero());
  const losses::Regression regression({sde, sde.initial, 1e-6}, losses::parametrisation("residual", 0.25));
  const losses::Denoising objective(regression, losses::weighting("inverse_ell_squared"),
                                    losses::time_sampling("uniform", regression, 1e-3));
  ad::Workers workers(2);
  nn::TrainingStep training(parameters, key / "start", nn::Adam(),
                            {.batch = 256, .rows = 128, .rate = nn::constant_rate(1e-2)}, workers,
                            [&](const nn::Shard& shard) {
                              const nn::Stream stream{key / "loss", shard.step, shard.first};
                              const auto network = losses::bound(net, {shard.parameters, stream});
                              return ad::sum(objective(network, data(shard, key / "data"), stream)) / 256;
                            });
  for (int step = 0; step < 200; ++step) training.run();

  losses::NetworkScore score(regression, parameters, net, training.get("parameters"), 1, 256);
  const sde::KeyedNoise noise(key / "samples", 0);
  sde::Batch u = sde::draw_prior(sde, 4096, 1, noise);
  sde::sample(sde::EulerMaruyama(), sde::Reverse(sde, 1), score, sde::uniform_grid(sde.T, 1e-3, 200), noise,
              u);
  const double mean = u.col(0).mean(), deviation = std::sqrt((u.col(0).array() - mean).square().mean());
  std::printf("mean and deviation: data 2.00 0.50, samples %.2f %.2f\n", mean, deviation);
  // An untrained network is wrong by 2 in the mean: so short a training must remove nine tenths of that.
  return distance < 1e-12 && std::abs(mean - 2) < 0.2 && std::abs(deviation - 0.5) < 0.1 ? 0 : 1;
}
