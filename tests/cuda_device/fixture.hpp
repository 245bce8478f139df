// A fresh device for each test, which ends with no finding and nothing alive.
#pragma once
#include <cuda_runtime.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cuda_device/device.hpp"

namespace pont::emulated {

class Device : public testing::Test {
 protected:
  Device() { restart(); }
  ~Device() override {
    EXPECT_EQ(findings(), std::vector<std::string>{});
    EXPECT_EQ(alive(), std::vector<std::string>{});
    fail_nothing();
    restart();
  }

  /// That there is one finding, which contains this text; it is then forgotten, and the device is as new.
  static void expect_finding(const std::string& text) {
    const std::vector<std::string> all = findings();
    EXPECT_TRUE(all.size() == 1 && all[0].find(text) != std::string::npos)
        << "expected " << text << "; found " << fmt::format("{}", fmt::join(all, "\n"));
    restart();
  }

  template <class T>
  static T* allocated(std::size_t n) {
    T* p = nullptr;
    EXPECT_EQ(cudaMalloc(&p, n * sizeof(T)), cudaSuccess);
    return p;
  }
  template <class T>
  static T* uploaded(const std::vector<T>& values) {
    T* p = allocated<T>(values.size());
    EXPECT_EQ(cudaMemcpy(p, values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice), cudaSuccess);
    return p;
  }
  template <class T>
  static std::vector<T> downloaded(const T* p, std::size_t n) {
    std::vector<T> values(n);
    EXPECT_EQ(cudaMemcpy(values.data(), p, n * sizeof(T), cudaMemcpyDeviceToHost), cudaSuccess);
    return values;
  }
  /// Runs `thread` for each thread of one block or more.
  template <class F>
  static cudaError_t run(unsigned blocks, unsigned threads, F thread, std::size_t shared_bytes = 0) {
    pont_emulated_launch(blocks, threads, shared_bytes, nullptr, thread);
    return cudaDeviceSynchronize();
  }
};

}  // namespace pont::emulated
