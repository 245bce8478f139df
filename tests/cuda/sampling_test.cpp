// A network as a score on the device: in a sampler, with its derivative, and its losses.
#include "losses/evaluation.hpp"
#include "losses/network_score.hpp"
#include "nn/mlp.hpp"
#include "nn/time_networks.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/explicit.hpp"
#include "tests/cuda/on_device.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

class Scores : public ad::OnDevice {
 protected:
  static constexpr i64 d = 2, rows = 8;
  const ad::Key key = ad::Key::root(3) / "scores";
  const LinearSde sde = cld();
  const Denoising objective = denoising(sde, sde.initial, {.parametrisation = "mixed", .t_min = 0.05});
  nn::Parameters parameters{ad::Dtype::f32};
  const nn::ConcatMlp network{
      parameters, "net", sde.k() * d, 8, 2, objective.regression().m() * d, nn::activation("silu")};
  const Tensor flat = parameters.initial(key);

  NetworkScore score(ad::Backend& backend) const {
    return {objective.regression(), parameters, network, flat, d, rows, backend};
  }
};

TEST_F(Scores, SampleAsOnTheCpu) {
  NetworkScore ours = score(*device), exact = score(ad::cpu());
  const sde::KeyedNoise noise(key / "noise", 0);
  sde::Batch u = sde::draw_prior(sde, 12, d, noise), v = u;
  const std::vector<double> grid = sde::uniform_grid(sde.T, 0.1, 6);
  NetworkScore replica = ours.replica();
  sde::sample(sde::EulerMaruyama(), sde::Reverse(sde, 1), replica, grid, noise, u);
  sde::sample(sde::EulerMaruyama(), sde::Reverse(sde, 1), exact, grid, noise, v);
  EXPECT_LE(largest(u - v), 1e-5 * largest(v));
}

TEST_F(Scores, HaveTheDerivativesOfTheCpu) {
  NetworkScore ours = score(*device), exact = score(ad::cpu());
  const sde::Batch u = sde::test::normals(key / "u", 11, sde.k() * d),
                   v = sde::test::normals(key / "v", 11, sde.k() * d);
  sde::Batch s, t;
  Eigen::VectorXd a, b;
  ours.probe(u, 0.3, v, s, a);
  exact.probe(u, 0.3, v, t, b);
  EXPECT_LE(largest(s - t), 1e-5 * largest(t));
  EXPECT_LE(largest(a - b), 1e-5 * largest(b));
}

TEST_F(Scores, HaveTheLossesOfTheCpu) {
  Tensor x({10, d}, ad::Dtype::f32);
  ad::fill_normal(key / "x", 0, 0, 10 * d, x.data<float>().data());
  const Sampling sampling{.key = key, .rows = 4};
  const Eigen::VectorXd ours = network_losses(objective, parameters, network, flat, x, sampling, *device),
                        exact = network_losses(objective, parameters, network, flat, x, sampling);
  EXPECT_LE(largest(ours - exact), 1e-5 * largest(exact));
}

}  // namespace
}  // namespace pont::losses::test
