// One reverse sweep gives the Jacobian along the direction; the trainer's sweep then goes through it.
#include "losses/sliced.hpp"

namespace pont::losses {
namespace {

using ad::Var;
using sde::Mat, sde::Vec;

// Uniform number to C^T | c U^-T C^T, both [m, m].
class DirectionFactors final : public ad::RowFunction {
 public:
  explicit DirectionFactors(Denoising draws) : draws_(std::move(draws)), m_(draws_.regression().m()) {}
  int inputs() const override { return 1; }
  int outputs() const override { return 2 * m_ * m_; }
  void operator()(const double* in, double* out) const override {
    const Denoising::Row row = draws_.row(in[0]);
    const Mat seed = row.C.transpose();
    Eigen::Map<Mat>(out, m_, m_) = seed;
    const Vec c = row.input(draws_.regression().driven());
    Eigen::Map<Mat>(out + m_ * m_, m_, m_) =
        c.asDiagonal() * Mat(row.unit().transpose().triangularView<Eigen::Lower>().solve(seed));
  }

 private:
  Denoising draws_;
  int m_;
};

}  // namespace

Var Sliced::operator()(const Network& network, Var x, const nn::Stream& stream) const {
  const Regression& regression = draws_.regression();
  const int m = regression.m();
  const Denoising::Batch batch = draws_.draw(x, stream);
  const ad::i64 B = x.shape()[0], d = x.shape()[1];
  const auto factors = std::make_shared<DirectionFactors>(draws_);
  const Var table = ad::row_map(ad::reshape(batch.uniform, {B, 1}), factors, x.dtype());
  const Var v = ad::normal(stream.step, stream.first, stream.key / "direction", {B, m * d}, x.dtype());
  const Var a = network(batch.seen, batch.t) + mixed(batch.shift, batch.seen);
  const Var slope = ad::grad(a, batch.seen, mixed({table, 0, m, m}, v));
  const Var along = mixed({table, m * m, m, m}, v) * blocks(slope, regression.k(), regression.driven());
  return ad::sum(ad::square(mixed(batch.factor, a)) - 2 * along, {1});
}

}  // namespace pont::losses
