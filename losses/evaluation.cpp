// Chunked evaluation; the last chunk is padded with rows of zeros that are thrown away.
#include "losses/evaluation.hpp"

#include <algorithm>
#include <functional>

#include "autodiff/compile.hpp"

namespace pont::losses {
namespace {

using ad::i64, ad::Tensor, ad::Var;
using sde::Mat;

// Inputs of a chunk's program.
struct Ports {
  Ports(ad::Tape& tape, const Tensor& x, i64 rows)
      : step(tape.input({}, ad::Dtype::i64, "step")),
        first(tape.input({}, ad::Dtype::i64, "first")),
        x(tape.input({rows, x.shape()[1]}, x.dtype(), "x")) {}
  Var step, first, x;
};

// Runs `program` for each chunk and hands the chunk's first row and its number of true rows to `use`.
void for_each_chunk(ad::Program& program, const Ports& ports, const Tensor& x, const Sampling& sampling,
                    const std::function<void(i64 first, i64 rows)>& use) {
  const std::size_t row_bytes = x.bytes().size() / static_cast<std::size_t>(std::max<i64>(1, x.shape()[0]));
  program.set(ports.step, Tensor::scalar(sampling.step));
  for (i64 first = 0; first < x.shape()[0]; first += sampling.rows) {
    const i64 rows = std::min(sampling.rows, x.shape()[0] - first);
    Tensor chunk({sampling.rows, x.shape()[1]}, x.dtype());
    const auto begin = x.bytes().begin() + static_cast<std::ptrdiff_t>(row_bytes) * first;
    std::copy(begin, begin + static_cast<std::ptrdiff_t>(row_bytes) * rows, chunk.bytes().begin());
    program.set(ports.x, chunk);
    program.set(ports.first, Tensor::scalar(first));
    program.run();
    use(first, rows);
  }
}

sde::Batch to_batch(const Tensor& t) {
  sde::Batch b(t.shape()[0], t.shape()[1]);
  for (i64 i = 0; i < b.size(); ++i) b.data()[i] = t.at(i);
  return b;
}

// |C (-U^-1 s - target)|^2 summed over coordinates, at the u of which c u is seen.
double row_loss(const Denoising& objective, sde::Score& score, double uniform, const sde::Batch& seen,
                const sde::Batch& target) {
  const Regression& regression = objective.regression();
  const Denoising::Row row = objective.row(uniform);
  const sde::Batch u = sde::mixed(row.input.cwiseInverse().asDiagonal(), seen);
  sde::Batch s;
  score(u, row.t, s);
  const auto d = u.cols() / regression.k();
  const Mat to_unit =
      row.unit().triangularView<Eigen::Upper>().solve(Mat::Identity(regression.m(), regression.m()));
  sde::Batch driven(1, regression.m() * d);
  for (int j = 0; j < regression.m(); ++j)
    driven.middleCols(j * d, d) = s.middleCols(regression.driven()[static_cast<std::size_t>(j)] * d, d);
  return sde::mixed(row.C, -sde::mixed(to_unit, driven) - target).squaredNorm();
}

}  // namespace

Eigen::VectorXd network_losses(const Objective& objective, const nn::Parameters& parameters,
                               const nn::TimeNetwork& network, const Tensor& flat, const Tensor& x,
                               const Sampling& sampling, ad::Backend& device) {
  ad::Tape tape;
  const Ports ports(tape, x, sampling.rows);
  const Var weights = tape.input({parameters.size()}, parameters.dtype(), "parameters");
  const std::vector<Var> views = parameters.views(weights);
  const Var loss = objective(bound(network, {views}), ports.x, {sampling.key, ports.step, ports.first});
  ad::Program program = ad::compile({loss}, {}, device, {weights});
  program.set(weights, flat);
  Eigen::VectorXd losses(x.shape()[0]);
  for_each_chunk(program, ports, x, sampling, [&](i64 first, i64 rows) {
    const Tensor values = program.get(loss);
    for (i64 i = 0; i < rows; ++i) losses(first + i) = values.at(i);
  });
  return losses;
}

Eigen::VectorXd score_losses(const Denoising& objective, sde::Score& score, const Tensor& x,
                             const Sampling& sampling) {
  ad::Tape tape;
  const Ports ports(tape, x, sampling.rows);
  const Denoising::Batch batch = objective.draw(ports.x, {sampling.key, ports.step, ports.first});
  ad::Program program = ad::compile({batch.uniform, batch.seen, batch.target});
  Eigen::VectorXd losses(x.shape()[0]);
  for_each_chunk(program, ports, x, sampling, [&](i64 first, i64 rows) {
    const Tensor uniform = program.get(batch.uniform);
    const sde::Batch seen = to_batch(program.get(batch.seen)), target = to_batch(program.get(batch.target));
    for (i64 i = 0; i < rows; ++i)
      losses(first + i) = row_loss(objective, score, uniform.at(i), seen.row(i), target.row(i));
  });
  return losses;
}

}  // namespace pont::losses
