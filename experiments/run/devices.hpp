// The devices that a run can compute on.
#pragma once
#include <memory>
#include <string>
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

}  // namespace pont::run
