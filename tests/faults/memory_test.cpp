// Allocations that fail: the N-th of a size, and an address space that is too small.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/experiments/rooms.hpp"
#include "tests/faults/campaign.hpp"

namespace pont::faults {
namespace {

/// Met without harm, or one line that says what happened; in no case a crash, and never a hang.
std::string wrong_after(const Subject& subject, const Outcome& o, const std::string& name) {
  if (o.code == hung) return "hung";
  if (o.code > 128) return fmt::format("crashed with signal {}: {}", o.code - 128, o.err);
  if (o.code != 0 && o.err.empty()) return "no message";
  return o.code == 0 ? subject.wrong_with(name) : subject.recover(name);
}

class Allocations : public testing::TestWithParam<long> {};
INSTANTIATE_TEST_SUITE_P(Memory, Allocations, testing::Values(1, 1024, 65536));

TEST_P(Allocations, ThatFailLoseNothing) {
  const long size = GetParam();
  Campaign campaign(fmt::format("allocation N of {} bytes or more fails", size));
  const Subject subject(tiny_score);
  const long count = subject.allocations(size), tries = std::min(count, amount(12, 4000));
  ASSERT_GT(count, 0);
  for (long i = 0; i < tries; ++i) {
    const long n = 1 + i * count / tries;
    const std::string name = std::to_string(n);
    const Outcome o = subject.go_on(name, {.at = n, .allocations = size});
    const std::string wrong = wrong_after(subject, o, name);
    campaign.count(1, wrong.empty() ? "" : fmt::format("allocation {} of {}: {}", n, count, wrong));
  }
}

TEST(Memory, WhatCannotFitIsRefusedBeforeItStarts) {
  const Scratch directory(memory);
  const std::string file = directory.write("large.yaml", tiny_score), run = directory / "run";
  const Outcome o = experiments::pont(
      {"run", file, "--out", run, "network.hidden=65536", "network.depth=1000", "network.type=concat_mlp"});
  EXPECT_EQ(o.code, 2) << o.err;
  EXPECT_NE(o.err.find("memory: this needs at least "), std::string::npos) << o.err;
  EXPECT_FALSE(std::filesystem::exists(run));
}

// The values of a step are planned as a whole, and asked for before the first.
TEST(Memory, AStepThatCannotFitIsRefusedWithItsSize) {
  const Scratch directory(memory);
  const std::string file = directory.write("large.yaml", tiny_score);
  const Outcome o = experiments::pont({"run", file, "--out", directory / "run", "train.batch=100000000",
                                       "train.shard=100000000", "network.hidden=4096"});
  EXPECT_EQ(o.code, 4) << o.err;
  EXPECT_NE(o.err.find("out of memory: the "), std::string::npos) << o.err;
  EXPECT_NE(o.err.find(" bytes of a program, "), std::string::npos) << o.err;
  EXPECT_NE(o.err.find("use a smaller train.batch, train.shard"), std::string::npos) << o.err;
}

TEST(Memory, TheMessageHasTheSize) {
  const Subject subject(tiny_score);
  const Outcome o = subject.go_on("run", {.at = 1, .calls = 1L << 30, .allocations = 8192});
  EXPECT_EQ(o.code, 4) << o.err;
  EXPECT_NE(o.err.find("out of memory: "), std::string::npos) << o.err;
  EXPECT_NE(o.err.find(" bytes were refused with "), std::string::npos) << o.err;
}

}  // namespace
}  // namespace pont::faults
