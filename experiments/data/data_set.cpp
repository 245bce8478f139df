// Points on the host: one program of fixed size, replayed until there are enough.
#include "experiments/data/data_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/compile.hpp"

namespace pont::data {
namespace {

struct Sample {
  metrics::Points points;
  std::vector<ad::i64> labels;
};

Sample drawn_rows(const DataSet& data, ad::Key key, ad::i64 n, ad::i64 step, ad::i64 start) {
  if (n < 0) throw std::invalid_argument(fmt::format("sample: {} points asked for; expected at least 0", n));
  const ad::i64 rows = std::clamp<ad::i64>(n, 1, 4096), d = data.dimension();
  ad::Tape tape;
  const ad::Var step_input = tape.input({}, ad::Dtype::i64, "step");
  const ad::Var first_input = tape.input({}, ad::Dtype::i64, "first");
  const Drawn drawn = data.draw(step_input, first_input, rows, key, ad::Dtype::f64);
  std::vector<ad::Var> outputs{drawn.x};
  if (drawn.y) outputs.push_back(drawn.y);
  ad::Program program = ad::compile(outputs);
  program.set(step_input, ad::Tensor::scalar(step));
  Sample all{metrics::Points(n, d), {}};
  for (ad::i64 first = 0; first < n; first += rows) {
    program.set(first_input, ad::Tensor::scalar(start + first));
    program.run();
    const ad::i64 some = std::min(rows, n - first);
    const ad::Tensor chunk = program.get(drawn.x);
    std::copy_n(chunk.data<double>().begin(), some * d, all.points.data() + first * d);
    if (!drawn.y) continue;
    const ad::Tensor labels = program.get(drawn.y);
    std::copy_n(labels.data<ad::i64>().begin(), some, std::back_inserter(all.labels));
  }
  return all;
}

}  // namespace

metrics::Points sample(const DataSet& data, ad::Key key, ad::i64 n, ad::i64 step, ad::i64 first) {
  return drawn_rows(data, key, n, step, first).points;
}

PointTable sample_table(const DataSet& data, ad::Key key, ad::i64 n, ad::i64 first) {
  Sample drawn = drawn_rows(data, key, n, 0, first);
  PointTable table = table_of(drawn.points);
  table.shape = data.shape();
  table.labels = std::move(drawn.labels);
  table.classes.resize(static_cast<std::size_t>(data.classes()));
  return table;
}

}  // namespace pont::data
