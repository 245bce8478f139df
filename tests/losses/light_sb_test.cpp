// The LightSB loss against its closed form, its minimum at the true potential, and training to a known
// bridge.
#include "losses/light_sb.hpp"

#include <gtest/gtest.h>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "nn/training_step.hpp"
#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::losses {
namespace {

using sde::Batch;

const ad::Key key = ad::Key::root(9) / "light_sb";

Batch normals(const char* name, Eigen::Index rows, Eigen::Index columns) {
  Batch x(rows, columns);
  ad::fill_normal(key / name, 0, 0, x.size(), x.data());
  return x;
}

ad::Tensor tensor(const Batch& x) {
  return ad::Tensor::of(ad::Shape{x.rows(), x.cols()},
                        std::span<const double>(x.data(), std::size_t(x.size())));
}

TEST(LightSb, LossIsTheClosedForm) {
  nn::Parameters parameters(ad::Dtype::f64);
  const LightSb light(parameters, 0.6, normals("means", 4, 3), 0.3);
  ad::Tensor flat = parameters.initial(key);
  for (std::size_t i = 0; i < flat.data<double>().size(); ++i)
    flat.data<double>()[i] += 0.3 * (key / "shift").normal(i);
  const Batch x0 = normals("x0", 7, 3), x1 = normals("x1", 7, 3);
  ad::Tape tape;
  const auto views = parameters.views(tape.constant(flat));
  const ad::Tensor loss = ad::eval(light(views, tape.constant(tensor(x0)), tape.constant(tensor(x1))));
  const sde::LightBridge bridge = light.bridge(flat.data<double>());
  const Eigen::VectorXd expected = bridge.log_normaliser(x0) - bridge.log_potential(x1);
  for (Eigen::Index b = 0; b < 7; ++b) EXPECT_NEAR(loss.at(b), expected(b), 1e-11);
}

// N(0, 1) -> N(1, .5) with epsilon = .7: one component suffices, and the answer is known.
TEST(LightSb, TrainingFindsTheGaussianBridge) {
  const double epsilon = 0.7;
  nn::Parameters parameters(ad::Dtype::f64);
  const LightSb light(parameters, epsilon, Batch::Zero(1, 1));
  ad::Workers workers(1);
  const nn::TrainingOptions options{.batch = 512, .rows = 512, .rate = nn::cosine(0.05, 0, 1000)};
  nn::TrainingStep training(parameters, key, nn::Adam(), options, workers, [&](const nn::Shard& s) {
    const ad::Var x0 = ad::normal(s.step, s.first, key / "x0", {s.rows, 1}, ad::Dtype::f64);
    const ad::Var x1 =
        1 + std::sqrt(0.5) * ad::normal(s.step, s.first, key / "x1", {s.rows, 1}, ad::Dtype::f64);
    return ad::sum(light(s.parameters, x0, x1)) / double(s.batch);
  });
  for (int i = 0; i < 1000; ++i) training.run();
  const ad::Tensor trained = training.get("parameters");
  const sde::LightPotential found = light.bridge(trained.data<double>()).potential();
  const sde::Gaussian p0{Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Ones(1, 1)},
      p1{Eigen::VectorXd::Ones(1), 0.5 * Eigen::MatrixXd::Ones(1, 1)};
  const double gain = sde::schrodinger_coupling(p0, p1, epsilon).cross(0, 0);
  EXPECT_NEAR(found.scales(0, 0), gain, 0.02);  // X_1 | X_0 ~ N(r + S x, epsilon S)
  EXPECT_NEAR(found.means(0, 0), 1, 0.02);
}

TEST(LightSb, RefusesWhatIsNoPotential) {
  nn::Parameters parameters;
  try {
    LightSb(parameters, 0, Batch::Zero(2, 3));
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(
        e.what(),
        "light_bridge: epsilon = 0, scale = 0.1, means [2, 3]; expected epsilon and scale > 0 and at "
        "least one component");
  }
}

}  // namespace
}  // namespace pont::losses
