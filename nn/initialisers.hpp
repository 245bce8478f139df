// Initialisers: the value of a parameter at step 0 as a pure function of its shape, its fan and a key.
#pragma once
#include <functional>
#include <vector>

#include "autodiff/rng.hpp"
#include "autodiff/shape.hpp"

namespace pont::nn {

/// Number of values that enter and leave one unit of the layer a parameter belongs to. The layer states it,
/// so that a bias can be drawn by the width of its input too.
struct Fan {
  ad::i64 in = 1, out = 1;
};

/// Row-major values for `shape`, in double whatever the type of the network. Element e depends on (key, e)
/// alone, except for `orthogonal`.
using Initialiser = std::function<std::vector<double>(const ad::Shape&, Fan, ad::Key)>;

Initialiser zeros();
Initialiser constant(double value);
/// Uniform in (-bound, bound); throws std::invalid_argument for bound <= 0.
Initialiser uniform(double bound);
/// Mean 0; throws std::invalid_argument for deviation <= 0.
Initialiser normal(double deviation);

/// He, Zhang, Ren, Sun 2015, eq. (10): variance gain^2 / fan_in; gain sqrt(2) is for relu.
Initialiser kaiming_uniform(double gain = 1.4142135623730951);
Initialiser kaiming_normal(double gain = 1.4142135623730951);

/// Glorot & Bengio 2010, eqs. (12) and (16): variance gain^2 * 2 / (fan_in + fan_out).
Initialiser xavier_uniform(double gain = 1);
Initialiser xavier_normal(double gain = 1);

/// Saxe, McClelland, Ganguli 2014: gain times a matrix with orthonormal columns (rows, if there are more
/// columns than rows), uniform among those: normal draws, orthonormalised by Gram-Schmidt. The last axis
/// counts columns, the others together rows. Throws std::invalid_argument for a shape of rank < 2.
Initialiser orthogonal(double gain = 1);

/// What torch.nn.Linear draws for weight and bias: uniform in +-1/sqrt(fan_in).
Initialiser torch_linear();

}  // namespace pont::nn
