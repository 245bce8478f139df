// The bench: workloads do what they say whatever the number of workers, and timing adds nothing up wrongly.
#include "experiments/bench/bench.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "experiments/bench/profile.hpp"
#include "experiments/bench/workloads.hpp"
#include "tests/autodiff/watched_cpu.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::bench {
namespace {

TEST(Bench, EveryWorkloadReachesTheSameCheckForAnyNumberOfWorkers) {
  for (const WorkloadRow& row : workloads()) {
    const auto one = row.make(row, 1, ad::cpu()), two = row.make(row, 2, ad::cpu());
    const double before = one->check();
    for (int step = 0; step < 2; ++step) {
      one->step();
      two->step();
    }
    EXPECT_EQ(one->check(), two->check()) << row.name;
    EXPECT_GT(one->check(), 0) << row.name;
    EXPECT_GT(row.work.amount, 1e3) << row.name;
    const bool looks_at_its_start = row.name == "sampling";
    EXPECT_EQ(one->check() != before, !looks_at_its_start) << row.name;
  }
}

TEST(Bench, PackingWeightsOncePerStepChangesNoBit) {
  for (const char* name : {"a", "b128", "b512", "c"})
    for (const int workers : {1, 2}) {
      ad::PackingCpu packing;
      ad::PlainCpu plain;
      const WorkloadRow& row = workload(name);
      const auto ours = row.make(row, workers, packing), exact = row.make(row, workers, plain);
      for (int step = 0; step < 3; ++step) {
        ours->step();
        exact->step();
        EXPECT_EQ(ours->check(), exact->check()) << name << ", " << workers << " workers, step " << step;
      }
      const bool shards_to_share = workers == 1 || std::string(name) != "b128";  // which has two
      EXPECT_EQ(packing.runs<ad::Pack>() > 0, shards_to_share) << name << ", " << workers << " workers";
      EXPECT_EQ(plain.runs<ad::Pack>(), 0) << name;
    }
}

TEST(Bench, TheLimitsOfADeviceAreMeasuredOnIt) {
  ad::PackingCpu device;
  const Limits best =
      limits(device, {.workloads = {}, .window = 1e-5, .rounds = 1, .product = 32, .copy = 1000});
  EXPECT_GT(device.runs<ad::Gemm>(), 0);
  EXPECT_GT(device.runs<ad::Chain>(), 101);  // of one number, and copies
  for (const double limit : {best.product, best.copy, best.call}) EXPECT_GT(limit, 0);
  EXPECT_LT(best.call, 1e-3);
}

TEST(Bench, CostsAreThoseOfTheDocumentedNetworks) {
  EXPECT_DOUBLE_EQ(workload("a").work.amount, 512.0 * (4 * 36 * 128 + 6 * (5 * 128 * 128 + 128 * 2)));
  EXPECT_DOUBLE_EQ(workload("sampling").work.amount, 10'000.0 * 2 * (36 * 128 + 5 * 128 * 128 + 128 * 2));
  EXPECT_DOUBLE_EQ(workload("b512").work.amount, 4 * workload("b128").work.amount);
}

TEST(Bench, AnUnknownWorkloadIsRefusedWithTheNames) {
  try {
    workload("z");
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(
        e.what(),
        "bench: workload 'z' given, expected one of a, b128, b512, c, sampling, unet, compile, kernels, "
        "random, publish, busy, conv, group_norm, attention");
  }
}

TEST(Bench, TimingsAreMediansPerStepOfWindowsInTurn) {
  std::string order;
  const auto fake = [&](char name, double step) {
    return Contender{std::string(1, name),
                     [&order, name, step](int n) {
                       order += name;
                       return step * n;
                     },
                     0};
  };
  const auto t = measure({fake('a', 0.02), fake('b', 0.05)}, 0.1, 3);
  EXPECT_DOUBLE_EQ(t[0].median, 0.02);
  EXPECT_DOUBLE_EQ(t[1].best, 0.05);
  EXPECT_TRUE(order.ends_with("ababab")) << order;
}

TEST(Bench, TablesAndJsonNameEveryWorkload) {
  const Timing t{1e-3, 9e-4, 5};
  const BenchReport report{"processor",
                           {2e11, 1e11, 1e11},
                           {{"a", "summary", {1e8, flop}, 1e-2, t, t, BenchRow::PeerTimes{t, t, 1, 1}}}};
  EXPECT_NE(table(report).find(
                "a                            100 MFLOP     10.0    1.000    1.000   1.00       100"),
            std::string::npos)
      << table(report);
  EXPECT_NE(json(report).find("\"workload\": \"a\""), std::string::npos);
  EXPECT_NE(json(report).find("\"peer_two_threads\": {\n        \"median\": 0.001"), std::string::npos);
}

}  // namespace
}  // namespace pont::bench
