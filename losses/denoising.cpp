// The denoising objective: one row map for all coefficients, then elementwise work on small matrices of
// them.
#include "losses/denoising.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pont::losses {
namespace {

using ad::Var;
using sde::Mat;

constexpr int widest_row = 64;  // of an ad::row_map

// Columns of the row map, in order.
struct Layout {
  explicit Layout(const Regression& r)
      : k(r.k()),
        m(r.m()),
        L(1 + k),
        target(L + k * k),
        shift(target + m * k),
        factor(shift + m * k),
        aux(factor + m * m) {}
  int k, m;
  int L, target, shift, factor, aux;
  int columns(bool draws_aux) const { return aux + (draws_aux ? k * k : 0); }
};

// Uniform number to t | c Phi e_0 | c L | K^-1 Q | U^-1 R c^-1 | C | c Phi root(aux).
class RowCoefficients final : public ad::RowFunction {
 public:
  RowCoefficients(Denoising objective, int columns) : objective_(std::move(objective)), columns_(columns) {}
  int inputs() const override { return 1; }
  int outputs() const override { return columns_; }
  void operator()(const double* in, double* out) const override {
    const Denoising::Row row = objective_.row(in[0]);
    const auto c = row.input.asDiagonal();
    const double* end = out + columns_;
    *out++ = row.t;
    for (const Mat& M : {Mat(c * row.Phi.col(0)), Mat(c * row.L), row.target(),
                         Mat(row.shift() * c.inverse()), row.C, Mat(c * row.Phi_aux)}) {
      if (out == end) return;  // nothing auxiliary is drawn
      Eigen::Map<Mat>(out, M.rows(), M.cols()) = M;
      out += M.size();
    }
  }

 private:
  Denoising objective_;
  int columns_;
};

Mat root_of_rest(const sde::Perturbation& p) {
  try {
    return sde::square_root(p.sde().initial - p.S0());
  } catch (const std::domain_error&) {
    throw std::invalid_argument(
        fmt::format("denoising of '{}': initial - S0 = {} is not positive semidefinite; S0 must lie between "
                    "0 (denoising) and sde.initial = {} (hybrid)",
                    p.sde().name, sde::text(Mat(p.sde().initial - p.S0())), sde::text(p.sde().initial)));
  }
}

}  // namespace

Denoising::Denoising(Regression regression, Weighting weighting, std::shared_ptr<const TimeSampling> times)
    : regression_(std::move(regression)),
      weighting_(std::move(weighting)),
      times_(std::move(times)),
      aux_root_(root_of_rest(regression_.perturbation())) {
  const int columns = Layout(regression_).columns(!aux_root_.isZero(0));
  if (columns > widest_row)
    throw std::invalid_argument(
        fmt::format("denoising of '{}': k = {}, m = {} need {} coefficients per row, at most "
                    "{}; use k <= 3, or fewer driven blocks",
                    regression_.sde().name, regression_.k(), regression_.m(), columns, widest_row));
}

Denoising::Row Denoising::row(double uniform) const {
  const TimeDraw draw = (*times_)(uniform);
  Row row{regression_.at(draw.t), draw.t, {}, {}};
  row.Phi_aux = row.Phi * aux_root_;
  row.C = std::sqrt(draw.weight) * weighting_.factor(regression_.sde(), draw.t, row);
  return row;
}

Denoising::Batch Denoising::draw(Var x, const nn::Stream& stream) const {
  const Layout at(regression_);
  const bool draws_aux = !aux_root_.isZero(0);
  const ad::i64 B = x.shape()[0], d = x.shape()[1];
  const Var uniform = ad::uniform(stream.step, stream.first, stream.key / "time", {B}, ad::Dtype::f64);
  const auto map = std::make_shared<RowCoefficients>(*this, at.columns(draws_aux));
  const Var table = ad::row_map(ad::reshape(uniform, {B, 1}), map, x.dtype());
  const auto normal = [&](const char* name) {
    return ad::normal(stream.step, stream.first, stream.key / name, {B, at.k * d}, x.dtype());
  };
  const Var eps = normal("noise");
  Var seen = mixed({table, 1, at.k, 1}, x) + mixed({table, at.L, at.k, at.k}, eps);
  if (draws_aux) seen = seen + mixed({table, at.aux, at.k, at.k}, normal("auxiliary"));
  const Var t = ad::reshape(ad::slice_axis(table, 1, 0, 1), {B});
  return {uniform,
          t,
          seen,
          mixed({table, at.target, at.m, at.k}, eps),
          {table, at.shift, at.m, at.k},
          {table, at.factor, at.m, at.m}};
}

Var Denoising::losses(const Batch& batch, Var net) const {
  return ad::sum(ad::square(mixed(batch.factor, net + mixed(batch.shift, batch.seen) - batch.target)), {1});
}

Var Denoising::operator()(const Network& network, Var x, const nn::Stream& stream) const {
  const Batch batch = draw(x, stream);
  return losses(batch, network(batch.seen, batch.t));
}

namespace {

ad::Var block(ad::Var u, int k, int number) {
  const ad::i64 d = u.shape()[1] / k;
  return k == 1 ? u : ad::slice_axis(u, 1, number * d, (number + 1) * d);
}

ad::Var side_by_side(std::vector<ad::Var> parts) {
  return parts.size() == 1 ? parts[0] : ad::concat(std::move(parts), 1);
}

}  // namespace

ad::Var RowMatrix::operator()(int i, int j) const {
  const int at = offset + i * columns + j;
  return ad::slice_axis(table, 1, at, at + 1);
}

ad::Var mixed(const RowMatrix& M, ad::Var u) {
  std::vector<ad::Var> parts;
  for (int i = 0; i < M.rows; ++i) {
    ad::Var sum = M(i, 0) * block(u, M.columns, 0);
    for (int j = 1; j < M.columns; ++j) sum = sum + M(i, j) * block(u, M.columns, j);
    parts.push_back(sum);
  }
  return side_by_side(std::move(parts));
}

ad::Var blocks(ad::Var u, int k, std::span<const int> numbers) {
  std::vector<ad::Var> parts;
  for (int number : numbers) parts.push_back(block(u, k, number));
  return side_by_side(std::move(parts));
}

}  // namespace pont::losses
