// A thousand steps on the device beside those of the CPU: two to five seconds on the emulated one.
#include "tests/cuda/curves.hpp"

namespace pont::nn {
namespace {

class Curve : public ad::OnDevice {};

TEST_F(Curve, OfAThousandStepsAgrees) { EXPECT_LT(largest_difference(*device, Adam(), 1000), 1e-2); }

}  // namespace
}  // namespace pont::nn
