// The functions of cuBLAS that Pont calls, from the library that is loaded at the first call: it is so large
// that each start of the program and each process it forks would be slower for it, on machines without a GPU
// too.
#include <cublas_v2.h>
#include <dlfcn.h>

namespace {

/// The library under the name that the loader knows, or where it lay when Pont was built.
void* library() {
  static void* const handle = [] {
    for (const char* name : {PONT_CUBLAS_NAME, PONT_CUBLAS_PATH})
      if (void* found = ::dlopen(name, RTLD_NOW | RTLD_GLOBAL)) return found;
    return static_cast<void*>(nullptr);
  }();
  return handle;
}

/// Calls `name` of the library with the arguments that its stand-in was called with; `otherwise` without one.
template <class Result, class... Arguments>
Result forward(Result (*)(Arguments...), const char* name, Result otherwise, Arguments... arguments) {
  void* const function = library() ? ::dlsym(library(), name) : nullptr;
  if (!function) return otherwise;
  return reinterpret_cast<Result (*)(Arguments...)>(function)(arguments...);
}

constexpr cublasStatus_t absent = CUBLAS_STATUS_NOT_INITIALIZED;

}  // namespace

// cublas_v2.h gives some functions another name by a macro, which the symbol has too.
#define PONT_TEXT(x) #x
#define PONT_SYMBOL(x) PONT_TEXT(x)
#define PONT_FORWARD(function, otherwise, ...) \
  return forward(&function, PONT_SYMBOL(function), otherwise, __VA_ARGS__)

extern "C" {

cublasStatus_t cublasCreate(cublasHandle_t* handle) { PONT_FORWARD(cublasCreate, absent, handle); }
cublasStatus_t cublasDestroy(cublasHandle_t handle) { PONT_FORWARD(cublasDestroy, absent, handle); }
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  PONT_FORWARD(cublasSetStream, absent, handle, stream);
}
cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* device, std::size_t bytes) {
  PONT_FORWARD(cublasSetWorkspace, absent, handle, device, bytes);
}
cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  PONT_FORWARD(cublasSetMathMode, absent, handle, mode);
}
cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb,
                                         int m, int n, int k, const float* alpha, const float* a, int lda,
                                         long long stride_a, const float* b, int ldb, long long stride_b,
                                         const float* beta, float* c, int ldc, long long stride_c,
                                         int batch) {
  PONT_FORWARD(cublasSgemmStridedBatched, absent, handle, ta, tb, m, n, k, alpha, a, lda, stride_a, b, ldb,
               stride_b, beta, c, ldc, stride_c, batch);
}
cublasStatus_t cublasDgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb,
                                         int m, int n, int k, const double* alpha, const double* a, int lda,
                                         long long stride_a, const double* b, int ldb, long long stride_b,
                                         const double* beta, double* c, int ldc, long long stride_c,
                                         int batch) {
  PONT_FORWARD(cublasDgemmStridedBatched, absent, handle, ta, tb, m, n, k, alpha, a, lda, stride_a, b, ldb,
               stride_b, beta, c, ldc, stride_c, batch);
}
const char* cublasGetStatusName(cublasStatus_t status) {
  constexpr const char* otherwise = "no library of the name " PONT_CUBLAS_NAME;
  PONT_FORWARD(cublasGetStatusName, otherwise, status);
}
const char* cublasGetStatusString(cublasStatus_t status) {
  constexpr const char* otherwise = "install cuBLAS, or add its directory to LD_LIBRARY_PATH";
  PONT_FORWARD(cublasGetStatusString, otherwise, status);
}
}
