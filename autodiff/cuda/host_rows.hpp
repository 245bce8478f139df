// A host function of rows among the work of a stream.
#pragma once
#include <exception>
#include <mutex>

#include "autodiff/cuda/handles.hpp"
#include "autodiff/instruction.hpp"

namespace pont::ad::cuda {

/// The first exception that host functions threw since it was last asked for; they run on a thread of the
/// driver.
class HostFailure final {
 public:
  void keep(std::exception_ptr) noexcept;
  void rethrow();  ///< and forget; nothing happens if there is none

 private:
  std::mutex mutex_;
  std::exception_ptr error_;
};

/// Must live until the stream, or the graph that its work was captured into, has done it.
class HostRows final {
 public:
  HostRows(const MapRows&, HostFailure&);
  /// Enqueues: rows to the host, function, rows back.
  void enqueue(const std::byte* x, std::byte* y, cudaStream_t);

 private:
  static void call(void* self) noexcept;

  MapRows verb_;
  HostFailure& failure_;
  std::size_t in_bytes_, out_bytes_;
  Pinned x_, y_;
};

}  // namespace pont::ad::cuda
