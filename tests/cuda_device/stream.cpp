// Choosing which stream goes on next.
#include "tests/cuda_device/stream.hpp"

#include <algorithm>

#include "tests/cuda_device/alive.hpp"
#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/graph.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/random.hpp"

namespace pont::emulated {
namespace {

constexpr std::size_t longest_queue = 1024;  // a real device lets the host wait, too

struct Streams {
  std::shared_ptr<Stream> null = std::make_shared<Stream>();
  std::vector<std::shared_ptr<Stream>> created;
};
Streams& streams() {
  static Streams& object = *new Streams;
  return object;
}

/// Kernels leave the device's memory open for the next one; the host must not find it so.
struct Locking {
  ~Locking() { Memory::get().close(); }
};

bool ready(const Work& w) {
  return std::all_of(w.after.begin(), w.after.end(), [](const Point& p) { return p.reached(); });
}

void run_first(Stream& s) {
  const Work work = std::move(s.waiting.front());
  s.waiting.pop_front();
  if (device_error() == cudaSuccess) work.run();
  ++s.done;
}

/// The stream itself, or one that its first work waits for, directly or not.
Stream& needed_for(Stream& s) {
  for (const Point& p : s.waiting.front().after)
    if (!p.reached()) return needed_for(*p.stream);
  return s;
}

Stream* any_ready() {
  std::vector<Stream*> candidates;
  for (const auto& s : all_streams())
    if (!s->waiting.empty() && ready(s->waiting.front())) candidates.push_back(s.get());
  return candidates.empty() ? nullptr : candidates[chance().below(candidates.size())];
}

/// What CUDA's rules on the null stream make new work wait for.
void add_null_stream_rules(const std::shared_ptr<Stream>& s, std::vector<Point>& after) {
  if (s == streams().null) {
    for (const auto& other : streams().created)
      if (other->blocking) after.push_back(end_of(other));
  } else if (s->blocking) {
    after.push_back(end_of(streams().null));
  }
}

Capture* capture_of_a_blocking_stream() {
  for (const auto& s : streams().created)
    if (s->blocking && s->capture) return s->capture.get();
  return nullptr;
}

}  // namespace

bool Point::reached() const { return !stream || stream->done >= count; }

std::shared_ptr<Stream> stream_of(cudaStream_t handle) {
  if (!handle) return streams().null;
  for (const auto& s : streams().created)
    if (s.get() == reinterpret_cast<Stream*>(handle)) return s;
  return nullptr;
}

std::vector<std::shared_ptr<Stream>> all_streams() {
  std::vector<std::shared_ptr<Stream>> all = streams().created;
  all.push_back(streams().null);
  return all;
}

Point end_of(const std::shared_ptr<Stream>& s) { return {s, s->enqueued}; }

cudaError_t enqueue(cudaStream_t handle, std::function<void()> run, std::vector<Point> after,
                    const std::function<void()>& at_once) {
  const auto stream = stream_of(handle);
  if (!stream) return cudaErrorInvalidResourceHandle;
  if (stream->capture) return add_node(*stream, std::move(run), at_once);
  if (!handle)
    if (Capture* hurt = capture_of_a_blocking_stream())
      return invalidate(*hurt), cudaErrorStreamCaptureImplicit;
  add_null_stream_rules(stream, after);
  if (at_once) at_once();
  stream->waiting.push_back({std::move(run), std::move(after)});
  ++stream->enqueued;
  if (stream->waiting.size() > longest_queue) wait_for({stream, stream->done + 1});
  return cudaSuccess;
}

void wait_for(const Point& point) {
  const Locking guard;
  constexpr int odds = 4;
  while (!point.reached()) {
    Stream* other = chance().below(odds) == 0 ? any_ready() : nullptr;
    run_first(other ? *other : needed_for(*point.stream));
  }
}

void wait_for_all() {
  const Locking guard;
  while (Stream* s = any_ready()) run_first(*s);
}

void add_streams_alive(std::vector<std::string>& texts) {
  for (std::size_t i = 0; i < streams().created.size(); ++i) texts.push_back("a stream");
}

void forget_streams() { streams() = Streams(); }

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* out, unsigned flags) {
  return call("cudaStreamCreateWithFlags", [&] {
    auto stream = std::make_shared<Stream>();
    stream->blocking = !(flags & cudaStreamNonBlocking);
    *out = reinterpret_cast<cudaStream_t>(stream.get());
    streams().created.push_back(std::move(stream));
    return cudaSuccess;
  });
}

cudaError_t cudaStreamDestroy(cudaStream_t handle) {
  return release("cudaStreamDestroy", [&] {
    const auto stream = stream_of(handle);
    if (!handle || !stream) return cudaErrorInvalidResourceHandle;
    wait_for(end_of(stream));
    std::erase(streams().created, stream);
    return cudaSuccess;
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t handle) {
  return call("cudaStreamSynchronize", [&] {
    const auto stream = stream_of(handle);
    if (!stream) return cudaErrorInvalidResourceHandle;
    if (stream->capture) return invalidate(*stream->capture);
    wait_for(end_of(stream));
    return device_error();
  });
}

cudaError_t cudaDeviceSynchronize() {
  return call("cudaDeviceSynchronize", [&] {
    for (const auto& s : all_streams())
      if (s->capture) return invalidate(*s->capture);
    wait_for_all();
    return device_error();
  });
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* argument) {
  return call("cudaLaunchHostFunc", [&] {
    return enqueue(stream, [=] {
      Memory::get().close();
      const HostFunction guard;
      function(argument);
    });
  });
}
