// Elementary functions of our own: branch-free, so that compilers vectorise loops over them, and the same
// everywhere.
//
// Every function is an inline template on float or double, made of correctly rounded operations (+, *, /,
// sqrt, fused multiply-add), integer operations on the bits, and selects. Hence an element has the same bits
// in the vector body and in the scalar tail of a loop, on every IEEE machine, and in a CUDA kernel: provided
// the compiler neither contracts a*b+c (-ffp-contract=off; nvcc: -fmad=false) nor flushes subnormals,
// and takes selects for selects (-fno-trapping-math).
//
// NaN goes in, NaN comes out; subnormal arguments and results are honoured unless stated.
//
// Errors are stated in units in the last place of the result (ulp), as bounds on what tests measured: float
// over every fifth number, double over 3 million per function. Measured in a loop on one core with AVX2, ns
// per element (float / double): exp, expm1, log, log1p, sin, cos 0.5-0.65 / 1.3-1.5, tanh 0.7 / 1.8, sigmoid
// 0.8 / 2.0, erf 0.9 / 2.8, softplus 1.4 / 3.7, pow 5.6 / 9.3.
#pragma once
#include "autodiff/math/erf.hpp"
#include "autodiff/math/exp.hpp"
#include "autodiff/math/ieee.hpp"
#include "autodiff/math/log.hpp"
#include "autodiff/math/pow.hpp"
#include "autodiff/math/trig.hpp"
