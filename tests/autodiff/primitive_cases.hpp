// A use of every primitive, for the tests that walk the table.
#pragma once
#include <map>
#include <string>

#include "autodiff/convolution.hpp"
#include "autodiff/image_ops.hpp"
#include "autodiff/primitive.hpp"
#include "tests/autodiff/check_vjp.hpp"

namespace pont::ad {

struct Case {
  Function f;
  std::vector<Shape> shapes;
  double low = -2, high = 2;
};

inline const Shape m{3, 4};

inline Var index_of(Var like, std::vector<i64> rows) {
  return like.tape->constant(Tensor::of({static_cast<i64>(rows.size())}, rows));
}

// Primitives through which cotangents flow.
inline const std::multimap<std::string, Case>& cases() {
  using X = std::span<const Var>;
  static const std::multimap<std::string, Case> table{
      {"neg", {[](X x) { return -x[0]; }, {m}}},
      {"abs", {[](X x) { return abs(x[0]); }, {m}, .5, 2}},
      {"abs", {[](X x) { return abs(x[0]); }, {m}, -2, -.5}},
      {"exp", {[](X x) { return exp(x[0]); }, {m}}},
      {"expm1", {[](X x) { return expm1(x[0]); }, {m}}},
      {"log", {[](X x) { return log(x[0]); }, {m}, .5, 3}},
      {"log1p", {[](X x) { return log1p(x[0]); }, {m}, -.5, 3}},
      {"sqrt", {[](X x) { return sqrt(x[0]); }, {m}, .5, 3}},
      {"rsqrt", {[](X x) { return rsqrt(x[0]); }, {m}, .5, 3}},
      {"sin", {[](X x) { return sin(x[0]); }, {m}}},
      {"cos", {[](X x) { return cos(x[0]); }, {m}}},
      {"tanh", {[](X x) { return tanh(x[0]); }, {m}}},
      {"sigmoid", {[](X x) { return sigmoid(x[0]); }, {m}, -4, 4}},
      {"softplus", {[](X x) { return softplus(x[0]); }, {m}, -4, 4}},
      {"erf", {[](X x) { return erf(x[0]); }, {m}}},
      {"add", {[](X x) { return x[0] + x[1]; }, {m, {1, 4}}}},
      {"sub", {[](X x) { return x[0] - x[1]; }, {{3, 1}, m}}},
      {"mul", {[](X x) { return x[0] * x[1]; }, {{3, 1}, {4}}}},
      {"mul", {[](X x) { return x[0] * x[0]; }, {m}}},
      {"div", {[](X x) { return x[0] / x[1]; }, {m, {4}}, .5, 2}},
      {"pow", {[](X x) { return pow(x[0], x[1]); }, {m, {3, 1}}, .5, 2}},
      {"minimum", {[](X x) { return minimum(x[0], x[1]); }, {m, m}}},
      {"maximum", {[](X x) { return maximum(x[0], x[1]); }, {m, {4}}}},
      {"silu", {[](X x) { return silu(x[0]); }, {m}, -4, 4}},
      {"where", {[](X x) { return where(x[0] < x[1], x[0] * x[1], x[2]); }, {m, m, {4}}}},
      {"sum",
       {[](X x) {
          return exp(sum(x[0], {0, 2}, true)) * x[0];
        },
        {{2, 3, 2}}}},
      {"sum", {[](X x) { return sin(sum(x[0], {1})); }, {{2, 3, 2}}}},
      {"max", {[](X x) { return square(max(x[0], {1})) * max(x[0]); }, {{2, 5, 2}}}},
      {"cumsum", {[](X x) { return sin(cumsum(x[0], 1)) + cos(cumsum(x[0], 0, true)); }, {m}}},
      {"matmul", {[](X x) { return sin(matmul(x[0], x[1])); }, {m, {4, 2}}}},
      {"matmul", {[](X x) { return sin(matmul(x[0], x[1], true, false)); }, {{4, 3}, {4, 2}}}},
      {"matmul", {[](X x) { return sin(matmul(x[0], x[1], false, true)); }, {{2, 3, 4}, {2, 5, 4}}}},
      {"matmul", {[](X x) { return sin(matmul(x[0], x[1], true, true)); }, {{2, 4, 3}, {5, 4}}}},
      {"matmul", {[](X x) { return sin(matmul(x[0], x[1])); }, {{2, 3, 4}, {4, 5}}}},
      {"reshape",
       {[](X x) {
          return sin(reshape(x[0], {2, 6}));
        },
        {m}}},
      {"expand",
       {[](X x) {
          return matmul(expand(sin(x[0]), {3, 4}), x[1]);
        },
        {{3, 1}, {4, 2}}}},
      {"permute",
       {[](X x) {
          return sin(permute(x[0], {2, 0, 1}));
        },
        {{2, 3, 4}}}},
      {"slice",
       {[](X x) {
          return sin(slice(x[0], {0, 1}, {3, 4}, {2, 2}));
        },
        {m}}},
      {"slice", {[](X x) { return sin(slice_axis(x[0], 0, 1, 3)); }, {m}}},
      {"pad",
       {[](X x) {
          return cos(pad(x[0], {1, 0}, {0, 2}, {1, 2}));
        },
        {m}}},
      {"concat",
       {[](X x) {
          return sin(concat({x[0], x[1], x[0]}, 1));
        },
        {m, {3, 2}}}},
      {"gather",
       {[](X x) {
          return sin(gather(x[0], index_of(x[0], {2, 0, 2, 2})));
        },
        {m}}},
      {"scatter_add",
       {[](X x) {
          return sin(scatter_add(x[0], index_of(x[0], {1, 4, 1}), 6));
        },
        {m}}},
      {"layer_norm", {[](X x) { return layer_norm(x[0], x[1], x[2], 1e-5); }, {m, {4}, {4}}}},
      {"layer_norm", {[](X x) { return x[0] * layer_norm(x[0], x[1], x[1], .1); }, {{2, 3, 5}, {5}}}},
      {"conv", {[](X x) { return sin(conv(x[0], x[1], Slide::same(3))); }, {{2, 4, 3, 2}, {3, 3, 2, 3}}}},
      {"conv",
       {[](X x) { return sin(conv(x[0], x[1], {{2, 1}, {0, 1}, {1, 0}, {1, 2}})); }, {{2, 5, 5, 2}, {2, 2, 2, 3}}}},
      {"conv_input",
       {[](X x) { return sin(conv_input(x[0], x[1], 5, 6, {{2, 3}, {0, 1}, {1, 0}, {1, 1}})); },
        {{2, 2, 2, 3}, {3, 2, 2, 3}}}},
      {"conv_weight",
       {[](X x) { return sin(conv_weight(x[0], x[1], 3, 2, {{2, 3}, {0, 1}, {1, 0}, {1, 1}})); },
        {{2, 5, 6, 2}, {2, 2, 2, 3}}}},
      {"softmax", {[](X x) { return x[0] * softmax(x[0], -1); }, {{3, 5}}}},
      {"softmax", {[](X x) { return softmax(x[0], 0) * x[1]; }, {{4, 3}, {4, 3}}}},
      {"group_norm", {[](X x) { return group_norm(x[0], x[1], x[2], 2, 1e-5); }, {{2, 3, 2, 4}, {4}, {4}}}},
      {"group_norm", {[](X x) { return x[0] * group_norm(x[0], x[1], x[1], 5, .1); }, {{3, 7, 5}, {5}}}},
      {"group_norm_gradient",
       {[](X x) { return sin(grad(group_norm(x[0], x[1], x[1], 2, .1), x[0], x[2])); }, {{2, 3, 4}, {4}, {2, 3, 4}}}},
      {"cast", {[](X x) { return cast(x[0], Dtype::f64) * 2; }, {m}}},
  };
  return table;
}

// Primitives through which none does: why.
inline const std::map<std::string, std::string>& without_cotangent() {
  static const std::map<std::string, std::string> table{
      {"sign", "piecewise constant"},  {"floor", "piecewise constant"},
      {"less", "piecewise constant"},  {"less_equal", "piecewise constant"},
      {"equal", "piecewise constant"}, {"argmax", "an integer"},
      {"constant", "a source"},        {"input", "a source"},
      {"uniform", "a source"},         {"normal", "a source"},
      {"row_map", "a host function"},  {"stop_gradient", "by definition"}};
  return table;
}

}  // namespace pont::ad
