// CUDA graphs of replayed programs: their capture, and the list of them.
#include "autodiff/cuda/graph.hpp"

#include <algorithm>

namespace pont::ad::cuda {

// Relaxed: what is called meanwhile (memory for host functions) is known to be safe.
Capture::Capture(cudaStream_t stream) : stream_(stream) {
  require(cudaStreamBeginCapture(stream, cudaStreamCaptureModeRelaxed), "cudaStreamBeginCapture");
}

Capture::~Capture() {
  cudaGraph_t graph = nullptr;
  if (!open_) return;
  cudaStreamEndCapture(stream_, &graph);
  cudaGetLastError();  // the error that ended the capture is on its way already
  if (graph) forget(cudaGraphDestroy(graph));
}

Owned<cudaGraphExec_t> Capture::end() {
  cudaGraph_t graph = nullptr;
  open_ = false;
  require(cudaStreamEndCapture(stream_, &graph), "cudaStreamEndCapture");
  const Owned<cudaGraph_t> owned(graph);
  cudaGraphExec_t executable = nullptr;
  require(cudaGraphInstantiate(&executable, graph, 0), "cudaGraphInstantiate");
  return Owned<cudaGraphExec_t>(executable);
}

// A graph must not run any more. An error of work that is given up is nobody's; a lost device says so again.
Graphs::~Graphs() { forget(cudaStreamSynchronize(stream_)); }

Graph* Graphs::find(std::span<std::byte* const> bases) {
  const auto found =
      std::ranges::find_if(graphs_, [&](const Graph& g) { return std::ranges::equal(g.bases, bases); });
  return found == graphs_.end() ? nullptr : &*found;
}

Graph& Graphs::add(Graph graph) {
  if (graphs_.size() == most) {
    require(cudaStreamSynchronize(stream_), "cudaStreamSynchronize");
    graphs_.pop_front();
  }
  return graphs_.emplace_back(std::move(graph));
}

}  // namespace pont::ad::cuda
