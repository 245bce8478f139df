// The denoising objective against its definition row by row, its invariances, and its derivatives.
#include "losses/denoising.hpp"

#include "sde/exact_score.hpp"
#include "tests/autodiff/check_vjp.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

const ad::Key key = ad::Key::root(3) / "losses";
constexpr i64 rows = 6, d = 2, step = 5, first = 40;

Tensor data() { return ad::random_tensor({rows, d}, key / "x", -1, 1); }

// What a row must be, from the definitions and dense inverses alone.
struct Direct {
  Direct(const LinearSde& sde, const Mat& S0, const Choice& c, const Eigen::MatrixXd& x, i64 row) {
    const auto driven = sde.driven();
    const int k = sde.k();
    t = c.t_min + (sde.T - c.t_min) * (key / "time").uniform(static_cast<ad::u64>(first + row), step);
    const sde::Kernel K = sde.transition(0, t);
    Mat Sigma = K.push(S0);
    Sigma.diagonal().array() += c.floor;
    const Eigen::MatrixXd L = Eigen::MatrixXd(Sigma).llt().matrixL();
    Eigen::MatrixXd u0 = sde::square_root(sde.initial - S0) * normals("auxiliary", k, row);  // [k, d]
    u0.row(0) += x.row(row);
    const Eigen::MatrixXd eps = normals("noise", k, row);
    u = K.Phi * u0 + L * eps;
    const Eigen::MatrixXd precision = Eigen::MatrixXd(Sigma).fullPivLu().inverse();
    precision_driven = precision(driven, driven);
    conditional_score = -(precision * (L * eps))(driven, Eigen::all);
    diffusion = sde.diffusion(t)(driven, driven);
    unit_squared = precision_driven, input = Eigen::VectorXd::Ones(k);
    noise_to_signal = std::pow(Sigma.determinant() / std::pow(K.Phi.determinant(), 2), 1.0 / k);
    if (c.parametrisation == "preconditioned") precondition(sde, S0, c, K, precision);
    if (c.parametrisation == "data") predict_data(sde, S0, c, K, Sigma);
  }
  // What one more of the data adds to the score, and ell in the rows that this leaves undetermined.
  void predict_data(const LinearSde& sde, const Mat& S0, const Choice& c, const sde::Kernel& K,
                    const Mat& Sigma) {
    const auto driven = sde.driven();
    const Mat C = Sigma + K.Phi * (sde.initial - S0) * K.Phi.transpose();
    const Eigen::MatrixXd added = (Eigen::MatrixXd(C).fullPivLu().inverse() * K.Phi.col(0))(driven, 0);
    const auto spare = static_cast<Eigen::Index>(driven.size()) - 1;
    const Eigen::MatrixXd ell = regression(sde, S0, c).at(t).ell.leftCols(spare);
    unit_squared = added * added.transpose() + ell * ell.transpose();
  }
  // U U^T = Sigma^-1 - C^-1 in the driven blocks, by Woodbury's formula, and C_ii^-1/2.
  void precondition(const LinearSde& sde, const Mat& S0, const Choice& c, const sde::Kernel& K,
                    const Eigen::MatrixXd& precision) {
    const auto driven = sde.driven();
    Mat root = sde::square_root(sde.initial - S0);
    root(0, 0) = std::sqrt(c.variance);
    const Eigen::MatrixXd M = K.Phi * root, I = Eigen::MatrixXd::Identity(sde.k(), sde.k());
    const Eigen::MatrixXd gap =
        precision * M * (I + M.transpose() * precision * M).inverse() * M.transpose() * precision;
    unit_squared = gap(driven, driven);
    input = (precision.inverse() + M * M.transpose()).diagonal().cwiseSqrt().cwiseInverse();
    // Fewer directions than rows: ell in the others.
    const Eigen::Index spare = std::max<Eigen::Index>(
        0, static_cast<Eigen::Index>(driven.size()) - Eigen::FullPivLU<Eigen::MatrixXd>(Mat(root)).rank());
    const Eigen::MatrixXd ell = regression(sde, S0, c).at(t).ell.leftCols(spare);
    unit_squared += ell * ell.transpose();
  }
  static Eigen::MatrixXd normals(const char* name, int k, i64 row) {
    Eigen::MatrixXd z(k, d);
    for (int b = 0; b < k; ++b)
      for (i64 j = 0; j < d; ++j)
        z(b, j) = (key / name).normal(static_cast<ad::u64>((first + row) * k * d + b * d + j), step);
    return z;
  }
  // The error e_s [m, d] of a score costs, summed over coordinates; no triangular factor is used.
  double loss(const std::string& weighting, const Eigen::MatrixXd& e_s) const {
    if (weighting == "uniform") return e_s.squaredNorm();
    if (weighting == "likelihood") return 0.5 * (e_s.transpose() * diffusion * e_s).trace();
    if (weighting == "unit") return (e_s.transpose() * unit_squared.inverse() * e_s).trace();
    if (weighting == "edm") return (1 + 4 * noise_to_signal) * loss("inverse_ell_squared", e_s);
    if (weighting == "min_snr") return std::min(1.0, 5 * noise_to_signal) * loss("inverse_ell_squared", e_s);
    return (e_s.transpose() * precision_driven.inverse() * e_s).trace();
  }
  double t, noise_to_signal;
  Eigen::VectorXd input;
  Eigen::MatrixXd u, precision_driven, unit_squared, conditional_score, diffusion;
};

