// A device with little memory says what would fit.
#include "tests/cuda/curves.hpp"
#include "tests/cuda_device/device.hpp"

namespace pont::nn {
namespace {

// A shard of the rows that the message names does fit.
TEST(DeviceMemory, ThatIsTooSmallNamesTheRowsThatWouldFit) {
  emulated::restart();
  emulated::device_bytes(std::size_t{16} << 20);
  const Regression r(ad::Dtype::f32);
  const auto device = ad::open_cuda(ad::Precision::float32);
  ad::Workers workers(1, *device);
  const auto training = [&](ad::i64 rows) {
    return TrainingStep(r.parameters, ad::Key::root(5), Adam(), regression_options(rows, rows), workers,
                        r.loss());
  };
  std::string said;
  try {
    training(200'000);
    ADD_FAILURE() << "200,000 rows fit";
  } catch (const ad::OutOfDeviceMemory& e) {
    said = e.what();
  }
  ASSERT_TRUE(said.starts_with("training step: a shard of 200000 rows: cuda: cudaMalloc of ")) << said;
  EXPECT_NE(said.find("bytes are free"), std::string::npos) << said;
  const std::size_t about = said.find("about ");
  ASSERT_NE(about, std::string::npos) << said;
  const long fit = std::stol(said.substr(about + 6));
  EXPECT_GT(fit, 1000);
  EXPECT_LT(fit, 200'000);
  training(fit - fit / 10);
}

}  // namespace
}  // namespace pont::nn
