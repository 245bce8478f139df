// The memory that a training step says it has is the memory that the process takes for it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "regression.hpp"

namespace pont::nn {
namespace {

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

ShardLoss wide_loss(const Mlp& net) {
  return [&net](const Shard& s) {
    const ad::Var x = ad::normal(s.step, s.first, regression_key / "x", {s.rows, 4}, ad::Dtype::f32);
    return ad::sum(ad::square(net(Context{s.parameters}, x) - x)) / static_cast<double>(s.batch);
  };
}

TEST(TrainingMemory, OfTheProcessIsWithinAFifthOfThePlan) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer adds memory of its own";
#endif
  Parameters parameters(ad::Dtype::f32);
  const Mlp net(parameters, "net", {4, 512, 512, 512, 4}, activation("silu"));
  ad::Workers workers(2);
  const double before = resident_bytes();
  TrainingStep training(parameters, ad::Key::root(1), Adam(), regression_options(1024, 256), workers,
                        wide_loss(net));
  for (int i = 0; i < 3; ++i) training.run();
  const double taken = resident_bytes() - before, planned = static_cast<double>(training.bytes());
  EXPECT_GT(planned, 10e6);
  EXPECT_LT(taken, 1.2 * planned);
  EXPECT_GT(taken, 0.8 * planned) << "memory that nobody touches was planned";
}

}  // namespace
}  // namespace pont::nn
