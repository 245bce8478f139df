// How many devices there are, what they are, and the names of errors.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/device.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/memory.hpp"

namespace pont::emulated {
namespace {

int& devices() {
  static int count = [] {
    const char* given = std::getenv("PONT_CUDA_DEVICES");
    return given ? std::atoi(given) : 1;
  }();
  return count;
}

/// Small, so that kernels which fill the device with as many blocks as it runs at once have to loop.
cudaDeviceProp properties() {
  cudaDeviceProp p{};
  std::strcpy(p.name, "emulated device");
  p.totalGlobalMem = Memory::get().size();
  p.sharedMemPerBlock = p.sharedMemPerBlockOptin = 48 * 1024;
  p.warpSize = 32;
  p.maxThreadsPerBlock = 1024;
  std::copy_n(std::to_array({1024, 1024, 64}).begin(), 3, p.maxThreadsDim);
  std::copy_n(std::to_array({0x7FFFFFFF, 65535, 65535}).begin(), 3, p.maxGridSize);
  p.major = 8;
  p.multiProcessorCount = 2;
  p.l2CacheSize = 1 << 20;
  p.memoryBusWidth = 64;
  return p;
}

}  // namespace

void device_count(int count) { devices() = count; }

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaGetDeviceCount(int* count) {
  return call("cudaGetDeviceCount", [&] {
    *count = devices();
    return devices() > 0 ? cudaSuccess : cudaErrorNoDevice;
  });
}
cudaError_t cudaSetDevice(int device) {
  return call("cudaSetDevice", [&] {
    if (devices() == 0) return cudaErrorNoDevice;
    return device >= 0 && device < devices() ? cudaSuccess : cudaErrorInvalidDevice;
  });
}
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* out, int device) {
  return call("cudaGetDeviceProperties", [&] {
    *out = properties();
    return device >= 0 && device < devices() ? cudaSuccess : cudaErrorInvalidDevice;
  });
}
cudaError_t cudaRuntimeGetVersion(int* version) {
  return call("cudaRuntimeGetVersion", [&] { return *version = 13000, cudaSuccess; });
}
cudaError_t cudaDriverGetVersion(int* version) {
  return call("cudaDriverGetVersion", [&] { return *version = 13000, cudaSuccess; });
}

const char* cudaGetErrorName(cudaError_t e) {
#define PONT_CASE(name, number, text) \
  if (e == name) return #name;
  PONT_CUDA_ERRORS(PONT_CASE)
#undef PONT_CASE
  return "unrecognized error code";
}
const char* cudaGetErrorString(cudaError_t e) {
#define PONT_CASE(name, number, text) \
  if (e == name) return text;
  PONT_CUDA_ERRORS(PONT_CASE)
#undef PONT_CASE
  return "unrecognized error code";
}
