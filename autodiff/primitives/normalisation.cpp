// Layer normalisation: a custom primitive, a kernel of its own beside its composition.
#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/cpu/layer_norm.hpp"
#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/primitives/normalisation.hpp"

namespace pont::ad {

TensorType normalised(std::span<const Var> in, const Attr&) {
  const Shape& x = in[0].shape();
  if (x.rank() == 0 || x.size() == 0)
    throw std::invalid_argument("rows of one element or more are needed, x is " + str(x));
  const Shape last{x[x.rank() - 1]};
  if (in[1].shape() != last || in[2].shape() != last)
    throw std::invalid_argument(fmt::format("scale {} and shift {} given for {}, {} is needed for both",
                                            str(in[1].shape()), str(in[2].shape()), str(x), str(last)));
  for (const Var& v : in)
    if (v.dtype() != in[0].dtype() || !is_real(v.dtype()))
      throw std::invalid_argument(fmt::format("types {}, {} and {}; three equal real types are needed",
                                              name_of(in[0].dtype()), name_of(in[1].dtype()), name_of(in[2].dtype())));
  return {x, in[0].dtype()};
}

namespace {

// Attribute of layer_norm.
struct LayerNormAttr {
  double epsilon;
  bool operator==(const LayerNormAttr&) const = default;
};

Var composed(std::span<const Var> in, const Attr& attr) {
  const Var centred = in[0] - mean(in[0], {-1}, true);
  const Var variance = mean(square(centred), {-1}, true);
  return centred * rsqrt(variance + attr.as<LayerNormAttr>().epsilon) * in[1] + in[2];
}

void lower_layer_norm(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const i64 width = n.shape[n.shape.rank() - 1];
  const double epsilon = n.attr->as<LayerNormAttr>().epsilon;
  low.emit(Custom{layer_norm_kernel(n.dtype, width, epsilon), n.shape.size() / width, width}, 1,
           {id, n.in[0], n.in[1], n.in[2]}, n.origin);
}

constexpr Primitive rows[] = {
    {.name = "layer_norm", .infer = normalised, .lower = lower_layer_norm, .composition = composed,
     .fields = [](const Attr& attr) -> AttrFields { return {{"epsilon", {attr.as<LayerNormAttr>().epsilon}}}; }},
};

}  // namespace

std::span<const Primitive> normalisation_primitives() { return rows; }

Var layer_norm(Operand x, Operand scale, Operand shift, double epsilon) {
  return record(rows[0], {x, scale, shift}, LayerNormAttr{.epsilon = epsilon});
}

}  // namespace pont::ad
