// The devices of a run: one row per backend.
#include "experiments/run/devices.hpp"

#include <algorithm>

#include "autodiff/cuda/cuda.hpp"
#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"

namespace pont::run {
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

std::vector<std::string> device_names() {
  std::vector<std::string> names;
  for (const DeviceRow& row : devices()) names.push_back(row.name);
  return names;
}

std::vector<std::string> precision_names() {
  std::vector<std::string> names;
  for (const DeviceRow& row : devices())
    for (const std::string& p : row.precisions)
      if (std::ranges::count(names, p) == 0) names.push_back(p);
  return names;
}

std::shared_ptr<ad::Backend> open_device(const std::string& name, const std::string& precision) {
  const auto row = std::ranges::find(devices(), name, &DeviceRow::name);
  if (row == devices().end())
    throw config::ConfigError("device: got " + name + "; expected one of: " + config::join(device_names()));
  if (std::ranges::count(row->precisions, precision) == 0)
    throw config::ConfigError("precision: got " + precision + "; expected, on the device " + name +
                              ", one of: " + config::join(row->precisions));
  try {
    return row->open(precision);
  } catch (const ad::NoDevice& e) {
    throw config::ConfigError(std::string("device: ") + e.what());
  }
}

}  // namespace pont::run
