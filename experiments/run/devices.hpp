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

struct DeviceRow final {
  std::string name, summary;
  std::vector<std::string> precisions;  ///< that it has
  std::shared_ptr<ad::Backend> (*open)(const std::string& precision);
};
const std::vector<DeviceRow>& devices();
std::vector<std::string> device_names(), precision_names();

/// Throws ConfigError for an unknown name or precision, and where there is no such device that can be used.
std::shared_ptr<ad::Backend> open_device(const std::string& name, const std::string& precision);

inline int cores() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

}  // namespace pont::run