void check_definition(const LinearSde& sde, const Mat& S0, const Choice& c) {
  const Denoising objective = denoising(sde, S0, c);
  const int k = sde.k(), m = objective.regression().m();
  const Network network = elementwise(k, m);
  const auto out = values(
      [&](Var x, const nn::Stream& s) -> std::vector<Var> {
        const Denoising::Batch b = objective.draw(x, s);
        return {b.t, b.seen, network(b.seen, b.t), objective(network, x, s)};
      },
      data(), key, step, first);
  const Eigen::MatrixXd x = vector(data()).reshaped<Eigen::RowMajor>(rows, d);
  for (i64 r = 0; r < rows; ++r) {
    const Direct direct(sde, S0, c, x, r);
    EXPECT_NEAR(out[0].at(r), direct.t, 1e-14) << sde.name;
    for (int b = 0; b < k; ++b)
      for (i64 j = 0; j < d; ++j) {
        const double seen = direct.input(b) * direct.u(b, j);
        EXPECT_NEAR(out[1].at((r * k + b) * d + j), seen, 1e-11 * (1 + std::abs(seen))) << sde.name;
      }
    const Regression::Coefficients at = objective.regression().at(direct.t);
    Eigen::MatrixXd net(m, d);
    for (i64 i = 0; i < m * d; ++i) net(i / d, i % d) = out[2].at(r * m * d + i);
    const Eigen::MatrixXd score = -at.R * direct.u - at.unit() * net;
    const double expected = direct.loss(c.weighting, score - direct.conditional_score);
    EXPECT_NEAR(out[3].at(r), expected, 1e-8 * expected)
        << sde.name << " " << c.parametrisation << " " << c.weighting;
  }
}

TEST(Denoising, EqualsItsDefinitionForEverySdeParametrisationAndWeighting) {
  for (const LinearSde& sde : all_sdes())
    for (const Mat& S0 : {zero(sde), sde.initial, Mat(0.3 * sde.initial)})
      for (const ParametrisationRow& p : parametrisations())
        for (const Weighting& w : weightings())
          check_definition(sde, S0, {.parametrisation = p.name, .weighting = w.name, .t_min = 0.05});
}

// net(u) and K^-1 net(c^-1 c u) - U^-1 R u are the same score under two parametrisations.
TEST(Denoising, ParametrisationsDescribeTheSameScore) {
  for (const LinearSde& sde : all_sdes())
    for (const ParametrisationRow& p : parametrisations()) {
      const Denoising plain = denoising(sde, sde.initial, {.t_min = 0.02});
      const Denoising other = denoising(sde, sde.initial, {.parametrisation = p.name, .t_min = 0.02});
      const Network network = elementwise(sde.k(), plain.regression().m());
      const auto both = values(
          [&](Var x, const nn::Stream& s) -> std::vector<Var> {
            const Denoising::Batch b = other.draw(x, s);
            return {plain(network, x, s), other.losses(b, translated(other, network, b))};
          },
          data(), key);
      const Eigen::VectorXd a = vector(both[0]), b = vector(both[1]);
      EXPECT_LE(largest(a - b), 1e-10 * largest(a)) << sde.name << " " << p.name;
    }
}

