// Stands in for the CUDA runtime's header when kernels are compiled as plain C++ for the emulated device.
#pragma once
#include "tests/cuda_device/include/emulated/device_code.h"
#include "tests/cuda_device/include/emulated/launch.h"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/include/emulated/types.h"
