// The public operations on Vars: primitives, and what is composed of them.
//
// Each records on the tape of its operands and computes nothing. Numbers take the type of their partner. Elementwise
// operations broadcast like NumPy. All throw std::invalid_argument "op: ... (at file:line)" for shapes or types that do
// not fit. Masks (results of comparisons) are 0 or 1 in the type of the operands.
#pragma once
#include <vector>

#include "autodiff/grad.hpp"
#include "autodiff/rng.hpp"
#include "autodiff/tape.hpp"

namespace pont::ad {

// ---- elementwise (table and derivatives: scalar_ops.hpp) --------------------------------------------------------
Var neg(Operand x), abs(Operand x), sign(Operand x), floor(Operand x);
Var exp(Operand x), expm1(Operand x), log(Operand x), log1p(Operand x), sqrt(Operand x), rsqrt(Operand x);
Var sin(Operand x), cos(Operand x), tanh(Operand x), sigmoid(Operand x), softplus(Operand x), erf(Operand x);
Var silu(Operand x);  ///< x sigmoid(x), Elfwing et al. 2017; like gelu, NaN where an infinity meets its factor 0
Var add(Operand a, Operand b), sub(Operand a, Operand b), mul(Operand a, Operand b), div(Operand a, Operand b);
Var pow(Operand a, Operand b), minimum(Operand a, Operand b), maximum(Operand a, Operand b);
Var less(Operand a, Operand b), less_equal(Operand a, Operand b), equal(Operand a, Operand b);
/// Elementwise mask != 0 ? a : b.
Var where(Operand mask, Operand a, Operand b);

inline Var operator-(Operand x) { return neg(x); }
inline Var operator+(Operand a, Operand b) { return add(a, b); }
inline Var operator-(Operand a, Operand b) { return sub(a, b); }
inline Var operator*(Operand a, Operand b) { return mul(a, b); }
inline Var operator/(Operand a, Operand b) { return div(a, b); }
inline Var operator<(Operand a, Operand b) { return less(a, b); }
inline Var operator<=(Operand a, Operand b) { return less_equal(a, b); }
inline Var operator>(Operand a, Operand b) { return less(b, a); }
inline Var operator>=(Operand a, Operand b) { return less_equal(b, a); }

/// Conversion between element types; real to int64 truncates. Cotangents flow between the real types only.
Var cast(Operand x, Dtype);
/// x itself, but no cotangent flows through it.
Var stop_gradient(Operand x);

// ---- reductions; axes may be negative; an empty list means all axes ---------------------------------------------
Var sum(Operand x, std::vector<i64> axes = {}, bool keep = false);
Var mean(Operand x, std::vector<i64> axes = {}, bool keep = false);
/// Largest / smallest element; the cotangent is shared equally among ties.
Var max(Operand x, std::vector<i64> axes = {}, bool keep = false);
Var min(Operand x, std::vector<i64> axes = {}, bool keep = false);
/// Position of the first largest element along one axis, int64; no cotangent.
Var argmax(Operand x, i64 axis);
/// Running sum along an axis (from the end if reverse).
Var cumsum(Operand x, i64 axis, bool reverse = false);
/// Sum over the axes along which `shape` was broadcast to x: the transpose of expand.
Var sum_to(Operand x, Shape shape);

// ---- linear algebra ---------------------------------------------------------------------------------------------
/// a [..., M, K] times b [..., K, N] (each transposed in its last two axes if asked); leading axes broadcast.
Var matmul(Operand a, Operand b, bool transpose_a = false, bool transpose_b = false);

// ---- normalisation ----------------------------------------------------------------------------------------------
/// Ba, Kiros, Hinton 2016, eqs. (3) and (4): (x - mean) / sqrt(variance + epsilon) * scale + shift along the last axis of
/// x [..., width], with the biased variance; scale and shift [width].
Var layer_norm(Operand x, Operand scale, Operand shift, double epsilon);

// ---- movement ---------------------------------------------------------------------------------------------------
Var reshape(Operand x, Shape);
/// Repeats axes of length one, NumPy's broadcast_to.
Var expand(Operand x, Shape);
/// Axis a of the result is axis `order[a]` of x.
Var permute(Operand x, std::vector<i64> order);
Var transpose(Operand x);  ///< the last two axes exchanged
/// Elements start, start + step, ... < stop along each axis (one entry per axis).
Var slice(Operand x, std::vector<i64> start, std::vector<i64> stop, std::vector<i64> step = {});
/// The range [from, to) of one axis.
Var slice_axis(Operand x, i64 axis, i64 from, i64 to);
Var concat(std::vector<Var> xs, i64 axis, std::source_location = std::source_location::current());
/// Zeros: low before, high after each axis, `between` between neighbours (the transpose of a slice with steps).
Var pad(Operand x, std::vector<i64> low, std::vector<i64> high, std::vector<i64> between = {});
/// Rows x[index], x [N, ...], index int64 of any shape I: result [I..., ...]. A run with an index outside [0, N) throws.
Var gather(Operand x, Operand index);
/// The transpose of gather: zeros [n, ...] plus g's rows added at index, in the order of index.
Var scatter_add(Operand g, Operand index, i64 n);

// ---- sources ----------------------------------------------------------------------------------------------------
/// Uniform in (0, 1) / standard normal draws: a pure function of (key, step, element), where the element number of
/// entry j is first * (elements per row) + j. step and first are int64 scalars; a row is an entry of the first axis.
Var uniform(Operand step, Operand first, Key key, Shape, Dtype);
Var normal(Operand step, Operand first, Key key, Shape, Dtype);
/// f applied to each row of x [R, f->inputs()] in double; result [R, f->outputs()] of type `dtype`; no cotangent.
Var row_map(Operand x, std::shared_ptr<const RowFunction> f, Dtype dtype);
Var zeros_like(Operand x);

// ---- composed ---------------------------------------------------------------------------------------------------
Var square(Operand x), relu(Operand x), leaky_relu(Operand x, double slope = 0.01), elu(Operand x), selu(Operand x);
Var gelu(Operand x);  ///< x (1 + erf(x / sqrt 2)) / 2, Hendrycks & Gimpel 2016
Var log_sum_exp(Operand x, std::vector<i64> axes = {}, bool keep = false);
/// exp(x) / sum of exp(x) along an axis, computed from x - max(x); where the largest element is infinite, it and its ties
/// share all.
Var softmax(Operand x, i64 axis);
/// The logarithm of softmax, finite where softmax underflows; NaN where the largest element along the axis is infinite.
Var log_softmax(Operand x, i64 axis);
/// The mean over rows of -log softmax(logits)[label]: logits [B, K], labels int64 [B]. A run with a label outside [0, K)
/// throws, as gather does.
Var cross_entropy(Operand logits, Operand labels);
/// Euclidean norm; its derivative at 0 is taken as 0.
Var norm(Operand x, std::vector<i64> axes = {}, bool keep = false);
Var mse(Operand a, Operand b);

}  // namespace pont::ad
