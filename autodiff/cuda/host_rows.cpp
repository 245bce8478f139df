// Host functions of rows on a CUDA stream, computed by the CPU backend.
#include "autodiff/cuda/host_rows.hpp"

#include <array>
#include <utility>

#include "autodiff/backend.hpp"

namespace pont::ad::cuda {

void HostFailure::keep(std::exception_ptr error) noexcept {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
}

void HostFailure::rethrow() {
  const std::unique_lock lock(mutex_);
  if (const std::exception_ptr error = std::exchange(error_, nullptr)) std::rethrow_exception(error);
}

HostRows::HostRows(const MapRows& v, HostFailure& failure)
    : verb_(v),
      failure_(failure),
      in_bytes_(static_cast<std::size_t>(v.rows * v.f->inputs()) * size_of(v.from)),
      out_bytes_(static_cast<std::size_t>(v.rows * v.f->outputs()) * size_of(v.to)),
      x_(make_pinned(in_bytes_)),
      y_(make_pinned(out_bytes_)) {}

void HostRows::enqueue(const std::byte* x, std::byte* y, cudaStream_t stream) {
  require(cudaMemcpyAsync(x_.get(), x, in_bytes_, cudaMemcpyDeviceToHost, stream), "cudaMemcpyAsync");
  require(cudaLaunchHostFunc(stream, call, this), "cudaLaunchHostFunc");
  require(cudaMemcpyAsync(y, y_.get(), out_bytes_, cudaMemcpyHostToDevice, stream), "cudaMemcpyAsync");
}

void HostRows::call(void* self) noexcept {
  HostRows& rows = *static_cast<HostRows*>(self);
  try {
    cpu().run(rows.verb_, std::array{rows.y_.get(), rows.x_.get()});
  } catch (...) {
    rows.failure_.keep(std::current_exception());
  }
}

}  // namespace pont::ad::cuda
