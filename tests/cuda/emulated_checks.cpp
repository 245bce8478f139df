// After every test on the emulated device: it has found nothing wrong, and nothing is left on it.
#include <gtest/gtest.h>

#include "tests/cuda_device/device.hpp"

namespace pont::emulated {
namespace {

class Checks final : public testing::EmptyTestEventListener {
  void OnTestEnd(const testing::TestInfo&) override {
    EXPECT_EQ(findings(), std::vector<std::string>{});
    EXPECT_EQ(alive(), std::vector<std::string>{});
  }
};

[[maybe_unused]] const bool listening = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new Checks);
  return true;
}();

}  // namespace
}  // namespace pont::emulated
