// The devices that a run can compute on, and the number of its workers unless somebody says.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "autodiff/backend.hpp"

namespace pont::run {

/// How products of float32 are computed, see ad::Precision.
inline constexpr const char *float32_products = "float32", *tf32_products = "tf32";

/// Whose products of matrices a device computes with: its own, or those of a BLAS library.
inline constexpr const char *own_products = "own", *blas_products = "blas";

struct DeviceRow final {
  std::string name, summary;
  std::vector<std::string> precisions, products;  ///< that it has
  std::shared_ptr<ad::Backend> (*open)(const std::string& precision, const std::string& products);
};
const std::vector<DeviceRow>& devices();
std::vector<std::string> device_names(), precision_names(), product_names();

/// Throws ConfigError for an unknown name, precision or products, and where there is no such device or
/// library that can be used.
std::shared_ptr<ad::Backend> open_device(const std::string& name, const std::string& precision,
                                         const std::string& products);

inline int cores() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

}  // namespace pont::run
