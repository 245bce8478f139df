// NetworkScore against the objective it was trained by, finite differences, and its own chunks.
#include "losses/network_score.hpp"

#include "nn/mlp.hpp"
#include "nn/time_networks.hpp"
#include "sde/exact_score.hpp"
#include "tests/autodiff/watched_cpu.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

const ad::Key key = ad::Key::root(11) / "network_score";
constexpr i64 d = 2;

struct Fixture {
  Fixture(const LinearSde& sde, ad::Dtype dtype, i64 rows, ad::Backend& device = ad::cpu(),
          const std::string& parametrisation = "mixed")
      : objective(denoising(sde, sde.initial, {.parametrisation = parametrisation, .t_min = 0.05})),
        parameters(dtype),
        network(parameters, "net", sde.k() * d, 8, 2, objective.regression().m() * d, nn::activation("silu")),
        flat(parameters.initial(key)),
        score(objective.regression(), parameters, network, flat, d, rows, device) {}
  Denoising objective;
  nn::Parameters parameters;
  nn::ConcatMlp network;
  Tensor flat;
  NetworkScore score;
};

sde::Batch states(const LinearSde& sde, i64 rows) { return sde::test::normals(key / "u", rows, sde.k() * d); }

void check_losses(const std::string& parametrisation) {
  for (const LinearSde& sde : all_sdes()) {
    Fixture f(sde, ad::Dtype::f64, 4, ad::cpu(), parametrisation);
    const Tensor x = tensor(sde::test::normals(key / "x", 10, d));
    const Sampling sampling{.key = key, .step = 2, .rows = 4};
    const Eigen::VectorXd expected =
        network_losses(f.objective, f.parameters, f.network, f.flat, x, sampling);
    EXPECT_LE(largest(score_losses(f.objective, f.score, x, sampling) - expected), 1e-10 * largest(expected))
        << sde.name;
  }
}

TEST(NetworkScore, HasTheLossesThatTheObjectiveMeasures) {
  for (const ParametrisationRow& p : parametrisations()) check_losses(p.name);
}

void check_probe(const std::string& parametrisation) {
  for (const LinearSde& sde : all_sdes()) {
    Fixture f(sde, ad::Dtype::f64, 4, ad::cpu(), parametrisation);
    const sde::Batch u = states(sde, 7);
    sde::Batch v = sde::test::normals(key / "v", 7, sde.k() * d), s, alone, up, down, up2, down2;
    for (int b = 0; b < sde.k(); ++b)
      if (sde.D.row(b).isZero(0)) v.middleCols(b * d, d).setZero();
    Eigen::VectorXd vJv;
    f.score.probe(u, 0.3, v, s, vJv);
    f.score(u, 0.3, alone);
    EXPECT_EQ(s, alone) << sde.name;
    const double e = 1e-3;
    f.score(u + e * v, 0.3, up);
    f.score(u - e * v, 0.3, down);
    f.score(u + 2 * e * v, 0.3, up2);
    f.score(u - 2 * e * v, 0.3, down2);
    const sde::Batch slope = (8 * (up - down) - (up2 - down2)) / (12 * e);
    const Eigen::VectorXd expected = (v.array() * slope.array()).rowwise().sum();
    EXPECT_LE(largest(vJv - expected), 1e-9 * (1 + largest(expected))) << sde.name;
    for (int b = 0; b < sde.k(); ++b)
      if (sde.D.row(b).isZero(0)) {
        EXPECT_EQ(largest(s.middleCols(b * d, d)), 0) << sde.name;
      }
  }
}

TEST(NetworkScore, ProbeIsTheDerivativeAlongTheDirection) {
  for (const ParametrisationRow& p : parametrisations()) check_probe(p.name);
}

// Ten rows in chunks of four, each at its own time: what a call for all of them at that time gives in that
// row.
TEST(NetworkScore, AtTimesIsTheScoreOfEachRowAtItsTime) {
  for (const LinearSde& sde : all_sdes()) {
    Fixture f(sde, ad::Dtype::f32, 4, ad::cpu(), "mixed");
    const sde::Batch u = states(sde, 10);
    const Eigen::VectorXd times = Eigen::VectorXd::LinSpaced(10, 0.9 * sde.T, 0.1 * sde.T);
    sde::Batch s, at_one;
    f.score.at_times(u, times, s);
    for (Eigen::Index r = 0; r < 10; ++r) {
      f.score(u, times[r], at_one);
      EXPECT_EQ(s.row(r).eval(), at_one.row(r).eval()) << sde.name << " row " << r;
    }
  }
}