// The whole score of N(0, c I) data is the reference of these two: its loss, measured by the evaluation, is
// that of the network 0.
void expect_nothing_to_learn(const std::string& parametrisation) {
  for (const LinearSde& sde : all_sdes())
    for (const Mat& S0 : {zero(sde), sde.initial}) {
      const Denoising objective = denoising(
          sde, S0, {.parametrisation = parametrisation, .variance = 0.7, .floor = 0, .t_min = 0.02});
      sde::GaussianScore exact(sde, Eigen::Vector2d::Zero(), 0.7 * Eigen::Matrix2d::Identity());
      const auto recorded = values(
          [&](Var x, const nn::Stream& s) -> std::vector<Var> {
            return {objective(zero_network(sde.k(), objective.regression().m()), x, s)};
          },
          data(), key);
      const Eigen::VectorXd expected = score_losses(objective, exact, data(), {.key = key, .rows = 4});
      EXPECT_LE(largest(vector(recorded[0]) - expected), 1e-9 * largest(expected)) << sde.name;
    }
}

TEST(Denoising, GaussianDataLeaveNothingToLearn) {
  expect_nothing_to_learn("residual");
  expect_nothing_to_learn("preconditioned");
}

TEST(Denoising, ARowDoesNotDependOnHowTheBatchIsCut) {
  for (const LinearSde& sde : all_sdes())
    for (const Tensor& x : {data(), as_float(data())}) {
      const Denoising objective =
          denoising(sde, zero(sde), {.parametrisation = "mixed", .weighting = "likelihood"});
      const Recorded record = [&](Var x, const nn::Stream& s) -> std::vector<Var> {
        return {objective(elementwise(sde.k(), objective.regression().m()), x, s)};
      };
      const Tensor whole = values(record, x, key, step, 0)[0];
      for (i64 from : {0, 3}) {
        Tensor part({3, d}, x.dtype());
        const auto bytes =
            x.bytes().subspan(static_cast<std::size_t>(from * d) * size_of(x.dtype()), part.bytes().size());
        std::copy(bytes.begin(), bytes.end(), part.bytes().begin());
        const Tensor losses = values(record, part, key, step, from)[0];
        for (i64 r = 0; r < 3; ++r) EXPECT_EQ(losses.at(r), whole.at(from + r)) << sde.name;
      }
    }
}

void check_gradients(const std::string& parametrisation) {
  for (const LinearSde& sde : all_sdes()) {
    const Denoising objective =
        denoising(sde, sde.initial, {.parametrisation = parametrisation, .t_min = 0.1});
    const i64 wide = sde.k() * d, narrow = objective.regression().m() * d;
    const ad::Function loss = [&](std::span<const Var> in) {
      ad::Tape& tape = *in[0].tape;
      const Var zero = tape.constant(Tensor::scalar<i64>(0));
      const Network network = [&](Var u, Var t) {
        return ad::matmul(ad::tanh(ad::matmul(u, in[1]) + ad::reshape(t, {u.shape()[0], 1}) * in[2]), in[3]);
      };
      return objective(network, in[0], {key, zero, zero});
    };
    const auto random = [&](ad::Shape shape, int i) {
      return ad::random_tensor(shape, key / "theta" / static_cast<ad::u64>(i), -0.5, 0.5);
    };
    ad::check_vjp(sde.name, loss,
                  {random({2, d}, 0), random({wide, 3}, 1), random({3}, 2), random({3, narrow}, 3)},
                  key / "vjp", 2);
  }
}

TEST(Denoising, GradientsToSecondOrderUnderEverySde) {
  check_gradients("mixed");
  check_gradients("preconditioned");
}

TEST(Denoising, ErrorsNameTheSdeAndTheRemedy) {
  const LinearSde sde = cld();
  expect_says(
      [&] { denoising(sde, 2 * sde.initial, {}); },
      "denoising of 'cld': initial - S0 = [[0, 0], [0, -0.01]] is not positive semidefinite; S0 must lie "
      "between 0 (denoising) and sde.initial");
  const Mat I = Mat::Identity(4, 4);
  const LinearSde wide = sde::linear("wide", -I, I, sde::constant_clock(1), Mat(0 * I));
  expect_says([&] { denoising(wide, zero(wide), {}); },
              "denoising of 'wide': k = 4, m = 4 need 69 coefficients per row, at most 64; use k <= 3");
}

}  // namespace
}  // namespace pont::losses::test
