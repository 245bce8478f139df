// Points on the host: one program of fixed size, replayed until there are enough.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/compile.hpp"
#include "experiments/data/data_set.hpp"

namespace pont::data {

metrics::Points sample(const DataSet& data, ad::Key key, ad::i64 n, ad::i64 step, ad::i64 start) {
  if (n < 0) throw std::invalid_argument(fmt::format("sample: {} points asked for; expected at least 0", n));
  const ad::i64 rows = std::clamp<ad::i64>(n, 1, 4096), d = data.dimension();
  ad::Tape tape;
  const ad::Var step_input = tape.input({}, ad::Dtype::i64, "step");
  const ad::Var first_input = tape.input({}, ad::Dtype::i64, "first");
  const ad::Var drawn = data.draw(step_input, first_input, rows, key, ad::Dtype::f64);
  ad::Program program = ad::compile({drawn});
  program.set(step_input, ad::Tensor::scalar(step));
  metrics::Points points(n, d);
  for (ad::i64 first = 0; first < n; first += rows) {
    program.set(first_input, ad::Tensor::scalar(start + first));
    program.run();
    const ad::Tensor chunk = program.get(drawn);
    std::copy_n(chunk.data<double>().begin(), std::min(rows, n - first) * d, points.data() + first * d);
  }
  return points;
}

}  // namespace pont::data