// A network that gives 0 beside the score of Gaussian data.
TEST(NetworkScore, OfNothingIsTheScoreOfGaussianData) {
  for (const LinearSde& sde : all_sdes())
    for (const char* name : {"residual", "preconditioned"}) {
      const Regression r =
          regression(sde, sde.initial, {.parametrisation = name, .variance = 0.7, .floor = 0});
      nn::Parameters parameters(ad::Dtype::f64);
      const nn::ConcatMlp network(parameters, "net", sde.k() * d, 8, 2, r.m() * d, nn::activation("silu"));
      NetworkScore score(r, parameters, network, Tensor({parameters.size()}, ad::Dtype::f64), d, 4);
      sde::GaussianScore exact(sde, Eigen::Vector2d::Zero(), 0.7 * Eigen::Matrix2d::Identity());
      const sde::Batch u = states(sde, 6);
      sde::Batch s, expected;
      for (const double t : {0.05, 0.4, 1.0}) {
        score(u, t, s);
        exact(u, t, expected);
        for (const int b : sde.driven())
          EXPECT_LE(largest(s.middleCols(b * d, d) - expected.middleCols(b * d, d)),
                    1e-10 * largest(expected))
              << sde.name << " " << name << " t " << t;
      }
    }
}

// A row's bits: the same alone in its chunk position, after a shorter batch, and on a replica.
TEST(NetworkScore, ARowDependsOnItsPlaceInTheChunkAlone) {
  const LinearSde sde = cld();
  Fixture f(sde, ad::Dtype::f32, 4);
  const sde::Batch u = states(sde, 10);
  sde::Batch all, part;
  f.score(u, 0.3, all);
  f.score(u.topRows(9), 0.3, part);
  EXPECT_EQ(part, sde::Batch(all.topRows(9)));
  f.score(u.bottomRows(6), 0.3, part);
  EXPECT_EQ(part, sde::Batch(all.bottomRows(6)));
  NetworkScore other = f.score.replica();
  other(u, 0.3, part);
  EXPECT_EQ(part, all);
  sde::Batch s;
  Eigen::VectorXd a, b;
  f.score.probe(u, 0.3, u, s, a);
  other.probe(u, 0.3, u, s, b);
  EXPECT_EQ(a, b);
}

// Over all chunks and calls; the bits are those of products that pack anew.
TEST(NetworkScore, PacksItsWeightsOnce) {
  ad::PackingCpu packing;
  ad::PlainCpu plain;
  const LinearSde sde = cld();
  Fixture f(sde, ad::Dtype::f32, 20, packing), g(sde, ad::Dtype::f32, 20, plain);
  const sde::Batch u = states(sde, 70);
  int packs = 0;
  for (const double t : {0.3, 0.6}) {
    sde::Batch a, b;
    Eigen::VectorXd v, w;
    f.score(u, t, a);
    g.score(u, t, b);
    EXPECT_EQ(a, b);
    f.score.probe(u, t, u, a, v);
    g.score.probe(u, t, u, b, w);
    EXPECT_EQ(v, w);
    if (packs == 0) packs = packing.runs<ad::Pack>();
  }
  EXPECT_GT(packs, 0);
  EXPECT_EQ(packing.runs<ad::Pack>(), packs);
  EXPECT_EQ(plain.runs<ad::Pack>(), 0);
}

TEST(NetworkScore, FloatNetworksAgreeWithDoubleOnes) {
  const LinearSde sde = cld();
  Fixture f(sde, ad::Dtype::f64, 4);
  nn::Parameters single;
  const nn::ConcatMlp network(single, "net", 4, 8, 2, 2, nn::activation("silu"));
  NetworkScore score(f.objective.regression(), single, network, as_float(f.flat), d, 4);
  const sde::Batch u = states(sde, 6);
  sde::Batch a, b;
  f.score(u, 0.3, a);
  score(u, 0.3, b);
  EXPECT_LE(largest(a - b), 1e-5 * largest(a));
}

// As in training: everything float32 on the tape, the score in double outside.
TEST(NetworkScore, HasTheLossesOfFloatTraining) {
  const LinearSde sde = cld();
  Fixture f(sde, ad::Dtype::f32, 4);
  const Tensor x = as_float(tensor(sde::test::normals(key / "x", 10, d)));
  const Sampling sampling{.key = key, .step = 2, .rows = 4};
  const Eigen::VectorXd expected = network_losses(f.objective, f.parameters, f.network, f.flat, x, sampling);
  EXPECT_LE(largest(score_losses(f.objective, f.score, x, sampling) - expected), 1e-4 * largest(expected));
}

