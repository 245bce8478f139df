// Starting a kernel: the one thing that has a syntax of its own in CUDA.
#pragma once
#include <memory>
#include <type_traits>

#include "tests/cuda_device/include/emulated/types.h"

namespace pont::emulated {

/// A kernel with its arguments, which lie in `bytes` bytes at `arguments`.
class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual void thread() const = 0;  ///< what one thread does
  const void* arguments = nullptr;
  std::size_t bytes = 0;
};

template <class F>
class KernelOf final : public Kernel {
 public:
  explicit KernelOf(F f) : f_(f) {
    arguments = &f_;
    bytes = sizeof f_;
  }
  void thread() const override { f_(); }

 private:
  F f_;
};

void launch(dim3 grid, dim3 block, std::size_t shared_bytes, cudaStream_t, std::shared_ptr<const Kernel>);

}  // namespace pont::emulated

/// `thread` is called once per thread; what it captures by value are the kernel's arguments.
template <class F>
void pont_emulated_launch(dim3 grid, dim3 block, std::size_t shared_bytes, cudaStream_t stream, F thread) {
  static_assert(std::is_trivially_copyable_v<F>, "a kernel's arguments are copied bit by bit");
  static_assert(sizeof(F) <= 32764, "a kernel takes at most 32,764 bytes of arguments");
  pont::emulated::launch(grid, block, shared_bytes, stream,
                         std::make_shared<const pont::emulated::KernelOf<F>>(thread));
}
