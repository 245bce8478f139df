// One row per backend.
#include "experiments/run/devices.hpp"

#include <algorithm>

#include "autodiff/cuda/cuda.hpp"
#include "experiments/config/error.hpp"

namespace pont::experiments {
namespace {

std::shared_ptr<ad::Backend> open_gpu(const std::string& precision) {
  return ad::open_cuda(precision == tf32_products ? ad::Precision::tf32 : ad::Precision::float32);
}

}  // namespace

const std::vector<DeviceRow>& devices() {
  static const std::vector<DeviceRow> rows{
      {"cpu",
       "this machine's processor",
       {float32_products},
       [](const std::string&) { return std::shared_ptr<ad::Backend>(std::shared_ptr<void>(), &ad::cpu()); }},
      {"cuda",
       "an NVIDIA GPU of sm_80 or later, by cuBLAS and our kernels",
       {float32_products, tf32_products},
       open_gpu}};
  return rows;
}

std::shared_ptr<ad::Backend> open_device(const std::string& name, const std::string& precision) {
  const auto row = std::ranges::find(devices(), name, &DeviceRow::name);
  if (row == devices().end()) throw ConfigError("device: got " + name + "; expected cpu or cuda");
  if (std::ranges::count(row->precisions, precision) == 0)
    throw ConfigError("precision: got " + precision + " on the device " + name +
                      "; expected float32, or tf32 on cuda");
  try {
    return row->open(precision);
  } catch (const ad::NoDevice& e) {
    throw ConfigError(std::string("device: ") + e.what());
  }
}

}  // namespace pont::experiments
