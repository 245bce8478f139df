// The interpreter of elementwise chains: every thread runs all formulas on its own element, so that each
// operand is read from memory once.
#include "autodiff/cuda/kernels.hpp"
#include "autodiff/cuda/launch.hpp"
#include "autodiff/formula.hpp"
#include "autodiff/strided.hpp"

namespace pont::ad {

extern __shared__ unsigned char dynamic_shared[];

namespace cuda {
namespace {

template <class T>
__device__ T evaluate(ScalarOp op, T a, T b, T c) {
  switch (op) {
#define PONT_CASE(name, ...) \
  case ScalarOp::name:       \
    return apply_any_size<ScalarOp::name, T>(a, b, c);
    PONT_UNARY(PONT_CASE)
    PONT_BINARY(PONT_CASE)
    PONT_TERNARY(PONT_CASE)
#undef PONT_CASE
    case ScalarOp::none:
      break;
  }
  return T(0);
}

// The registers of one element: operands in memory, scratch in a column of shared memory that no other thread
// touches.
template <class T, class Code>
struct Registers {
  const Code& code;
  i64 element;
  T* column;
  unsigned width;

  __device__ T read(int r) const {
    if (r >= code.operands) return column[static_cast<unsigned>(r - code.operands) * width];
    return static_cast<const T*>(code.operand[r].data)[element * code.operand[r].step];
  }
  __device__ void write(int r, T value) const {
    if (r >= code.operands)
      column[static_cast<unsigned>(r - code.operands) * width] = value;
    else
      static_cast<T*>(code.operand[r].data)[element] = value;
  }
};

template <class T, class Code>
__global__ void chain_kernel(const Code code) {
  const i64 element = static_cast<i64>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (element >= code.n) return;
  const Registers<T, Code> registers{code, element, reinterpret_cast<T*>(dynamic_shared) + threadIdx.x,
                                     blockDim.x};
  const bool narrow = code.n <= 0x7fffffff;
  for (int s = 0; s < code.spreads; ++s) {
    const auto& spread = code.spread[s];
    const i64 at = narrow ? strided_offset<std::uint32_t>(code.rank, code.length, spread.strides, element)
                          : strided_offset<std::uint64_t>(code.rank, code.length, spread.strides, element);
    registers.write(spread.target, static_cast<const T*>(code.operand[spread.operand].data)[at]);
  }
  for (int m = 0; m < code.operations; ++m) {
    const MicroOp& op = code.operation[m];
    const int operands = arity(op.op);
    const T a = registers.read(op.in[0]), b = operands > 1 ? registers.read(op.in[1]) : T(0),
            c = operands > 2 ? registers.read(op.in[2]) : T(0);
    registers.write(op.out, evaluate<T>(op.op, a, b, c));
  }
}

constexpr std::size_t shared_limit = 48 * 1024;  // what every device gives a block without being asked

}  // namespace

template <class T, class Code>
void run_chain(const Code& code, cudaStream_t stream) {
  const auto bytes = [&](unsigned threads) {
    return static_cast<std::size_t>(code.scratch) * threads * sizeof(T);
  };
  unsigned threads = 256;
  while (threads > 1 && bytes(threads) > shared_limit) threads /= 2;
  launch("launch of a chain", chain_kernel<T, Code>, blocks_for(code.n, threads), threads, bytes(threads),
         stream, code);
}
template void run_chain<float, ShortChain>(const ShortChain&, cudaStream_t);
template void run_chain<float, LongChain>(const LongChain&, cudaStream_t);
template void run_chain<double, ShortChain>(const ShortChain&, cudaStream_t);
template void run_chain<double, LongChain>(const LongChain&, cudaStream_t);

}  // namespace cuda
}  // namespace pont::ad
