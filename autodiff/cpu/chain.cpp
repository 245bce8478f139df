// Elementwise chains, tile by tile: every formula runs over a tile that stays in the L1 cache.
#include <algorithm>
#include <array>

#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/formula.hpp"

namespace pont::ad {
namespace {

constexpr std::size_t max_registers = 512;

// Spreads x over elements [from, from + n) of the flattened iteration space.
template <class T>
void spread(const Shape& shape, const ChainInput& in, const T* x, i64 from, i64 n, T* out) {
  const int inner = shape.rank() - 1;
  const i64 width = shape[inner], stride = in.strides[inner];
  while (n > 0) {
    i64 rest = from / width, offset = 0;
    for (int a = inner - 1; a >= 0; --a) {
      offset += rest % shape[a] * in.strides[a];
      rest /= shape[a];
    }
    const i64 column = from % width, run = std::min(n, width - column);
    const T* row = x + offset + column * stride;
    if (stride == 0)
      std::fill_n(out, run, *row);
    else
      for (i64 i = 0; i < run; ++i) out[i] = row[i * stride];
    out += run;
    from += run;
    n -= run;
  }
}

// A row vector spread over a matrix looks alike in every tile if tiles are whole rows.
bool repeats_by_rows(const Chain& v, const ChainInput& in) {
  return v.shape.rank() == 2 && in.strides[0] == 0 && in.strides[1] == 1;
}

template <class T>
class TileRunner {
 public:
  TileRunner(const Chain& v, Pointers p)
      : v_(v), p_(p), size_(v.shape.size()), tile_(tile_bytes / sizeof(T)) {
    if (v.shape.rank() == 2 && v.shape[1] <= tile_) tile_ -= tile_ % v.shape[1];
    first_scratch_ = v.outputs + v.inputs.size();
  }

  void run() {
    point_to_scratch_and_scalars();
    choose_loops();
    for (i64 from = 0; from < size_; from += tile_) {
      const i64 n = std::min(tile_, size_ - from);
      point_to_tile(from, n);
      for (std::size_t m = 0; m < v_.ops.size(); ++m) {
        const MicroOp& op = v_.ops[m];
        loops_[m](n, reg_[op.in[0]], reg_[op.in[1]], reg_[op.in[2]], reg_[op.out]);
      }
    }
  }

 private:
  void point_to_scratch_and_scalars() {
    T* scratch = as<T>(p_.back());
    for (std::size_t s = 0; s < v_.scratch; ++s)
      reg_[first_scratch_ + s] = scratch + s * (tile_bytes / sizeof(T));
    for (std::size_t i = 0; i < v_.inputs.size(); ++i) reg_[v_.outputs + i] = as<T>(p_[v_.outputs + i]);
  }
  unsigned scalar_operands(const MicroOp& op) const {
    unsigned bits = 0;
    for (int k = 0; k < arity(op.op); ++k) {
      const std::size_t r = op.in[k];
      const bool input = r >= v_.outputs && r < first_scratch_;
      if (input && v_.inputs[r - v_.outputs].kind == ChainInput::Kind::scalar) bits |= 1u << k;
    }
    return bits;
  }
  void choose_loops() {
    for (std::size_t m = 0; m < v_.ops.size(); ++m)
      loops_[m] = formula_loop<T>(v_.ops[m].op, scalar_operands(v_.ops[m]));
  }
  void point_to_tile(i64 from, i64 n) {
    for (std::size_t o = 0; o < v_.outputs; ++o) reg_[o] = as<T>(p_[o]) + from;
    for (std::size_t i = 0; i < v_.inputs.size(); ++i) {
      const ChainInput& in = v_.inputs[i];
      T* x = as<T>(p_[v_.outputs + i]);
      if (in.kind == ChainInput::Kind::contiguous) reg_[v_.outputs + i] = x + from;
      const bool already_there =
          from > 0 && tile_ % v_.shape[v_.shape.rank() - 1] == 0 && repeats_by_rows(v_, in);
      if (in.kind == ChainInput::Kind::broadcast && !already_there)
        spread(v_.shape, in, x, from, n, reg_[in.slot]);
    }
  }

  const Chain& v_;
  Pointers p_;
  i64 size_, tile_;
  std::size_t first_scratch_;
  std::array<T*, max_registers> reg_;
  std::array<Loop<T>, 64> loops_;
};

}  // namespace

void Cpu::run(const Chain& v, Pointers p) {
  if (v.shape.size() == 0) return;
  with_real(v.dtype, [&](auto t) { TileRunner<decltype(t)>(v, p).run(); });
}

}  // namespace pont::ad
