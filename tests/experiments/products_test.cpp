// The key products: runs with the products of a library repeat bit for bit, name it, and refuse to go on with
// another.
#include <gtest/gtest.h>

#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

// Skipped where there is no library; ./pont test installs one.
class Products : public ::testing::Test {
 protected:
  void SetUp() override {
    const Outcome o = pont({"run", config, "--out", dir / "whole", "products=blas", "threads=1"});
    if (o.err.find("install libopenblas0") != std::string::npos) GTEST_SKIP() << o.err;
    ASSERT_EQ(o.code, 0) << o.err;
  }
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config);
};

TEST_F(Products, ThreadsChangeNoBit) {
  ASSERT_EQ(pont({"run", config, "--out", dir / "two", "products=blas", "threads=2"}).code, 0);
  EXPECT_EQ(pont({"diff", dir / "whole", dir / "two"}).out, "identical\n");
  ASSERT_EQ(pont({"run", config, "--out", dir / "own"}).code, 0);
  EXPECT_NE(pont({"diff", dir / "whole", dir / "own"}).out.find("/samples/"), std::string::npos);
}

TEST_F(Products, AKilledRunGoesOnToTheSameBits) {
  const std::string run = dir / "killed";
  for (const double seconds : {.05, .1, .2}) {
    const std::vector<std::string> resume{"resume", run}, start{"run", config, "--out", run, "products=blas"};
    pont(pont({"info", run}).code == 0 ? resume : start, seconds);
  }
  if (pont({"info", run}).code == 0) {
    ASSERT_EQ(pont({"resume", run}).code, 0);
  } else {
    ASSERT_EQ(pont({"run", config, "--out", run, "products=blas"}).code, 0);
  }
  EXPECT_EQ(pont({"diff", dir / "whole", run}).out, "identical\n");
}

// Each processor has kernels of its own; OpenBLAS takes those that are asked for.
TEST_F(Products, AnotherLibraryIsRefused) {
  const std::string whole = dir / "whole", info = pont({"info", whole}).out;
  EXPECT_NE(info.find("cpu, products by "), std::string::npos) << info;
  const std::string other = info.find("Nehalem") == std::string::npos ? "Nehalem" : "Haswell";
  const std::vector<std::string> extend{"extend", whole, "train.steps=120", "--out", dir / "longer"};
  const Outcome o = pont(extend, -1, SIGKILL, {"OPENBLAS_CORETYPE=" + other});
  EXPECT_EQ(o.code, 3);
  EXPECT_NE(o.err.find("computes other bits: device: 'cpu, products by "), std::string::npos) << o.err;
  EXPECT_NE(o.err.find(other + "' now"), std::string::npos) << o.err;
}

TEST(ProductsWithoutLibrary, AGpuHasItsOwn) {
  const Scratch dir;
  const Outcome o = pont(
      {"run", dir.write("small.yaml", small_config), "--out", dir / "run", "products=blas", "device=cuda"});
  EXPECT_EQ(o.code, 2);
  EXPECT_NE(o.err.find("products own, or device cpu"), std::string::npos) << o.err;
}

}  // namespace
}  // namespace pont::experiments
