// The condition of a network: its check, and its columns.
#include "nn/time_network.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <vector>

#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::i64;
using ad::Var;

void check(const ConditionSize& size, Var u, Var y) {
  const i64 B = u.shape()[0];
  const bool classes = size.classes > 0 && y.dtype() == ad::Dtype::i64 && y.shape() == ad::Shape{B},
             columns = size.columns > 0 && y.dtype() == u.dtype() && y.shape() == ad::Shape{B, size.columns};
  if (classes || columns) return;
  throw std::invalid_argument(
      fmt::format("network: the condition is {} {}; expected {}", ad::name_of(y.dtype()), ad::str(y.shape()),
                  size.classes > 0   ? fmt::format("i64 [{}], classes below {}", B, size.classes)
                  : size.columns > 0 ? fmt::format("{} [{}, {}]", ad::name_of(u.dtype()), B, size.columns)
                                     : "none: the network was built without one"));
}

/// The unit vectors, and zeros for the class that is not known.
Var unit_rows(ad::Tape& tape, i64 classes, ad::Dtype dtype) {
  ad::Tensor rows({classes + 1, classes}, dtype);
  ad::with_real(dtype, [&](auto one) {
    for (i64 c = 0; c < classes; ++c)
      rows.data<decltype(one)>()[static_cast<std::size_t>(c * (classes + 1))] = 1;
  });
  return tape.constant(std::move(rows));
}

}  // namespace

TimeNetwork::TimeNetwork(ConditionSize condition) : condition_(condition) {
  if (condition.classes < 0 || condition.columns < 0 || (condition.classes > 0 && condition.columns > 0))
    throw std::invalid_argument(
        fmt::format("network: a condition of {} classes and {} columns; expected one of both",
                    condition.classes, condition.columns));
}

Var TimeNetwork::operator()(const Context& context, Var u, Var t, Var y) const {
  if (y) check(condition_, u, y);
  return record(context, u, t, y);
}

Var TimeNetwork::encoded(Var u, Var y) const {
  if (condition_.width() == 0) return {};
  if (!y) return ad::expand(u.tape->scalar(0, u.dtype()), {u.shape()[0], condition_.width()});
  if (condition_.columns > 0) return y;
  return ad::gather(unit_rows(*u.tape, condition_.classes, u.dtype()), y);
}

}  // namespace pont::nn
