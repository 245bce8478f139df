// Sliced and denoising score matching differ by a constant, and the sliced objective has derivatives.
#include "losses/sliced.hpp"

#include "tests/autodiff/check_vjp.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

const ad::Key key = ad::Key::root(21) / "sliced";

// Losses of a network minus those of the network 0, per row of `objective`.
Var gain(const Objective& objective, const Network& network, const Regression& r, Var x,
         const nn::Stream& s) {
  return objective(network, x, s) - objective(zero_network(r.k(), r.m()), x, s);
}

// What a network gains over another is the same in the mean, for every SDE and weighting, on the same draws.
// Negative control: half the gain is rejected. The weighting of EDM grows with the noise, so that few rows
// carry it: it takes eight times as many.
TEST(Sliced, RanksNetworksAsDenoisingDoes) {
  for (const LinearSde& sde : all_sdes())
    for (const Weighting& w : weightings()) {
      const Denoising denoise = denoising(
          sde, sde.initial, {.parametrisation = "mixed", .weighting = w.name, .floor = 0, .t_min = 0.1});
      const Regression& r = denoise.regression();
      const Network network = [&](Var u, Var) { return 0.5 * ad::tanh(blocks(u, sde.k(), r.driven())); };
      const i64 rows = w.name == std::string("edm") ? 160000 : 20000;
      const auto out = values(
          [&](Var x, const nn::Stream& s) -> std::vector<Var> {
            return {gain(denoise, network, r, x, s), gain(Sliced(denoise), network, r, x, s)};
          },
          tensor(sde::test::normals(key / "x", rows, 2)), key / sde.name);
      const Eigen::VectorXd expected = vector(out[0]), sliced = vector(out[1]);
      const Estimate gap = estimate(sliced - expected), wrong = estimate(0.5 * sliced - expected);
      EXPECT_LE(std::abs(gap.mean), 4 * gap.standard_error) << sde.name << " " << w.name;
      EXPECT_GT(std::abs(wrong.mean), 4 * wrong.standard_error) << sde.name << " " << w.name;
    }
}

// Row by row, on the same draws: a network and its translation cost the same, in units of the score.
TEST(Sliced, ParametrisationsDescribeTheSameScore) {
  for (const LinearSde& sde : all_sdes())
    for (const ParametrisationRow& p : parametrisations())
      for (const char* w : {"inverse_ell_squared", "uniform", "likelihood"}) {
        const Denoising plain = denoising(sde, sde.initial, {.weighting = w, .t_min = 0.1});
        const Denoising other =
            denoising(sde, sde.initial, {.parametrisation = p.name, .weighting = w, .t_min = 0.1});
        const Network network = elementwise(sde.k(), plain.regression().m());
        const auto both = values(
            [&](Var x, const nn::Stream& s) -> std::vector<Var> {
              const Denoising::Batch b = other.draw(x, s);
              const Network same = [&](Var seen, Var t) {
                Denoising::Batch at = b;
                at.seen = seen, at.t = t;
                return translated(other, network, at);
              };
              return {Sliced(plain)(network, x, s), Sliced(other)(same, x, s)};
            },
            ad::random_tensor({6, 2}, key / "rows", -1, 1), key);
        const Eigen::VectorXd a = vector(both[0]), c = vector(both[1]);
        EXPECT_LE(largest(a - c), 1e-9 * largest(a)) << sde.name << " " << p.name << " " << w;
      }
}

TEST(Sliced, GradientsToSecondOrder) {
  for (const LinearSde& sde : all_sdes()) {
    const Sliced objective(denoising(sde, sde.initial, {.parametrisation = "mixed", .t_min = 0.1}));
    const i64 wide = sde.k() * 2, narrow = static_cast<i64>(sde.driven().size()) * 2;
    const ad::Function loss = [&](std::span<const Var> in) {
      const Var zero = in[0].tape->constant(Tensor::scalar<i64>(0));
      const Var x = in[0].tape->constant(ad::random_tensor({2, 2}, key / "x", -1, 1));
      const Network network = [&](Var u, Var t) {
        return ad::matmul(ad::tanh(ad::matmul(u, in[0]) + ad::reshape(t, {u.shape()[0], 1})), in[1]);
      };
      return objective(network, x, {key, zero, zero});
    };
    ad::check_vjp(sde.name, loss,
                  {ad::random_tensor({wide, 3}, key / "a", -0.5, 0.5),
                   ad::random_tensor({3, narrow}, key / "b", -0.5, 0.5)},
                  key / "vjp", 2);
  }
}

}  // namespace
}  // namespace pont::losses::test
