// Loading a BLAS library: its products, one thread per call, and what it says of itself.
#include "autodiff/cpu/blas/library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <sstream>

#include "autodiff/cpu/blas/blas.hpp"

namespace pont::ad::blas {
namespace {

NoBlas unusable(const std::string& why) {
  return NoBlas(fmt::format("blas: {}; install libopenblas0 (Debian), or use products=own", why));
}

/// The library under the name that the loader knows, or where it lay when Pont was built.
void* load() {
  std::string why;
  for (const char* name : {PONT_BLAS_NAME, PONT_BLAS_PATH}) {
    if (void* found = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) return found;
    if (why.empty()) why = ::dlerror();
  }
  throw unusable(why);
}

/// Function `name` of the library; null where it has none.
template <class Function>
Function find(void* library, const char* name) {
  return reinterpret_cast<Function>(::dlsym(library, name));
}

/// The same, of the type of a function that is called.
template <class Result, class... Arguments>
Result call(void* library, const char* name, Arguments... arguments) {
  return find<Result (*)(Arguments...)>(library, name)(arguments...);
}

std::string openblas(void* library) {
  std::istringstream words(call<const char*>(library, "openblas_get_config"));  // "OpenBLAS 0.3.21 NO_LAPACKE ..."
  std::string name, version;
  words >> name >> version;
  return fmt::format("{} {} {}", name, version, call<const char*>(library, "openblas_get_corename"));
}

std::string blis(void* library) {
  const int core = call<int>(library, "bli_arch_query_id");
  return fmt::format("BLIS {} {}", call<const char*>(library, "bli_info_get_version_str"),
                     call<const char*>(library, "bli_arch_string", core));
}

std::string mkl(void* library) {
  std::array<char, 256> text{};
  call<void>(library, "MKL_Get_Version_String", text.data(), static_cast<int>(text.size()) - 1);
  return text.data();
}

/// A library is known by the function that sets its number of threads.
struct Vendor {
  const char* set_threads;
  std::string (*description)(void* library);
};
constexpr std::array vendors{Vendor{"openblas_set_num_threads", openblas}, Vendor{"bli_thread_set_num_threads", blis},
                             Vendor{"MKL_Set_Num_Threads", mkl}};

Library open() {
  void* const library = load();
  const auto sgemm = find<Gemm<float>>(library, "cblas_sgemm");
  const auto dgemm = find<Gemm<double>>(library, "cblas_dgemm");
  for (const Vendor& vendor : vendors)
    if (const auto set = find<void (*)(long)>(library, vendor.set_threads); set && sgemm && dgemm) {
      set(1);  // an int in OpenBLAS and MKL, which arrives in the same register
      return {vendor.description(library), sgemm, dgemm};
    }
  throw unusable(PONT_BLAS_NAME " is none of OpenBLAS, BLIS and MKL, or has no cblas_sgemm");
}

}  // namespace

const Library& library() {
  static const Library loaded = open();
  return loaded;
}

}  // namespace pont::ad::blas
