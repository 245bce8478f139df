// What a program that is replayed becomes: one captured CUDA graph for each place that its memory was bound
// to.
#pragma once
#include <list>

#include "autodiff/backend.hpp"
#include "autodiff/cuda/host_rows.hpp"

namespace pont::ad::cuda {

using RowsCalls = std::list<HostRows>;

/// Collects what is enqueued on a stream instead of running it.
class Capture final {
 public:
  explicit Capture(cudaStream_t);
  ~Capture();  ///< drops what was collected unless end() was called
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  Owned<cudaGraphExec_t> end();

 private:
  cudaStream_t stream_;
  bool open_ = true;
};

struct Graph {
  std::vector<std::byte*> bases;
  RowsCalls calls;  ///< that its nodes point to
  Owned<cudaGraphExec_t> executable;
};

/// The graphs of one program. The oldest is given up where a caller binds new memory again and again.
class Graphs final : public Backend::Replays {
 public:
  /// `stream`: that they are launched on.
  explicit Graphs(cudaStream_t stream) : stream_(stream) {}
  ~Graphs() override;
  Graph* find(std::span<std::byte* const> bases);
  Graph& add(Graph);

 private:
  static constexpr std::size_t most = 64;
  cudaStream_t stream_;
  std::list<Graph> graphs_;
};

}  // namespace pont::ad::cuda
