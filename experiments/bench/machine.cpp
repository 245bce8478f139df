// Peak rates of the machine: register-only chains of multiply-adds, and one large matrix product.
#include "experiments/bench/machine.hpp"

#include <immintrin.h>

#include <algorithm>
#include <vector>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "experiments/bench/measure.hpp"

namespace pont::bench {
namespace {

constexpr int chains = 12, repeats = 100'000;  // independent chains hide the latency of a multiply-add
volatile float sink;

// FLOPs done.
double fma_256() {
  __m256 x[chains];
  for (__m256& v : x) v = _mm256_set1_ps(1);
  const __m256 m = _mm256_set1_ps(0.999f), b = _mm256_set1_ps(1e-3f);
  for (int n = 0; n < repeats; ++n)
#pragma GCC unroll 12
    for (int i = 0; i < chains; ++i) x[i] = _mm256_fmadd_ps(x[i], m, b);
  for (const __m256& v : x) sink = v[0];
  return 2.0 * 8 * chains * repeats;
}

__attribute__((target("avx512f"))) double fma_512() {
  __m512 x[chains];
  for (__m512& v : x) v = _mm512_set1_ps(1);
  const __m512 m = _mm512_set1_ps(0.999f), b = _mm512_set1_ps(1e-3f);
  for (int n = 0; n < repeats; ++n)
#pragma GCC unroll 12
    for (int i = 0; i < chains; ++i) x[i] = _mm512_fmadd_ps(x[i], m, b);
  for (const __m512& v : x) sink = v[0];
  return 2.0 * 16 * chains * repeats;
}

ad::Program large_product(ad::i64 n) {
  ad::Tape tape;
  const ad::Var a = tape.input({n, n}, ad::Dtype::f32, "a"), b = tape.input({n, n}, ad::Dtype::f32, "b");
  return ad::compile({ad::matmul(a, b)});
}

}  // namespace

MachineRates measure_machine() {
  const bool wide = __builtin_cpu_supports("avx512f");
  constexpr ad::i64 n = 1024;
  ad::Program product = large_product(n);
  double flops = 0;
  const auto fma = [&](int steps) {
    return seconds_of(steps, [&] { flops = wide ? fma_512() : fma_256(); });
  };
  const auto gemm = [&](int steps) { return seconds_of(steps, [&] { product.run(); }); };
  std::vector<float> from(40'000), to(40'000);
  const auto copy = [&](int steps) {
    return seconds_of(steps, [&] {
      std::copy(from.begin(), from.end(), to.begin());
      sink = to[7];
    });
  };
  const auto t = measure({{"fma", fma, 0}, {"gemm", gemm, 0}, {"copy", copy, 0}}, 0.02, 9);
  return {flops / t[0].median, 2.0 * n * n * n / t[1].median,
          8.0 * static_cast<double>(from.size()) / t[2].median};
}

}  // namespace pont::bench
