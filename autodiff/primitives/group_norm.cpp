// Group normalisation.
#include <fmt/format.h>

#include <numeric>
#include <stdexcept>

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

// x [B, ..., C] seen as pixels of channels, which fall into groups of `width`.
class Groups {
 public:
  Groups(const Shape& x, i64 groups)
      : batch_(x[0]), groups_(groups), width_(x[x.rank() - 1] / groups), per_channel_(x) {
    for (int a = 1; a + 1 < x.rank(); ++a) {
      per_channel_ = per_channel_.with(a, 1);
      pixels_.push_back(a);
    }
    share_ = static_cast<double>(batch_ * groups) / static_cast<double>(x.size());
  }

  // Sums over the pixels, per sample and channel: [B, 1, ..., C].
  Var over_pixels(Var x) const { return pixels_.empty() ? x : sum(x, pixels_, true); }
  // Means over the group of what is summed over pixels: [B, groups, 1].
  Var mean(Var sums) const { return sum(reshape(sums, {batch_, groups_, width_}), {2}, true) * share_; }
  // A value of each group at each of its channels: [B, 1, ..., C].
  Var at_channels(Var x) const { return reshape(expand(x, {batch_, groups_, width_}), per_channel_); }

 private:
  i64 batch_, groups_, width_;
  Shape per_channel_;
  std::vector<i64> pixels_;  // axes
  double share_;             // of one element in the mean of a group
};

}  // namespace

Var group_norm(Operand x, Operand scale, Operand shift, i64 groups, double epsilon) {
  const Tape::OnBehalfOf place(*x.var.tape, x.where);
  const Shape& s = x.var.shape();
  if (s.rank() < 2 || groups < 1 || s[s.rank() - 1] % groups != 0)
    throw std::invalid_argument(fmt::format("group_norm: {} groups do not divide the channels of x {} (at {}:{})",
                                            groups, str(s), x.where.file_name(), x.where.line()));
  const Groups g(s, groups);
  const Var centred = x - g.at_channels(g.mean(g.over_pixels(x.var)));
  const Var factor = rsqrt(g.mean(g.over_pixels(square(centred))) + epsilon);
  return centred * (g.at_channels(factor) * scale) + shift;
}

}  // namespace pont::ad
