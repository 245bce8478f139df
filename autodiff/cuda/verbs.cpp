// The verbs of the CUDA backend: from instructions to kernels.
#include <cmath>

#include "autodiff/cuda/backend.hpp"
#include "autodiff/draws.hpp"
#include "autodiff/walk.hpp"

namespace pont::ad::cuda {
namespace {

template <class Code>
bool fits(const Chain& v) {
  return v.outputs + v.inputs.size() <= Code::operand_limit && v.inputs.size() <= Code::spread_limit &&
         v.ops.size() <= Code::operation_limit;
}

template <class Code>
Code code_of(const Chain& v, Pointers p) {
  Code code{};
  code.n = v.shape.size();
  code.scratch = v.scratch;
  code.rank = v.shape.rank();
  std::ranges::copy(v.shape.lengths(), code.length);
  for (; code.operands < v.outputs; ++code.operands) code.operand[code.operands] = {p[code.operands], 1};
  for (const ChainInput& in : v.inputs) {
    if (in.kind == ChainInput::Kind::broadcast) {
      auto& spread = code.spread[code.spreads++];
      std::ranges::copy(in.strides, spread.strides);
      spread.operand = code.operands;
      spread.target = in.slot;
    }
    code.operand[code.operands] = {p[code.operands], in.kind == ChainInput::Kind::scalar ? 0 : 1};
    ++code.operands;
  }
  for (const MicroOp& op : v.ops) code.operation[code.operations++] = op;
  return code;
}

template <class T>
void draw_by(const Draw& v, Pointers p, cudaStream_t stream) {
  const auto enqueue = v.kind == Draw::Kind::uniform ? draw<draws::Uniform, T> : draw<draws::Normal, T>;
  enqueue(v.key, v.n, v.row, as<i64>(p[1]), as<i64>(p[2]), as<T>(p[0]), stream);
}

// Calls f with the unsigned type of the elements' size: what only moves them need not know more.
template <class F>
void with_word(Dtype dtype, F&& f) {
  switch (size_of(dtype)) {
    case 1: return f(std::uint8_t{});
    case 4: return f(std::uint32_t{});
    default: return f(std::uint64_t{});
  }
}

}  // namespace

std::size_t Cuda::scratch_bytes(const Verb& verb) const {
  if (const auto* g = std::get_if<Gemm>(&verb)) return product_scratch(*g);
  if (const auto* f = std::get_if<GemmChain>(&verb)) return product_bytes(f->gemm) + product_scratch(f->gemm);
  if (const auto* r = std::get_if<Reduce>(&verb); r && r->kind == Reduce::Kind::sum)
    return static_cast<std::size_t>(sum_partials(r->outer, r->n, r->inner)) * size_of(r->dtype);
  return 0;
}

void Cuda::run(const Chain& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    if (fits<ShortChain>(v))
      run_chain<T>(code_of<ShortChain>(v, p), stream_.get());
    else
      run_chain<T>(code_of<LongChain>(v, p), stream_.get());
  });
}

void Cuda::run(const Copy& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  const Walk w(v);
  StridedCopy walk{w.rank, v.shape.size(), {}, {}, {}};
  std::ranges::copy(w.length, walk.length);
  std::ranges::copy(w.to, walk.to);
  std::ranges::copy(w.from, walk.from);
  with_word(v.dtype, [&](auto word) {
    using Word = decltype(word);
    const Word* x = as<Word>(p[1]) + v.from_offset;
    Word* y = as<Word>(p[0]) + v.to_offset;
    if (w.rank == 0 || (w.rank == 1 && w.to[0] == 1 && w.from[0] == 1))
      require(cudaMemcpyAsync(y, x, static_cast<std::size_t>(walk.n) * sizeof word, cudaMemcpyDeviceToDevice,
                              stream_.get()),
              "cudaMemcpyAsync");
    else
      copy(walk, x, y, stream_.get());
  });
}

void Cuda::run(const Fill& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  with_number(v.dtype, [&](auto t) {
    using T = decltype(t);
    if (v.value == 0 && !std::signbit(v.value))
      require(cudaMemsetAsync(p[0], 0, static_cast<std::size_t>(v.n) * sizeof t, stream_.get()),
              "cudaMemsetAsync");
    else
      fill(v.n, static_cast<T>(v.value), as<T>(p[0]), stream_.get());
  });
}

void Cuda::run(const Reduce& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    const T* x = as<T>(p[1]);
    switch (v.kind) {
      case Reduce::Kind::sum:
        return sum(v.outer, v.n, v.inner, x, as<T>(p.back()), as<T>(p[0]), stream_.get());
      case Reduce::Kind::max:
        return maximum<T>(v.outer, v.n, v.inner, x, as<T>(p[0]), nullptr, stream_.get());
      case Reduce::Kind::argmax:
        return maximum<T>(v.outer, v.n, v.inner, x, nullptr, as<i64>(p[0]), stream_.get());
    }
  });
}

void Cuda::run(const CumulativeSum& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    cumulative_sum<T>(v.outer, v.n, v.inner, v.reverse, as<T>(p[1]), as<T>(p[0]), stream_.get());
  });
}

void Cuda::check(const char* op, i64 count, i64 rows, const i64* index) {
  check_indices(op, count, rows, index, as<Fault>(fault_.get()), stream_.get());
}

void Cuda::run(const Gather& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  check("gather", v.count, v.rows, as<i64>(p[2]));
  with_word(v.dtype, [&](auto word) {
    using Word = decltype(word);
    gather<Word>(v.count, v.rows, v.row, as<Word>(p[1]), as<i64>(p[2]), as<Word>(p[0]), stream_.get());
  });
}

void Cuda::run(const ScatterAdd& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  check("scatter_add", v.count, v.rows, as<i64>(p[2]));
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    scatter_add<T>(v.count, v.rows, v.row, as<T>(p[1]), as<i64>(p[2]), as<T>(p[0]), stream_.get());
  });
}

void Cuda::run(const Draw& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  with_real(v.dtype, [&](auto t) { draw_by<decltype(t)>(v, p, stream_.get()); });
}

void Cuda::run(const Convert& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  with_type(v.from, [&](auto f) {
    with_number(v.to, [&](auto t) {
      using From = decltype(f);
      using To = decltype(t);
      convert<From, To>(v.n, as<From>(p[1]), as<To>(p[0]), stream_.get());
    });
  });
}

// In a graph the call lives with it; outside, until it is done, or as long as the device where that cannot be
// known.
void Cuda::run(const MapRows& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  if (calls_) return calls_->emplace_back(v, host_failure_).enqueue(p[1], p[0], stream_.get());
  RowsCalls call;
  const auto settled = [&] {
    const cudaError_t error = cudaStreamSynchronize(stream_.get());
    if (error != cudaSuccess) late_.splice(late_.end(), call);
    return error;
  };
  try {
    call.emplace_back(v, host_failure_).enqueue(p[1], p[0], stream_.get());
  } catch (...) {
    forget(settled());
    throw;
  }
  require(settled(), "cudaStreamSynchronize");
}

}  // namespace pont::ad::cuda
