// The devices of a run: one row per backend.
#include "experiments/run/devices.hpp"

#include <algorithm>

#include "autodiff/cpu/blas/blas.hpp"
#include "autodiff/cuda/cuda.hpp"
#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"

namespace pont::run {
namespace {

using Device = std::shared_ptr<ad::Backend>;

Device open_cpu(const std::string&, const std::string& products) {
  if (products == blas_products) return ad::open_blas();
  return {std::shared_ptr<void>(), &ad::cpu()};
}

Device open_gpu(const std::string& precision, const std::string&) {
  return ad::open_cuda(precision == tf32_products ? ad::Precision::tf32 : ad::Precision::float32);
}

using Names = std::vector<std::string>;

// What some device has, in the order of the table.
Names names_of(Names DeviceRow::*column) {
  Names names;
  for (const DeviceRow& row : devices())
    for (const std::string& name : row.*column)
      if (std::ranges::count(names, name) == 0) names.push_back(name);
  return names;
}

void require(const char* key, const std::string& value, const Names& expected, const std::string& device) {
  if (std::ranges::count(expected, value) == 0)
    throw config::ConfigError(std::string(key) + ": got " + value + "; expected, on the device " + device +
                              ", one of: " + config::join(expected));
}

}  // namespace

const std::vector<DeviceRow>& devices() {
  static const std::vector<DeviceRow> rows{
      {"cpu", "this machine's processor", {float32_products}, {own_products, blas_products}, open_cpu},
      {"cuda",
       "an NVIDIA GPU of sm_80 or later, by cuBLAS and our kernels",
       {float32_products, tf32_products},
       {own_products},
       open_gpu}};
  return rows;
}

std::vector<std::string> device_names() {
  std::vector<std::string> names;
  for (const DeviceRow& row : devices()) names.push_back(row.name);
  return names;
}

std::vector<std::string> precision_names() { return names_of(&DeviceRow::precisions); }
std::vector<std::string> product_names() { return names_of(&DeviceRow::products); }

std::shared_ptr<ad::Backend> open_device(const std::string& name, const std::string& precision,
                                         const std::string& products) {
  const auto row = std::ranges::find(devices(), name, &DeviceRow::name);
  if (row == devices().end())
    throw config::ConfigError("device: got " + name + "; expected one of: " + config::join(device_names()));
  require("precision", precision, row->precisions, name);
  require("products", products, row->products, name);
  try {
    return row->open(precision, products);
  } catch (const ad::NoDevice& e) {
    throw config::ConfigError(std::string("device: ") + e.what());
  } catch (const ad::NoBlas& e) {
    throw config::ConfigError(std::string("products: ") + e.what());
  }
}

}  // namespace pont::run
