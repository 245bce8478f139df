// How every call of the API begins and ends: one lock, the N-th use that fails, the error that stays.
#pragma once
#include <mutex>

#include "tests/cuda_device/include/emulated/types.h"

namespace pont::emulated {

std::recursive_mutex& lock();

/// Counts the call. What it must give instead of doing its work, or cudaSuccess.
cudaError_t refusal(const char* function);
/// The same without the error that stays; for what happens on the device.
bool fails_now(const char* function);

/// The device is lost: every call gives this error from now on.
void lose_device(cudaError_t);
cudaError_t device_error();

/// Makes `e` the last error of this thread unless it is none.
cudaError_t keep(cudaError_t e);

/// A function that the program gave to cudaLaunchHostFunc runs on this thread; it may not call the API.
class HostFunction final {
 public:
  HostFunction();
  ~HostFunction();
};

template <class Body>
cudaError_t call(const char* function, Body body) {
  const std::lock_guard guard(lock());
  const cudaError_t refused = refusal(function);
  return keep(refused != cudaSuccess ? refused : body());
}

/// What is to be released is released, whatever the call gives.
template <class Body>
cudaError_t release(const char* function, Body body) {
  const std::lock_guard guard(lock());
  const cudaError_t refused = refusal(function), done = body();
  return keep(refused != cudaSuccess ? refused : done);
}

}  // namespace pont::emulated
