// A file of points lies in memory once, whoever reads it: two builds of its set, training with any number of
// workers.
#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <fstream>

#include "autodiff/ops.hpp"
#include "nn/training_step.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

double resident_bytes() {
  ::malloc_trim(0);
  std::ifstream statm("/proc/self/statm");
  double total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

constexpr ad::i64 rows = 20'000, columns = 500;  // 40 MB, beside which all else is small

const TemporaryFile& numbers() {
  static const TemporaryFile file("large.npy", [] {
    const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (20000, 500), }\n";
    std::string bytes =
        "\x93NUMPY\1" + std::string(1, '\0') + std::string{static_cast<char>(header.size()), '\0'} + header;
    std::vector<float> values(static_cast<std::size_t>(rows * columns));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 1009) * 0.001f - 0.5f;
    return bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  }());
  return file;
}

/// Taken by two data sets of the file, the second one in training.
double taken(int workers_count) {
  const double before = resident_bytes();
  const auto config = parse_config<DataConfig>("x", "data: {type: file, path: " + numbers().path() + "}\n");
  const auto measured = config.data->build(), trained = config.data->build();
  nn::Parameters parameters(ad::Dtype::f32);
  const nn::ParameterId w = parameters.add("w", {columns}, {}, nn::zeros());
  ad::Workers workers(workers_count);
  const nn::TrainingOptions options{.batch = 64, .rows = 8, .rate = nn::constant_rate(1e-3)};
  nn::TrainingStep training(
      parameters, ad::Key::root(1), nn::Adam(), options, workers, [&](const nn::Shard& s) {
        const ad::Var x = trained->draw(s.step, s.first, s.rows, ad::Key::root(2), ad::Dtype::f32).x;
        return ad::sum(ad::square(x - nn::Context{s.parameters}[w])) / static_cast<double>(s.batch);
      });
  for (int i = 0; i < 3; ++i) training.run();
  EXPECT_EQ(measured->dimension(), columns);
  return resident_bytes() - before;
}

TEST(DataMemory, HoldsAFileOnceForAnyNumberOfWorkers) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer adds memory of its own";
#endif
  numbers();
  const double bytes = 4.0 * rows * columns;
  for (const int workers : {1, 2, 5}) {
    const double held = taken(workers);
    EXPECT_GT(held, 0.9 * bytes) << workers;
    EXPECT_LT(held, 1.2 * bytes) << workers;
  }
}

}  // namespace
}  // namespace pont::experiments
