// Twenty images learned by heart: a small U-Net that may see nothing else draws copies of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "autodiff/rng.hpp"
#include "experiments/kinds/score/trained_run.hpp"
#include "losses/evaluation.hpp"
#include "tests/experiments/program_support.hpp"

namespace pont::experiments {
namespace {

using Matrix = Eigen::MatrixXd;

constexpr int count = 20, side = 28, pixels = side * side;

// Three strokes of a pen each, between points drawn at random: u8 [20, 28, 28].
std::vector<std::uint8_t> glyphs() {
  std::vector<std::uint8_t> all;
  for (int image = 0; image < count; ++image) {
    const ad::Key key = ad::Key::root(1) / "glyphs" / image;
    double p[4][2];
    for (int i = 0; i < 4; ++i)
      for (int a = 0; a < 2; ++a) p[i][a] = 4 + 20 * key.uniform(static_cast<ad::u64>(2 * i + a));
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        double nearest = 1e9;
        for (int s = 0; s < 300; ++s) {
          const int from = s / 100;
          const double along = s % 100 / 100.0, v = p[from][0] + along * (p[from + 1][0] - p[from][0]),
                       u = p[from][1] + along * (p[from + 1][1] - p[from][1]);
          nearest = std::min(nearest, std::hypot(y - v, x - u));
        }
        all.push_back(static_cast<std::uint8_t>(255 * std::exp(-nearest * nearest / 2)));
      }
  }
  return all;
}

// The loss of the best linear denoiser, (1/d) sum of a^2 l / (a^2 l + s^2) over the
// eigenvalues l of the images' covariance, averaged over t in U[1e-3, 1], where x = a x0 + s eps.
double linear_line(const sde::LinearSde& sde, const Matrix& x) {
  const Matrix centred = x.rowwise() - x.colwise().mean();
  const Eigen::VectorXd l =
      Eigen::SelfAdjointEigenSolver<Matrix>(centred * centred.transpose() / count).eigenvalues();
  constexpr int times = 4000;
  double sum = 0;
  for (int i = 0; i < times; ++i) {
    const auto step = sde.transition(0, 1e-3 + (1 - 1e-3) * (i + 0.5) / times);
    const double a2 = step.Phi(0, 0) * step.Phi(0, 0), s2 = step.Q(0, 0);
    for (const double each : l) sum += a2 * each / (a2 * each + s2);
  }
  return sum / (times * pixels);
}

// The eps-loss of the trained network on these images, 20 draws of time and noise each.
double eps_loss(const kinds::score::TrainedRun& run, const Matrix& x) {
  const losses::Regression plain(run.model().objective.regression().perturbation(),
                                 losses::parametrisation("plain", 0));
  const losses::Denoising objective(plain, losses::weighting("inverse_ell_squared"),
                                    std::make_shared<losses::UniformTime>(1e-3, 1));
  ad::Tensor rows({20 * count, pixels}, ad::Dtype::f32);
  for (int i = 0; i < 20 * count; ++i)
    for (int j = 0; j < pixels; ++j)
      rows.data<float>()[static_cast<std::size_t>(i * pixels + j)] = static_cast<float>(x(i % count, j));
  losses::NetworkScore score = run.model().score(run.parameters(), 1, ad::cpu());
  return losses::score_losses(objective, score, rows, {ad::Key::root(7)}).mean() / pixels;
}

// Of the samples [n, pixels]: those at most half as far from the nearest image as from the second.
int copies(const Matrix& samples, const Matrix& x) {
  int found = 0;
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    std::vector<double> d;
    for (Eigen::Index j = 0; j < x.rows(); ++j) d.push_back((samples.row(i) - x.row(j)).norm());
    std::ranges::sort(d);
    found += d[0] < 0.5 * d[1];
  }
  return found;
}

constexpr const char* config = R"(type: score
seed: 1
sde: {{type: vp, clock: {{type: affine, beta_min: 0.1, beta_max: 20}}}}
objective:
  type: dsm
  parametrisation: {{type: preconditioned, data_variance: 0.25}}
  weighting: inverse_ell_squared
  times: uniform
  t_min: 1.0e-3
network: {{type: unet, preset: mini_28}}
train:
  steps: {}
  batch: 60
  shard: 10
  optimiser: {{type: adam}}
  schedule: {{type: cosine, rate: 3.0e-3, warmup: 200}}
  clip: 1
  ema: 0.999
sample:
  count: 20
  chunk: 10
  samplers: [{{name: flow, sampler: {{type: heun, steps: 50, eps: 1.0e-3}}}}]
evaluate: {{loss_rows: 20, likelihood_rows: 0, cloud: 10, repetitions: 2}}
data: {{type: images, path: {}, dequantise: false}}
)";

TEST(LearnedByHeart, TwentyImagesAreLearnedAndDrawn) {
  const Scratch dir;
  const std::vector<std::uint8_t> images = glyphs();
  const std::string data = write_npy(dir / "twenty.npy", {count, side, side}, images),
                    c = dir.write("c.yaml", fmt::format(config, 2500, data));
  const Outcome o = pont({"run", c, "--out", dir / "r"});
  ASSERT_EQ(o.code, 0) << o.err;
  Matrix x(count, pixels);
  for (int i = 0; i < count * pixels; ++i)
    x(i / pixels, i % pixels) = images[static_cast<std::size_t>(i)] / 127.5 - 1;
  const kinds::score::TrainedRun run(dir / "r");
  const double line = linear_line(run.model().sde(), x), loss = eps_loss(run, x);
  const auto bytes = run.file().read<std::uint8_t>("samples/flow/images");
  Matrix samples(count, pixels);
  for (int i = 0; i < count * pixels; ++i)
    samples(i / pixels, i % pixels) = bytes[static_cast<std::size_t>(i)] / 127.5 - 1;
  const int found = copies(samples, x);
  std::printf("eps-loss %.4f, of the best linear denoiser %.4f; %d of %d samples are copies\n", loss, line,
              found, count);
  EXPECT_LE(loss, line / 3);
  EXPECT_GE(found, 18);
}

}  // namespace
}  // namespace pont::experiments
