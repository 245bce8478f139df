// Capture of streams into graphs, and the replay of graphs.
#include "tests/cuda_device/graph.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tests/cuda_device/alive.hpp"
#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/random.hpp"
#include "tests/cuda_device/stream.hpp"

namespace pont::emulated {
namespace {

using Nodes = std::shared_ptr<const std::vector<Node>>;

struct Executable {
  Nodes nodes;
  Point last;  // launches of one executable come one after another
};

struct Graphs {
  std::map<cudaGraph_t, Nodes> graphs;
  std::map<cudaGraphExec_t, Executable> executables;
  std::size_t handles = 0;
};
Graphs& graphs() {
  static Graphs& object = *new Graphs;
  return object;
}

template <class Handle>
Handle new_handle() {
  return reinterpret_cast<Handle>(++graphs().handles * 16);
}

void run_nodes(const std::vector<Node>& nodes) {
  std::vector<bool> done(nodes.size());
  std::vector<std::size_t> left(nodes.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  const auto ready = [&](std::size_t i) {
    return std::all_of(nodes[i].after.begin(), nodes[i].after.end(), [&](std::size_t n) { return done[n]; });
  };
  while (!left.empty() && device_error() == cudaSuccess) {
    auto next = left.begin() + chance().below(left.size());
    if (!ready(*next)) next = std::find_if(left.begin(), left.end(), ready);
    nodes[*next].run();
    done[*next] = true;
    left.erase(next);
  }
}

bool joined(const Capture& capture, const Stream& origin) {
  std::set<std::size_t> before(origin.last_nodes.begin(), origin.last_nodes.end());
  for (auto n = capture.nodes.size(); n-- > 0;)
    if (before.contains(n)) before.insert(capture.nodes[n].after.begin(), capture.nodes[n].after.end());
  return before.size() == capture.nodes.size();
}

void release_streams(const std::shared_ptr<Capture>& capture) {
  for (const auto& s : all_streams())
    if (s->capture == capture) s->capture = nullptr, s->last_nodes.clear();
}

cudaError_t end_capture(const std::shared_ptr<Stream>& stream, cudaGraph_t* out) {
  *out = nullptr;
  const auto capture = stream->capture;
  if (!capture) return cudaErrorInvalidValue;
  if (capture->origin != stream.get()) return cudaErrorStreamCaptureUnmatched;
  if (capture->mode != cudaStreamCaptureModeRelaxed && capture->thread != std::this_thread::get_id())
    return cudaErrorStreamCaptureWrongThread;
  const bool whole = joined(*capture, *stream);
  release_streams(capture);
  if (capture->invalid) return cudaErrorStreamCaptureInvalidated;
  if (!whole) return cudaErrorStreamCaptureUnjoined;
  *out = new_handle<cudaGraph_t>();
  graphs().graphs[*out] = std::make_shared<const std::vector<Node>>(std::move(capture->nodes));
  return cudaSuccess;
}

}  // namespace

cudaError_t add_node(Stream& stream, std::function<void()> run, std::function<void()> at_once) {
  Capture& capture = *stream.capture;
  if (capture.invalid) return cudaErrorStreamCaptureInvalidated;
  capture.nodes.push_back({std::move(run), stream.last_nodes, std::move(at_once)});
  stream.last_nodes = {capture.nodes.size() - 1};
  return cudaSuccess;
}

cudaError_t invalidate(Capture& capture) {
  capture.invalid = true;
  return cudaErrorStreamCaptureUnsupported;
}

Capture* capture_forbidding_unsafe_calls() {
  for (const auto& s : all_streams()) {
    Capture* c = s->capture.get();
    if (!c || c->mode == cudaStreamCaptureModeRelaxed) continue;
    if (c->mode == cudaStreamCaptureModeGlobal || c->thread == std::this_thread::get_id()) return c;
  }
  return nullptr;
}

void add_graphs_alive(std::vector<std::string>& texts) {
  texts.insert(texts.end(), graphs().graphs.size(), "a graph");
  texts.insert(texts.end(), graphs().executables.size(), "an executable graph");
}

void forget_graphs() { graphs() = Graphs(); }

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaStreamBeginCapture(cudaStream_t handle, cudaStreamCaptureMode mode) {
  return call("cudaStreamBeginCapture", [&] {
    const auto stream = stream_of(handle);
    if (!stream) return cudaErrorInvalidResourceHandle;
    if (!handle) return cudaErrorStreamCaptureUnsupported;
    if (stream->capture) return cudaErrorInvalidValue;
    stream->capture = std::make_shared<Capture>(Capture{{}, stream.get(), mode, std::this_thread::get_id()});
    return cudaSuccess;
  });
}

cudaError_t cudaStreamEndCapture(cudaStream_t handle, cudaGraph_t* out) {
  const std::lock_guard guard(lock());
  const cudaError_t e = release("cudaStreamEndCapture", [&] {
    const auto stream = stream_of(handle);
    return stream ? end_capture(stream, out) : cudaErrorInvalidResourceHandle;
  });
  if (e != cudaSuccess) graphs().graphs.erase(*out), *out = nullptr;
  return e;
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* out, cudaGraph_t graph, unsigned long long) {
  return call("cudaGraphInstantiate", [&] {
    const auto found = graphs().graphs.find(graph);
    if (found == graphs().graphs.end()) return cudaErrorInvalidValue;
    *out = new_handle<cudaGraphExec_t>();
    graphs().executables[*out] = {found->second, {}};
    return cudaSuccess;
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t handle, cudaStream_t stream) {
  return call("cudaGraphLaunch", [&] {
    const auto found = graphs().executables.find(handle);
    if (found == graphs().executables.end()) return cudaErrorInvalidValue;
    Executable& executable = found->second;
    const auto target = stream_of(stream);
    if (target && target->capture) return invalidate(*target->capture);
    const Nodes nodes = executable.nodes;
    const auto start = [nodes] {
      for (const Node& n : *nodes)
        if (n.at_once) n.at_once();
    };
    const cudaError_t e = enqueue(
        stream, [nodes] { run_nodes(*nodes); }, {executable.last}, start);
    if (e == cudaSuccess) executable.last = end_of(target);
    return e;
  });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return release("cudaGraphDestroy",
                 [&] { return graphs().graphs.erase(graph) ? cudaSuccess : cudaErrorInvalidValue; });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t handle) {
  return release("cudaGraphExecDestroy",
                 [&] { return graphs().executables.erase(handle) ? cudaSuccess : cudaErrorInvalidValue; });
}
