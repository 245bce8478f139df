// Elementary functions of our own: branch-free, so that compilers vectorise loops over them, and the same everywhere.
#pragma once
#include "autodiff/math/erf.hpp"
#include "autodiff/math/exp.hpp"
#include "autodiff/math/ieee.hpp"
#include "autodiff/math/log.hpp"
#include "autodiff/math/pow.hpp"
#include "autodiff/math/trig.hpp"
