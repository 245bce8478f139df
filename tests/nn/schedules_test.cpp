// Learning rates against their formulas at every boundary.
#include "nn/schedules.hpp"

#include <algorithm>
#include <cmath>

#include "autodiff/compile.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::i64;

double rate_at(const Schedule& schedule, i64 step) {
  ad::Tape tape;
  return ad::eval(schedule(tape.constant(ad::Tensor::scalar(step)))).at(0);
}

struct Row {
  const char* name;
  Schedule schedule;
  std::function<double(double)> formula;
  std::vector<i64> boundaries;
};

double curve(double s, double warmup, double total, double rate, double last) {
  if (s < warmup) return rate * (s + 1) / warmup;
  if (s >= total) return last;
  return last + (rate - last) * (1 + std::cos(M_PI * (s - warmup) / (total - warmup))) / 2;
}

const std::vector<Row>& table() {
  static const std::vector<Row> rows{
      {"constant", constant_rate(0.3), [](double) { return 0.3; }, {0}},
      {"warm-up",
       linear_warmup(0.3, 10),
       [](double s) { return s < 10 ? 0.3 * (s + 1) / 10 : 0.3; },
       {9, 10}},
      {"cosine",
       cosine(0.3, 10, 50, 0.01),
       [](double s) { return curve(s, 10, 50, 0.3, 0.01); },
       {9, 10, 30, 50}},
      {"cosine from 0", cosine(0.3, 0, 50), [](double s) { return curve(s, 0, 50, 0.3, 0); }, {0, 25, 50}},
      {"step decay",
       step_decay(0.3, 10, 0.5),
       [](double s) { return 0.3 * std::pow(0.5, std::floor(s / 10)); },
       {10, 20, 100}}};
  return rows;
}

TEST(Schedules, AreTheirFormulas) {
  for (const Row& row : table()) {
    for (const i64 boundary : row.boundaries)
      for (const i64 s : {std::max<i64>(boundary - 1, 0), boundary, boundary + 1})
        EXPECT_NEAR(rate_at(row.schedule, s), row.formula(static_cast<double>(s)), 1e-16)
            << row.name << " at " << s;
    EXPECT_NEAR(rate_at(row.schedule, i64{1} << 40), row.formula(0x1p40), 1e-16) << row.name;
  }
}

TEST(Schedules, BoundariesAreExact) {
  EXPECT_EQ(rate_at(linear_warmup(0.3, 10), 9), 0.3);
  EXPECT_LT(rate_at(linear_warmup(0.3, 10), 8), 0.3);
  EXPECT_EQ(rate_at(cosine(0.3, 10, 50), 10), 0.3);
  EXPECT_EQ(rate_at(cosine(0.3, 10, 50), 50), 0);
  EXPECT_EQ(rate_at(step_decay(0.3, 10, 0.5), 9), 0.3);
  EXPECT_EQ(rate_at(step_decay(0.3, 10, 0.5), 10), 0.15);
  constexpr i64 large = i64{1} << 53;  // every step below it is exact in float64
  EXPECT_EQ(rate_at(linear_warmup(1, large), large - 2), 1 - 0x1p-53);
}

TEST(Schedules, Refuse) {
  expect_refusal([] { constant_rate(0); }, "learning rate: 0 given, expected a positive rate");
  expect_refusal([] { linear_warmup(1, 0); }, "rate 1 and 0 warm-up steps given, expected positive ones");
  expect_refusal([] { cosine(1, 5, 5); }, "5 warm-up steps of 5 given, expected 0 <= warm-up < total");
  expect_refusal([] { cosine(1, 0, 5, 2); }, "from 1 to 2 given, expected 0 <= last <= rate");
  expect_refusal([] { step_decay(1, 10, 1.5); }, "factor 1.5 every 10 steps given");
}

}  // namespace
}  // namespace pont::nn
