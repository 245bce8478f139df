// Fused elementwise chains on the CPU: registers point to a tile, and the formulas run over it.
#include "autodiff/cpu/chain_runner.hpp"
#include "autodiff/strided.hpp"
#include "autodiff/workers.hpp"

namespace pont::ad {
namespace {

// Spreads x over elements [from, from + n) of the flattened iteration space.
template <class T>
void spread(const Shape& shape, const ChainInput& in, const T* x, i64 from, i64 n, T* out) {
  const int inner = shape.rank() - 1;
  const i64 width = shape[inner], stride = in.strides[inner];
  while (n > 0) {
    const i64 offset =
        strided_offset<std::uint64_t>(inner, shape.lengths().data(), in.strides.data(), from / width);
    const i64 column = from % width, run = std::min(n, width - column);
    const T* row = x + offset + column * stride;
    if (stride == 0)
      std::fill_n(out, run, *row);
    else if (stride == 1)
      std::copy_n(row, run, out);
    else
      for (i64 i = 0; i < run; ++i) out[i] = row[i * stride];
    out += run;
    from += run;
    n -= run;
  }
}

// A vector along the rows that is the same in all rows of a block: spread over tiles of whole rows, they look alike.
bool repeats_by_rows(const Chain& v, const ChainInput& in) {
  const int last = v.shape.rank() - 1;
  return last > 0 && in.strides[last - 1] == 0 && in.strides[last] == 1;
}

// At least 1, though there may be no elements.
i64 elements_of_last_axes(const Shape& s, int axes) {
  return std::max<i64>(s.product(std::max(s.rank() - axes, 0), s.rank()), 1);
}

}  // namespace

template <class T>
ChainRunner<T>::ChainRunner(const Chain& v, Pointers operands, std::byte* scratch)
    : v_(v),
      p_(operands),
      tile_(tile_bytes / sizeof(T)),
      width_(elements_of_last_axes(v.shape, 1)),
      block_(elements_of_last_axes(v.shape, 2)),
      first_scratch_(v.outputs + v.inputs.size()) {
  if (width_ <= tile_) tile_ -= tile_ % width_;
  for (std::size_t s = 0; s < v.scratch; ++s) reg_[first_scratch_ + s] = as<T>(scratch + s * tile_bytes);
  for (std::size_t i = v.outputs; i < p_.size(); ++i) reg_[i] = as<T>(p_[i]);
  for (std::size_t m = 0; m < v.ops.size(); ++m)
    loops_[m] = formula_loop<T>(v.ops[m].op, scalar_operands(v.ops[m]));
}

template <class T>
unsigned ChainRunner<T>::scalar_operands(const MicroOp& op) const {
  unsigned bits = 0;
  for (int k = 0; k < arity(op.op); ++k) {
    const std::size_t r = op.in[k];
    const bool input = r >= v_.outputs && r < first_scratch_;
    if (input && v_.inputs[r - v_.outputs].kind == ChainInput::Kind::scalar) bits |= 1u << k;
  }
  return bits;
}

template <class T>
void ChainRunner<T>::run(i64 from, i64 to, T* last) {
  for (i64 at = from, n; at < to; at += n) {
    n = std::min(tile_length(at), to - at);
    point_to_tile(at, n);
    if (last) reg_[first_scratch_ - 1] = last + (at - from);
    for (std::size_t m = 0; m < v_.ops.size(); ++m) {
      const MicroOp& op = v_.ops[m];
      loops_[m](n, reg_[op.in[0]], reg_[op.in[1]], reg_[op.in[2]], reg_[op.out]);
    }
  }
}

// Tiles start with a row if one fits, and stay within a block.
template <class T>
i64 ChainRunner<T>::tile_length(i64 from) const {
  const i64 whole_rows = width_ <= tile_ ? tile_ - from % width_ : tile_;
  return block_ < tile_ ? whole_rows : std::min(whole_rows, block_ - from % block_);
}

template <class T>
void ChainRunner<T>::point_to_tile(i64 from, i64 n) {
  const bool starts_row = from % width_ == 0;
  const bool spread_before = starts_row && from / block_ == spread_block_ && n <= spread_length_;
  for (std::size_t o = 0; o < v_.outputs; ++o) reg_[o] = as<T>(p_[o]) + from;
  for (std::size_t i = v_.outputs; i < p_.size(); ++i) {
    const ChainInput& in = v_.inputs[i - v_.outputs];
    T* x = as<T>(p_[i]);
    if (in.kind == ChainInput::Kind::contiguous) reg_[i] = x + from;
    const bool already_there = spread_before && repeats_by_rows(v_, in);
    if (in.kind == ChainInput::Kind::broadcast && !already_there)
      spread(v_.shape, in, x, from, n, reg_[in.slot]);
  }
  if (spread_before) return;
  spread_block_ = starts_row ? from / block_ : -1;
  spread_length_ = n;
}

template class ChainRunner<float>;
template class ChainRunner<double>;

// Below this many elements a part would take no longer than waking its worker.
constexpr i64 shortest_part = 4096;

int Cpu::parts(const Chain& v) const {
  return team_ ? static_cast<int>(std::clamp<i64>(v.shape.size() / shortest_part, 1, team_->count())) : 1;
}

void Cpu::run(const Chain& v, Pointers p) {
  const i64 n = v.shape.size(), count = parts(v);
  const i64 length = (n / count + shortest_part - 1) / shortest_part * shortest_part;  // whole tiles
  const auto run_part = [&](int part, int) {
    with_real(v.dtype, [&](auto t) {
      std::byte* const scratch = p.back() + static_cast<std::size_t>(part) * v.scratch * tile_bytes;
      ChainRunner<decltype(t)>(v, p.first(p.size() - 1), scratch)
          .run(std::min(part * length, n), part + 1 == count ? n : std::min((part + 1) * length, n));
    });
  };
  if (count == 1)
    run_part(0, 0);
  else
    team_->run(static_cast<int>(count), run_part);
}

}  // namespace pont::ad
