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

// Rows of a table that is a constant of the loss, as the points of a file are.
double taken_by_a_table(int threads, const std::shared_ptr<const ad::Tensor>& table) {
  Parameters parameters(ad::Dtype::f32);
  const Mlp net(parameters, "net", {4, 8, 4}, activation("silu"));
  ad::Workers workers(threads);
  const ad::i64 n = table->shape()[0];
  const double before = resident_bytes();
  TrainingStep training(
      parameters, ad::Key::root(1), Adam(), regression_options(64, 16), workers, [&](const Shard& s) {
        ad::Tensor rows({s.rows}, ad::Dtype::i64);
        for (std::size_t r = 0; ad::i64 & row : rows.data<ad::i64>())
          row = static_cast<ad::i64>(r++) * (n / s.rows);
        const ad::Var x = ad::gather(s.tape.constant(table), s.tape.constant(rows));
        return ad::sum(ad::square(net(Context{s.parameters}, x) - x)) / static_cast<double>(s.batch);
      });
  training.run();
  return resident_bytes() - before;
}

TEST(TrainingMemory, OfATableIsThatOfTheTableForAnyNumberOfWorkers) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer adds memory of its own";
#endif
  ad::Tensor table({5'000'000, 4}, ad::Dtype::f32);  // 80 MB, beside which all else is small
  for (float& v : table.data<float>()) v = 1;        // in memory before anything is measured
  const double bytes = static_cast<double>(table.bytes().size());
  const auto shared = std::make_shared<const ad::Tensor>(std::move(table));
  EXPECT_LT(taken_by_a_table(1, shared), 0.1 * bytes);
  EXPECT_LT(taken_by_a_table(5, shared), 0.1 * bytes);
}

}  // namespace
}  // namespace pont::nn
