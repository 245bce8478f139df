// Group normalisation and its derivative: two custom primitives, kernels of their own beside their compositions.
#include "autodiff/cpu/group_norm.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/image_ops.hpp"
#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/primitives/normalisation.hpp"

namespace pont::ad {
namespace {

// Attribute of both.
struct GroupNormAttr {
  i64 groups;
  double epsilon;
  bool operator==(const GroupNormAttr&) const = default;
};

GroupNormSizes sizes(const Shape& x, const GroupNormAttr& attr) {
  return {x[0], x.product(1, x.rank() - 1), x[x.rank() - 1], attr.groups, attr.epsilon};
}

TensorType grouped(std::span<const Var> in, const Attr& attr) {
  const Shape& x = in[0].shape();
  if (x.rank() < 2) throw std::invalid_argument("samples of channels [B, ..., C] are needed, x is " + str(x));
  const i64 groups = attr.as<GroupNormAttr>().groups, channels = x[x.rank() - 1];
  if (groups < 1 || channels % groups != 0)
    throw std::invalid_argument(fmt::format("{} groups do not divide {} channels of x {}", groups, channels, str(x)));
  return normalised(in, attr);
}

// x [B, ..., C] and what belongs to its samples, channels and groups, as the compositions see it.
class Groups {
 public:
  Groups(Var x, const Attr& attr)
      : size_(sizes(x.shape(), attr.as<GroupNormAttr>())),
        per_channel_(x.shape()),
        by_group_{size_.rows, size_.groups, size_.channels / size_.groups} {
    for (int a = 1; a + 1 < x.shape().rank(); ++a) {
      per_channel_ = per_channel_.with(a, 1);
      pixels_.push_back(a);
    }
    centred = x - at_channels(mean(over_pixels(x)));
    factor = rsqrt(mean(over_pixels(square(centred))) + size_.epsilon);
  }

  Var centred;  // x without the mean of its group
  Var factor;   // 1 / sqrt(variance + epsilon) of each group [B, groups, 1]

  // Sums over the pixels for each sample and channel: [B, 1, ..., C].
  Var over_pixels(Var x) const {
    if (!pixels_.empty()) return sum(x, pixels_, true);
    return sum(reshape(x, {size_.rows, 1, size_.channels}), {1});
  }
  // Means over the group, of sums over the pixels: [B, groups, 1].
  Var mean(Var sums) const {
    return sum(reshape(sums, by_group_), {2}, true) * (1 / static_cast<double>(size_.pixels * by_group_[2]));
  }
  // A value of each group at each of its channels: [B, 1, ..., C].
  Var at_channels(Var x) const { return reshape(expand(x, by_group_), per_channel_); }

 private:
  GroupNormSizes size_;
  Shape per_channel_, by_group_;
  std::vector<i64> pixels_;  // axes
};

Var composed(std::span<const Var> in, const Attr& attr) {
  const Groups x(in[0], attr);
  return x.centred * (x.at_channels(x.factor) * in[1]) + in[2];
}

// With x^ = (x - mean) factor and <.> the mean over a group, the derivative in x along g is
// factor (scale g - <scale g> - x^ <x^ scale g>).
Var composed_gradient(std::span<const Var> in, const Attr& attr) {
  const Var scale = in[1], g = in[2];
  const Groups x(in[0], attr);
  const Var factor = x.at_channels(x.factor);
  const Var shifted = x.over_pixels(g), scaled = x.over_pixels(g * x.centred) * factor;
  const Var level = x.at_channels(x.mean(shifted * scale) * x.factor);
  const Var slope = x.at_channels(x.mean(scaled * scale) * (x.factor * x.factor));
  const Var dx = g * (factor * scale) - (x.centred * slope + level);
  const auto flat = [](Var v) { return reshape(v, {v.shape().size()}); };
  return concat({flat(dx), flat(scaled), flat(shifted)}, 0);
}

// The derivative in x, and the sums over pixels [B, C] of g x^ and of g, one behind the other.
TensorType gradient(std::span<const Var> in, const Attr& attr) {
  const GroupNormSizes s = sizes(in[0].shape(), attr.as<GroupNormAttr>());
  return {Shape{in[0].shape().size() + 2 * s.rows * s.channels}, in[0].dtype()};
}

extern const Primitive& gradient_row;

Var group_norm_vjp(const Rule& r, int i) {
  const Var x = r.in[0], all = record(gradient_row, {x, r.in[1], r.g}, r.attr);
  const GroupNormSizes s = sizes(x.shape(), r.attr.as<GroupNormAttr>());
  const i64 size = x.shape().size(), sums = s.rows * s.channels;
  if (i == 0) return reshape(slice_axis(all, 0, 0, size), x.shape());
  return sum(reshape(slice_axis(all, 0, size + (i - 1) * sums, size + i * sums), {s.rows, s.channels}), {0});
}

template <auto make_kernel>
void lower_group_norm(Lowering& low, int id) {
  const GraphNode n = low.node(id);
  const Shape& x = low.shape(n.in[0]);
  const GroupNormSizes s = sizes(x, n.attr->as<GroupNormAttr>());
  const int work = low.add_value(s.rows * group_norm_work(s), n.dtype, n.origin);
  low.emit(Custom{make_kernel(n.dtype, s), s.rows, s.pixels * s.channels}, 2, {id, work, n.in[0], n.in[1], n.in[2]},
           n.origin);
}

AttrFields group_norm_fields(const Attr& attr) {
  const GroupNormAttr& a = attr.as<GroupNormAttr>();
  return {{"groups", {static_cast<double>(a.groups)}}, {"epsilon", {a.epsilon}}};
}

constexpr Primitive rows[] = {
    {.name = "group_norm",
     .infer = grouped,
     .vjp = group_norm_vjp,
     .lower = lower_group_norm<group_norm_kernel>,
     .composition = composed,
     .fields = group_norm_fields},
    {.name = "group_norm_gradient",
     .infer = gradient,
     .lower = lower_group_norm<group_norm_gradient_kernel>,
     .composition = composed_gradient},
};
const Primitive& gradient_row = rows[1];

}  // namespace

std::span<const Primitive> group_norm_primitives() { return rows; }

Var group_norm(Operand x, Operand scale, Operand shift, i64 groups, double epsilon) {
  return record(rows[0], {x, scale, shift}, GroupNormAttr{.groups = groups, .epsilon = epsilon});
}

}  // namespace pont::ad
