// The footprints, verb by verb.
#include "tests/cuda/footprint.hpp"

namespace pont::ad {
namespace {

using Use = Footprint::Use;

/// One past the last of the elements that an index over `shape` reaches.
i64 reach(const Shape& shape, const std::array<i64, max_rank>& strides, i64 offset) {
  if (shape.size() == 0) return 0;
  i64 last = offset;
  for (int a = 0; a < shape.rank(); ++a) last += (shape[a] - 1) * strides[a];
  return last + 1;
}

std::vector<Footprint> of(const Gemm& v) {
  const Window* w = v.window ? &v.window->window() : nullptr;
  return {{Use::written, v.dtype, v.batch * v.M * v.N},
          {Use::read, v.dtype, w ? w->images * w->image[0] * w->image[1] * w->channels : v.batch * v.M * v.K},
          {Use::read, v.dtype, v.batch * v.K * v.N}};
}

std::vector<Footprint> of(const Pack& v) {
  return {{Use::partly_written, v.dtype, v.elements}, {Use::read, v.dtype, v.K * v.N}};
}

std::vector<Footprint> of(const Chain& v) {
  std::vector<Footprint> all(v.outputs, {Use::written, v.dtype, v.shape.size()});
  for (const ChainInput& in : v.inputs)
    all.push_back({Use::read, v.dtype,
                   in.kind == ChainInput::Kind::contiguous ? v.shape.size()
                   : in.kind == ChainInput::Kind::scalar   ? 1
                                                           : reach(v.shape, in.strides, 0)});
  return all;
}

std::vector<Footprint> of(const GemmChain& v) {
  std::vector<Footprint> all = of(v.chain);
  const std::vector<Footprint> product = of(v.gemm);
  all.pop_back();  // the product is nowhere
  all.insert(all.end(), product.begin() + 1, product.end());
  return all;
}

std::vector<Footprint> of(const Copy& v) {
  return {{Use::partly_written, v.dtype, reach(v.shape, v.to, v.to_offset)},
          {Use::read, v.dtype, reach(v.shape, v.from, v.from_offset)}};
}

std::vector<Footprint> of(const Fill& v) { return {{Use::written, v.dtype, v.n}}; }

std::vector<Footprint> of(const Reduce& v) {
  return {{Use::written, v.kind == Reduce::Kind::argmax ? Dtype::i64 : v.dtype, v.outer * v.inner},
          {Use::read, v.dtype, v.outer * v.n * v.inner}};
}

std::vector<Footprint> of(const CumulativeSum& v) {
  const i64 n = v.outer * v.n * v.inner;
  return {{Use::written, v.dtype, n}, {Use::read, v.dtype, n}};
}

std::vector<Footprint> of(const Gather& v) {
  return {{Use::written, v.dtype, v.count * v.row},
          {Use::read, v.dtype, v.rows * v.row},
          {Use::read, Dtype::i64, v.count, v.rows}};
}

std::vector<Footprint> of(const ScatterAdd& v) {
  return {{Use::written, v.dtype, v.rows * v.row},
          {Use::read, v.dtype, v.count * v.row},
          {Use::read, Dtype::i64, v.count, v.rows}};
}

std::vector<Footprint> of(const Draw& v) {
  constexpr i64 some = 1000;
  return {{Use::written, v.dtype, v.n}, {Use::read, Dtype::i64, 1, some}, {Use::read, Dtype::i64, 1, some}};
}

std::vector<Footprint> of(const Convert& v) {
  constexpr i64 some = 1000;
  return {{Use::written, v.to, v.n}, {Use::read, v.from, v.n, some}};
}

std::vector<Footprint> of(const Custom&) { return {}; }  // never on a device

std::vector<Footprint> of(const MapRows& v) {
  return {{Use::written, v.to, v.rows * v.f->outputs()}, {Use::read, v.from, v.rows * v.f->inputs()}};
}

}  // namespace

std::vector<Footprint> footprints(const Verb& verb) {
  return std::visit([](const auto& v) { return of(v); }, verb);
}

}  // namespace pont::ad
