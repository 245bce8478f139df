// Products as cuBLAS gives them: handles, what they are checked for, and when they run.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tests/cuda_device/alive.hpp"
#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/poison.hpp"
#include "tests/cuda_device/product.hpp"
#include "tests/cuda_device/stream.hpp"

namespace pont::emulated {
namespace {

struct Library {
  cudaStream_t stream = nullptr;
  std::byte* workspace = nullptr;
  std::size_t workspace_bytes = 0;
  cublasMath_t math = CUBLAS_DEFAULT_MATH;
};

std::map<cublasHandle_t, Library>& libraries() {
  static auto& object = *new std::map<cublasHandle_t, Library>;
  return object;
}
Library* library_of(cublasHandle_t handle) {
  const auto found = libraries().find(handle);
  return found == libraries().end() ? nullptr : &found->second;
}

cublasStatus_t status_of(cudaError_t e) {
  if (e == cudaSuccess) return CUBLAS_STATUS_SUCCESS;
  return e == cudaErrorMemoryAllocation ? CUBLAS_STATUS_ALLOC_FAILED : CUBLAS_STATUS_EXECUTION_FAILED;
}

/// As in calls.hpp, with a handle that must exist.
template <class Body>
cublasStatus_t blas_call(const char* function, cublasHandle_t handle, Body body) {
  const std::lock_guard guard(lock());
  if (const cudaError_t refused = refusal(function); refused != cudaSuccess) return status_of(refused);
  Library* library = library_of(handle);
  return library ? body(*library) : CUBLAS_STATUS_NOT_INITIALIZED;
}

/// The workspace holds nothing that anybody may rely on. (Its ends stand for all of it: it is large.)
void scribble(const Library& library) {
  const std::size_t part = std::min<std::size_t>(library.workspace_bytes, 16 * 1024);
  if (part == 0) return;
  poison(Memory::get().alias(library.workspace), part);
  poison(Memory::get().alias(library.workspace) + library.workspace_bytes - part, part);
}

template <class T>
cublasStatus_t multiply(const char* function, cublasHandle_t handle, Product<T> p) {
  return blas_call(function, handle, [&](Library& library) {
    if (!p.valid()) return CUBLAS_STATUS_INVALID_VALUE;
    const auto stream = stream_of(library.stream);
    if (!stream) return CUBLAS_STATUS_EXECUTION_FAILED;
    if (stream->capture && !library.workspace)
      report("{}: a captured product without cublasSetWorkspace (cublasSetStream forgets it)", function);
    p.tensor_float = library.math == CUBLAS_TF32_TENSOR_OP_MATH;
    return status_of(enqueue(library.stream, [p, library, function] {
      scribble(library);
      const std::string problem = p.problem();
      if (problem.empty()) return p.run();
      report("{}: {}", function, problem);
      lose_device(cudaErrorIllegalAddress);
    }));
  });
}

}  // namespace

void add_handles_alive(std::vector<std::string>& texts) {
  texts.insert(texts.end(), libraries().size(), "a cuBLAS handle");
}
void forget_handles() { libraries().clear(); }

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the library's names

cublasStatus_t cublasCreate(cublasHandle_t* out) {
  const std::lock_guard guard(lock());
  if (const cudaError_t refused = refusal("cublasCreate"); refused != cudaSuccess)
    return CUBLAS_STATUS_NOT_INITIALIZED;
  static std::size_t handles = 0;
  *out = reinterpret_cast<cublasHandle_t>(++handles * 16);
  libraries()[*out] = {};
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy(cublasHandle_t handle) {
  const std::lock_guard guard(lock());
  const cudaError_t refused = refusal("cublasDestroy");
  wait_for_all();
  if (!libraries().erase(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  return status_of(refused);
}

cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  return blas_call("cublasSetStream", handle, [&](Library& library) {
    library = {stream, nullptr, 0, library.math};
    return stream_of(stream) ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
  });
}

cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* device, std::size_t bytes) {
  return blas_call("cublasSetWorkspace", handle, [&](Library& library) {
    const Memory& memory = Memory::get();
    const bool good = reinterpret_cast<std::uintptr_t>(device) % 256 == 0 &&
                      (bytes == 0 || (memory.contains(device) && !memory.below(unwritten, device, bytes)));
    if (!good) return CUBLAS_STATUS_INVALID_VALUE;
    library.workspace = static_cast<std::byte*>(device);
    library.workspace_bytes = bytes;
    return CUBLAS_STATUS_SUCCESS;
  });
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t math) {
  return blas_call("cublasSetMathMode", handle,
                   [&](Library& library) { return library.math = math, CUBLAS_STATUS_SUCCESS; });
}

cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb,
                                         int m, int n, int k, const float* alpha, const float* A, int lda,
                                         long long sa, const float* B, int ldb, long long sb,
                                         const float* beta, float* C, int ldc, long long sc, int batch) {
  return multiply<float>("cublasSgemmStridedBatched", handle,
                         {ta, tb, m, n, k, batch, *alpha, *beta, {A, lda, sa}, {B, ldb, sb}, {C, ldc, sc}});
}
cublasStatus_t cublasDgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb,
                                         int m, int n, int k, const double* alpha, const double* A, int lda,
                                         long long sa, const double* B, int ldb, long long sb,
                                         const double* beta, double* C, int ldc, long long sc, int batch) {
  return multiply<double>("cublasDgemmStridedBatched", handle,
                          {ta, tb, m, n, k, batch, *alpha, *beta, {A, lda, sa}, {B, ldb, sb}, {C, ldc, sc}});
}

const char* cublasGetStatusName(cublasStatus_t status) {
#define PONT_CASE(name, number, text) \
  if (status == name) return #name;
  PONT_CUBLAS_STATUSES(PONT_CASE)
#undef PONT_CASE
  return "unknown status";
}
const char* cublasGetStatusString(cublasStatus_t status) {
#define PONT_CASE(name, number, text) \
  if (status == name) return text;
  PONT_CUBLAS_STATUSES(PONT_CASE)
#undef PONT_CASE
  return "unknown status";
}
