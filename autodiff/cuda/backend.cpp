// The CUDA backend: opening a device, its memory, and waiting for it.
#include "autodiff/cuda/backend.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "autodiff/index_error.hpp"

namespace pont::ad::cuda {
namespace {

cudaDeviceProp properties_of_device() {
  cudaDeviceProp properties{};
  require(cudaGetDeviceProperties(&properties, 0), "cudaGetDeviceProperties");
  return properties;
}

// What cuBLAS itself would take (its manual, "cublasSetWorkspace").
std::size_t workspace_bytes() { return properties_of_device().major >= 9 ? 32 << 20 : 4 << 20; }

std::string describe(Precision precision) {
  const cudaDeviceProp properties = properties_of_device();
  int runtime = 0;
  require(cudaRuntimeGetVersion(&runtime), "cudaRuntimeGetVersion");
  return fmt::format("cuda: {} (sm_{}{}), CUDA {}.{}, products in {}", properties.name, properties.major,
                     properties.minor, runtime / 1000, runtime % 1000 / 10,
                     precision == Precision::tf32 ? "tf32" : "float32");
}

void require_device() {
  int count = 0;
  const cudaError_t error = cudaGetDeviceCount(&count);
  cudaGetLastError();  // it is said here
  if (error != cudaSuccess)
    throw NoDevice(fmt::format("cuda: there is no GPU that can be used: {} ({}); use device=cpu",
                               cudaGetErrorName(error), cudaGetErrorString(error)));
  if (count == 0) throw NoDevice("cuda: there is no GPU; use device=cpu");
  if (const cudaDeviceProp p = properties_of_device(); p.major < 8)
    throw NoDevice(
        fmt::format("cuda: {} is an sm_{}{}, and kernels are compiled for sm_80 and later; use device=cpu",
                    p.name, p.major, p.minor));
}

}  // namespace

Cuda::Cuda(Precision precision)
    : description_(describe(precision)),
      workspace_(make_device(workspace_bytes())),
      fault_(make_device(sizeof(Fault))),
      stream_(make_stream()),
      blas_(make_blas()),
      uploads_(stream_.get()) {
  // The stream first: setting it forgets the workspace.
  require(cublasSetStream(blas_.get(), stream_.get()), "cublasSetStream");
  require(cublasSetWorkspace(blas_.get(), workspace_.get(), workspace_bytes()), "cublasSetWorkspace");
  const cublasMath_t mode = precision == Precision::tf32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_DEFAULT_MATH;
  require(cublasSetMathMode(blas_.get(), mode), "cublasSetMathMode");
  require(cudaMemsetAsync(fault_.get(), 0, sizeof(Fault), stream_.get()), "cudaMemsetAsync");
}

Cuda::~Cuda() { forget(cudaStreamSynchronize(stream_.get())); }

std::byte* Cuda::allocate(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  return make_device(bytes).release();
}

void Cuda::clear(std::span<std::byte> memory) {
  const std::lock_guard lock(mutex_);
  require(cudaMemsetAsync(memory.data(), 0, memory.size(), stream_.get()), "cudaMemsetAsync");
}

void Cuda::release(std::byte* memory) noexcept {
  const std::lock_guard lock(mutex_);
  forget(cudaStreamSynchronize(stream_.get()));  // work that uses it may still be enqueued
  forget(cudaFree(memory));
}

void Cuda::upload(std::byte* device, std::span<const std::byte> host) {
  const std::lock_guard lock(mutex_);
  uploads_.copy(device, host);
}

void Cuda::download(std::span<std::byte> host, const std::byte* device) {
  std::size_t at = 0;
  do {
    const std::size_t n = std::min(Downloads::slot_bytes, host.size() - at);
    download_piece(host.subspan(at, n), device + at);
    at += n;
  } while (at < host.size());
}

// Other threads may enqueue while this one waits.
void Cuda::download_piece(std::span<std::byte> host, const std::byte* device) {
  std::unique_lock lock(mutex_);
  struct Loan {
    Cuda& from;
    Slot slot;
    ~Loan() {
      const std::lock_guard lock(from.mutex_);
      from.downloads_.give_back(std::move(slot));
    }
  } loan{*this, downloads_.take()};
  start_download(loan.slot, stream_.get(), device, host.size(), as<Fault>(fault_.get()));
  lock.unlock();
  raise(finish_download(loan.slot, host));
}

std::span<std::byte> Cuda::on_host(std::span<std::byte>) const {
  throw std::logic_error("cuda: the host cannot look at memory of the device; copy it with Program::get");
}

void Cuda::wait() { download({}, nullptr); }

void Cuda::raise(const Fault& fault) {
  host_failure_.rethrow();
  if (!fault.op) return;
  const std::lock_guard lock(mutex_);
  require(cudaMemsetAsync(fault_.get(), 0, sizeof fault, stream_.get()), "cudaMemsetAsync");
  fail_index(fault.op, fault.index, fault.rows);
}

double Cuda::seconds(Sequence& work) {
  const Owned<cudaEvent_t> start = make_event(cudaEventDefault), stop = make_event(cudaEventDefault);
  const auto record = [&](const Owned<cudaEvent_t>& event) {
    const std::lock_guard lock(mutex_);
    require(cudaEventRecord(event.get(), stream_.get()), "cudaEventRecord");
  };
  record(start);
  work.issue();
  record(stop);
  require(cudaEventSynchronize(stop.get()), "cudaEventSynchronize");
  float milliseconds = 0;
  require(cudaEventElapsedTime(&milliseconds, start.get(), stop.get()), "cudaEventElapsedTime");
  return 1e-3 * static_cast<double>(milliseconds);
}

// One graph launch, captured at the first replay with these addresses. `kept` holds Graphs: nobody else makes
// any.
void Cuda::replay(Sequence& sequence, std::span<std::byte* const> bases, std::unique_ptr<Replays>& kept) {
  const std::lock_guard lock(mutex_);
  if (!kept) kept = std::make_unique<Graphs>(stream_.get());
  auto& graphs = static_cast<Graphs&>(*kept);
  Graph* graph = graphs.find(bases);
  if (!graph) graph = &graphs.add(capture(sequence, bases));
  require(cudaGraphLaunch(graph->executable.get(), stream_.get()), "cudaGraphLaunch");
}

Graph Cuda::capture(Sequence& sequence, std::span<std::byte* const> bases) {
  Graph graph;
  graph.bases.assign(bases.begin(), bases.end());
  Capture capture(stream_.get());
  struct Calls {
    RowsCalls*& current;
    ~Calls() { current = nullptr; }
  } calls{calls_ = &graph.calls};
  sequence.issue();
  graph.executable = capture.end();
  return graph;
}

}  // namespace pont::ad::cuda

std::unique_ptr<pont::ad::Backend> pont::ad::open_cuda(Precision precision) {
  cuda::require_device();
  return std::make_unique<cuda::Cuda>(precision);
}
