// Every call of CUDA and cuBLAS that training makes, failing at each of its uses: the run ends with a message
// that names it, leaves nothing on the device, and never gives another result.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "autodiff/compile.hpp"
#include "autodiff/cuda/cuda.hpp"
#include "tests/cuda_device/device.hpp"
#include "tests/faults/table.hpp"
#include "tests/nn/regression.hpp"

namespace pont {
namespace {

struct Outcome {
  std::string error;
  std::vector<ad::Tensor> result;
};

struct Square final : ad::RowFunction {
  int inputs() const override { return 1; }
  int outputs() const override { return 1; }
  void operator()(const double* in, double* out) const override { out[0] = in[0] * in[0]; }
};

ad::Tensor trained(ad::Backend& device) {
  const nn::Regression regression(ad::Dtype::f32);
  ad::Workers workers(2, device);
  nn::TrainingStep training(regression.parameters, ad::Key::root(5), nn::Adam(),
                            nn::regression_options(16, 8), workers, regression.loss());
  for (int i = 0; i < 2; ++i) training.run();
  return training.get("parameters");
}

/// What training does not use: rows by index, a host function, argmax, running sums, memory that is bound.
ad::Tensor evaluated(ad::Backend& device) {
  ad::Tape tape;
  const ad::Var x = tape.input({6, 1}, ad::Dtype::f64, "x");
  const ad::Var squares = ad::row_map(x, std::make_shared<Square>(), ad::Dtype::f64);
  const ad::Var y = ad::gather(ad::cumsum(squares, 0), ad::reshape(ad::argmax(squares, 0), {1}));
  ad::Program program = ad::compile({y}, {}, device);
  ad::DeviceMemory memory(device, 6 * sizeof(double));
  program.bind(x, memory.bytes());
  const std::vector<double> values{1, 2, 3, 4, 3, 2};
  memory.upload(std::as_bytes(std::span(values)));
  for (int i = 0; i < 2; ++i) program.run();
  std::vector<double> seconds(program.plan().instructions.size());
  program.run_timed(seconds);
  return program.get(y);
}

Outcome run() {
  try {
    const std::unique_ptr<ad::Backend> device = ad::open_cuda(ad::Precision::float32);
    return {"", {trained(*device), evaluated(*device)}};
  } catch (const ad::DeviceError& e) {
    return {e.what(), {}};
  }
}

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, "; "));
}

/// What the message must contain.
std::string words_for(const std::string& function) {
  if (function == "launch") return "launch of ";
  if (function == "kernel") return "unspecified launch failure";  // said by whichever call waits for it
  return function == "cudaGetDeviceCount" ? "there is no GPU that can be used" : function;
}

/// Empty if the run met the fault as it must.
std::string wrong_with(const Outcome& o, const Outcome& whole, const std::string& function) {
  if (const auto found = emulated::findings(); !found.empty()) return joined(found);
  if (const auto left = emulated::alive(); !left.empty()) return "left on the device: " + joined(left);
  if (o.error.empty()) return o.result == whole.result ? "" : "another result, and no error";
  return o.error.find(words_for(function)) != std::string::npos
             ? ""
             : "the message does not name the call: " + o.error;
}

TEST(FailingCalls, EndTheRunCleanlyWhicheverTheyAre) {
  faults::Campaign campaign("cuda: call N of CUDA or cuBLAS fails");
  emulated::fail_nothing();
  const Outcome whole = run();
  ASSERT_EQ(whole.error, "");
  ASSERT_EQ(joined(emulated::alive()), "");
  std::map<std::string, long> count;
  for (const std::string& f : emulated::functions_called()) count[f] = emulated::calls(f);
  for (const auto& [function, n] : count) {
    const long tries = std::min(n, faults::amount(8, 400));
    for (long i = 0; i < tries; ++i) {
      const long at = 1 + i * n / tries;
      emulated::fail_nothing();
      emulated::fail(function, at);
      emulated::seed(static_cast<std::uint64_t>(at));
      const Outcome o = run();
      const std::string wrong = wrong_with(o, whole, function);
      campaign.count(1, wrong.empty() ? "" : fmt::format("{}, call {} of {}: {}", function, at, n, wrong));
      emulated::restart();
    }
  }
  emulated::fail_nothing();
}

}  // namespace
}  // namespace pont
