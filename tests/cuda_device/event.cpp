// Events: points in streams that others can wait for.
#include <chrono>
#include <map>
#include <optional>

#include "tests/cuda_device/alive.hpp"
#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/graph.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/stream.hpp"

namespace pont::emulated {
namespace {

using Clock = std::chrono::steady_clock;

struct Event {
  bool timed;
  std::optional<Point> recorded;
  std::optional<Clock::time_point> time;  // once it is reached
  std::shared_ptr<Capture> capture;       // recorded in a capture, after these nodes
  std::vector<std::size_t> nodes;
};

std::map<cudaEvent_t, std::shared_ptr<Event>>& events() {
  static auto& object = *new std::map<cudaEvent_t, std::shared_ptr<Event>>;
  return object;
}

std::shared_ptr<Event> event_of(cudaEvent_t handle) {
  const auto found = events().find(handle);
  return found == events().end() ? nullptr : found->second;
}

cudaError_t record(const std::shared_ptr<Event>& event, cudaStream_t handle) {
  const auto stream = stream_of(handle);
  if (!stream) return cudaErrorInvalidResourceHandle;
  event->capture = stream->capture;
  event->nodes = stream->last_nodes;
  if (stream->capture) return cudaSuccess;
  event->time.reset();
  const cudaError_t e = enqueue(handle, [event] { event->time = Clock::now(); });
  if (e == cudaSuccess) event->recorded = end_of(stream);
  return e;
}

cudaError_t wait_in_capture(Stream& stream, const Event& event) {
  if (!event.capture && !event.recorded) return cudaSuccess;
  if (!event.capture) return invalidate(*stream.capture), cudaErrorStreamCaptureIsolation;
  if (event.capture->invalid) return cudaErrorStreamCaptureInvalidated;
  if (stream.capture && stream.capture != event.capture) return cudaErrorStreamCaptureMerge;
  stream.capture = event.capture;
  stream.last_nodes.insert(stream.last_nodes.end(), event.nodes.begin(), event.nodes.end());
  return cudaSuccess;
}

}  // namespace

void add_events_alive(std::vector<std::string>& texts) {
  texts.insert(texts.end(), events().size(), "an event");
}
void forget_events() { events().clear(); }

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* out, unsigned flags) {
  return call("cudaEventCreateWithFlags", [&] {
    auto event = std::make_shared<Event>();
    event->timed = !(flags & cudaEventDisableTiming);
    *out = reinterpret_cast<cudaEvent_t>(event.get());
    events()[*out] = std::move(event);
    return cudaSuccess;
  });
}

cudaError_t cudaEventDestroy(cudaEvent_t handle) {
  return release("cudaEventDestroy",
                 [&] { return events().erase(handle) ? cudaSuccess : cudaErrorInvalidResourceHandle; });
}

cudaError_t cudaEventRecord(cudaEvent_t handle, cudaStream_t stream) {
  return call("cudaEventRecord", [&] {
    const auto event = event_of(handle);
    return event ? record(event, stream) : cudaErrorInvalidResourceHandle;
  });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t handle, cudaEvent_t event_handle, unsigned) {
  return call("cudaStreamWaitEvent", [&] {
    const auto stream = stream_of(handle);
    const auto event = event_of(event_handle);
    if (!stream || !event) return cudaErrorInvalidResourceHandle;
    if (stream->capture || event->capture) return wait_in_capture(*stream, *event);
    return event->recorded ? enqueue(handle, [] {}, {*event->recorded}) : cudaSuccess;
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t handle) {
  return call("cudaEventSynchronize", [&] {
    const auto event = event_of(handle);
    if (!event) return cudaErrorInvalidResourceHandle;
    if (event->capture) return invalidate(*event->capture), cudaErrorCapturedEvent;
    if (event->recorded) wait_for(*event->recorded);
    return device_error();
  });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return call("cudaEventElapsedTime", [&] {
    const auto a = event_of(start), b = event_of(end);
    if (!a || !b || !a->timed || !b->timed || !a->recorded || !b->recorded)
      return cudaErrorInvalidResourceHandle;
    if (!a->recorded->reached() || !b->recorded->reached()) return cudaErrorNotReady;
    *milliseconds = std::chrono::duration<float, std::milli>(*b->time - *a->time).count();
    return cudaSuccess;
  });
}
