// Captured work: nodes that run in any order their dependencies permit.
#pragma once
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "tests/cuda_device/include/emulated/types.h"

namespace pont::emulated {

class Stream;

struct Node {
  std::function<void()> run;
  std::vector<std::size_t> after;  ///< numbers of earlier nodes
  std::function<void()> at_once;   ///< when the graph is launched; may be empty
};

struct Capture {
  std::vector<Node> nodes;
  Stream* origin;
  cudaStreamCaptureMode mode;
  std::thread::id thread;
  bool invalid = false;
};

cudaError_t add_node(Stream&, std::function<void()> run, std::function<void()> at_once);
/// The capture is void from now on; gives the error of the call that did it.
cudaError_t invalidate(Capture&);
/// The capture that a call which is not safe during captures (cudaMalloc, ...) hurts, or null.
Capture* capture_forbidding_unsafe_calls();

}  // namespace pont::emulated