TEST(NetworkScore, ErrorsNameSizes) {
  const LinearSde sde = cld();
  Fixture f(sde, ad::Dtype::f32, 4);
  sde::Batch s;
  expect_says([&] { f.score(sde::Batch::Zero(3, 2), 0.3, s); },
              "network score of 'cld': u has 2 columns, expected k*d = 2*2");
  nn::Parameters p;
  const nn::ConcatMlp wide(p, "net", 4, 8, 2, 4, nn::activation("silu"));
  expect_says([&] { NetworkScore(f.objective.regression(), p, wide, p.initial(key), d, 4); },
              "network score of 'cld': the network gives [4, 4], expected [rows, m*d] = [4, 1*2]");
}

/// The score of one class of three, or (3) of none, by a network that is told it.
struct Told {
  explicit Told(i64 rows)
      : objective(denoising(vp(), zero(vp()), {.parametrisation = "mixed"})),
        parameters(ad::Dtype::f64),
        network(parameters, "net", d, 8, 2, d, nn::activation("silu"), {}, {}, {.classes = 3}),
        flat(parameters.initial(key)),
        score(objective.regression(), parameters, network, flat, d, rows) {}
  sde::Batch of_class(const sde::Batch& u, double y) {
    sde::Batch s;
    score.given(sde::Batch::Constant(u.rows(), 1, y));
    score(u, 0.3, s);
    return s;
  }
  Denoising objective;
  nn::Parameters parameters;
  nn::ConcatMlp network;
  Tensor flat;
  NetworkScore score;
};

TEST(NetworkScore, IsToldAClassRowByRowAcrossChunks) {
  Told f(4);
  const sde::Batch u = states(vp(), 7);
  sde::Batch y(7, 1), s, free;
  y << 2, 0, 1, 1, 3, 0, 2;
  f.score.given(y);
  f.score(u, 0.3, s);
  for (Eigen::Index row = 0; row < 7; ++row) {
    EXPECT_EQ(s.row(row), f.of_class(u, y(row, 0)).row(row)) << row;
    EXPECT_NE(s.row(row), f.of_class(u, std::fmod(y(row, 0) + 1, 4)).row(row)) << row;
  }
  f.score.given({});
  f.score(u, 0.3, free);
  EXPECT_EQ(free, f.of_class(u, 3));
  Eigen::VectorXd vJv;
  f.score.given(y);
  sde::Batch probed;
  f.score.probe(u, 0.3, u, probed, vJv);
  EXPECT_EQ(probed, s);
}

TEST(NetworkScore, RefusesAConditionThatDoesNotFit) {
  Told f(4);
  sde::Batch s;
  f.score.given(sde::Batch::Zero(6, 1));
  expect_says([&] { f.score(states(vp(), 7), 0.3, s); }, "7 rows of u and 6 of its condition");
  expect_says([&] { f.score.given(sde::Batch::Zero(7, 2)); }, "a condition of 2 columns, expected 1");
  Fixture plain(vp(), ad::Dtype::f64, 4);
  expect_says([&] { plain.score.given(sde::Batch::Zero(7, 1)); }, "a condition of 1 columns, expected 0");
}

// s + w (s - s0) of the two scores that it is told one after the other, and of their Jacobians.
TEST(GuidedScore, IsTheLinearCombination) {
  Told f(4);
  const sde::Batch u = states(vp(), 7), y = sde::Batch::Constant(7, 1, 1),
                   v = sde::test::normals(key / "v", 7, d);
  sde::Batch with, without, guided, probed;
  Eigen::VectorXd along_with, along_without, along;
  f.score.given(y);
  f.score.probe(u, 0.3, v, with, along_with);
  f.score.given({});
  f.score.probe(u, 0.3, v, without, along_without);
  for (const double w : {0.0, 1.5, -0.5}) {
    sde::GuidedScore score(f.score, y, w);
    score(u, 0.3, guided);
    score.probe(u, 0.3, v, probed, along);
    EXPECT_LE(largest(guided - ((1 + w) * with - w * without)), 1e-13 * largest(with)) << w;
    EXPECT_LE(largest(along - ((1 + w) * along_with - w * along_without)), 1e-12 * largest(along_with)) << w;
    EXPECT_EQ(probed, guided);
  }
}

}  // namespace
}  // namespace pont::losses::test
