// Two programs, the network and the network with one reverse sweep, run chunk by chunk.
#include "losses/network_score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "autodiff/compile.hpp"

namespace pont::losses {
namespace {

using ad::i64, ad::Tensor, ad::Var;
using sde::Batch, sde::Mat;

// Rows first, first + 1, ... of `values` as a tensor of `rows` rows; what is missing is zero.
Tensor chunk_of(const Batch& values, i64 first, i64 rows, ad::Dtype dtype) {
  Tensor chunk({rows, values.cols()}, dtype);
  const i64 n = std::min<i64>(rows, values.rows() - first) * values.cols();
  const double* source = values.data() + first * values.cols();
  ad::with_real(dtype, [&](auto zero) {
    using T = decltype(zero);
    std::transform(source, source + n, chunk.data<T>().begin(), [](double x) { return static_cast<T>(x); });
  });
  return chunk;
}

// The inverse: copies as many rows as `values` has from `first` on.
void write_chunk(const Tensor& chunk, i64 first, Batch& values) {
  const i64 n = std::min<i64>(chunk.shape()[0], values.rows() - first) * values.cols();
  for (i64 i = 0; i < n; ++i) values.data()[first * values.cols() + i] = chunk.at(i);
}

Batch driven_blocks(const Regression& r, const Batch& u, i64 d) {
  Batch driven(u.rows(), r.m() * d);
  for (int j = 0; j < r.m(); ++j)
    driven.middleCols(j * d, d) = u.middleCols(r.driven()[static_cast<std::size_t>(j)] * d, d);
  return driven;
}

}  // namespace

NetworkScore::NetworkScore(Regression regression, const nn::Parameters& parameters,
                           const nn::TimeNetwork& network, const Tensor& flat, i64 d, i64 rows,
                           ad::Backend& device)
    : regression_(std::move(regression)),
      d_(d),
      rows_(rows),
      dtype_(flat.dtype()),
      condition_(network.condition()),
      flat_(std::make_shared<ad::DeviceMemory>(device, flat.bytes().size())) {
  flat_->upload(flat.bytes());
  ad::Tape tape;
  const auto input = [&](ad::Shape shape, const char* name) {
    return tape.input(shape, parameters.dtype(), name);
  };
  const i64 wide = regression_.k() * d, narrow = regression_.m() * d;
  ports_ = {input({parameters.size()}, "parameters"),
            input({rows, wide}, "seen"),
            input({rows, 1}, "t"),
            {},
            input({rows, wide}, "v"),
            input({rows, narrow}, "seed"),
            {},
            {}};
  const std::vector<Var> views = parameters.views(ports_.parameters);
  if (condition_.classes > 0) ports_.y = tape.input({rows}, ad::Dtype::i64, "y");
  if (condition_.columns > 0) ports_.y = input({rows, condition_.columns}, "y");
  ports_.net = network({views}, ports_.seen, ad::reshape(ports_.t, {rows}), ports_.y);
  if (ports_.net.shape() != ad::Shape{rows, narrow})
    throw std::invalid_argument(fmt::format(
        "network score of '{}': the network gives {}, expected [rows, m*d] = [{}, {}*{}], one output per "
        "coordinate of each driven block",
        regression_.sde().name, ad::str(ports_.net.shape()), rows, regression_.m(), d));
  const Var slope = ad::grad(ports_.net, ports_.seen, ports_.seed);
  ports_.product = ad::sum(slope * ports_.v, {1}, true);
  score_ = std::make_unique<ad::Program>(ad::compile({ports_.net}, {}, device, {ports_.parameters}));
  probe_ = std::make_unique<ad::Program>(
      ad::compile({ports_.net, ports_.product}, {}, device, {ports_.parameters}));
  share_parameters();
}

NetworkScore::NetworkScore(const NetworkScore& other)
    : regression_(other.regression_),
      d_(other.d_),
      rows_(other.rows_),
      dtype_(other.dtype_),
      condition_(other.condition_),
      flat_(other.flat_),
      ports_(other.ports_),
      score_(std::make_unique<ad::Program>(other.score_->replica())),
      probe_(std::make_unique<ad::Program>(other.probe_->replica())) {
  share_parameters();
}

NetworkScore NetworkScore::replica() const { return NetworkScore(*this); }

void NetworkScore::share_parameters() {
  score_->bind(ports_.parameters, flat_->bytes());
  probe_->bind(ports_.parameters, flat_->bytes());
}

void NetworkScore::check(const Batch& u) const {
  if (u.cols() != regression_.k() * d_)
    throw std::invalid_argument(fmt::format("network score of '{}': u has {} columns, expected k*d = {}*{}",
                                            regression_.sde().name, u.cols(), regression_.k(), d_));
  if (y_.rows() > 0 && y_.rows() != u.rows())
    throw std::invalid_argument(fmt::format("network score of '{}': {} rows of u and {} of its condition",
                                            regression_.sde().name, u.rows(), y_.rows()));
}

void NetworkScore::given(const Batch& y) {
  const i64 columns = condition_.classes > 0 ? 1 : condition_.columns;
  if (y.rows() > 0 && (columns == 0 || y.cols() != columns))
    throw std::invalid_argument(fmt::format("network score of '{}': a condition of {} columns, expected {}",
                                            regression_.sde().name, y.cols(), columns));
  y_ = y;
}

// Rows that are missing, or all of an unknown condition: no class, or zeros.
Tensor NetworkScore::condition_of_chunk(i64 first) const {
  if (condition_.columns > 0) {
    const Batch zeros = Batch::Zero(y_.rows() > 0 ? 0 : first + rows_, condition_.columns);
    return chunk_of(y_.rows() > 0 ? y_ : zeros, first, rows_, dtype_);
  }
  Tensor classes({rows_}, ad::Dtype::i64);
  for (i64 r = 0; r < rows_; ++r)
    classes.data<i64>()[static_cast<std::size_t>(r)] =
        first + r < y_.rows() ? std::lround(y_(first + r, 0)) : condition_.classes;
  return classes;
}

void NetworkScore::run(ad::Program& program, const Eigen::VectorXd& times, std::initializer_list<In> in,
                       std::initializer_list<Out> out) const {
  const i64 padded = (times.size() + rows_ - 1) / rows_ * rows_;  // rows that are missing have the last time
  Batch t(padded, 1);
  for (i64 r = 0; r < padded; ++r) t(r, 0) = times[std::min<i64>(r, times.size() - 1)];
  for (i64 first = 0; first < in.begin()->values.rows(); first += rows_) {
    program.set(ports_.t, chunk_of(t, first, rows_, dtype_));
    for (const In& i : in) program.set(i.port, chunk_of(i.values, first, rows_, dtype_));
    if (ports_.y) program.set(ports_.y, condition_of_chunk(first));
    program.run();
    for (const Out& o : out) write_chunk(program.get(o.port), first, o.values);
  }
}

void NetworkScore::combine(const Regression::Coefficients& c, const Batch& u, const Batch& net,
                           Batch& s) const {
  const Mat unit = c.unit();
  s = Batch::Zero(u.rows(), u.cols());
  for (int i = 0; i < regression_.m(); ++i) {
    auto block = s.middleCols(regression_.driven()[static_cast<std::size_t>(i)] * d_, d_);
    for (int j = 0; j < regression_.k(); ++j)
      if (c.R(i, j) != 0) block -= c.R(i, j) * u.middleCols(j * d_, d_);
    for (int j = i; j < regression_.m(); ++j) block -= unit(i, j) * net.middleCols(j * d_, d_);
  }
}

void NetworkScore::operator()(const Batch& u, double t, Batch& s) {
  check(u);
  const Regression::Coefficients c = regression_.at(t);
  Batch net(u.rows(), regression_.m() * d_);
  run(*score_, Eigen::VectorXd::Constant(u.rows(), t), {{ports_.seen, sde::mixed(c.input.asDiagonal(), u)}},
      {{ports_.net, net}});
  combine(c, u, net, s);
}

void NetworkScore::at_times(const Batch& u, const Eigen::VectorXd& times, Batch& s) {
  check(u);
  std::vector<Regression::Coefficients> rows;
  Batch seen(u.rows(), u.cols()), net(u.rows(), regression_.m() * d_), of_row;
  for (i64 r = 0; r < u.rows(); ++r) {
    rows.push_back(regression_.at(times[r]));
    seen.row(r) = sde::mixed(rows.back().input.asDiagonal(), u.row(r));
  }
  run(*score_, times, {{ports_.seen, seen}}, {{ports_.net, net}});
  s.resize(u.rows(), u.cols());
  for (i64 r = 0; r < u.rows(); ++r) {
    combine(rows[static_cast<std::size_t>(r)], u.row(r), net.row(r), of_row);
    s.row(r) = of_row;
  }
}

void NetworkScore::probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) {
  check(u);
  const Regression::Coefficients c = regression_.at(t);
  const Batch v_driven = driven_blocks(regression_, v, d_), seed = sde::mixed(c.unit().transpose(), v_driven);
  Batch net(u.rows(), regression_.m() * d_), product(u.rows(), 1);
  run(*probe_, Eigen::VectorXd::Constant(u.rows(), t),
      {{ports_.seen, sde::mixed(c.input.asDiagonal(), u)},
       {ports_.v, sde::mixed(c.input.asDiagonal(), v)},
       {ports_.seed, seed}},
      {{ports_.net, net}, {ports_.product, product}});
  combine(c, u, net, s);
  // v lives in the driven blocks, so only those columns of R meet it
  const Batch Rv = sde::mixed(Mat(c.R(Eigen::all, regression_.driven())), v_driven);
  vJv = -(v_driven.array() * Rv.array()).rowwise().sum().matrix() - product.col(0);
}

}  // namespace pont::losses
